"""The outbox's table, of a file of its own because it is the longest."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table

NOTE = "note"
"""Among the arguments: what is kept of a card that is on its way."""

_PENDING, _SENDING = text("state = 'pending'"), text("state = 'sending'")
_EDITS = text("edits IS NOT NULL")
OF_ISSUES = "kind LIKE 'issue.%'"
"""What stands in a channel for an issue: its thread is the issue's discussion."""
_OF_ISSUES = text(OF_ISSUES)
_UNKNOWN, _FAILED = text("state = 'unknown'"), text("state = 'failed'")


class OutboxRow(Table, table=True):
    """A message to somebody, or to a channel: ``domain/outbox.py``. Ids and words of ours, no names, no text."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("organization_id", "dedupe_key"),
        CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'dead')",
            name="state_known",
        ),
        CheckConstraint(
            "state <> 'sending' OR (claim IS NOT NULL AND lease_until IS NOT NULL)",
            name="sending_is_claimed",
        ),
        CheckConstraint(
            "attempt_at IS NULL OR (platform IS NOT NULL AND conversation IS NOT NULL)",
            name="attempt_has_a_place",
        ),
        CheckConstraint("(staff_id IS NULL) <> (channel IS NULL)", name="one_to_tell"),
        CheckConstraint("channel IN ('forum', 'secretariat', 'cases')", name="channel_known"),
        # What was done lately, for the report; what was done long ago, to be forgotten.
        Index(None, "organization_id", "done_at"),
        Index(
            "ix_outbox_edits",
            "organization_id",
            "edits",
            sqlite_where=_EDITS,
            postgresql_where=_EDITS,
        ),
        Index(
            "ix_outbox_issue_message",
            "organization_id",
            "message_id",
            sqlite_where=_OF_ISSUES,
            postgresql_where=_OF_ISSUES,
        ),
        # Few of all rows wait: the drain's questions must not read those that are done.
        Index(
            "ix_outbox_pending",
            "organization_id",
            "not_before",
            "id",  # thousands are due at one moment: they need not be sorted for each that claims
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index(
            "ix_outbox_sending",
            "organization_id",
            "lease_until",
            sqlite_where=_SENDING,
            postgresql_where=_SENDING,
        ),
        Index(
            "ix_outbox_unknown",
            "organization_id",
            sqlite_where=_UNKNOWN,
            postgresql_where=_UNKNOWN,
        ),
        Index(
            "ix_outbox_failed",
            "organization_id",
            sqlite_where=_FAILED,
            postgresql_where=_FAILED,
        ),
    )

    kind: str
    args: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    dedupe_key: str
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    channel: str | None = None
    """Of the organization, by its office's word; where that is is looked up when it is sent."""
    edits: str | None = None
    """The dedupe key of the message whose place this one takes: shown there instead, not sent anew."""
    key: str
    state: str
    claim: str | None = None
    attempts: int = 0
    attempt_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    """When what a call says was written, from before the call; None where none was begun, or it
    certainly has not been sent.
    """
    lease_until: datetime | None = Field(default=None, sa_type=AwareDateTime)
    not_before: datetime = Field(sa_type=AwareDateTime)
    platform: str | None = None
    conversation: str | None = None
    message_id: str | None = None
    reason: str = ""
    created_at: datetime = Field(sa_type=AwareDateTime)
    done_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
