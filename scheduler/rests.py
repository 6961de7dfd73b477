"""When a platform has said to wait: nothing at all is sent there until then.

Neither Slack nor Teams says which of its limits it was, the conversation's or everybody's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SHORT = 10.0
"""Seconds. For so long the other platforms wait, too: else all that cannot be sent would be claimed
and put off again and again.
"""


@dataclass(frozen=True, slots=True)
class Rests:
    """Of the platforms of one organization, by name."""

    clock: Callable[[], datetime]
    _until: dict[str, datetime] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    """Seconds, of the longest of those that are not over."""

    def begin(self, platform: str, *, seconds: float) -> None:
        longer = max(seconds, self._asked.get(platform, 0.0)) if self.left(platform) else seconds
        self._asked[platform] = longer
        until = self.clock() + timedelta(seconds=seconds)
        self._until[platform] = max(until, self._until.get(platform, until))

    def left(self, platform: str) -> float:
        """Seconds."""
        until = self._until.get(platform)
        return 0.0 if until is None else max(0.0, (until - self.clock()).total_seconds())

    def of_all(self, platforms: Iterable[str]) -> float:
        """Seconds until one of ``platforms`` may be called, and no short rest lasts any more."""
        short = (self.left(name) for name, asked in self._asked.items() if asked <= SHORT)
        return max(max(short, default=0.0), min(map(self.left, platforms), default=0.0))
