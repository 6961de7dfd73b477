"""What the secretariat publishes of a week's digest in the forum, and versions of the messages that it rests on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "digest_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("cites", sa.String(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "step IN ('下書き', '公開', '取り下げ')", name=op.f("ck_digest_edition_step_known")
        ),
        sa.CheckConstraint("withheld >= 0", name=op.f("ck_digest_edition_withheld_not_negative")),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["staff.id"], name=op.f("fk_digest_edition_editor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_digest_edition_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_edition")),
        sa.UniqueConstraint(
            "organization_id",
            "week",
            "version",
            name=op.f("uq_digest_edition_organization_id_week_version"),
        ),
    )
    raise_wall("digest_edition")
    with op.batch_alter_table("issue_message") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("issue_message") as batch_op:
        batch_op.drop_column("version")
    op.drop_table("digest_edition")
