"""The tables of issues: ``domain/issue.py``, docs/decisions/0032."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.draft_table import DraftRow
from storage.table_base import AwareDateTime, Table

_STATES = "state IN ('受付', '対応中', '解決', '取り下げ')"
_STANDS = text("ended_at IS NULL")


class IssueRow(Table, table=True):
    """What it says is a row of its own: ``IssueRevisionRow``; where it stands is here as well, to be
    looked for by it.
    """

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        CheckConstraint(_STATES, name="state_known"),
        Index(None, "organization_id", "changed"),
        Index(None, "organization_id", "state", "touched_at"),
        Index(None, "organization_id", "department"),
    )

    number: int
    author_id: int = Field(foreign_key="staff.id")
    department: str
    section: str
    """As they were called when it was raised."""
    state: str
    stage: str = ""
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    version: int = 1
    created_at: datetime = Field(sa_type=AwareDateTime)
    touched_at: datetime = Field(sa_type=AwareDateTime)
    platform: str = ""
    channel: str = ""
    thread: str = ""
    """Where it was raised; empty where that was in private."""
    changed: int
    """The organization's ``issues_version`` that its last change made."""


class IssueRevisionRow(Table, table=True):
    __tablename__ = "issue_revision"
    __table_args__ = (
        UniqueConstraint("issue_id", "version"),
        CheckConstraint(_STATES, name="state_known"),
        CheckConstraint("times IS NULL OR times >= 0", name="times_not_negative"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
        CheckConstraint("affected IN ('市民', '職員', '市民と職員', '')", name="affected_known"),
    )

    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE")
    version: int
    editor_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    title: str
    what: str
    times: int | None = None
    hours: float | None = None
    affected: str = ""
    systems: list[str] = Field(default_factory=list, sa_type=JSON)
    work: str = ""
    wish: str = ""
    state: str
    stage: str = ""
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    remark: str = ""


class IssueLinkRow(Table, table=True):
    """One answer about a pair; what has been ended stays."""

    __tablename__ = "issue_link"
    __table_args__ = (
        CheckConstraint("kind IN ('同じ', '関係あり', '違う')", name="kind_known"),
        CheckConstraint("low_id <= high_id", name="in_order"),
        Index(
            "uq_issue_link_standing",
            "low_id",
            "high_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index(None, "organization_id", "high_id"),
    )

    low_id: int = Field(foreign_key="issue.id", ondelete="CASCADE")
    high_id: int = Field(foreign_key="issue.id", ondelete="CASCADE")
    kind: str
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    ended_by: int | None = Field(default=None, foreign_key="staff.id")


class IssueDraftRow(DraftRow, table=True):
    """An issue, or a change of one."""

    __tablename__ = "issue_draft"
    __table_args__ = (UniqueConstraint("organization_id", "key"), Index(None, "touched_at"))

    issue_id: int | None = Field(default=None, foreign_key="issue.id", ondelete="CASCADE")
    platform: str = ""
    channel: str = ""
    thread: str = ""
    """Where it was begun."""
