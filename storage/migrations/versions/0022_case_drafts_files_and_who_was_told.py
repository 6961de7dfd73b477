"""Drafts that have ended, files taken off a case, and the departments that were told of one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_TABLES = ("case_file_removal", "case_told")


def upgrade() -> None:
    op.create_table(
        "case_file_removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_file_removal_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_case_file_removal_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_file_removal_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file_removal")),
    )
    op.create_index(
        op.f("ix_case_file_removal_case_id"), "case_file_removal", ["case_id"], unique=False
    )
    op.create_table(
        "case_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("outbox_key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_told_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_told_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_told")),
        sa.UniqueConstraint(
            "case_id",
            "department",
            "outbox_key",
            name=op.f("uq_case_told_case_id_department_outbox_key"),
        ),
    )
    with op.batch_alter_table("case_draft") as draft:
        draft.add_column(sa.Column("base_state", sa.String(), nullable=True))
        draft.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        draft.add_column(sa.Column("became_id", sa.Integer(), nullable=True))
        draft.create_foreign_key(
            op.f("fk_case_draft_became_id"),
            "improvement_case",
            ["became_id"],
            ["id"],
            ondelete="CASCADE",
        )
    with op.batch_alter_table("pending_file") as file:
        file.add_column(sa.Column("case_ids", sa.JSON(), nullable=True))
        file.add_column(sa.Column("attachment_id", sa.Integer(), nullable=True))
    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    """A draft that has ended would be an open one again."""
    op.execute("DELETE FROM case_draft WHERE ended_at IS NOT NULL")
    with op.batch_alter_table("case_draft") as draft:
        draft.drop_constraint(op.f("fk_case_draft_became_id"), type_="foreignkey")
        draft.drop_column("became_id")
        draft.drop_column("ended_at")
        draft.drop_column("base_state")
    with op.batch_alter_table("pending_file") as file:
        file.drop_column("attachment_id")
        file.drop_column("case_ids")
    for table in _TABLES:
        op.drop_table(table)
