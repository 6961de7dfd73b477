"""A Slack workspace or a Teams tenant whose people an organization's bot answers."""

from dataclasses import dataclass, field
from datetime import datetime

SLACK, TEAMS = "slack", "teams"


@dataclass(frozen=True, slots=True)
class Workspace:
    """``external_id`` is Slack's team id or the tenant's GUID in lower case.

    ``bot_user`` and ``scopes`` are Slack's. ``sealed`` holds the tokens, encrypted; it is empty for
    a tenant, and for the workspace whose token is a setting.
    """

    id: int
    organization_id: int
    platform: str
    external_id: str
    name: str
    bot_user: str
    scopes: str
    sealed: bytes = field(repr=False)
    installed_at: datetime
    revoked_at: datetime | None
    installed_by: str
    """Slack's id of whoever added it; "" where it was the administrator of this deployment."""

    @property
    def is_revoked(self) -> bool:
        """The platform took our right to it away, or we gave it up."""
        return self.revoked_at is not None


@dataclass(frozen=True, slots=True)
class Installation:
    """What is known once a workspace or a tenant has been given to an organization."""

    platform: str
    external_id: str
    name: str = ""
    bot_user: str = ""
    scopes: str = ""
    sealed: bytes = field(default=b"", repr=False)
    installed_by: str = ""
