"""Who is not in a workspace is not asked for again each time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "unknown_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_unknown_address_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_address")),
        sa.UniqueConstraint(
            "organization_id",
            "platform",
            "workspace",
            "email",
            name=op.f("uq_unknown_address_organization_id_platform_workspace_email"),
        ),
    )
    raise_wall("unknown_address")


def downgrade() -> None:
    op.drop_table("unknown_address")
