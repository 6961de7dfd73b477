"""The table of ``domain/phrasing_consent.py``."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class PhrasingConsentRow(Table, table=True):
    """There is one while the organization agrees; what was before stands in the audit log."""

    __tablename__ = "phrasing_consent"
    __table_args__ = (UniqueConstraint("organization_id"),)

    place: str
    model: str
    agreed_by: int = Field(foreign_key="staff.id")
    agreed_at: datetime = Field(sa_type=AwareDateTime)
