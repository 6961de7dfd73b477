"""How long a completion counts, when a course is due, and which session comes next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import fiscal_year
from domain.training import Deadline, Session, Validity
from tests.domain.builders import TODAY, course, moment, session

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
VALIDITIES = st.one_of(
    st.just(Validity()),
    st.just(Validity(fiscal_year_only=True)),
    st.integers(1, 10).map(lambda years: Validity(years=years)),
)


def is_valid(validity: Validity, completed_on: date, *, today: date) -> bool:
    return validity.counts_from(today) <= completed_on <= today


# -- 有効期間 ---------------------------------------------------------------------------------


def test_有効期間のない修了はいつまでも有効である() -> None:
    assert is_valid(Validity(), date(1980, 4, 1), today=TODAY)


def test_毎年度の研修の修了は年度の変わり目で切れる() -> None:
    every_year = Validity(fiscal_year_only=True)
    for completed_on in (date(2026, 4, 1), date(2027, 3, 31)):
        assert is_valid(every_year, completed_on, today=date(2027, 3, 31))
        assert not is_valid(every_year, completed_on, today=date(2027, 4, 1))


@pytest.mark.parametrize(
    ("completed_on", "years", "last_valid_day"),
    [
        (date(2023, 10, 1), 3, date(2026, 9, 30)),
        (date(2024, 4, 1), 1, date(2025, 3, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2023, 3, 1), 1, date(2024, 2, 29)),
        (date(2023, 1, 1), 2, date(2024, 12, 31)),
    ],
)
def test_何年か有効な修了は応当日の前日まで有効である(
    completed_on: date, years: int, last_valid_day: date
) -> None:
    validity = Validity(years=years)
    assert is_valid(validity, completed_on, today=completed_on)
    assert is_valid(validity, completed_on, today=last_valid_day)
    assert not is_valid(validity, completed_on, today=last_valid_day + timedelta(days=1))


@given(VALIDITIES, DAYS)
def test_修了した当日は必ず有効である(validity: Validity, day: date) -> None:
    assert is_valid(validity, day, today=day)


@given(VALIDITIES, DAYS, DAYS)
def test_一度切れた修了は二度と有効にならない(
    validity: Validity, completed_on: date, today: date
) -> None:
    if completed_on <= today and not is_valid(validity, completed_on, today=today):
        assert not is_valid(validity, completed_on, today=today + timedelta(days=1))


# -- 受講期限 ---------------------------------------------------------------------------------

LONG_AGO = date(2010, 4, 1)


def test_日付の期限はその日である() -> None:
    due = Deadline(on=date(2026, 12, 28))
    assert due.date_for(joined_on=LONG_AGO, today=TODAY) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 4, 1), date(2026, 9, 30)),
        (date(2027, 3, 31), date(2026, 9, 30)),
        (date(2027, 4, 1), date(2027, 9, 30)),
    ],
)
def test_毎年の期限は今の年度の日である(today: date, expected: date) -> None:
    assert Deadline(yearly=(9, 30)).date_for(joined_on=LONG_AGO, today=today) == expected


def test_一月から三月の毎年の期限は年明けの日である() -> None:
    due = Deadline(yearly=(2, 29))
    assert due.date_for(joined_on=LONG_AGO, today=date(2026, 4, 1)) == date(2027, 2, 28)
    assert due.date_for(joined_on=LONG_AGO, today=date(2028, 3, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("joined_on", "months", "expected"),
    [
        (date(2026, 4, 1), 6, date(2026, 10, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
    ],
)
def test_採用後何か月の期限は応当日か月の末日である(
    joined_on: date, months: int, expected: date
) -> None:
    due = Deadline(months_after_joining=months)
    assert due.date_for(joined_on=joined_on, today=TODAY) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 4, 1), date(2025, 10, 1)),
        (date(2027, 3, 31), date(2025, 10, 1)),
        (date(2027, 4, 1), None),
        (date(2049, 4, 1), None),
    ],
)
def test_採用後の期限は切れた年度の次の年度の末まで縛る(today: date, expected: date | None) -> None:
    due = Deadline(months_after_joining=6)
    assert due.date_for(joined_on=date(2025, 4, 1), today=today) == expected


def test_採用後何年もある期限は昔に採用された人もその日まで縛る() -> None:
    due = Deadline(months_after_joining=60)
    assert due.date_for(joined_on=date(2021, 12, 1), today=TODAY) == date(2026, 12, 1)


def test_採用日が分からなければ採用後の期限も分からない() -> None:
    assert Deadline(months_after_joining=6).date_for(joined_on=None, today=TODAY) is None


def test_採用日が分からなくても日付と毎年の期限は分かる() -> None:
    assert Deadline(on=date(2026, 12, 28)).date_for(joined_on=None, today=TODAY) is not None
    assert Deadline(yearly=(9, 30)).date_for(joined_on=None, today=TODAY) is not None


@pytest.mark.parametrize("due", [Deadline(on=date(2026, 9, 30)), Deadline(yearly=(9, 30))])
def test_採用より前の期限は採用された人を縛らない(due: Deadline) -> None:
    assert due.date_for(joined_on=date(2026, 9, 30), today=TODAY) == date(2026, 9, 30)
    assert due.date_for(joined_on=date(2026, 10, 1), today=TODAY) is None


def test_年度の途中で採用された人も次の年度からは毎年の期限に縛られる() -> None:
    due = Deadline(yearly=(9, 30))
    found = due.date_for(joined_on=date(2026, 10, 1), today=date(2027, 4, 1))
    assert found == date(2027, 9, 30)


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_毎年の期限は必ず今の年度の中にある(today: date, month: int, day: int) -> None:
    found = Deadline(yearly=(month, day)).date_for(joined_on=None, today=today)
    assert found is not None
    assert fiscal_year.fiscal_year(found) == fiscal_year.fiscal_year(today)


# -- 次の開催回 -------------------------------------------------------------------------------


def next_of(*sessions: Session, now: datetime | None = None) -> Session | None:
    return course("K001", sessions=sessions).next_session(now=now or moment(TODAY))


def test_開催回がなければ次の開催回もない() -> None:
    assert next_of() is None


def test_終わった開催回は次の開催回にならない() -> None:
    past, coming = session(on=date(2026, 9, 1)), session(on=date(2026, 11, 1))
    assert next_of(past, coming) == coming
    assert next_of(past) is None


def test_始まった時刻の開催回にはもう申し込めない() -> None:
    today = session(on=TODAY, hour=14)
    assert next_of(today, now=moment(TODAY, 13)) == today
    assert next_of(today, now=moment(TODAY, 14)) is None


def test_申込締切の当日までは申し込める() -> None:
    closing = session(on=date(2026, 11, 1), apply_by=TODAY)
    assert next_of(closing, now=moment(TODAY, 23)) == closing
    assert next_of(closing, now=moment(TODAY + timedelta(days=1), 0)) is None


def test_満席の開催回より後の空席のある開催回が先に示される() -> None:
    full = session(on=date(2026, 11, 1), capacity=20, taken=20)
    free = session(on=date(2026, 12, 1), capacity=20, taken=19)
    assert next_of(full, free) == free


def test_どの開催回も満席なら最も早い開催回が示される() -> None:
    full = session(on=date(2026, 11, 1), capacity=20, taken=21)
    also_full = session(on=date(2026, 12, 1), capacity=20, taken=20)
    assert next_of(full, also_full) == full
    assert full.seats_left == 0


def test_定員のない開催回は満席にならない() -> None:
    unlimited = session(on=date(2026, 11, 1), taken=500)
    assert unlimited.seats_left is None
    assert next_of(unlimited, session(on=date(2026, 12, 1), capacity=5)) == unlimited


def test_申込締切は時刻がどの時間帯で渡されても日本の日付で決まる() -> None:
    closing = session(on=date(2026, 11, 1), apply_by=TODAY)
    after_midnight_in_japan = moment(TODAY + timedelta(days=1), 0)
    same_moment = after_midnight_in_japan.astimezone(ZoneInfo("UTC"))
    assert next_of(closing, now=same_moment) is None
