"""The tables of an organization's office: its settings, its own days, and what has had its turn."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, true
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


def _default(value: str) -> dict[str, str]:
    """Of a column that came when there were rows."""
    return {"server_default": value}


class OrganizationOfficeRow(Table, table=True):
    """``domain/office.py``."""

    __tablename__ = "organization_office"
    __table_args__ = (
        UniqueConstraint("organization_id"),
        CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_hours_have_two_ends"
        ),
        CheckConstraint(
            "(forum_platform IS NULL) = (forum_channel IS NULL)", name="forum_is_a_place"
        ),
        CheckConstraint(
            "(secretariat_platform IS NULL) = (secretariat_channel IS NULL)",
            name="secretariat_is_a_place",
        ),
    )

    since: datetime = Field(sa_type=AwareDateTime)
    weekday: str
    at: time
    quiet_from: time | None = None
    quiet_until: time | None = None
    forum_platform: str | None = None
    forum_channel: str | None = None
    secretariat_platform: str | None = None
    secretariat_channel: str | None = None
    paused_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    digest_is_on: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    digest_weekday: str = Field(default="月曜日", sa_column_kwargs=_default("月曜日"))
    digest_at: time = Field(default=time(8, 30), sa_column_kwargs=_default("08:30:00"))
    digest_since: datetime | None = Field(default=None, sa_type=AwareDateTime)
    exchange_is_on: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    exchange_weekday: str | None = None
    exchange_at: time | None = None
    exchange_since: datetime | None = Field(default=None, sa_type=AwareDateTime)
    exchange_again_after: int = Field(default=1, sa_column_kwargs=_default("1"))
    exchange_closes_after: int = Field(default=3, sa_column_kwargs=_default("3"))
    stalled_office_after: int = Field(default=10, sa_column_kwargs=_default("10"))


class OfficeDayRow(Table, table=True):
    """Days that the organization itself says are open or closed; both ends included."""

    __tablename__ = "office_day"
    __table_args__ = (
        UniqueConstraint("organization_id", "first", "last"),
        CheckConstraint("first <= last", name="in_order"),
    )

    first: date
    last: date
    is_open: bool


class LedgerRow(Table, table=True):
    """One turn of what comes every week, put down with what it causes: ``storage/ledger.py``."""

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("organization_id", "job", "occurrence"),
        CheckConstraint("state IN ('done', 'skipped')", name="state_known"),
        CheckConstraint("state = 'done' OR reason <> ''", name="skipped_for_a_reason"),
        Index(None, "organization_id", "due_at"),
    )

    job: str
    occurrence: str
    state: str
    reason: str = ""
    rows: int = 0
    due_at: datetime = Field(sa_type=AwareDateTime)
    at: datetime = Field(sa_type=AwareDateTime)
