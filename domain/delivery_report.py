"""What became of a week's messages, for the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SkippedJob:
    """A weekly job that was left out. ``reason`` is a short code of the ledger."""

    job: str
    week: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """Numbers of messages. Reasons are short codes: ours or the platform's words."""

    since: datetime
    sent: int = 0
    nothing_to_say: int = 0
    """Made, and not sent: there was nothing new or due."""
    waiting: int = 0
    """Due, and not sent yet."""
    finished_by: datetime | None = None
    """When the last of ``waiting`` will be sent if nothing comes between; None where none waits."""
    held: Mapping[str, int] = field(default_factory=dict)
    """Waits for another time, by why."""
    failed: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0
    """May have arrived or not: a person decides."""
    skipped: tuple[SkippedJob, ...] = ()

    @property
    def needs_care(self) -> bool:
        return bool(self.failed or self.unknown or self.skipped)


def finishing_time(waiting: int, *, per_minute: float, now: datetime) -> datetime | None:
    """When so many are sent at that rate; up to the next full minute. None where none waits."""
    if not waiting:
        return None
    minutes = -(-waiting // per_minute)
    return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes + 1)
