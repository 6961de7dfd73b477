"""A form that comes back: as it was sent in, or on top of what somebody else has saved meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.on_top import errors_on_top, on_top
from handlers.command import Command
from handlers.deps import Deps


@dataclass(frozen=True, slots=True)
class ComesBack:
    """``values``: in its fields. ``nonce``: that of the form, or of the new one that is about what stands now."""

    values: Mapping[str, str]
    errors: Mapping[str, str]
    nonce: str


@dataclass(frozen=True, slots=True)
class StandsNow:
    """What the form is about, as it stands now. ``was``: what a form of that version began with; ``now``: with
    what one begins now; ``first``: who was first with what, for who has read that version.
    """

    version: int
    was: Callable[[int], Mapping[str, str]]
    now: Mapping[str, str]
    first: Callable[[int], str]


def comes_back(
    values: Mapping[str, str],
    errors: Mapping[str, str],
    standing: StandsNow,
    *,
    command: Command,
    deps: Deps,
) -> ComesBack:
    """Who has not read the version that stands now is told of it, also where what they sent could not be
    saved anyway.
    """
    read = command.row("version") or 1
    if standing.version == read:
        return ComesBack(values, errors, command.nonce)
    kept = on_top(values, was=standing.was(read), now=standing.now)
    late = errors_on_top(errors, typed=values, kept=kept, first=standing.first(read))
    return ComesBack(kept, late, deps.new_nonce())
