"""The tables of what is written in issues' threads: ``domain/issue_thread.py``, docs/decisions/0032."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table

_STANDS = text("ended_at IS NULL")


class IssueMessageRow(Table, table=True):
    """By the platform's id of it, so that edits and deletions find it."""

    __tablename__ = "issue_message"
    __table_args__ = (
        UniqueConstraint("organization_id", "platform", "channel", "message"),
        Index(None, "issue_id", "said_at"),
    )

    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE")
    platform: str
    channel: str
    message: str
    author_id: int | None = Field(default=None, foreign_key="staff.id")
    """None of somebody who is not in the roster."""
    said_at: datetime = Field(sa_type=AwareDateTime)
    as_of: datetime = Field(sa_type=AwareDateTime)
    """Of the version that stands here, by the platform's clock."""
    text: str
    is_edited: bool = False
    deleted_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    version: int = 1
    """Raised whenever what was told of it becomes another: of the platform's clock, nobody can say so."""


class IssueMarkRow(Table, table=True):
    """One person's word that a message is a 対応策 or a 決定; what was taken back stays."""

    __tablename__ = "issue_mark"
    __table_args__ = (
        CheckConstraint("kind IN ('対応策', '決定')", name="kind_known"),
        Index(
            "uq_issue_mark_standing",
            "message_id",
            "kind",
            "staff_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    message_id: int = Field(foreign_key="issue_message.id", ondelete="CASCADE")
    kind: str
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
