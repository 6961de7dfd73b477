"""Digests of whole weeks, kept as long as nothing that they rest on has changed.

What the groups of a week past were takes seconds to compute for thousands of issues: a button pressed again
does not wait for it, and Monday's card, looked at again and again while a model is asked, and its files are
of one. What was taken back changes what it rests on, and is told no more.
"""

from collections.abc import Awaitable, Callable, Hashable

from domain.digest import Period
from handlers.digest_reading import MadeDigest
from handlers.kept import Kept
from storage.digest_basis import digest_basis
from storage.session import Database

MOST_KEPT, LEAST = 40_000, 1_000
"""Issues of all weeks of all organizations together, and what a small one counts as: thousands of issues take
some ten megabytes. A Monday of forty small offices is made once each, too.
"""


class KeptDigests:
    """One instance a process."""

    def __init__(self) -> None:
        self._kept: Kept[Hashable, MadeDigest] = Kept(most=MOST_KEPT, size=_size)

    async def of(
        self,
        period: Period,
        make: Callable[[], Awaitable[MadeDigest]],
        *,
        database: Database,
        organization_id: int,
        last_stage: str,
    ) -> MadeDigest:
        """A week that goes on is made each time."""
        if not period.is_whole:
            return await make()
        async with database.within(organization_id).read() as session:
            basis = await digest_basis(session, organization_id=organization_id)
        key = (organization_id, period.week, last_stage)
        return await self._kept.made(key, make, version=basis)


def _size(made: MadeDigest) -> int:
    return max(LEAST, len(made.tables.issues))
