"""One message in a channel that is changed in place: what the next row of its chain has to do.

A chain is the row that posts, and those that ``edits`` it. Cards are made when they are sent: of
several rows that wait, one shows the newest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.outbox import OutboxState

OVERTAKEN_EDIT = "edit_overtaken"
"""A later row of the chain shows the newest."""
EDIT_NOT_NEEDED = "edit_not_needed"
"""The message itself has not been sent yet, and will show the newest."""
POSTED_IN_DOUBT = "posted_in_doubt"
"""Nobody can tell whether, and as which message, it stands there: a person has to look."""
POSTED_ANEW = "posted_anew"
"""The reason of what is sent as a new message, since the one to be changed cannot be any more."""
NOTHING_STANDS_THERE = "nothing_stands_there"
"""There is nothing that would have to be taken back."""

ISSUE_POSTED = "issue.posted"
"""Kind of the first message in a channel for an issue."""

LEFT_TO_ANOTHER = frozenset({OVERTAKEN_EDIT, EDIT_NOT_NEEDED})
"""Reasons of rows that tell nothing of what stands there."""
_LIVE = frozenset({OutboxState.PENDING, OutboxState.SENDING, OutboxState.SENT})


def posting_of_issue(issue_id: int) -> str:
    """How the dedupe keys of its messages in channels begin; the place comes behind."""
    return f"{ISSUE_POSTED}:{issue_id}:"


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the chain. ``message_id`` is the platform's, of what was sent or was to be changed.

    ``is_begun``: an attempt was, and it may stand there. ``reason``: the short code of why it is as it is.
    """

    id: int
    is_edit: bool
    state: OutboxState
    is_begun: bool
    message_id: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """As a new message. ``is_first``: nothing of the chain has ever been there."""

    is_first: bool


@dataclass(frozen=True, slots=True)
class Edit:
    message_id: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Another row is on its way: two calls at once might end in the wrong order."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Not to be sent. ``needs_care``: somebody has to look."""

    reason: str
    needs_care: bool = False


Step = Post | Edit | Wait | Leave


def next_step(me: int, chain: Iterable[Link]) -> Step:
    """Of the row ``me``, which is claimed and among ``chain``."""
    links = {link.id: link for link in chain}
    mine = links.pop(me)
    earlier = [link for number, link in sorted(links.items()) if number < me]
    later = [link for number, link in links.items() if number > me]
    return _step_of_edit(earlier, later) if mine.is_edit else _step_of_first(later)


def last_that_counts(chain: Iterable[Link]) -> Link | None:
    """The row that tells what stands there: the last but for those that left it to another one."""
    told = [link for link in chain if link.reason not in LEFT_TO_ANOTHER]
    return max(told, key=lambda link: link.id, default=None)


def _step_of_first(later: list[Link]) -> Step:
    """What waits behind it leaves it alone; what has been posted in its stead takes its place."""
    if any(link.state is OutboxState.SENDING and _posts(link) for link in later):
        return Wait()
    is_replaced = any(link.state is OutboxState.SENT for link in later)
    return Leave(OVERTAKEN_EDIT) if is_replaced else Post(is_first=True)


def _step_of_edit(earlier: list[Link], later: list[Link]) -> Step:
    if any(link.state in _LIVE for link in later):
        return Leave(OVERTAKEN_EDIT)
    if any(link.state is OutboxState.SENDING or _is_asked_for(link) for link in earlier):
        return Wait()
    if any(link.state is OutboxState.PENDING and not link.is_edit for link in earlier):
        return Leave(EDIT_NOT_NEEDED)
    for link in reversed(earlier):
        if link.state is OutboxState.UNKNOWN:
            return Leave(POSTED_IN_DOUBT, needs_care=True)
        if link.state is OutboxState.SENT and link.message_id:
            return Edit(link.message_id)
    return Post(is_first=False)


def _is_asked_for(link: Link) -> bool:
    """In doubt, and to be sent again by a person's decision: first it is looked whether it is there."""
    return link.state is OutboxState.PENDING and link.is_begun


def _posts(link: Link) -> bool:
    """It is being sent as a new message, or was."""
    return link.is_begun and link.message_id is None
