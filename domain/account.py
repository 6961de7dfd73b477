"""An account on a chat platform, and whether it is one of the municipality's own staff."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccountKind(StrEnum):
    """What the platform says of an account. Only a MEMBER can be someone of the roster."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    """Of another organization: Slack Connect, or another Teams tenant."""
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Account:
    """``platform_id`` is Slack's user id or Teams' aadObjectId.

    ``email`` is None where the platform does not show one; it is that which the roster knows.
    ``checked_at``: when the platform was asked last; ``heard_at``: when its owner has done something
    there last, to an hour, and None as long as they have not.
    """

    platform: str
    platform_id: str
    kind: AccountKind
    email: str | None
    display_name: str
    checked_at: datetime
    heard_at: datetime | None = None

    @property
    def address(self) -> str | None:
        """The e-mail as the roster would have it."""
        return self.email.strip().lower() if self.email else None
