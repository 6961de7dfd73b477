"""What a platform can do for the outbox, and how an attempt may end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cards.elements import Card
from domain.account import Account, AccountKind
from domain.people import Person
from handlers.reply import MadeFile


class TooLate(Exception):
    """The call was not made: by the time of it, another process may have taken the message over."""


class Resting(TooLate):
    """The call was not made: meanwhile the platform has asked for ``seconds`` without any."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Address:
    """``service_url``: where a platform has several doors; ``tenant``: where it counts by them."""

    conversation: str
    service_url: str = ""
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """``key`` goes along where the platform can be asked for it later.

    ``before_call`` is called last before anything leaves this process; it raises TooLate, which
    the platform lets through. ``files``: it is these, and of the card only the summary.
    """

    card: Card
    key: str
    before_call: Callable[[], None]
    files: tuple[MadeFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands in their chat. ``message_id`` is the platform's."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It does not, and will not. ``reason`` is the platform's word or ours, never what was said."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """It does not, and may later. ``seconds``: as the platform asks, or our own limits, which is no
    failure; None where nobody says. ``of_platform``: it was the platform, and it means every call,
    or no answer came at all. ``of_pace``: no turn of ours was near enough, nor is it for others.
    """

    reason: str
    seconds: float | None = None
    of_platform: bool = False
    of_pace: bool = False


APP_REFUSED = "app_refused"
APP_RESTS = 60.0
"""Seconds until a platform that has refused the app itself is asked again."""


def app_refused(reason: str) -> NotNow:
    """It would be the same for everybody: they wait until the office has mended it."""
    return NotNow(f"{APP_REFUSED}:{reason}", APP_RESTS, of_platform=True)


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Begun, and no answer that tells: it may stand there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message that was to be changed is not there, or cannot be changed any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotThere:
    """Asked for, and not found."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """Whether it stands there cannot be found out."""

    reason: str = ""


def no_longer(account: Account, *, today: Account) -> Refused | None:
    """Why it is not told any more: a guest since, or of another address now. Theirs may have passed to
    a successor, who alone is to read what is said to them.
    """
    if today.kind is not AccountKind.MEMBER:
        return Refused("no_member")
    return None if today.address == account.address else Refused("other_address")


class Carrier(Protocol):
    """A platform that is open in this process, for whatever organization."""

    def of(self, organization_id: int) -> "Platform | None":
        """None where it is not there for that organization."""


class Platform(Protocol):
    """A platform's way to somebody of one organization who is known there."""

    async def accounts(self, person: Person) -> Sequence[Account]:
        """Under which they can be told."""

    async def look_up(self, person: Person) -> Account | Refused | NotNow | None:
        """An account of somebody whom the platform does not know yet, or any more; None where there
        is none, or where the platform cannot be asked.
        """

    async def address(self, account: Account) -> Address | Refused | NotNow:
        """Where: a chat with them, made where there is none. Nothing is said in it."""

    async def channel_address(self, channel: str) -> Address | Refused | NotNow:
        """Of the channel with that id. Whether we may write there may show when it is tried."""

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        """One message, once: nothing is repeated and nothing waited for."""

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Gone | Refused | NotNow | InDoubt:
        """In the place of a message of ours, once. It may be repeated after a doubt."""

    async def find(
        self, key: str, *, conversation: str, since: datetime
    ) -> Sent | NotThere | NotNow | CannotTell:
        """The message of that key, where an earlier ``send`` has left one."""


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """A platform that one organization has."""

    organization_id: int
    platform: Platform

    def of(self, organization_id: int) -> Platform | None:
        return self.platform if organization_id == self.organization_id else None
