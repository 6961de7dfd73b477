"""Dates and times as offices write them."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.office_dates import ERAS, EXCEL_DAY_ZERO, date_of, month_and_day, time_of
from domain.office_table import Cell
from domain.office_values import Unreadable

_FULL_WIDTH = str.maketrans("0123456789./-RHSTM", "０１２３４５６７８９．／－ＲＨＳＴＭ")
_LETTERS = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}
days = st.dates(min_value=date(1930, 1, 1), max_value=date(2080, 12, 31))


def in_era(day: date) -> tuple[str, int]:
    """The era whose first calendar year is the last one before (or of) the day."""
    era = max((era for era in ERAS if ERAS[era] <= day.year), key=ERAS.__getitem__)
    return era, day.year - ERAS[era] + 1


def written_forms(day: date) -> list[Cell]:
    era, year = in_era(day)
    kanji_year = "元" if year == 1 else str(year)
    y, m, d = day.year, day.month, day.day
    texts = [
        f"{y}/{m}/{d}", day.isoformat(), f"{y}.{m}.{d}", f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}",
        f"{y}/{m}/{d} 0:00", f"{y}-{m:02}-{d:02}T00:00:00", f"{y}年{m}月{d}日（水）",
        f"{era}{kanji_year}年{m}月{d}日", f" {era} {year} 年 {m} 月 {d} 日 ",
        f"{_LETTERS[era]}{year}.{m}.{d}", f"{_LETTERS[era].lower()}{year}/{m}/{d}", f"{era[0]}{year}.{m}.{d}",
    ]  # fmt: skip
    wide = [text.translate(_FULL_WIDTH) for text in texts]
    serial = (day - EXCEL_DAY_ZERO).days
    numbers: list[Cell] = [serial, float(serial), y * 10_000 + m * 100 + d]
    return [*texts, *wide, *numbers, day, datetime(y, m, d, 0, 0)]  # noqa: DTZ001 - as Excel gives it


@given(days)
def test_どの書き方でも同じ日になる(day: date) -> None:
    for form in written_forms(day):
        assert date_of(form) == day, form


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.times()))
def test_何を渡されても日付か読めない理由のどちらかになる(cell: Cell) -> None:
    # Anything but Unreadable is a fault of the parser and ends the test.
    with suppress(Unreadable):
        assert 1868 <= date_of(cell).year <= 2150


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("令和 8 年 4 月", "日がありません"),
        ("2026/4", "日がありません"),
        ("4/1", "年がありません"),
        ("4月1日", "年がありません"),
        ("26/4/1", "日付として読めません"),
        ("2026/2/29", "という日はありません"),
        ("令和8年13月1日", "という日はありません"),
        ("平成32年4月1日", "という年はありません"),
        ("令和0年4月1日", "という年はありません"),
        ("20261301", "という日はありません"),
        ("来週", "日付として読めません"),
        (True, "日付として読めません"),
        (5, "日付として読めません"),
        ("9999/1/1", "範囲を外れています"),
    ],
)
def test_読めない日付は理由を言う(cell: Cell, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        date_of(cell)


@pytest.mark.parametrize("written", ["令和元年4月1日", "平成31年4月1日", "Ｈ３１．４．１"])
def test_改元の年はどちらの元号でも読む(written: str) -> None:
    assert date_of(written) == date(2019, 4, 1)


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_時刻のどの書き方でも同じ時刻になる(moment: time) -> None:
    hour, minute = moment.hour, moment.minute
    half_day = "午後" if hour >= 12 else "午前"
    forms: list[Cell] = [
        f"{hour}:{minute:02}", f"{hour:02}：{minute:02}".translate(_FULL_WIDTH), f"{hour}時{minute}分",
        f"{half_day}{hour % 12}時{minute}分", f"{hour % 12 or 12}:{minute:02} {'PM' if hour >= 12 else 'AM'}",
        moment, (hour * 60 + minute) / 1440, timedelta(hours=hour, minutes=minute),
    ]  # fmt: skip
    for form in forms:
        assert time_of(form) == moment, form


def test_時と半だけの時刻を読む() -> None:
    assert (time_of("午後1時半"), time_of("１３時")) == (time(13, 30), time(13))


@pytest.mark.parametrize("cell", ["25:00", "午後13時", "9:30～12:00", "朝", 9, "9:75"])
def test_読めない時刻は断る(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="13:30"):
        time_of(cell)


def test_月と日だけの書き方を読む() -> None:
    assert month_and_day("９月３０日") == (9, 30)
    assert month_and_day("2026/9/30") is None
    with pytest.raises(Unreadable):
        month_and_day("9/31")
