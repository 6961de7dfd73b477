"""What the drafts of cases and of issues have in common: ``storage/drafts.py``."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class DraftRow(Table):
    """What somebody is writing: new, or a change of something. Seen by nobody else."""

    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    key: str
    base_version: int | None = None
    """The version that the change was made from."""
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """As typed, by the form's names."""
    touched_at: datetime = Field(sa_type=AwareDateTime)
    typed_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    """By the platform's clock, of what an open form told last: an earlier one may come later."""
    ended_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    """Sent in or thrown away: what an open form tells later does not bring it back."""
