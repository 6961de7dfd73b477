"""The tables of Slack workspaces and Teams tenants, and of the invitations that brought them in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table


class WorkspaceRow(Table, table=True):
    """``domain/workspace.py``. A workspace belongs to one organization, whoever installs again."""

    __tablename__ = "workspace"
    __table_args__ = (
        UniqueConstraint("platform", "external_id"),
        CheckConstraint("platform IN ('slack', 'teams')", name="platform_known"),
    )

    organization_id: int = Field(foreign_key="organization.id", index=True)
    platform: str
    external_id: str
    name: str = ""
    bot_user: str = ""
    scopes: str = ""
    sealed: bytes = b""
    installed_at: datetime = Field(sa_type=AwareDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    installed_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Whoever pressed the button on Slack, by Slack's id."""


class UsedInvitationRow(Table, table=True):
    """``external_id``: the workspace that an invitation is good for; empty once that was removed. A
    row for each that was used.
    """

    __tablename__ = "used_invitation"
    __table_args__ = (UniqueConstraint("organization_id", "nonce"),)

    nonce: str
    external_id: str
    used_at: datetime = Field(sa_type=AwareDateTime)
