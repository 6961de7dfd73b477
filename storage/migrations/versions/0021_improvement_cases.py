"""Improvement cases, and messages that take the place of earlier ones."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_TABLES = (
    "case_channel",
    "case_mapping",
    "case_rules",
    "case_selection",
    "improvement_case",
    "case_adoption",
    "case_attachment",
    "case_decision",
    "case_draft",
    "case_revision",
    "case_thanks",
    "case_withdrawal",
)


def upgrade() -> None:
    op.create_table(
        "case_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_channel_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_channel")),
        sa.UniqueConstraint(
            "organization_id",
            "platform",
            "channel",
            name=op.f("uq_case_channel_organization_id_platform_channel"),
        ),
    )
    op.create_table(
        "case_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("headings", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_mapping_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_mapping")),
        sa.UniqueConstraint(
            "organization_id", "headings", name=op.f("uq_case_mapping_organization_id_headings")
        ),
    )
    op.create_table(
        "case_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.CheckConstraint(
            "route IN ('リーダー', '事務局', 'リーダーと事務局')",
            name=op.f("ck_case_rules_route_known"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_rules_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_rules")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_case_rules_organization_id")),
    )
    op.create_table(
        "case_selection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("case_ids", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_selection_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_selection")),
        sa.UniqueConstraint(
            "organization_id", "month", name=op.f("uq_case_selection_organization_id_month")
        ),
    )
    op.create_table(
        "improvement_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("brought_up", sa.Integer(), server_default="0", nullable=False),
        sa.Column("established_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(waiting_since IS NOT NULL) = (state IN ('リーダー確認待ち', '事務局確認待ち'))",
            name=op.f("ck_improvement_case_waiting_since_is_of_what_waits"),
        ),
        sa.CheckConstraint(
            "state IN ('リーダー確認待ち', '事務局確認待ち', '差し戻し', '公開', '取り下げ')",
            name=op.f("ck_improvement_case_state_known"),
        ),
        sa.CheckConstraint(
            "published_version IS NULL OR published_at IS NOT NULL",
            name=op.f("ck_improvement_case_published_at_some_time"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_improvement_case_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_improvement_case_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_case")),
        sa.UniqueConstraint(
            "organization_id", "number", name=op.f("uq_improvement_case_organization_id_number")
        ),
    )
    with op.batch_alter_table("improvement_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_improvement_case_organization_id_author_id"),
            ["organization_id", "author_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_improvement_case_organization_id_changed"),
            ["organization_id", "changed"],
            unique=False,
        )
        batch_op.create_index(
            "ix_improvement_case_waiting",
            ["organization_id", "waiting_since"],
            unique=False,
            sqlite_where=sa.text("waiting_since IS NOT NULL"),
            postgresql_where=sa.text("waiting_since IS NOT NULL"),
        )

    op.create_table(
        "case_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "hours IS NULL OR hours >= 0", name=op.f("ck_case_adoption_hours_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_adoption_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_adoption_organization_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_adoption_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_adoption")),
        sa.UniqueConstraint(
            "case_id",
            "department",
            "section",
            name=op.f("uq_case_adoption_case_id_department_section"),
        ),
    )
    with op.batch_alter_table("case_adoption", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_adoption_organization_id_case_id"),
            ["organization_id", "case_id"],
            unique=False,
        )

    op.create_table(
        "case_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("draft_key", sa.String(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(case_id IS NULL) <> (draft_key IS NULL)",
            name=op.f("ck_case_attachment_of_one_of_them"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_attachment_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_case_attachment_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_attachment_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_attachment")),
    )
    with op.batch_alter_table("case_attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_attachment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_attachment_organization_id_draft_key"),
            ["organization_id", "draft_key"],
            unique=False,
        )

    op.create_table(
        "case_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("suggestion", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "decision IN ('承認', '差し戻し', '修正提案')",
            name=op.f("ck_case_decision_decision_known"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_decision_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_decision_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["staff.id"], name=op.f("fk_case_decision_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_decision")),
    )
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_decision_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_draft_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_draft_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_draft_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_draft")),
        sa.UniqueConstraint(
            "organization_id", "key", name=op.f("uq_case_draft_organization_id_key")
        ),
    )
    with op.batch_alter_table("case_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_draft_touched_at"), ["touched_at"], unique=False)

    op.create_table(
        "case_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("waiting", sa.Float(), nullable=True),
        sa.Column("other_effect", sa.String(), nullable=False),
        sa.Column("tools", sa.JSON(), nullable=False),
        sa.Column("course_code", sa.String(), nullable=False),
        sa.Column("reuse", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.CheckConstraint(
            "visibility IN ('全庁', 'フォーラムのメンバー', '自部局')",
            name=op.f("ck_case_revision_visibility_known"),
        ),
        sa.CheckConstraint(
            "cost IS NULL OR cost >= 0", name=op.f("ck_case_revision_cost_not_negative")
        ),
        sa.CheckConstraint(
            "hours IS NULL OR hours >= 0", name=op.f("ck_case_revision_hours_not_negative")
        ),
        sa.CheckConstraint(
            "waiting IS NULL OR waiting >= 0", name=op.f("ck_case_revision_waiting_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_revision_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["staff.id"], name=op.f("fk_case_revision_editor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_revision_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_revision")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_case_revision_case_id_version")),
    )
    op.create_table(
        "case_thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_thanks_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_case_thanks_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_thanks_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_thanks")),
        sa.UniqueConstraint("case_id", "staff_id", name=op.f("uq_case_thanks_case_id_staff_id")),
    )
    with op.batch_alter_table("case_thanks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_thanks_organization_id_case_id"),
            ["organization_id", "case_id"],
            unique=False,
        )

    op.create_table(
        "case_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["improvement_case.id"],
            name=op.f("fk_case_withdrawal_case_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_case_withdrawal_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_withdrawal_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_withdrawal")),
    )
    with op.batch_alter_table("case_withdrawal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_withdrawal_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("cases_version", sa.Integer(), server_default="0", nullable=False)
        )

    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("edits", sa.String(), nullable=True))
        outbox.drop_constraint(op.f("ck_outbox_channel_known"), type_="check")
        outbox.create_check_constraint(
            op.f("ck_outbox_channel_known"), "channel IN ('forum', 'secretariat', 'cases')"
        )
    op.create_index(
        "ix_outbox_edits",
        "outbox",
        ["organization_id", "edits"],
        unique=False,
        sqlite_where=sa.text("edits IS NOT NULL"),
        postgresql_where=sa.text("edits IS NOT NULL"),
    )
    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    """Messages of cases are lost: there is nothing they could tell of."""
    op.execute("DELETE FROM outbox WHERE channel = 'cases' OR kind LIKE 'case.%'")
    op.drop_index("ix_outbox_edits", table_name="outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("ck_outbox_channel_known"), type_="check")
        outbox.create_check_constraint(
            op.f("ck_outbox_channel_known"), "channel IN ('forum', 'secretariat')"
        )
        outbox.drop_column("edits")
    with op.batch_alter_table("organization") as organization:
        organization.drop_column("cases_version")
    for table in reversed(_TABLES):
        op.drop_table(table)
