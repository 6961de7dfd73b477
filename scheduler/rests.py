"""When a platform has said to wait: nothing at all is sent there until then.

Neither Slack nor Teams says which of its limits it was, the conversation's or everybody's.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from scheduler.outcome import Outcome, TakenOver
from scheduler.platforms import APP_REFUSED, CannotTell, Gone, InDoubt, NotNow, Refused, Sent

_log = logging.getLogger("kakehashi")

SHORT = 10.0
"""Seconds. For so long the other platforms wait, too: else all that cannot be sent would be claimed
and put off again and again.
"""

OUR_PACE = "our pace"
"""Rests like a platform, but what has its turn already is sent."""
FREE_AGAIN = 0.5
"""What was refused a turn within so many seconds finds one after this part of them; the others that
have theirs go on meanwhile.
"""

SILENCES = 10
"""In bad weather a few come one after the other, too."""
AFTER_SILENCE, LONGEST_AFTER_SILENCE = 15.0, 60.0
"""Seconds, twice as long each time."""


@dataclass(frozen=True, slots=True)
class Rests:
    """Of the platforms of one organization, by name."""

    clock: Callable[[], datetime]
    _until: dict[str, datetime] = field(default_factory=dict)
    _silences: dict[str, int] = field(default_factory=dict)
    """How many one after the other."""
    _asked: dict[str, float] = field(default_factory=dict)
    """Seconds, of the longest of those that are not over."""

    def heed(self, platform: str, outcome: Outcome) -> None:
        """How a call ended there, or why none was made."""
        match outcome:
            case NotNow(_, seconds, of_pace=True) if seconds:
                self.begin(OUR_PACE, seconds=min(seconds * FREE_AGAIN, SHORT))
            case NotNow(reason, seconds, of_platform=True) if seconds:
                self._rest(platform, reason, seconds=seconds)
            case InDoubt(reason) | NotNow(reason, None, of_platform=True):
                if seconds := self.after_silence(platform):
                    self._rest(platform, reason, seconds=seconds)
            case Sent() | Gone() | Refused():
                self.answered(platform)
            case NotNow() | CannotTell() | TakenOver():
                pass
            case _:
                assert_never(outcome)

    def _rest(self, platform: str, reason: str, *, seconds: float) -> None:
        """Said once, not for each message that waits."""
        if not self.left(platform):
            level = logging.ERROR if reason.startswith(APP_REFUSED) else logging.INFO
            _log.log(level, "platform rests platform=%s reason=%s", platform, reason)
        self.begin(platform, seconds=seconds)

    def begin(self, platform: str, *, seconds: float) -> None:
        longer = max(seconds, self._asked.get(platform, 0.0)) if self.left(platform) else seconds
        self._asked[platform] = longer
        until = self.clock() + timedelta(seconds=seconds)
        self._until[platform] = max(until, self._until.get(platform, until))

    def after_silence(self, platform: str) -> float:
        """Seconds to rest after one more call without an answer; 0 while it may have been chance.

        A call that has to be waited for in vain takes a place from the other platforms for 20 s.
        """
        if self.left(platform):
            return 0.0  # it was begun before
        count = self._silences[platform] = self._silences.get(platform, 0) + 1
        if count < SILENCES:
            return 0.0
        return min(AFTER_SILENCE * (1 << min(count - SILENCES, 8)), LONGEST_AFTER_SILENCE)

    def answered(self, platform: str) -> None:
        self._silences.pop(platform, None)

    def left(self, platform: str) -> float:
        """Seconds, never more than were asked for: a clock may be set back."""
        if platform not in self._until:
            return 0.0
        now = self.clock()
        longest = now + timedelta(seconds=self._asked[platform])
        until = self._until[platform] = min(self._until[platform], longest)
        return max(0.0, (until - now).total_seconds())

    def of_all(self, platforms: Iterable[str]) -> float:
        """Seconds until one of ``platforms`` may be called, and no short rest lasts any more."""
        short = (self.left(name) for name, asked in self._asked.items() if asked <= SHORT)
        return max(max(short, default=0.0), min(map(self.left, platforms), default=0.0))
