"""開庁日: weekends, national holidays, 年末年始 and the organization's own days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import (
    LONGEST_CLOSURE,
    BusinessCalendar,
    Days,
    ImpossibleDays,
    NeverOpen,
    OwnDays,
)
from tests.domain.builders import moment
from tests.domain.situations import SAME_EVERY_RUN

OFFICE = BusinessCalendar(is_national_holiday)
FIRST, LAST = date(2019, 1, 1), date(2035, 12, 31)

DAYS = st.dates(FIRST, LAST)
RANGES = st.builds(
    lambda first, length: Days(first, first + timedelta(days=length)), DAYS, st.integers(0, 20)
)
OWN_DAYS = st.builds(
    lambda closed, opened: OwnDays(closed=tuple(closed), opened=tuple(opened)),
    st.lists(RANGES, max_size=4),
    st.lists(RANGES, max_size=2),
)


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def open_days(first: date, last: date, calendar: BusinessCalendar = OFFICE) -> list[date]:
    return [day for day in every_day(first, last) if calendar.is_open(day)]


def in_new_year_closure(day: date) -> bool:
    return (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def test_二〇一九年から二〇三五年まで一覧の祝日と土日と年末年始だけが閉庁日である() -> None:
    years = range(FIRST.year, LAST.year + 1)
    listed = {day for year in years for day, _ in jpholiday.year_holidays(year)}
    unlike = [
        day
        for day in every_day()
        if OFFICE.is_open(day)
        == (day in listed or day.weekday() in (5, 6) or in_new_year_closure(day))
    ]
    assert unlike == []


# As the Cabinet Office announced them: 国民の祝日について, 2019 to 2027.
@pytest.mark.parametrize(
    ("year", "weekdays"),
    [
        (2019, "1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/6 7/15 8/12 9/16 9/23 10/14 10/22 11/4"),
        (2020, "1/13 2/11 2/24 3/20 4/29 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23"),
        (2021, "1/11 2/11 2/23 4/29 5/3 5/4 5/5 7/22 7/23 8/9 9/20 9/23 11/3 11/23"),
        (
            2026,
            "1/12 2/11 2/23 3/20 4/29 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23",
        ),
        (2027, "1/11 2/11 2/23 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"),
    ],
)
def test_年末年始のほかの平日の祝日は内閣府が公表した日と同じである(
    year: int, weekdays: str
) -> None:
    announced = {date(year, *map(int, day.split("/"))) for day in weekdays.split()}
    closed = {
        day
        for day in every_day(date(year, 1, 1), date(year, 12, 31))
        if day.weekday() < 5 and not OFFICE.is_open(day) and not in_new_year_closure(day)
    }
    assert closed == announced


def test_改元の十連休のあいだはずっと閉庁で五月七日に開く() -> None:
    assert open_days(date(2019, 4, 26), date(2019, 5, 7)) == [date(2019, 4, 26), date(2019, 5, 7)]
    assert OFFICE.next_business_day(date(2019, 4, 27)) == date(2019, 5, 7)


def test_二〇二〇年は五輪で動いた祝日だけが閉庁日で元の月曜日は開庁日である() -> None:
    moved_away = [date(2020, 7, 20), date(2020, 8, 11), date(2020, 10, 12)]
    assert all(OFFICE.is_open(day) for day in moved_away)
    assert OFFICE.next_business_day(date(2020, 7, 23)) == date(2020, 7, 27)


def test_二〇二六年九月二十二日は国民の休日で連休明けは二十四日になる() -> None:
    assert not OFFICE.is_open(date(2026, 9, 22))
    assert OFFICE.next_business_day(date(2026, 9, 19)) == date(2026, 9, 24)


def test_年末は十二月二十八日まで年始は一月四日から開く() -> None:
    assert open_days(date(2026, 12, 28), date(2027, 1, 4)) == [date(2026, 12, 28), date(2027, 1, 4)]
    assert OFFICE.next_business_day(date(2026, 12, 29)) == date(2027, 1, 4)


@SAME_EVERY_RUN
@given(DAYS, OWN_DAYS)
def test_次の開庁日は開いていて間に開庁日がない(day: date, own: OwnDays) -> None:
    office = BusinessCalendar(is_national_holiday, own)
    found = office.next_business_day(day)
    assert found >= day
    assert open_days(day, found, office) == [found]


@SAME_EVERY_RUN
@given(DAYS, OWN_DAYS)
def test_独自の開庁日は必ず開き独自の閉庁日はそれ以外で必ず閉まる(day: date, own: OwnDays) -> None:
    opened = any(day in days for days in own.opened)
    closed = any(day in days for days in own.closed)
    expected = opened or (not closed and OFFICE.is_open(day))
    assert BusinessCalendar(is_national_holiday, own).is_open(day) == expected


@SAME_EVERY_RUN
@given(st.lists(DAYS, min_size=2, max_size=8).map(sorted), OWN_DAYS)
def test_次の開庁日は日の順番を変えない(days: list[date], own: OwnDays) -> None:
    office = BusinessCalendar(is_national_holiday, own)
    found = [office.next_business_day(day) for day in days]
    assert all(earlier <= later for earlier, later in pairwise(found))


def test_慰霊の日を休み第二土曜日に窓口を開ける市がある() -> None:
    memorial, saturday = date(2026, 6, 23), date(2026, 6, 13)
    own = OwnDays(closed=(Days(memorial, memorial),), opened=(Days(saturday, saturday),))
    office = BusinessCalendar(is_national_holiday, own)
    assert office.next_business_day(memorial) == date(2026, 6, 24)
    assert office.next_business_day(saturday) == saturday
    assert not office.is_open(date(2026, 6, 20))


def test_夏の一斉閉庁の中の開庁日は開く() -> None:
    one_day = Days(date(2026, 8, 14), date(2026, 8, 14))
    own = OwnDays(closed=(Days(date(2026, 8, 12), date(2026, 8, 18)),), opened=(one_day,))
    office = BusinessCalendar(is_national_holiday, own)
    assert open_days(date(2026, 8, 10), date(2026, 8, 19), office) == [
        date(2026, 8, 10),
        date(2026, 8, 14),
        date(2026, 8, 19),
    ]


def test_終わりが始まりより前の期間は受け付けない() -> None:
    with pytest.raises(ImpossibleDays, match="始まりの日（2026年8月14日\\(金\\)）より前です"):
        Days(date(2026, 8, 14), date(2026, 8, 13))


def test_一年を超えて開庁日がなければ設定の誤りとして知らせる() -> None:
    first = date(2026, 4, 1)
    closed = Days(first, first + 2 * LONGEST_CLOSURE)
    office = BusinessCalendar(is_national_holiday, OwnDays(closed=(closed,)))
    with pytest.raises(NeverOpen, match=r"2026年4月1日\(水\)から1年以上、開庁日がありません"):
        office.next_business_day(first)


def test_閉庁日の時刻は次の開庁日の同じ時刻になり開庁日の時刻は動かない() -> None:
    assert OFFICE.shift(moment(date(2026, 11, 23))) == moment(date(2026, 11, 24))
    assert OFFICE.shift(moment(date(2026, 11, 24))) == moment(date(2026, 11, 24))


def test_日付は日本時間で数える() -> None:
    sunday_evening_in_utc = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    assert OFFICE.shift(sunday_evening_in_utc) == sunday_evening_in_utc
    friday_evening_in_utc = datetime(2026, 11, 13, 23, 30, tzinfo=UTC)
    assert OFFICE.shift(friday_evening_in_utc) == datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
