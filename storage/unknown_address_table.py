"""The table of addresses that a workspace has no staff account for."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class UnknownAddressRow(Table, table=True):
    """``email`` as the roster has it: who gets another address is looked for again."""

    __tablename__ = "unknown_address"
    __table_args__ = (UniqueConstraint("organization_id", "platform", "workspace", "email"),)

    platform: str
    workspace: str
    """The platform's id of it."""
    email: str
    asked_at: datetime = Field(sa_type=AwareDateTime)
