"""What was understood of a message, and the seam where a better understander plugs in."""

from dataclasses import dataclass
from typing import Protocol

from language.intents import Intent

BUTTONS = 3
"""How many intents we offer when we are not sure: the right one is nearly always among three."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """One message, understood.

    ``ranked`` holds every intent with its calibrated probability, best first, adding up to 1.
    What else the text carries is read by ``language.slots``.
    """

    intent: Intent
    confidence: float
    ranked: tuple[tuple[Intent, float], ...]
    is_sure: bool = True
    """Whether to act; otherwise ask with ``choices``."""
    is_empty: bool = False
    """Nothing was said: blank, emoji or punctuation only."""

    @property
    def choices(self) -> tuple[Intent, ...]:
        """The intents to offer as buttons, likeliest first."""
        return tuple(intent for intent, _ in self.ranked if intent.is_offered)[:BUTTONS]


class Understander(Protocol):
    """Free text in, ``Understanding`` out. Never raises on any text; blocks for milliseconds."""

    def understand(self, text: str) -> Understanding: ...


ONLY_GREETED = Understanding(
    intent=Intent.SMALL_TALK,
    confidence=1.0,
    ranked=(
        (Intent.SMALL_TALK, 1.0),
        *((intent, 0.0) for intent in Intent if intent is not Intent.SMALL_TALK),
    ),
)
NOTHING_SAID = Understanding(
    intent=Intent.NONE, confidence=1.0, ranked=((Intent.NONE, 1.0),), is_empty=True
)
