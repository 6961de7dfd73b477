"""開庁日 of an organization: the days on which its office is open.

Closed are Saturdays and Sundays, national holidays with 振替休日 and 国民の休日, 29 December to
3 January (行政機関の休日に関する法律 第1条; 地方自治法 第4条の2 has municipalities follow it by
ordinance), and the days that the organization says itself. Which days are national holidays comes
from outside (docs/decisions/0013).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.day_words import full_day
from domain.errors import DomainError
from domain.japan_time import JAPAN

YEAR_END, NEW_YEAR = (12, 29), (1, 3)
"""年末年始: the first and the last closed day, as month and day."""

LONGEST_CLOSURE = timedelta(days=366)
"""No office is closed for longer: own days that say so are a slip."""


class ImpossibleDays(DomainError):
    """Days that end before they begin."""


class NeverOpen(DomainError):
    """The organization's own closed days leave no open day for ``LONGEST_CLOSURE``."""


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both included. Raises ImpossibleDays."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ImpossibleDays(
                f"終わりの日（{full_day(self.last)}）が、始まりの日（{full_day(self.first)}）"
                "より前です。順番を確かめてください。"
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        ends = (full_day(self.first), full_day(self.last))
        return ends[0] if self.first == self.last else "〜".join(ends)

    def has(self, other: "Days") -> bool:
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: "Days") -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class OwnDays:
    """What the organization says of its own days.

    An opened day is open whatever else closes it: a Sunday at the counter, or one day inside a
    long closure. ``closed`` also has the days of local meaning (地方自治法 第4条の2 第3項).
    """

    closed: tuple[Days, ...] = ()
    opened: tuple[Days, ...] = ()

    def joined(self, days: Days, *, is_open: bool) -> tuple[Days, tuple[Days, ...]]:
        """One span of these days and of all that they meet, and those that are in it then. Raises
        ImpossibleDays for closed ones of which none would be, since they were opened before.
        """
        if not is_open:
            _check_is_not_opened(days, self.opened)
        whole, met = days, tuple[Days, ...]()
        known = self.opened if is_open else self.closed
        while found := tuple(each for each in known if each.meets(whole) and each not in met):
            met += found
            ends = (whole, *found)
            whole = Days(min(each.first for each in ends), max(each.last for each in ends))
        return whole, met


def _check_is_not_opened(closed: Days, opened: tuple[Days, ...]) -> None:
    """The same days may be closed again: what was said of them before does not hold any more."""
    over = next((each for each in opened if each.has(closed) and each != closed), None)
    if over:
        raise ImpossibleDays(
            f"{closed}は、開庁日（{over}）にしてあります。"
            "「kakehashi office forget-day」で取り消してから、閉庁日にしてください。"
        )


class Closure(StrEnum):
    """Why a day is closed."""

    WEEKEND = "土日"
    TURN_OF_THE_YEAR = "年末年始"
    OWN = "自治体の閉庁日"
    NATIONAL_HOLIDAY = "祝日"


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    is_national_holiday: Callable[[date], bool]
    own: OwnDays = OwnDays()

    def is_open(self, day: date) -> bool:
        return self.closure(day) is None

    def closure(self, day: date) -> Closure | None:
        """None on an open day."""
        if any(day in days for days in self.own.opened):
            return None
        if day.isoweekday() >= 6:
            return Closure.WEEKEND
        if (day.month, day.day) >= YEAR_END or (day.month, day.day) <= NEW_YEAR:
            return Closure.TURN_OF_THE_YEAR
        if any(day in days for days in self.own.closed):
            return Closure.OWN
        return Closure.NATIONAL_HOLIDAY if self.is_national_holiday(day) else None

    def next_business_day(self, day: date) -> date:
        """The first open day that is not before ``day``. Raises NeverOpen."""
        found = day
        while not self.is_open(found):
            found += timedelta(days=1)
            if found - day > LONGEST_CLOSURE:
                raise NeverOpen(
                    f"{full_day(day)}から1年以上、開庁日がありません。閉庁日の設定を確かめてください。"
                )
        return found

    def shift(self, moment: datetime) -> datetime:
        """The same time in Japan on the next open day; ``moment`` is aware. Raises NeverOpen."""
        local = moment.astimezone(JAPAN)
        return datetime.combine(self.next_business_day(local.date()), local.timetz())
