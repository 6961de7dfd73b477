"""Changes of the roster and of the records are counted, as those of the catalogue are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for name in ("roster_version", "records_version"):
        op.add_column(
            "organization", sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("organization") as organization:
        organization.drop_column("records_version")
        organization.drop_column("roster_version")
