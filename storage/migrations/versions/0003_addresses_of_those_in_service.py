"""An e-mail address belongs to one person in service; who has left keeps none from others."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_IN_SERVICE = sa.text("attendance <> '退職'")


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.drop_constraint("uq_staff_organization_id_email", type_="unique")
    op.create_index(
        "uq_staff_organization_id_email",
        "staff",
        ["organization_id", "email"],
        unique=True,
        sqlite_where=_IN_SERVICE,
        postgresql_where=_IN_SERVICE,
    )


def downgrade() -> None:
    """Refused by the database where a successor has the address of somebody who has left."""
    op.drop_index("uq_staff_organization_id_email", table_name="staff")
    with op.batch_alter_table("staff") as staff:
        staff.create_unique_constraint(
            "uq_staff_organization_id_email", ["organization_id", "email"]
        )
