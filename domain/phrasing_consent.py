"""What an office has agreed to: that texts go to one model at one place, from a moment on."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Destination:
    """``place`` is where requests go (https://…/v1), ``model`` who reads them there."""

    place: str
    model: str


@dataclass(frozen=True, slots=True)
class PhrasingConsent:
    """``staff_id``: whoever of the secretariat has agreed."""

    destination: Destination
    staff_id: int
    at: datetime

    def covers(self, destination: Destination) -> bool:
        """Another place or another model has to be agreed to anew."""
        return self.destination == destination
