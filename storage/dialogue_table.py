"""The table of conversations that stand open."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class DialogueRow(Table, table=True):
    """``state`` holds resolved values and the words they came from, never a message."""

    __tablename__ = "dialogue"
    __table_args__ = (
        UniqueConstraint("organization_id", "staff_id", "place"),
        CheckConstraint("place IN ('private', 'channel')", name="place_known"),
        Index(None, "touched_at"),
    )

    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    place: str
    token: str
    """Another one after each change: who has read an older one writes nothing over it."""
    state: dict[str, Any] = Field(sa_type=JSON)
    touched_at: datetime = Field(sa_type=AwareDateTime)
