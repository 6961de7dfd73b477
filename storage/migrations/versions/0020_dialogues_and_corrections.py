"""Conversations that stand open, and what was misread."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "dialogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "place IN ('private', 'channel')", name=op.f("ck_dialogue_place_known")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_dialogue_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_dialogue_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
        sa.UniqueConstraint(
            "organization_id",
            "staff_id",
            "place",
            name=op.f("uq_dialogue_organization_id_staff_id_place"),
        ),
    )
    op.create_index(op.f("ix_dialogue_touched_at"), "dialogue", ["touched_at"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("understood", sa.String(), nullable=False),
        sa.Column("meant", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.CheckConstraint(
            "review IN ('waiting', 'accepted', 'rejected')", name=op.f("ck_correction_review_known")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_correction_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint(
            "organization_id",
            "text",
            "understood",
            "meant",
            name=op.f("uq_correction_organization_id_text_understood_meant"),
        ),
    )
    op.create_index(op.f("ix_correction_day"), "correction", ["day"])
    raise_wall("dialogue")
    raise_wall("correction")


def downgrade() -> None:
    op.drop_table("correction")
    op.drop_table("dialogue")
