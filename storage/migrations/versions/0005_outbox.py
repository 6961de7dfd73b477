"""Messages to somebody who is not speaking, kept until they have arrived."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_PENDING, _SENDING = sa.text("state = 'pending'"), sa.text("state = 'sending'")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("conversation", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'dead')",
            name=op.f("ck_outbox_state_known"),
        ),
        sa.CheckConstraint(
            "state <> 'sending' OR (claim IS NOT NULL AND lease_until IS NOT NULL)",
            name=op.f("ck_outbox_sending_is_claimed"),
        ),
        sa.CheckConstraint(
            "attempt_at IS NULL OR (platform IS NOT NULL AND conversation IS NOT NULL)",
            name=op.f("ck_outbox_attempt_has_a_place"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_outbox_organization_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_outbox_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "organization_id", "dedupe_key", name=op.f("uq_outbox_organization_id_dedupe_key")
        ),
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["organization_id", "not_before"],
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["organization_id", "lease_until"],
        sqlite_where=_SENDING,
        postgresql_where=_SENDING,
    )


def downgrade() -> None:
    op.drop_table("outbox")
