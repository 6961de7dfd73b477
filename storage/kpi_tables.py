"""The tables of kept KPIs: ``domain/kpi_snapshot.py``."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class KpiSnapshotRow(Table, table=True):
    __tablename__ = "kpi_snapshot"
    __table_args__ = (
        UniqueConstraint("organization_id", "period", "as_of"),
        CheckConstraint("period IN ('月末', '年度末')", name="period_known"),
        CheckConstraint("people >= 0", name="people_not_negative"),
    )

    period: str
    as_of: date
    taken_at: datetime = Field(sa_type=AwareDateTime)
    policy_id: str
    people: int
    excluded: list[list[str | int]] = Field(default_factory=list, sa_type=JSON)
    """(reason, how many)."""
    basics: list[str] = Field(default_factory=list, sa_type=JSON)


class KpiFigureRow(Table, table=True):
    """``Figure``, as it was counted: what is hidden is decided when it is shown."""

    __tablename__ = "kpi_figure"
    __table_args__ = (
        # Named: the convention's name is longer than the 63 characters that PostgreSQL keeps.
        UniqueConstraint(
            "snapshot_id", "measure", "about", "part", "department", name="uq_kpi_figure_series"
        ),
        CheckConstraint("total IS NULL OR count <= total", name="count_within_total"),
    )

    snapshot_id: int = Field(foreign_key="kpi_snapshot.id", ondelete="CASCADE")
    measure: str
    about: str = ""
    part: str = ""
    department: str = ""
    label: str = ""
    count: float
    total: int | None = None
    """``Figure.of``."""
    people: int | None = None
