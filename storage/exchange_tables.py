"""The tables of the 情報交換 and of what is stalled: ``domain/exchange.py``, ``domain/stalled.py``."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table

_ONE = "(issue_id IS NULL) <> (measure_id IS NULL)"


class ExchangeRoundRow(Table, table=True):
    __tablename__ = "exchange_round"
    __table_args__ = (UniqueConstraint("organization_id", "week"),)

    week: str
    opened_at: datetime = Field(sa_type=AwareDateTime)
    again_at: datetime = Field(sa_type=AwareDateTime)
    closes_at: datetime = Field(sa_type=AwareDateTime)
    asked_again_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=AwareDateTime)


class ExchangeItemRow(Table, table=True):
    """What is asked, and how it was answered last; ``progress`` is empty until then."""

    __tablename__ = "exchange_item"
    __table_args__ = (
        UniqueConstraint("round_id", "issue_id"),
        UniqueConstraint("round_id", "measure_id"),
        CheckConstraint(_ONE, name="about_one"),
        CheckConstraint(
            "progress IN ('進んだ', '変わりなし', '困っている', '')", name="progress_known"
        ),
        Index(None, "issue_id"),
        Index(None, "measure_id"),
    )

    round_id: int = Field(foreign_key="exchange_round.id", ondelete="CASCADE")
    department: str
    issue_id: int | None = Field(default=None, foreign_key="issue.id", ondelete="CASCADE")
    measure_id: int | None = Field(default=None, foreign_key="dx_measure.id", ondelete="CASCADE")
    position: int
    version: int = 0
    progress: str = ""
    line: str = ""
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
    answered_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    helper_issue_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    helper_case_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    helper_staff_ids: list[int] = Field(default_factory=list, sa_type=JSON)


class StalledNoticeRow(Table, table=True):
    """Who has been told that it is stalled, since ``touched_at``; what has moved since is told anew."""

    __tablename__ = "stalled_notice"
    __table_args__ = (
        UniqueConstraint("organization_id", "issue_id"),
        UniqueConstraint("organization_id", "measure_id"),
        CheckConstraint(_ONE, name="about_one"),
    )

    issue_id: int | None = Field(default=None, foreign_key="issue.id", ondelete="CASCADE")
    measure_id: int | None = Field(default=None, foreign_key="dx_measure.id", ondelete="CASCADE")
    touched_at: datetime = Field(sa_type=AwareDateTime)
    chief_told_at: datetime = Field(sa_type=AwareDateTime)
    office_told_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
