"""When a platform has said to wait: nothing at all is sent there until then.

Neither Slack nor Teams says which of its limits it was, the conversation's or everybody's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rests:
    """Of the platforms of one organization, by name."""

    clock: Callable[[], datetime]
    _until: dict[str, datetime] = field(default_factory=dict)

    def begin(self, platform: str, *, seconds: float) -> None:
        until = self.clock() + timedelta(seconds=seconds)
        self._until[platform] = max(until, self._until.get(platform, until))

    def left(self, platform: str) -> float:
        """Seconds."""
        until = self._until.get(platform)
        return 0.0 if until is None else max(0.0, (until - self.clock()).total_seconds())

    @property
    def longest(self) -> float:
        """Seconds until all may be called again."""
        return max(map(self.left, self._until), default=0.0)
