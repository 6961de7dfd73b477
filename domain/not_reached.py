"""A message that has not come to whom it was for, or may not have."""

from dataclasses import dataclass

from domain.office import OfficeChannel
from domain.people import Person


@dataclass(frozen=True, slots=True)
class NotReached:
    """``reason`` is a short code. ``to`` may have left since."""

    kind: str
    to: Person | OfficeChannel
    reason: str
