"""The rates that a platform allows, enforced: who calls too often is told how long to wait, and it
is noted who calls all the same.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.pacing import Limit, limits

UNDER_WAY = 0.25
"""Seconds. What was on its way when the platform said to wait is no impatience."""

SLACK_CHANNEL = limits("10/10")
"""About a message a second in a channel, with short bursts."""
SLACK_WORKSPACE = limits("300/60")
"""Of ``chat.postMessage``: 「several hundred a minute」."""
SLACK_METHODS: Mapping[str, Sequence[Limit]] = {
    "conversations.open": limits("50/60"),
    "conversations.history": limits("50/60"),
    "conversations.replies": limits("50/60"),
    "users.info": limits("100/60"),
    "users.list": limits("20/60"),
    "users.lookupByEmail": limits("50/60"),
    "chat.update": limits("50/60"),
    "chat.delete": limits("50/60"),
    "chat.postEphemeral": limits("100/60"),
    "views.open": limits("100/60"),
    "views.publish": limits("100/60"),
    "views.update": limits("100/60"),
}
"""Tiers 2 to 4 (20, 50, 100 a minute) of https://docs.slack.dev/apis/web-api/rate-limits."""
TEAMS_CONVERSATION = limits("7/1 8/2 60/30 1800/3600")
TEAMS_APP = limits("50/1")
"""Of an app in a tenant: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit"""


@dataclass
class Rates:
    """``speed``: how many times faster than a real platform's the windows pass. Times told to wait
    are real ones: whole seconds, one at least.
    """

    speed: float = 1.0
    now: Callable[[], float] = time.monotonic
    refused: int = 0
    impatient: list[str] = field(default_factory=list)
    """What was called while it had been told to wait, by its key."""
    _calls: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _told: dict[str, tuple[float, float]] = field(default_factory=dict)
    """By key: from when on they should have heard it, and until when they are to wait."""

    def wait(self, allowed: Mapping[str, Sequence[Limit]]) -> int | None:
        """By key the limits; None where all are kept, and the call is counted."""
        now = self.now()
        for key in allowed:
            heard, until = self._told.get(key, (0.0, 0.0))
            if heard <= now < until:
                self.impatient.append(key)
        for key, of in allowed.items():
            if (too_early := self._too_early(key, of, now)) > 0:
                return self.tell(key, max(1, math.ceil(too_early)))
        for key in allowed:
            self._calls[key].append(now)
        return None

    def tell(self, key: str, seconds: int) -> int:
        """They are told to wait; also where that comes out of turn."""
        self.refused += 1
        now = self.now()
        # Who waits by their own clock may come back a moment early by ours.
        self._told[key] = (now + UNDER_WAY, now + seconds - 0.05)
        return seconds

    def _too_early(self, key: str, of: Sequence[Limit], now: float) -> float:
        """Seconds."""
        calls, longest = self._calls[key], max(limit.seconds for limit in of) / self.speed
        while calls and calls[0] <= now - longest:
            calls.popleft()
        return max(
            (
                calls[-limit.calls] + limit.seconds / self.speed - now
                for limit in of
                if len(calls) >= limit.calls
            ),
            default=0.0,
        )
