"""A conversation that stands open: what somebody wants done, what is known of it, what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

SILENCE = timedelta(minutes=30)
"""After so long without a word the conversation is over: nobody remembers what was asked."""
MOST_ASIDE = 2
"""Requests that wait while another one is spoken about; an older one is forgotten."""
SUBJECT = "course"
"""The slot that tells two requests of one intent apart: reports of two trainings are two requests."""
WHICH_PART = "*"
"""Asked instead of a slot: which of those that are filled is wrong."""


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
    """The slot that is asked for, or WHICH_PART; "" while it waits for 「報告する」."""
    offered: tuple[str, ...] = ()
    """The values of the choices shown last, in their order."""
    nonce: str = ""
    """Of all its cards, from the first question to 「報告する」: whichever is pressed, it has its effect once."""

    def value(self, slot: str) -> str:
        """ "" where it is not filled."""
        return self.filled[slot].value if slot in self.filled else ""

    def with_slot(self, slot: str, filled: Filled) -> "Draft":
        return replace(self, filled={**self.filled, slot: filled})

    def without_slot(self, slot: str) -> "Draft":
        return replace(self, filled={k: v for k, v in self.filled.items() if k != slot})

    def is_same_as(self, other: "Draft") -> bool:
        """Whether both are one request, whatever else has been said of it meanwhile."""
        has_its_card = self.nonce != "" and self.nonce == other.nonce
        is_about_it = self.value(SUBJECT) == other.value(SUBJECT)
        return self.intent == other.intent and (has_its_card or is_about_it)

    def contradicts(self, other: "Draft") -> bool:
        """Whether a slot that both have is filled differently."""
        return any(
            self.value(slot) != other.value(slot) for slot in self.filled.keys() & other.filled
        )


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All that is open between a person and the bot in one place."""

    current: Draft | None = None
    """What the card shown last is about: 「はい」 means that, and nothing else."""
    aside: tuple[Draft, ...] = ()
    """What something else has interrupted, the newest last. It can be gone on with."""

    @property
    def is_empty(self) -> bool:
        return self.current is None and not self.aside

    @property
    def left(self) -> Draft | None:
        """What can be gone on with: the current one, else the newest that was put aside."""
        return self.current or (self.aside[-1] if self.aside else None)

    def kept(self, draft: Draft) -> Draft | None:
        """What has become of the same request; None where it is not open any more."""
        opened = (self.current, *reversed(self.aside))
        return next((each for each in opened if each and each.is_same_as(draft)), None)

    def put_aside(self) -> "Dialogue":
        """Something else has been shown: the current one waits."""
        waiting = (*self.aside, *([self.current] if self.current else []))
        return Dialogue(aside=waiting[-MOST_ASIDE:])

    def interrupted_by(self, draft: Draft) -> "Dialogue":
        """The current one waits. One that was put aside and is now spoken of again waits no longer."""
        return Dialogue(draft, self.without(draft).put_aside().aside)

    def without(self, draft: Draft) -> "Dialogue":
        """That request is done or given up, wherever it stands."""
        current = self.current
        return Dialogue(
            None if current and current.is_same_as(draft) else current,
            tuple(each for each in self.aside if not each.is_same_as(draft)),
        )
