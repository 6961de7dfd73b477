"""When the weekly messages come the next time: by the office's schedule, and by those of people.

Whoever names a next turn asks here, so that it is the one that ``scheduler/weekly_turns.py`` takes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.business_calendar import BusinessCalendar
from domain.coming_turn import ComingTurn, coming_turn
from domain.office import Office
from domain.reminder_preference import OwnTime
from storage.ledger import newest_weeks
from storage.organization_office import office_of
from storage.reminder_preferences import own_times
from storage.session import Session


@dataclass(frozen=True, slots=True)
class NextTurns:
    """``settled`` and ``own_since`` are what the ledger and people's wishes hold now.

    ``planned_from``: what would come before that moment is taken for settled.
    """

    office: Office
    calendar: BusinessCalendar
    settled: Mapping[str, str]
    own_since: Mapping[OwnTime, datetime]
    now: datetime
    planned_from: datetime | None = None

    def of(self, kind: str, own: OwnTime | None = None, *, after_week: str = "") -> ComingTurn:
        """``own``: a time that somebody has, or chooses now. ``after_week``: that, and those before
        it, are taken for settled. Raises NeverOpen.
        """
        schedule = own.schedule(kind) if own else self.office.schedule(kind)
        since = self.own_since.get(own, self.now) if own else self.office.since or self.now
        from_ = self.planned_from
        return coming_turn(
            schedule,
            self.office,
            self.calendar,
            since=max(since, from_ - timedelta(microseconds=1)) if from_ else since,
            settled=max(self.settled.get(schedule.name, ""), after_week) or None,
            as_of=max(self.now, from_) if from_ else self.now,
        )


async def next_turns(
    session: Session,
    *,
    organization_id: int,
    is_national_holiday: Callable[[date], bool],
    now: datetime,
    planned_from: datetime | None = None,
) -> NextTurns:
    office = await office_of(session, organization_id=organization_id)
    return NextTurns(
        office,
        office.calendar(is_national_holiday),
        settled=await newest_weeks(session, organization_id=organization_id),
        own_since=dict(await own_times(session, organization_id=organization_id)),
        now=now,
        planned_from=planned_from,
    )
