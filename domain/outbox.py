"""A message to somebody who is not speaking, or to a channel, from the decision until it is there.

``pending → sending → sent | unknown | failed | dead``. What was to be said is not kept: a kind and
plain arguments, from which the card is made when it is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.office import OfficeChannel


class OutboxState(StrEnum):
    PENDING = "pending"
    """Waits for its time."""
    SENDING = "sending"
    """Somebody has claimed it; after the lease another may."""
    SENT = "sent"
    UNKNOWN = "unknown"
    """It may have arrived or not, and nobody can tell: a person decides."""
    FAILED = "failed"
    """Refused for good, or known nowhere."""
    DEAD = "dead"
    """Not to be sent any more: it is not true any more, was dropped, or failed too often."""


NEEDS_CARE = frozenset({OutboxState.UNKNOWN, OutboxState.FAILED, OutboxState.DEAD})
"""What a person may send again."""

TOO_MANY_ATTEMPTS = "too_many_attempts"
"""The reason of what is dead although it is still true."""
PERSON_LEFT = "person_left"
"""The reason of what is dead because the roster says that they have gone."""
PAUSED = "paused"
"""The reason of what waits until the office goes on."""
NO_CHANNEL = "no_channel"
"""The reason of what was for a channel that the office has not chosen."""


def dedupe_key(kind: str, week: str, staff_id: int | None) -> str:
    """Of what comes once a week: ``reminder.person:2026-W47:5``; without a number to a channel."""
    return f"{kind}:{week}" if staff_id is None else f"{dedupe_keys_begin(kind, week)}{staff_id}"


def dedupe_keys_begin(kind: str, week: str) -> str:
    """What the keys of all people have in common; their number follows."""
    return f"{kind}:{week}:"


@dataclass(frozen=True, slots=True)
class Notice:
    """To be sent to somebody or to a channel, of which one is None.

    ``args`` name rows and words of ours, never people or what they wrote. Of one ``dedupe_key`` there is one message, however often it is asked for.
    """

    kind: str
    staff_id: int | None
    dedupe_key: str
    args: Mapping[str, str] = field(default_factory=dict)
    channel: OfficeChannel | None = None
    edits: str | None = None
    """The dedupe key of a message in a channel whose place this one takes."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept of a card from before it is sent, since it may be found only later that it was.

    ``shown``: ids of those whose training it shows, for the audit log once it has been sent.
    ``withheld``: why it does not say all that there was to say, a short code; else empty. It stays
    as the reason of what has been sent.
    ``phrased``: marks of the sentences that a language model has put in other words, by which they are known
    again and not read. ``waiting_since``: from when it waits for that model, whoever looks at it.
    """

    shown: tuple[int, ...] = ()
    withheld: str = ""
    phrased: tuple[str, ...] = ()
    waiting_since: datetime | None = None

    def after(self, before: "Note") -> "Note":
        """Since when it waits is told on: what was tried in between does not begin the wait anew."""
        return replace(self, waiting_since=self.waiting_since or before.waiting_since)


NOTHING_NOTED = Note()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours until the lease ends. ``claim`` proves it."""

    id: int
    kind: str
    staff_id: int | None
    channel: OfficeChannel | None
    args: Mapping[str, str]
    key: str
    """Unguessable, and says nothing: by it the message is found again on the platform."""
    claim: str
    attempts: int
    """This one included."""
    created_at: datetime
    platform: str | None
    conversation: str | None
    is_in_doubt: bool
    """An attempt was begun and nobody knows its end: it may stand in their chat."""
    is_overdue: bool
    """It was claimed before, and whoever did has not come back in time."""
    note: Note = NOTHING_NOTED
    """Of the last attempt."""
    dedupe_key: str = ""
    edits: str | None = None
    """The dedupe key of the message whose place this one takes."""
    message_id: str | None = None
    """The platform's, of the message that the last attempt was to change; None where it posted."""

    @property
    def may_be_repeated(self) -> bool:
        """It changes a message: however often that is done, it says the same."""
        return self.message_id is not None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """For the list: numbers and words of ours only."""

    id: int
    kind: str
    staff_id: int | None
    channel: OfficeChannel | None
    state: OutboxState
    reason: str
    platform: str | None
    attempts: int
    created_at: datetime
    done_at: datetime | None
