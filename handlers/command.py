"""What a handler is told: the command, and who gives it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.dialogue import Place
from domain.office import ChannelPlace
from domain.organization import Organization
from domain.people import Person
from handlers.deps import Deps
from handlers.last_answers import NOTHING_YET, LastAnswer
from handlers.reply import Reply, SentFile


@dataclass(frozen=True, slots=True)
class Command:
    """``text`` of a message; ``args`` of a button or form; ``values`` of a form; the card's nonce.

    ``channel`` is that in which it was done, None in private.
    """

    text: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    nonce: str = ""
    channel: ChannelPlace | None = None
    thread: str = ""
    """In that channel, the thread in which it was done, or which a message began; empty where none."""
    place: Place = Place.PRIVATE
    """Whether others read along: what is open here does not go on there."""
    files: tuple[SentFile, ...] = ()
    """That came with the message."""
    typed_at: datetime | None = None
    """By the platform's clock, of what is typed into a form that stays open."""
    last: LastAnswer = NOTHING_YET
    """What they were told before this."""

    def row(self, name: str) -> int | None:
        """The row number in ``args``; None where there is none that a table could hold."""
        value = self.args.get(name, "")
        return int(value) if value.isdecimal() and len(value) <= _DIGITS else None


_DIGITS = 9
"""The row numbers are 32-bit integers, which hold any number of so many digits."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the roster and the organization in whose name they act."""

    person: Person
    organization: Organization


Handler = Callable[[Command, Member, Deps], Awaitable[Reply]]
