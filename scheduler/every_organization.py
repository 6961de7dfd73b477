"""The outboxes of all organizations, drained by one process, each getting its share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.outbox import Claimed
from handlers.faults import note_fault
from scheduler.delivery import Delivery
from scheduler.kept_deliveries import KeptDeliveries
from scheduler.platforms import Carrier, Platform
from storage.outbox_due import organizations_with_due
from storage.session import Database


@dataclass(frozen=True, slots=True)
class PlatformsOf(Mapping[str, Platform]):
    """The platforms that are open, one organization's side of each; what opens later joins them."""

    carriers: Mapping[str, Carrier]
    organization_id: int

    def __getitem__(self, name: str) -> Platform:
        platform = self.carriers[name].of(self.organization_id)
        if platform is None:
            raise KeyError(name)
        return platform

    def __iter__(self) -> Iterator[str]:
        return (name for name, each in self.carriers.items() if each.of(self.organization_id))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass
class EveryOrganization:
    """What is free is shared out among those that have something due, and whoever went short begins
    the next time: sixteen thousand messages of one municipality do not keep another's one waiting.
    """

    database: Database
    """Sees every organization."""
    clock: Callable[[], datetime]
    deliveries: KeptDeliveries
    _last: int = 0
    """Whose turn it was last."""

    @property
    def rest(self) -> float:
        """Until the first of those that are held back may go on."""
        rests = (delivery.rest for delivery in self.deliveries)
        return min((rest for rest in rests if rest), default=0.0)

    async def claimed(self, most: int) -> Sequence[tuple[Delivery, Claimed]]:
        async with self.database.read() as session:
            due = await organizations_with_due(session, now=self.clock())
        claimed: list[tuple[Delivery, Claimed]] = []
        waiting = self._in_turn(due)
        while waiting and len(claimed) < most:
            share = max(1, (most - len(claimed)) // len(waiting))
            waiting = await self._shared_out(waiting, share, most=most, into=claimed)
        return claimed

    def note_unsaid(self) -> None:
        for delivery in self.deliveries:
            delivery.note_unsaid()

    async def _shared_out(
        self,
        waiting: Sequence[Delivery],
        share: int,
        *,
        most: int,
        into: list[tuple[Delivery, Claimed]],
    ) -> list[Delivery]:
        """Those that may have more than their share."""
        have_more = []
        for delivery in waiting[: most - len(into)]:
            got = await _claimed(delivery, share)
            into += got
            self._last = delivery.organization_id
            if len(got) == share:
                have_more.append(delivery)
        return have_more

    def _in_turn(self, due: Sequence[int]) -> list[Delivery]:
        """Without those that a platform has told to wait."""
        later = [each for each in due if each > self._last]
        order = [*later, *(each for each in due if each <= self._last)]
        return [delivery for each in order if not (delivery := self.deliveries.of(each)).rest]


async def _claimed(delivery: Delivery, most: int) -> Sequence[tuple[Delivery, Claimed]]:
    """Nothing where it cannot be: what others have claimed already is to be sent, and those behind
    have their turn.
    """
    try:
        return await delivery.claimed(most)
    except Exception as fault:  # noqa: BLE001 - the database may be back the next time
        note_fault(fault, event=f"outbox:organization:{delivery.organization_id}")
        return ()
