"""What is kept of the KPIs at the end of each month and fiscal year, and when it is taken."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain import fiscal_year
from domain.japan_time import JAPAN
from domain.kpi import Reading

LATEST = timedelta(days=7)
"""How long after the day it may still be taken. The roster is that of the hour in which it is taken:
later it would be that of another month, and a month without a snapshot stays without one.
"""


class Period(StrEnum):
    MONTH = "月末"
    YEAR = "年度末"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Never changed once it is taken: a late correction is in the next one."""

    period: Period
    taken_at: datetime
    reading: Reading
    policy_id: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    period: Period
    as_of: date

    @property
    def ends_at(self) -> datetime:
        """The midnight after ``as_of``: who brought in the first roster later had nobody on that day."""
        return datetime.combine(self.as_of + timedelta(days=1), time(), tzinfo=JAPAN)


def due_snapshots(today: date) -> tuple[Due, ...]:
    """Those that may be taken today, whether or not they have been; none most of the month."""
    as_of = today.replace(day=1) - timedelta(days=1)
    if today - as_of > LATEST:
        return ()
    month = Due(Period.MONTH, as_of)
    ends_year = as_of == fiscal_year.last_day(fiscal_year.fiscal_year(as_of))
    return (month, Due(Period.YEAR, as_of)) if ends_year else (month,)
