"""The table of what was misread."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from storage.table_base import Table


class CorrectionRow(Table, table=True):
    """No person and no time of day: whose words they were cannot be told."""

    __tablename__ = "correction"
    __table_args__ = (
        UniqueConstraint("organization_id", "text", "understood", "meant"),
        CheckConstraint("review IN ('waiting', 'accepted', 'rejected')", name="review_known"),
        Index(None, "day"),
    )

    text: str
    understood: str
    meant: str
    day: date
    review: str
