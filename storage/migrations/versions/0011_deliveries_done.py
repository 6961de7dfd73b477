"""A delivery is known to be done, not only begun."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("handled_event", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE handled_event SET done_at = handled_at")


def downgrade() -> None:
    with op.batch_alter_table("handled_event") as events:
        events.drop_column("done_at")
