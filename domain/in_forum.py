"""Where what is published of a week's digest stands."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InForum:
    """What is published, in the forum's channel of now. ``until``: when it comes, of what waits for an open
    day; ``reason``: the short code of what it waits for else.
    """

    stands: bool = False
    until: datetime | None = None
    reason: str = ""
    is_lost: bool = False
    """Nothing is on its way there."""
    is_stale: bool = False
    """What was published last did not arrive, and nobody tries any more."""
    is_in_doubt: bool = False
    """Nobody can tell whether what was published last has arrived: sent once more, it might stand there twice."""
    is_emptied: bool = False
    """None of its sentences is shown any more: what stands there says that it was withdrawn."""

    @property
    def comes_by_itself(self) -> bool:
        """Nobody has to do anything for it."""
        is_hindered = self.is_lost or self.is_stale or self.is_in_doubt or self.is_emptied
        return not (self.stands or self.reason or is_hindered)


ON_ITS_WAY, THERE = InForum(), InForum(stands=True)
