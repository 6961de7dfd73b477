"""Where what is published of a week's digest stands, and who is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import assert_never

from domain.outbox import NO_CHANNEL, OutboxState
from domain.posting import NOTHING_STANDS_THERE, POSTED_IN_DOUBT, Link, last_that_counts
from domain.sent_again import DROPPED, DROPPED_REFUSED

WITHDRAWN = "digest_withdrawn"
"""The reason of what says in the channel that it was withdrawn, or would have."""
NOT_SHOWN_HERE = "digest_not_shown_here"
"""The same, of a channel that is not the forum's any more."""

_NOT_THERE = frozenset({NOT_SHOWN_HERE, NOTHING_STANDS_THERE, NO_CHANNEL})


class ForumState(Enum):
    """Of what was published last, in the forum's channel of now."""

    COMING = auto()
    """It comes, and nobody has to do anything for it."""
    HELD = auto()
    """It waits for what somebody has to do first."""
    STANDS = auto()
    NOWHERE = auto()
    """Nothing is on its way there."""
    STALE = auto()
    """It did not arrive, and nobody tries any more."""
    DROPPED = auto()
    """Somebody has decided that it is not sent, and it had not arrived."""
    DROPPED_IN_DOUBT = auto()
    """The same of what may have arrived before that."""
    IN_DOUBT = auto()
    """Nobody can tell whether it has arrived: sent once more, it might stand there twice."""
    EMPTIED = auto()
    """None of its sentences is shown any more: what stands there says that it was withdrawn."""


@dataclass(frozen=True, slots=True)
class InForum:
    """``until``: when it comes, of what waits for an open day; ``reason``: the short code of what is held."""

    state: ForumState
    until: datetime | None = None
    reason: str = ""

    def is_told(self, *, is_office: bool) -> bool:
        """Beside a week that is published. What is to be done is only for the secretariat to know, and of what
        stands there is nothing to say.
        """
        match self.state:
            case ForumState.COMING:
                return True
            case ForumState.STANDS:
                return False
            case (
                ForumState.HELD
                | ForumState.NOWHERE
                | ForumState.STALE
                | ForumState.DROPPED
                | ForumState.DROPPED_IN_DOUBT
                | ForumState.IN_DOUBT
                | ForumState.EMPTIED
            ):
                return is_office
            case _:
                assert_never(self.state)


ON_ITS_WAY, THERE = InForum(ForumState.COMING), InForum(ForumState.STANDS)


def came_of(chain: Iterable[Link]) -> ForumState:
    """``chain``: of the message in the forum's channel. What is on its way is COMING, whenever that is."""
    links = tuple(chain)
    last = last_that_counts(links)
    if last is None:
        return ForumState.NOWHERE
    state = _came_to(last.state, last.reason)
    if state is ForumState.DROPPED and _may_have_arrived(links):
        return ForumState.DROPPED_IN_DOUBT
    return state


def _may_have_arrived(chain: Iterable[Link]) -> bool:
    """Nobody knows of an attempt since the last that certainly arrived, or of the first."""
    for link in sorted(chain, key=lambda link: link.id, reverse=True):
        if link.state is OutboxState.SENT:
            return False
        if link.state is OutboxState.UNKNOWN or (link.reason == DROPPED and link.is_begun):
            return True
    return False


def is_changed_there(chain: Iterable[Link]) -> bool:
    """Something stands, so that the next change is made in its place at any time."""
    return any(link.state is OutboxState.SENT for link in chain)


def _came_to(state: OutboxState, reason: str) -> ForumState:
    match state:
        case OutboxState.PENDING | OutboxState.SENDING:
            return ForumState.COMING
        case OutboxState.SENT | OutboxState.DEAD if reason == WITHDRAWN:
            return ForumState.EMPTIED
        case OutboxState.SENT | OutboxState.DEAD if reason in _NOT_THERE:
            return ForumState.NOWHERE
        case OutboxState.SENT:
            return ForumState.STANDS
        case OutboxState.UNKNOWN:
            return ForumState.IN_DOUBT
        case OutboxState.FAILED | OutboxState.DEAD if reason == POSTED_IN_DOUBT:
            return ForumState.IN_DOUBT
        case OutboxState.DEAD if reason in (DROPPED, DROPPED_REFUSED):
            return ForumState.DROPPED
        case OutboxState.FAILED | OutboxState.DEAD:
            return ForumState.STALE
        case _:
            assert_never(state)
