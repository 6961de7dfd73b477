"""The tables of 対応策: ``domain/countermeasure.py``, docs/decisions/0036."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table

_STANDS = text("ended_at IS NULL")


class CountermeasureRow(Table, table=True):
    """What it says is a row of its own: ``CountermeasureRevisionRow``."""

    __tablename__ = "countermeasure"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        # A message is told once, however many press at once.
        UniqueConstraint("message_id"),
        CheckConstraint("(issue_id IS NULL) <> (group_id IS NULL)", name="of_one"),
        Index(None, "issue_id"),
        Index(None, "group_id"),
    )

    number: int
    issue_id: int | None = Field(default=None, foreign_key="issue.id", ondelete="CASCADE")
    group_id: int | None = Field(default=None, foreign_key="issue_group.id")
    author_id: int = Field(foreign_key="staff.id")
    message_id: int | None = Field(
        default=None, foreign_key="issue_message.id", ondelete="SET NULL"
    )
    case_id: int | None = Field(
        default=None, foreign_key="improvement_case.id", ondelete="SET NULL"
    )
    stands: bool = True
    version: int = 1
    created_at: datetime = Field(sa_type=AwareDateTime)
    touched_at: datetime = Field(sa_type=AwareDateTime)


class CountermeasureRevisionRow(Table, table=True):
    """Nothing is overwritten."""

    __tablename__ = "countermeasure_revision"
    __table_args__ = (
        UniqueConstraint("countermeasure_id", "version"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
    )

    countermeasure_id: int = Field(foreign_key="countermeasure.id", ondelete="CASCADE")
    version: int
    editor_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    what: str
    department: str
    section: str
    tools: str = ""
    effect: str = ""
    hours: float | None = None
    since: date | None = None
    stands: bool


class CountermeasureAdoptionRow(Table, table=True):
    """「うちでも採用」: one of a section stands; what was corrected or taken back stays as a row."""

    __tablename__ = "countermeasure_adoption"
    __table_args__ = (
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
        Index(
            "uq_countermeasure_adoption_standing",
            "countermeasure_id",
            "department",
            "section",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    countermeasure_id: int = Field(foreign_key="countermeasure.id", ondelete="CASCADE")
    staff_id: int = Field(foreign_key="staff.id")
    department: str
    section: str
    since: date
    hours: float | None = None
    remark: str = ""
    at: datetime = Field(sa_type=AwareDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    ended_by: int | None = Field(default=None, foreign_key="staff.id")
