"""Each delivery is answered once: noted before it is answered, many in one transaction, and done in
the transaction of what the answer writes.

Between the two it is being answered, and one like it gets nothing. Is it not done after a minute,
who was at it has been killed: then it is answered anew. An answer that writes nothing is not marked;
that it was given is remembered by this process only.

Every message waits for this, so it has to be cheap: while one transaction is being written, what
arrives meanwhile gathers for the next one.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.organization import Organization
from storage.inbox import mark_done, note_begun
from storage.organizations import organization_by_key
from storage.session import Database, Session

AT_ONCE = 8
"""Answers that go on together: each takes one or two milliseconds, in which nothing else is heard."""

ANSWERED_WITHIN = timedelta(minutes=1)
"""What is not done by then is left by whoever began it."""

REMEMBERED = 5_000
"""Answers given; platforms come again within five minutes."""


class DoneMeanwhile(Exception):
    """Somebody else has answered the same delivery: what was about to be written must not be."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """``organization`` is None where there is none of that key; ``is_new``: not answered before."""

    organization: Organization | None
    is_new: bool
    event_key: str


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
        self._answered: OrderedDict[tuple[int, str], None] = OrderedDict()

    async def note(self, *, organization_key: str, event_key: str) -> Arrival:
        """Raises what the database raises, to everyone whose delivery was of that transaction."""
        noted: asyncio.Future[Arrival] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(organization_key, event_key, noted))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await noted

    def guarded(self, arrival: Arrival, organization: Organization) -> Database:
        """For the answer: the first that it writes marks the delivery done.

        ``begin`` raises DoneMeanwhile.
        """

        async def mark(session: Session) -> None:
            if not await mark_done(
                session,
                organization_id=organization.id,
                event_key=arrival.event_key,
                at=self._clock(),
            ):
                raise DoneMeanwhile

        return self._database.within(organization.id).beginning_with(mark)

    def answered(self, arrival: Arrival, organization: Organization) -> None:
        self._answered[organization.id, arrival.event_key] = None
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)

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
        keys, now = {one.organization_key for one in batch}, self._clock()
        async with self._database.begin() as session:
            organizations = {key: await organization_by_key(session, key) for key in keys}
            new: set[tuple[int, str]] = await note_begun(
                session,
                {
                    (organization.id, one.event_key)
                    for one in batch
                    if (organization := organizations[one.organization_key])
                },
                at=now,
                given_up=now - ANSWERED_WITHIN,
            )
        new -= self._answered.keys()
        return [self._arrival(organizations[one.organization_key], one, new) for one in batch]

    @staticmethod
    def _arrival(
        organization: Organization | None, one: _Waiting, new: set[tuple[int, str]]
    ) -> Arrival:
        """Takes it out of ``new``: of the same delivery twice in one batch the first is new."""
        event = (organization.id if organization else 0, one.event_key)
        is_new = event in new
        new.discard(event)
        return Arrival(organization, is_new, one.event_key)
