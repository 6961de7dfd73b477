"""What is read of each organization once, and from then on by what has changed: ADR 0011.

It is read and asked beside the loop. An organization that has not been asked about for the longest is
left out once there are too many.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from handlers.going_on import GoingOn
from storage.session import Database, Session

INDEXED_AT_A_TIME = 50
"""Of what has been read, before somebody else has a turn."""

T = TypeVar("T")
S = TypeVar("S", bound="Shelf")
Theirs = TypeVar("Theirs", bound="Shelf", contravariant=True)
After = tuple[int, int] | None
"""Where to read on; None at the beginning, and at the end."""


class Shelf(Protocol):
    """For one thread at a time."""

    def __len__(self) -> int: ...

    @property
    def is_indexed(self) -> bool: ...

    def index_some(self, count: int) -> None: ...


class Read(Protocol[Theirs]):
    """Some of what has changed since ``version``: what that does to the shelf, and where to read on."""

    async def __call__(
        self, session: Session, *, organization_id: int, version: int, after: After
    ) -> tuple[Callable[[Theirs], None], After]: ...


@dataclass(slots=True)
class _Kept(Generic[S]):
    shelf: S
    version: int = 0
    """Of the organization, up to which everything is there."""
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One reads, others wait for it."""
    using: asyncio.Lock = field(default_factory=asyncio.Lock)


class KeptShelves(Generic[S]):
    """The shelf asked about last is always kept; ``most_inside`` of all of them together."""

    def __init__(
        self, empty: Callable[[], S], read: Read[S], *, most: int, most_inside: int
    ) -> None:
        self._empty, self._read = empty, read
        self._most, self._most_inside = most, most_inside
        self._kept: OrderedDict[int, _Kept[S]] = OrderedDict()
        self._going_on = GoingOn()

    def __len__(self) -> int:
        """Organizations that are kept."""
        return len(self._kept)

    @property
    def all(self) -> tuple[S, ...]:
        """The one asked about last at the end."""
        return tuple(kept.shelf for kept in self._kept.values())

    async def end(self) -> None:
        """What is still being read is left unread."""
        await self._going_on.end()

    async def ask(
        self,
        organization_id: int,
        question: Callable[[S], T],
        database: Database,
        *,
        version: int,
        patience: float,
        indexed: bool = True,
    ) -> T:
        """With all that ``version`` has. Raises TimeoutError after ``patience`` seconds of reading."""
        kept = self._kept.get(organization_id) or self._begun(organization_id, self._empty())
        self._kept.move_to_end(organization_id)
        reading = self._brought_up(kept, organization_id, database, to=version, indexed=indexed)
        await self._going_on.wait_for(reading, patience=patience)
        async with kept.using:
            return await asyncio.to_thread(question, kept.shelf)

    async def warm(self, organization_id: int, database: Database, *, version: int) -> None:
        """So that who asks first after the start does not wait."""
        # The first shelf of a process loads the words: half a second.
        kept = self._begun(organization_id, await asyncio.to_thread(self._empty))
        await self._brought_up(kept, organization_id, database, to=version, indexed=True)

    def _begun(self, organization_id: int, shelf: S) -> _Kept[S]:
        return self._kept.setdefault(organization_id, _Kept(shelf))

    async def _brought_up(
        self, kept: _Kept[S], organization_id: int, database: Database, *, to: int, indexed: bool
    ) -> None:
        if kept.version < to:
            await self._read_up(kept, organization_id, database, to=to)
            self._leave_out()
        while indexed and not kept.shelf.is_indexed:
            async with kept.using:
                await asyncio.to_thread(kept.shelf.index_some, INDEXED_AT_A_TIME)

    async def _read_up(
        self, kept: _Kept[S], organization_id: int, database: Database, *, to: int
    ) -> None:
        async with kept.reading:
            after: After = None
            while kept.version < to:
                async with database.within(organization_id).read() as session:
                    change, after = await self._read(
                        session,
                        organization_id=organization_id,
                        version=kept.version,
                        after=after,
                    )
                async with kept.using:
                    change(kept.shelf)
                if after is None:
                    kept.version = to

    def _leave_out(self) -> None:
        inside = sum(len(kept.shelf) for kept in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > self._most or inside > self._most_inside):
            _, left = self._kept.popitem(last=False)
            inside -= len(left.shelf)
