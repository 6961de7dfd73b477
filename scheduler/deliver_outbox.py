"""The outbox, drained: what is due is claimed, in small numbers, and sent side by side."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from domain.outbox import Claimed
from handlers.faults import note_fault
from scheduler.delivery import Delivery
from scheduler.outcome import Went

AT_ONCE, MOST_AT_ONCE = 20, 400
"""Messages on their way from this process: few where each has to wait for its turn (the platforms'
limits are kept by the clients), the more the sooner they are done with. What came before its turn
was too much.
"""
QUICK, SLOW = 0.5, 1.5
"""Seconds on the way."""
EVERY = 2.0
"""Seconds. What this process itself puts in wakes it at once; this is for what others do."""
LAST_WORK = 20.0
"""Seconds that messages on their way have at the end."""

CUT_OFF_WITHIN = 5.0
"""Seconds for what was cut off to end."""


class Deliveries(Protocol):
    """Of one organization (``Delivery``) or of all of them (``EveryOrganization``)."""

    @property
    def rest(self) -> float:
        """Seconds until more may be claimed than just now; 0 where nothing is held back."""

    async def claimed(self, most: int) -> Sequence[tuple[Delivery, Claimed]]:
        """What is due now, each with what sends it."""

    def note_unsaid(self) -> None:
        """Into the log: of how many of those that are done there was nothing to tell."""


@dataclass(eq=False)
class DeliverOutbox:
    """``filled`` is set by whoever has put something in. One instance for the same rows."""

    deliveries: Deliveries
    filled: asyncio.Event
    every: float = EVERY
    at_once: int = AT_ONCE
    _on_their_way: dict[asyncio.Task[Went], float] = field(default_factory=dict)
    """And since when; the first of them longest."""
    _at_once: int = field(init=False)
    _may_be_more: bool = True
    _is_ending: bool = False
    _is_cut_off: bool = False

    def __post_init__(self) -> None:
        self._at_once = self.at_once

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way, and nothing more was due when it was looked last."""
        return not (self._on_their_way or self._may_be_more or self.filled.is_set())

    async def run(self) -> None:
        """Until ``finish``; then what is due is sent once more, and what is on its way ends."""
        while not self._is_ending:
            await self._send_what_is_due()
            await self._pause()
        await self._send_what_is_due()
        await self._end()

    async def run_dry(self) -> None:
        """Until nothing is due any more, a rest that a platform asks for included, or ``finish``."""
        while not (self._is_ending or (self.is_idle and not self.deliveries.rest)):
            await self._send_what_is_due()
            if self._may_be_more or not self._on_their_way:
                await self._pause_unless_idle()
            else:
                await asyncio.wait(self._on_their_way, timeout=self._longest_pause)
        await self._end()

    def finish(self) -> None:
        self._is_ending = True
        self.filled.set()

    def cut_off(self) -> None:
        """What is on its way is left to whoever claims it after the lease; no more is claimed."""
        self._is_cut_off = True
        for task in self._on_their_way:
            task.cancel()

    async def _end(self) -> None:
        if self._on_their_way:
            await asyncio.wait(self._on_their_way)
        self.deliveries.note_unsaid()

    async def _send_what_is_due(self) -> None:
        self.filled.clear()
        self._may_be_more = True
        free = max(0, self._at_once - len(self._on_their_way))
        try:
            is_open = free and not self._is_cut_off
            claimed = await self.deliveries.claimed(free) if is_open else ()
        except Exception as fault:  # noqa: BLE001 - the database may be back the next time
            note_fault(fault, event="outbox")
            claimed = ()
        self._may_be_more = len(claimed) == free
        if not (claimed or self._on_their_way):
            self.deliveries.note_unsaid()
        for delivery, message in () if self._is_cut_off else claimed:
            task = asyncio.create_task(delivery.deliver(message))
            self._on_their_way[task] = asyncio.get_running_loop().time()
            task.add_done_callback(self._is_done)

    def _is_done(self, task: asyncio.Task[Went]) -> None:
        now = asyncio.get_running_loop().time()
        took = now - self._on_their_way.pop(task)
        if not task.cancelled():
            self._at_once = self._best(task.result(), took, now=now)
        # Not for each one that is done: they are claimed together, too.
        if self._may_be_more and len(self._on_their_way) <= self._at_once // 2:
            self.filled.set()

    def _best(self, went: Went, took: float, *, now: float) -> int:
        """How many at once from now on. That there is nothing to say to many says nothing about
        those who wait for their turn.
        """
        if went is Went.HELD_BACK:
            return max(min(self._at_once, len(self._on_their_way)), self.at_once)
        if went is Went.NOT_CALLED:
            took = now - next(iter(self._on_their_way.values()), now - took)
        if took < QUICK:
            return min(self._at_once + 1, max(MOST_AT_ONCE, self.at_once))
        return max(self._at_once - 1, self.at_once) if took > SLOW else self._at_once

    @property
    def _longest_pause(self) -> float:
        return min(self.every, self.deliveries.rest or self.every)

    async def _pause_unless_idle(self) -> None:
        if self._on_their_way or self.deliveries.rest:
            await self._pause()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self._longest_pause):
                await self.filled.wait()
        except TimeoutError:
            pass


@asynccontextmanager
async def delivering(outbox: DeliverOutbox) -> AsyncIterator[DeliverOutbox]:
    """Runs until left; what cannot end in time is cut off, and goes on after its lease."""
    running = asyncio.create_task(outbox.run())
    try:
        yield outbox
    finally:
        outbox.finish()
        await asyncio.wait({running}, timeout=LAST_WORK)
        outbox.cut_off()
        ended, _ = await asyncio.wait({running}, timeout=CUT_OFF_WITHIN)
        if not ended:  # the database does not answer
            running.cancel()
