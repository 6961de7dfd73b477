"""Random schedules and offices, and a schedule's turns within a span."""

from datetime import datetime, time, timedelta
from itertools import takewhile

from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar, Days, OwnDays
from domain.japan_time import JAPAN
from domain.weekly_schedule import Occurrence, Weekday, WeeklySchedule, occurrences

SCHEDULES = st.builds(
    lambda weekday, minutes: WeeklySchedule("s", weekday, time(*divmod(minutes, 60))),
    st.sampled_from(Weekday),
    st.integers(0, 24 * 60 - 1),
)
STARTS = st.datetimes(datetime(2019, 1, 1), datetime(2035, 6, 1)).map(  # noqa: DTZ001 - Japan's, below
    lambda start: start.replace(tzinfo=JAPAN)
)


@st.composite
def offices(draw: st.DrawFn, start: datetime) -> BusinessCalendar:
    """Closures and open days of their own in the half year from ``start``, up to five weeks long."""
    spans = st.builds(
        lambda first, length: Days(
            start.date() + timedelta(days=first), start.date() + timedelta(days=first + length)
        ),
        st.integers(-30, 200),
        st.integers(0, 35),
    )
    closed, opened = draw(st.lists(spans, max_size=4)), draw(st.lists(spans, max_size=1))
    return BusinessCalendar(is_national_holiday, OwnDays(tuple(closed), tuple(opened)))


def occurrences_between(
    schedule: WeeklySchedule, calendar: BusinessCalendar, *, after: datetime, until: datetime
) -> tuple[Occurrence, ...]:
    """Those whose ``at`` is later than ``after`` and not later than ``until``."""
    every = occurrences(schedule, calendar, since=after)
    return tuple(takewhile(lambda one: one.at <= until, every))
