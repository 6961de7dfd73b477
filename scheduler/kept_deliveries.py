"""The deliveries of this process, one for each organization."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scheduler.delivery import Delivery


@dataclass
class KeptDeliveries:
    """Each is made once: it knows which platform has told that organization to wait."""

    make: Callable[[int], Delivery]
    _made: dict[int, Delivery] = field(default_factory=dict, init=False)

    def of(self, organization_id: int) -> Delivery:
        if organization_id not in self._made:
            self._made[organization_id] = self.make(organization_id)
        return self._made[organization_id]

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._made.values())
