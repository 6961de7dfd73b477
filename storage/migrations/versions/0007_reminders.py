"""What is new since the last reminder, and what people ask for of theirs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("course", sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "training_record", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "reminder_preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.String(), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("own_time_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(weekday IS NULL) = (at IS NULL) AND (weekday IS NULL) = (own_time_since IS NULL)",
            name=op.f("ck_reminder_preference_own_time_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_reminder_preference_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_reminder_preference_staff_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_preference")),
        sa.UniqueConstraint(
            "organization_id",
            "staff_id",
            name=op.f("uq_reminder_preference_organization_id_staff_id"),
        ),
    )
    op.create_index(
        "ix_reminder_preference_organization_id_weekday_at",
        "reminder_preference",
        ["organization_id", "weekday", "at"],
    )


def downgrade() -> None:
    op.drop_table("reminder_preference")
    with op.batch_alter_table("training_record") as record:
        record.drop_column("decided_at")
    with op.batch_alter_table("course") as course:
        course.drop_column("listed_at")
