"""What comes every week: by which schedules, and what it puts into the outbox."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.office import Office, OfficeChannel
from domain.weekly_schedule import Occurrence, WeeklySchedule
from storage.reminder_preferences import OwnTimes
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Holding:
    """A schedule, and the moment from which it holds: no earlier turn of it is caught up.

    ``has_gaps``: there may be weeks in which nobody holds it; nothing is put down of those.
    """

    schedule: WeeklySchedule
    since: datetime
    has_gaps: bool = False


@dataclass(frozen=True, slots=True)
class DueTurn:
    """One turn that is taken now. ``holding`` says by which schedule, where a job has several."""

    organization_id: int
    office: Office
    holding: Holding
    occurrence: Occurrence
    now: datetime
    is_national_holiday: Callable[[date], bool]


FanOut = Callable[[Session, DueTurn], Awaitable[int]]
"""Puts the rows into the outbox, in the turn's transaction; how many."""
OfficesHoldings = Callable[[str, Office, datetime], Sequence["Holding"]]
"""By the office's own schedule of that name, since its turns have begun to be counted."""
MoreHoldings = Callable[[OwnTimes], Sequence[Holding]]
"""Those besides the office's own, by what its people have chosen. Each has a name of its own."""


def no_more(_: OwnTimes) -> Sequence[Holding]:
    return ()


def with_the_others(name: str, office: Office, since: datetime) -> Sequence[Holding]:
    return (Holding(office.schedule(name), since),)


@dataclass(frozen=True, slots=True)
class WeeklyJob:
    """``name`` is that of the schedule that the office sets. ``channel``: without it, no turn."""

    name: str
    fan_out: FanOut
    channel: OfficeChannel | None = None
    more_holdings: MoreHoldings = no_more
    offices_holdings: OfficesHoldings = with_the_others

    def holdings(self, office: Office, since: datetime, own_times: OwnTimes) -> Sequence[Holding]:
        """``since``: when the office's turns have begun to be counted."""
        own = self.offices_holdings(self.name, office, since)
        return (*own, *self.more_holdings(own_times))
