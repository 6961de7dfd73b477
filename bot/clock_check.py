"""Whether this process and its PostgreSQL agree on what time it is.

Of several processes one whose clock is months ahead would settle the turns of those months, and the
others would take none of them any more: the ledger says that they are settled.
"""

import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ParamSpec

from storage.dialect import database_now
from storage.session import Database, Session

_log = logging.getLogger("kakehashi")

P = ParamSpec("P")

DIFFER_AT_MOST = timedelta(minutes=5)
EVERY = 50.0
"""Seconds. One question in that time, whoever wants to know."""


def differs(ours: datetime, theirs: datetime | None) -> bool:
    """``theirs`` is None where the database has no clock of its own."""
    return theirs is not None and abs(ours - theirs) > DIFFER_AT_MOST


@dataclass
class ClockCheck:
    """``seconds`` is a clock that nobody sets."""

    database: Database
    clock: Callable[[], datetime]
    database_now: Callable[[Session], Awaitable[datetime | None]] = database_now
    seconds: Callable[[], float] = time.monotonic
    _differs: bool = False
    _asked_at: float = -math.inf

    def guarding(self, work: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
        """``work`` where the clocks agree; else nothing."""

        async def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            if await self.agrees():
                await work(*args, **kwargs)

        return guarded

    async def agrees(self) -> bool:
        """That they do not is said once."""
        if self.seconds() - self._asked_at >= EVERY:
            async with self.database.across().read() as session:
                theirs = await self.database_now(session)
            did_differ, self._differs = self._differs, differs(self.clock(), theirs)
            self._asked_at = self.seconds()
            if self._differs and not did_differ:
                _log.error("clock differs ours=%s database=%s: no turns", self.clock(), theirs)
        return not self._differs
