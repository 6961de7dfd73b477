"""To whom a kind of message goes, who writes it, and whether it waits for office hours."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from cards.elements import Card
from domain.office import ChannelPlace
from handlers.occasion import (
    ChannelOccasion,
    Dropped,
    Filed,
    Moment,
    Noted,
    Occasion,
    Postponed,
)

WritePersonal = Callable[[Occasion, Mapping[str, str]], Awaitable[Card | Noted | Dropped]]
WriteForAll = Callable[
    [ChannelOccasion, Mapping[str, str]], Awaitable[Card | Noted | Dropped | Postponed]
]
ShownInPlace = Card | Noted | Filed | Dropped | Postponed
WriteInPlace = Callable[[ChannelOccasion, Mapping[str, str]], Awaitable[ShownInPlace]]
"""``Noted.note.withheld``: it says no more than that it is not shown, and is never a message itself."""
FindPlace = Callable[[Moment, Mapping[str, str]], Awaitable[ChannelPlace | Dropped | None]]
"""None while it is on its way."""


@dataclass(frozen=True, slots=True)
class ToPerson:
    """``in_office_hours``: held back in the quiet hours and on closed days."""

    write: WritePersonal
    in_office_hours: bool


async def place_named(_: Moment, args: Mapping[str, str]) -> ChannelPlace:
    """That of the arguments."""
    return ChannelPlace(args["platform"], args["channel"])


@dataclass(frozen=True, slots=True)
class ToPlace:
    """In a channel that the arguments name, for as long as it is to be shown there: see ``posting``.

    What is new waits for office hours; what stands there is changed at any time. ``find``: where that
    is, of what goes into the thread of another message. ``is_kept``: it may be changed for good.
    """

    write: WriteInPlace
    in_office_hours: bool = True
    find: FindPlace = place_named
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class ToChannel:
    """``waits``: for an office that has not chosen a channel yet; others are dropped then."""

    write: WriteForAll
    in_office_hours: bool
    waits: bool = False
