"""The outbox, drained: what is due is claimed, in small numbers, and sent side by side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from domain.outbox import Claimed
from handlers.faults import note_fault
from scheduler.delivery import Delivery
from storage.outbox import claim_due, claim_overdue, is_something_due

AT_ONCE = 20
"""Messages on their way from this process. The platforms' limits are kept by the clients."""
EVERY = 2.0
"""Seconds. What this process itself puts in wakes it at once; this is for what others do."""
LAST_WORK = 20.0
"""Seconds that messages on their way have at the end."""


@dataclass
class DeliverOutbox:
    """``filled`` is set by whoever has put something in. One instance a process."""

    delivery: Delivery
    filled: asyncio.Event
    every: float = EVERY
    at_once: int = AT_ONCE
    _on_their_way: set[asyncio.Task[None]] = field(default_factory=set)
    _may_be_more: bool = True
    _is_ending: bool = False

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
        if self._on_their_way:
            await asyncio.wait(self._on_their_way)

    def finish(self) -> None:
        self._is_ending = True
        self.filled.set()

    def cut_off(self) -> None:
        """What is on its way is left to whoever claims it after the lease."""
        for task in self._on_their_way:
            task.cancel()

    async def _send_what_is_due(self) -> None:
        self.filled.clear()
        self._may_be_more = True
        free = self.at_once - len(self._on_their_way)
        try:
            claimed = await self.claimed(free) if free else ()
        except Exception as fault:  # noqa: BLE001 - the database may be back the next time
            note_fault(fault, event="outbox")
            claimed = ()
        self._may_be_more = len(claimed) == free
        for message in claimed:
            task = asyncio.create_task(self.delivery.deliver(message))
            self._on_their_way.add(task)
            task.add_done_callback(self._is_done)

    async def claimed(self, most: int) -> tuple[Claimed, ...]:
        """What somebody has left behind goes first: it has waited for a whole lease."""
        database, now = self.delivery.database, self.delivery.clock()
        whose = {"organization_id": self.delivery.organization_id}
        async with database.read() as session:
            if not await is_something_due(session, **whose, now=now):
                return ()
        until = now + self.delivery.patience.lease
        async with database.begin() as session:
            left = await claim_overdue(session, **whose, now=now, until=until, limit=most)
            due = await claim_due(session, **whose, now=now, until=until, limit=most - len(left))
        return left + due

    def _is_done(self, task: asyncio.Task[None]) -> None:
        self._on_their_way.discard(task)
        if self._may_be_more:
            self.filled.set()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self.every):
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
        await running
