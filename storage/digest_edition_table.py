"""フォーラム版 of the weeks' digests: ``domain/digest_edition.py``, docs/decisions/0039."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class DigestEditionRow(Table, table=True):
    """One version of a week's: nothing is overwritten but words that were taken back."""

    __tablename__ = "digest_edition"
    __table_args__ = (
        # Of two who write the next version at once, one is second.
        UniqueConstraint("organization_id", "week", "version"),
        CheckConstraint("step IN ('下書き', '公開', '取り下げ')", name="step_known"),
        CheckConstraint("withheld >= 0", name="withheld_not_negative"),
    )

    week: str
    version: int
    step: str
    editor_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    content: dict[str, Any] = Field(sa_type=JSON)
    cites: str
    """「|#12|事例7|」: what it rests on, to be found by."""
    withheld: int = 0
    """``Edition.withheld_mark`` of when it was last drawn anew: what the forum was not shown any more."""
