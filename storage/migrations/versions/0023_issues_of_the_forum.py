"""Issues of the forum: their versions, what people said of pairs of them, and drafts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_TABLES = ("issue", "issue_draft", "issue_link", "issue_revision")


def upgrade() -> None:
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('受付', '対応中', '解決', '取り下げ')", name=op.f("ck_issue_state_known")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_issue_author_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_issue_organization_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_issue_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint(
            "organization_id", "number", name=op.f("uq_issue_organization_id_number")
        ),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_organization_id_changed"),
            ["organization_id", "changed"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_issue_organization_id_department"),
            ["organization_id", "department"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_issue_organization_id_state_touched_at"),
            ["organization_id", "state", "touched_at"],
            unique=False,
        )

    op.create_table(
        "issue_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_draft_issue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_issue_draft_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_issue_draft_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_draft")),
        sa.UniqueConstraint(
            "organization_id", "key", name=op.f("uq_issue_draft_organization_id_key")
        ),
    )
    with op.batch_alter_table("issue_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_draft_touched_at"), ["touched_at"], unique=False)

    op.create_table(
        "issue_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('同じ', '関係あり', '違う')", name=op.f("ck_issue_link_kind_known")
        ),
        sa.CheckConstraint("low_id <= high_id", name=op.f("ck_issue_link_in_order")),
        sa.ForeignKeyConstraint(["ended_by"], ["staff.id"], name=op.f("fk_issue_link_ended_by")),
        sa.ForeignKeyConstraint(
            ["high_id"], ["issue.id"], name=op.f("fk_issue_link_high_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["low_id"], ["issue.id"], name=op.f("fk_issue_link_low_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_issue_link_organization_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_issue_link_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_link")),
    )
    with op.batch_alter_table("issue_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_link_organization_id_high_id"),
            ["organization_id", "high_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_issue_link_standing",
            ["low_id", "high_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "issue_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("affected", sa.String(), nullable=False),
        sa.Column("systems", sa.JSON(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.CheckConstraint(
            "affected IN ('市民', '職員', '市民と職員', '')",
            name=op.f("ck_issue_revision_affected_known"),
        ),
        sa.CheckConstraint(
            "state IN ('受付', '対応中', '解決', '取り下げ')",
            name=op.f("ck_issue_revision_state_known"),
        ),
        sa.CheckConstraint(
            "hours IS NULL OR hours >= 0", name=op.f("ck_issue_revision_hours_not_negative")
        ),
        sa.CheckConstraint(
            "times IS NULL OR times >= 0", name=op.f("ck_issue_revision_times_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["staff.id"], name=op.f("fk_issue_revision_editor_id")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_revision_issue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_issue_revision_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff.id"], name=op.f("fk_issue_revision_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_revision")),
        sa.UniqueConstraint("issue_id", "version", name=op.f("uq_issue_revision_issue_id_version")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("issues_version", sa.Integer(), server_default="0", nullable=False)
        )

    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    """Messages of issues are lost: there is nothing they could tell of."""
    op.execute("DELETE FROM outbox WHERE kind LIKE 'issue.%'")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_column("issues_version")
    for table in reversed(_TABLES):
        op.drop_table(table)
