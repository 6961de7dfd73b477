"""What an office has agreed to: that texts go to one model at one place, from a moment on."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Destination:
    """``place`` is where requests go (https://…/v1), ``model`` who reads them there."""

    place: str
    model: str

    @property
    def called(self) -> str:
        return f"{self.place}、モデル：{self.model}"

    @property
    def key(self) -> str:
        """What a button carries, so that nobody agrees to another one than they have read."""
        return hashlib.sha256(f"{self.place}\n{self.model}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PhrasingConsent:
    """``staff_id``: whoever of the secretariat has agreed."""

    destination: Destination
    staff_id: int
    at: datetime

    def covers(self, destination: Destination) -> bool:
        """Another place or another model has to be agreed to anew."""
        return self.destination == destination


class PhrasingUse(Enum):
    """Whether texts leave now."""

    NEVER_AGREED = auto()
    IN_USE = auto()
    OTHER_DESTINATION = auto()
    """The settings name another one than was agreed to."""
    NO_DESTINATION = auto()
    """Agreed to, but the settings name none any more."""


def use_of(consent: PhrasingConsent | None, destination: Destination | None) -> PhrasingUse:
    """``destination``: as the settings have it now; None where they name none that can be used."""
    if consent is None:
        return PhrasingUse.NEVER_AGREED
    if destination is None:
        return PhrasingUse.NO_DESTINATION
    is_covered = consent.covers(destination)
    return PhrasingUse.IN_USE if is_covered else PhrasingUse.OTHER_DESTINATION
