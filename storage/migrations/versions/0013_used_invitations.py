"""An invitation is good for one workspace; who has added a workspace is known."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "workspace", sa.Column("installed_by", sa.String(), server_default="", nullable=False)
    )
    op.create_table(
        "used_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_used_invitation_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_invitation")),
        sa.UniqueConstraint(
            "organization_id", "nonce", name=op.f("uq_used_invitation_organization_id_nonce")
        ),
    )
    raise_wall("used_invitation")


def downgrade() -> None:
    op.drop_table("used_invitation")
    op.drop_column("workspace", "installed_by")
