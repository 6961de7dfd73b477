"""ISO weeks, written 2026-W47: they begin on Monday and never lie in two years."""

from datetime import date, timedelta

WEEK = timedelta(weeks=1)


def week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """Raises ValueError for what is no week."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def weeks_after(week: str, *, count: int) -> tuple[str, ...]:
    """The next ``count``, the nearest first."""
    monday = monday_of(week)
    return tuple(week_of(monday + later * WEEK) for later in range(1, count + 1))


def weeks_before(week: str, *, count: int) -> tuple[str, ...]:
    """The last ``count`` before that one, the latest first."""
    monday = monday_of(week)
    return tuple(week_of(monday - back * WEEK) for back in range(1, count + 1))
