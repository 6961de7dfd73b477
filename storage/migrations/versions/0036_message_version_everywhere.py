"""``issue_message.version`` also where step 0033 ran before it had that column.

Step 0033 was changed once after it had been on main, so a database that came by then has the step but not the column.
A step that has been on main is never changed again; what it lacks is added where it is missing.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    columns = sa.inspect(op.get_bind()).get_columns("issue_message")
    if any(column["name"] == "version" for column in columns):
        return
    with op.batch_alter_table("issue_message") as message:
        message.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """The column belongs to step 0033 and goes with it."""
