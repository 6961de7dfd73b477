"""An organization's office, the ledger of what comes every week, and messages to channels."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _create_organization_office()
    _create_office_day()
    _create_ledger()
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("channel", sa.String(), nullable=True))
        outbox.alter_column("staff_id", existing_type=sa.Integer(), nullable=True)
        outbox.create_check_constraint(
            op.f("ck_outbox_one_to_tell"), "(staff_id IS NULL) <> (channel IS NULL)"
        )
        outbox.create_check_constraint(
            op.f("ck_outbox_channel_known"), "channel IN ('forum', 'secretariat')"
        )


def downgrade() -> None:
    """Messages to channels are lost: there is no place for them."""
    op.execute("DELETE FROM outbox WHERE staff_id IS NULL")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("ck_outbox_channel_known"), type_="check")
        outbox.drop_constraint(op.f("ck_outbox_one_to_tell"), type_="check")
        outbox.alter_column("staff_id", existing_type=sa.Integer(), nullable=False)
        outbox.drop_column("channel")
    for table in ("ledger", "office_day", "organization_office"):
        op.drop_table(table)


def _create_organization_office() -> None:
    op.create_table(
        "organization_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weekday", sa.String(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("forum_platform", sa.String(), nullable=True),
        sa.Column("forum_channel", sa.String(), nullable=True),
        sa.Column("secretariat_platform", sa.String(), nullable=True),
        sa.Column("secretariat_channel", sa.String(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)",
            name=op.f("ck_organization_office_quiet_hours_have_two_ends"),
        ),
        sa.CheckConstraint(
            "(forum_platform IS NULL) = (forum_channel IS NULL)",
            name=op.f("ck_organization_office_forum_is_a_place"),
        ),
        sa.CheckConstraint(
            "(secretariat_platform IS NULL) = (secretariat_channel IS NULL)",
            name=op.f("ck_organization_office_secretariat_is_a_place"),
        ),
        _organization("organization_office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_office")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_organization_office_organization_id")),
    )


def _create_office_day() -> None:
    op.create_table(
        "office_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_office_day_in_order")),
        _organization("office_day"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_day")),
        sa.UniqueConstraint(
            "organization_id", "first", "last", name=op.f("uq_office_day_organization_id_first_last")
        ),
    )


def _create_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("occurrence", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('done', 'skipped')", name=op.f("ck_ledger_state_known")),
        sa.CheckConstraint(
            "state = 'done' OR reason <> ''", name=op.f("ck_ledger_skipped_for_a_reason")
        ),
        _organization("ledger"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint(
            "organization_id", "job", "occurrence", name=op.f("uq_ledger_organization_id_job_occurrence")
        ),
    )
    op.create_index(
        op.f("ix_ledger_organization_id_job_due_at"), "ledger", ["organization_id", "job", "due_at"]
    )


def _organization(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id"], ["organization.id"], name=op.f(f"fk_{table}_organization_id")
    )
