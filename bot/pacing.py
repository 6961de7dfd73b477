"""The platforms' limits kept on our side, so that they need not refuse us.

Teams counts in several windows at once: 7 messages in a second, 8 in two, 60 in 30, 1,800 in an hour.
Each process counts for itself; what several send together is left to the platform's 429.
"""

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

LIMITS = r"^([1-9][0-9]*/[1-9][0-9]*( [1-9][0-9]*/[1-9][0-9]*)*)?$"
"""How limits are written: 「7/1 8/2」 is 7 in one second and 8 in two; empty is none."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many ``calls`` in any ``seconds``."""

    calls: int
    seconds: float


def limits(written: str) -> tuple[Limit, ...]:
    """``written`` as LIMITS has it."""
    pairs = (each.split("/") for each in written.split())
    return tuple(Limit(int(calls), float(seconds)) for calls, seconds in pairs)


LEEWAY = 0.02
"""Seconds. Calls take differently long on their way: else the last of a window would come in the one
before it, and a single refusal has everything wait for a second.
"""


class Pacer:
    """Turns by key (a conversation, a channel), in order, each as early as every limit allows;
    with a ``leeway`` every window is so many seconds longer, and they are spread evenly over it.
    """

    def __init__(
        self,
        of: tuple[Limit, ...] = (),
        *,
        leeway: float = 0.0,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = tuple(Limit(each.calls, each.seconds + leeway) for each in of)
        self._seconds = seconds
        self._sleep = sleep
        rarest = max((each.seconds / each.calls for each in self._limits), default=0.0)
        self._apart = rarest if leeway else 0.0
        self._longest = max((limit.seconds for limit in self._limits), default=0.0)
        self._most = max((limit.calls for limit in of), default=0)
        self._turns: OrderedDict[str, deque[float]] = OrderedDict()
        """By key, the one asked for last at the end: when its latest turns are, not before when."""

    async def turn(self, key: str = "", *, within: float = math.inf) -> bool:
        """Returns when it is time; at once, and False, where that is more than ``within`` seconds
        away. A turn once given is counted, whatever becomes of it.
        """
        if not self._limits:
            return True
        now = self._seconds()
        turns = self._turns.get(key) or deque(maxlen=self._most)
        at = max([now, *self._not_before(turns)])
        if at - now > within:
            return False
        self._take(key, turns, at=at, now=now)
        if at > now:
            await self._sleep(at - now)
            _note_when(turns, meant=at, was=self._seconds())
        return True

    def _take(self, key: str, turns: deque[float], *, at: float, now: float) -> None:
        turns.append(at)
        self._turns[key] = turns
        self._turns.move_to_end(key)
        self._forget_the_oldest(now)

    def _not_before(self, turns: deque[float]) -> Iterator[float]:
        """By each limit: when the last of its calls has left the window."""
        if turns:
            yield turns[-1] + self._apart  # who comes later does not overtake
        for limit in self._limits:
            if len(turns) >= limit.calls:
                yield turns[-limit.calls] + limit.seconds

    def _forget_the_oldest(self, now: float) -> None:
        """One at a time is enough: each turn adds one key at most."""
        key, turns = next(iter(self._turns.items()))
        if turns[-1] + self._longest <= now:
            del self._turns[key]


def _note_when(turns: deque[float], *, meant: float, was: float) -> None:
    """A busy process wakes late, and the platform counts from when the call comes."""
    if was > meant and meant in turns:
        turns[turns.index(meant)] = was


UNLIMITED = Pacer()
"""Nothing waits for it, and it remembers nothing: it may be shared."""


@dataclass(frozen=True, slots=True)
class Paces:
    """Of one conversation, and of all of a tenant together."""

    each: Pacer = UNLIMITED
    together: Pacer = UNLIMITED

    async def turn(self, key: str, *, tenant: str = "", within: float) -> bool:
        """As ``Pacer``. First of its own: who waits there takes no turn from others."""
        if not await self.each.turn(key, within=within):
            return False
        return await self.together.turn(tenant, within=within)


UNPACED = Paces()
