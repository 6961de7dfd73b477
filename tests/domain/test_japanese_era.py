"""和暦."""

from datetime import date

import pytest

from domain.japanese_era import era_day, era_month


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 20), "令和8年11月20日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 24), "1926年12月24日"),
    ],
)
def test_日付を和暦で書く(day: date, written: str) -> None:
    assert era_day(day) == written


def test_月までの日付も和暦で書ける() -> None:
    assert era_month(date(2027, 3, 31)) == "令和9年3月"
