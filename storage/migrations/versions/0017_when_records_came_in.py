"""When a record came in as done: the 所属長 is told of what is imported late, too."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Of those that are there already nobody knows it: they stay NULL."""
    op.add_column(
        "training_record", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    with op.batch_alter_table("training_record") as record:
        record.drop_column("recorded_at")
