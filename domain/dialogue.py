"""A conversation that stands open: what somebody wants done, what is known of it, what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

SILENCE = timedelta(minutes=30)
"""After so long without a word the conversation is over: nobody remembers what was asked."""
MOST_ASIDE = 2
"""Requests that wait while another one is spoken about; an older one is forgotten."""


class Place(StrEnum):
    """Where somebody speaks with the bot: what is open in a channel does not go on in private."""

    PRIVATE = "private"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Filled:
    """``value``: resolved, e.g. a course's code or an ISO date. ``words``: what it came from, "" of a button."""

    value: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that is not complete, or not confirmed yet. ``intent`` is that of ``language/intents.py``."""

    intent: str
    filled: Mapping[str, Filled] = field(default_factory=dict)
    asked: str = ""
    """The slot that is asked for; "" while it waits for 「報告する」."""
    offered: tuple[str, ...] = ()
    """The values of the choices shown last, in their order."""
    nonce: str = ""
    """Of the card that asks for 「報告する」: typed or pressed, it has its effect once."""

    def value(self, slot: str) -> str:
        """ "" where it is not filled."""
        return self.filled[slot].value if slot in self.filled else ""

    def with_slot(self, slot: str, filled: Filled) -> "Draft":
        return replace(self, filled={**self.filled, slot: filled})

    def without_slot(self, slot: str) -> "Draft":
        return replace(self, filled={k: v for k, v in self.filled.items() if k != slot})

    def agrees_with(self, other: "Draft") -> bool:
        """Whether both may be one request: the same intent, and no slot filled differently."""
        return self.intent == other.intent and all(
            self.value(slot) == other.value(slot) for slot in self.filled.keys() & other.filled
        )


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All that is open between a person and the bot in one place."""

    current: Draft | None = None
    """What is spoken about: a typed answer belongs to it."""
    aside: tuple[Draft, ...] = ()
    """What another request has interrupted, the newest last."""

    @property
    def is_empty(self) -> bool:
        return self.current is None and not self.aside

    @property
    def left(self) -> Draft | None:
        """What can be gone on with: the current one, else the newest that was put aside."""
        return self.current or (self.aside[-1] if self.aside else None)

    def interrupted_by(self, draft: Draft) -> "Dialogue":
        """The current one waits. One that was put aside and is now spoken of again waits no longer."""
        waiting = (*self.aside, *([self.current] if self.current else []))
        others = tuple(each for each in waiting if not each.agrees_with(draft))
        return Dialogue(draft, others[-MOST_ASIDE:])

    def without(self, draft: Draft) -> "Dialogue":
        """That request is done or given up, wherever it stands."""
        current = self.current
        return Dialogue(
            None if current and current.agrees_with(draft) else current,
            tuple(each for each in self.aside if not each.agrees_with(draft)),
        )
