"""What has become of one week's turn of something that comes every week."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TurnState(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Turn:
    """``reason`` of one that was skipped is a short code; ``rows`` are the messages it put in."""

    job: str
    week: str
    state: TurnState
    reason: str
    rows: int
    due_at: datetime
    at: datetime
