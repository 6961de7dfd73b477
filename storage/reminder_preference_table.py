"""The table of what people have asked for of their weekly message."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class ReminderPreferenceRow(Table, table=True):
    """``domain/reminder_preference.py``. Who has asked for nothing has no row."""

    __tablename__ = "reminder_preference"
    __table_args__ = (
        UniqueConstraint("organization_id", "staff_id"),
        CheckConstraint(
            "(weekday IS NULL) = (at IS NULL) AND (weekday IS NULL) = (own_time_since IS NULL)",
            name="own_time_is_whole",
        ),
        Index(None, "organization_id", "weekday", "at"),
    )

    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    weekday: str | None = None
    at: time | None = None
    """In Japan."""
    own_time_since: datetime | None = Field(default=None, sa_type=AwareDateTime)
    snoozed_until: date | None = None
    opted_out: bool = False
