"""KPIs of the ends of months and fiscal years, kept as they were counted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "kpi_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("basics", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "period IN ('月末', '年度末')", name=op.f("ck_kpi_snapshot_period_known")
        ),
        sa.CheckConstraint("people >= 0", name=op.f("ck_kpi_snapshot_people_not_negative")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_kpi_snapshot_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_snapshot")),
        sa.UniqueConstraint(
            "organization_id",
            "period",
            "as_of",
            name=op.f("uq_kpi_snapshot_organization_id_period_as_of"),
        ),
    )
    op.create_table(
        "kpi_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("count", sa.Float(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "total IS NULL OR count <= total", name=op.f("ck_kpi_figure_count_within_total")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_kpi_figure_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["kpi_snapshot.id"],
            name=op.f("fk_kpi_figure_snapshot_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_figure")),
        sa.UniqueConstraint(
            "snapshot_id", "measure", "about", "part", "department", name="uq_kpi_figure_series"
        ),
    )
    for table in ("kpi_snapshot", "kpi_figure"):
        raise_wall(table)


def downgrade() -> None:
    op.drop_table("kpi_figure")
    op.drop_table("kpi_snapshot")
