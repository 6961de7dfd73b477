"""Accounts of the chat platforms, conversations to write to, files between two presses."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("platform_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_account_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint(
            "organization_id",
            "platform",
            "platform_id",
            name=op.f("uq_account_organization_id_platform_platform_id"),
        ),
    )
    op.create_index(
        op.f("ix_account_organization_id_email"), "account", ["organization_id", "email"]
    )
    op.create_table(
        "conversation_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("platform_id", sa.String(), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_conversation_reference_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_reference")),
        # Named: the convention's name is longer than the 63 characters that PostgreSQL keeps.
        sa.UniqueConstraint(
            "organization_id",
            "platform",
            "conversation_id",
            name="uq_conversation_reference_conversation",
        ),
    )
    op.create_index(
        op.f("ix_conversation_reference_organization_id_platform_id"),
        "conversation_reference",
        ["organization_id", "platform_id"],
    )
    op.create_table(
        "pending_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_pending_file_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_pending_file_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_file")),
        sa.UniqueConstraint(
            "organization_id", "key", name=op.f("uq_pending_file_organization_id_key")
        ),
    )
    op.create_index(op.f("ix_pending_file_kept_at"), "pending_file", ["kept_at"])


def downgrade() -> None:
    op.drop_table("pending_file")
    op.drop_table("conversation_reference")
    op.drop_table("account")
