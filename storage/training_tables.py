"""The tables of the catalogue, and of what people have done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class CourseRow(Table, table=True):
    """``audience``, ``validity`` and ``deadline`` are the domain values of those names as JSON."""

    __tablename__ = "course"
    __table_args__ = (
        UniqueConstraint("organization_id", "code"),
        CheckConstraint("hours IS NULL OR hours > 0", name="hours_positive"),
    )

    code: str
    name: str
    summary: str = ""
    method: str = ""
    provider: str = ""
    hours: float | None = None
    obligation: str
    skills: list[str] = Field(default_factory=list, sa_type=JSON)
    target: str = ""
    audience: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    prerequisites: list[str] = Field(default_factory=list, sa_type=JSON)
    validity: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    deadline: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    needs_confirmation: bool = False
    on_demand: bool = False
    url: str = ""
    sample: bool = False
    withdrawn: bool = False
    """Not in the catalogue any more; records of it stay."""
    listed_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    """When it came in; None for those with which the catalogue began."""


class CourseSessionRow(Table, table=True):
    __tablename__ = "course_session"
    __table_args__ = (
        UniqueConstraint("organization_id", "course_id", "starts_at"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
    )

    course_id: int = Field(foreign_key="course.id", ondelete="CASCADE")
    starts_at: datetime = Field(sa_type=AwareDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    place: str = ""
    capacity: int | None = None
    taken: int = 0
    apply_by: date | None = None


class TrainingRecordRow(Table, table=True):
    __tablename__ = "training_record"
    __table_args__ = (
        # Named: the convention's name is longer than the 63 characters that PostgreSQL keeps.
        UniqueConstraint(
            "organization_id",
            "staff_id",
            "course_id",
            "completed_on",
            name="uq_training_record_completion",
        ),
        Index(None, "organization_id", "state"),
    )

    staff_id: int = Field(foreign_key="staff.id")
    course_id: int = Field(foreign_key="course.id")
    completed_on: date
    state: str
    remark: str = ""
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    recorded_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    """Since when it stands here as 修了, whoever has put it down; None for what is none, and for what
    was there before this was kept.
    """


class QualificationRow(Table, table=True):
    __tablename__ = "qualification"
    __table_args__ = (UniqueConstraint("organization_id", "staff_id", "name", "acquired_on"),)

    staff_id: int = Field(foreign_key="staff.id")
    name: str
    acquired_on: date
    expires_on: date | None = None


class ProjectRecordRow(Table, table=True):
    """OJT: a DX project that someone led or joined."""

    __tablename__ = "project_record"
    __table_args__ = (UniqueConstraint("organization_id", "staff_id", "name", "started_on"),)

    staff_id: int = Field(foreign_key="staff.id")
    name: str
    led: bool
    started_on: date
    ended_on: date | None = None
    mentoring: bool = False
