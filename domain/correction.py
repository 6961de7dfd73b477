"""「読み違いの記録」: what was misread, without saying whose words they were."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_TEXT = 300
"""Characters that are kept of a message."""
KEPT_DAYS = 400


class Review(StrEnum):
    """What the secretariat has decided about an entry."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Correction:
    """``text`` has names and numbers masked; ``understood`` and ``meant`` are intents."""

    id: int
    text: str
    understood: str
    meant: str
    day: date
