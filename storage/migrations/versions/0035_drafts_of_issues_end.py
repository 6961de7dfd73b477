"""A draft of an issue that was registered or thrown away leaves its key behind, as those of cases do."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0035'
down_revision: str | None = '0034'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("issue_draft") as draft:
        draft.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """A draft that has ended would be an open one again."""
    op.execute("DELETE FROM issue_draft WHERE ended_at IS NOT NULL")
    with op.batch_alter_table("issue_draft") as draft:
        draft.drop_column("ended_at")
