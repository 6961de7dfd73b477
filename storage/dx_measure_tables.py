"""The tables of 部局横断DX施策: ``domain/dx_measure.py``, docs/decisions/0033."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class DxMeasureRow(Table, table=True):
    """What it says is a row of its own: ``DxMeasureRevisionRow``."""

    __tablename__ = "dx_measure"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    number: int
    group_id: int = Field(foreign_key="issue_group.id")
    version: int = 1
    created_at: datetime = Field(sa_type=AwareDateTime)
    touched_at: datetime = Field(sa_type=AwareDateTime)


class DxMeasureRevisionRow(Table, table=True):
    """Nothing is overwritten."""

    __tablename__ = "dx_measure_revision"
    __table_args__ = (
        UniqueConstraint("measure_id", "version"),
        CheckConstraint("state IN ('進行中', '完了', '中止')", name="state_known"),
    )

    measure_id: int = Field(foreign_key="dx_measure.id", ondelete="CASCADE")
    version: int
    editor_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    name: str
    aim: str
    lead_department: str
    lead_id: int = Field(foreign_key="staff.id")
    departments: list[str] = Field(default_factory=list, sa_type=JSON)
    member_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    supporter_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    milestones: list[Any] = Field(default_factory=list, sa_type=JSON)
    """Each [day, what]."""
    effect: str = ""
    stage: str = ""
    issue_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    state: str = Field(default="進行中", sa_column_kwargs={"server_default": "進行中"})
    outcome: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """What came of it, or why it was stopped."""
