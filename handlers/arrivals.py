"""Each delivery is answered once: noted before it is answered, many in one transaction.

Every message waits for this, so it has to be cheap: while one transaction is being written, what
arrives meanwhile gathers for the next one.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.organization import Organization
from storage.inbox import mark_handled
from storage.organizations import organization_by_key
from storage.session import Database

AT_ONCE = 8
"""Answers that go on together: each takes one or two milliseconds, in which nothing else is heard."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """``organization`` is None where there is none of that key; ``is_new``: not answered before."""

    organization: Organization | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Waiting:
    organization_key: str
    event_key: str
    noted: "asyncio.Future[Arrival]"


class Arrivals:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database.across()
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def note(self, *, organization_key: str, event_key: str) -> Arrival:
        """Raises what the database raises, to everyone whose delivery was of that transaction."""
        noted: asyncio.Future[Arrival] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(organization_key, event_key, noted))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await noted

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                arrivals = await self._written(batch)
            except Exception as fault:  # noqa: BLE001 - it is raised where the deliveries wait
                for one in batch:
                    if not one.noted.done():
                        one.noted.set_exception(fault)
                continue
            for place, (one, arrival) in enumerate(zip(batch, arrivals, strict=True), start=1):
                if not one.noted.done():  # who waited for it may have been cancelled
                    one.noted.set_result(arrival)
                if place % AT_ONCE == 0:
                    await asyncio.sleep(0)

    async def _written(self, batch: Sequence[_Waiting]) -> list[Arrival]:
        keys = {one.organization_key for one in batch}
        async with self._database.begin() as session:
            organizations = {key: await organization_by_key(session, key) for key in keys}
            new: set[tuple[int, str]] = await mark_handled(
                session,
                {
                    (organization.id, one.event_key)
                    for one in batch
                    if (organization := organizations[one.organization_key])
                },
                at=self._clock(),
            )
        return [self._arrival(organizations[one.organization_key], one, new) for one in batch]

    @staticmethod
    def _arrival(
        organization: Organization | None, one: _Waiting, new: set[tuple[int, str]]
    ) -> Arrival:
        """Takes it out of ``new``: of the same delivery twice in one batch the first is new."""
        event = (organization.id if organization else 0, one.event_key)
        is_new = event in new
        new.discard(event)
        return Arrival(organization, is_new=is_new)
