"""年度: 1 April to 31 March."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fiscal_year import day_in, first_day, fiscal_year, last_day, reiwa

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
YEARS = st.integers(1990, 2100)


def test_三月三十一日までが前の年度で四月一日から新しい年度になる() -> None:
    assert fiscal_year(date(2027, 3, 31)) == 2026
    assert fiscal_year(date(2027, 4, 1)) == 2027


@given(DAYS)
def test_どの日もその年度の初日と末日の間にある(day: date) -> None:
    year = fiscal_year(day)
    assert first_day(year) <= day <= last_day(year)


@given(YEARS)
def test_年度の末日の翌日は次の年度の初日である(year: int) -> None:
    assert last_day(year) + timedelta(days=1) == first_day(year + 1)


@given(DAYS)
def test_年度の中の月日は同じ年度の日になる(day: date) -> None:
    assert day_in(fiscal_year(day), day.month, day.day) == day


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2027, date(2028, 2, 29)), (2026, date(2027, 2, 28)), (2099, date(2100, 2, 28))],
)
def test_二月二十九日のない年度では二月二十八日になる(year: int, expected: date) -> None:
    assert day_in(year, 2, 29) == expected


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (9, 0)])
def test_ない月日は受け付けない(month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        day_in(2026, month, day)


@pytest.mark.parametrize(
    ("year", "shown"),
    [(2018, "2018年度"), (2019, "令和元年度"), (2020, "令和2年度"), (2026, "令和8年度")],
)
def test_年度は和暦で示し令和より前は西暦で示す(year: int, shown: str) -> None:
    assert reiwa(year) == shown
