"""What of the figures may be shown, and how they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kpi import (
    FEWEST_SHOWN,
    Figure,
    Kpi,
    Reading,
    Series,
    few_words,
    hide_few,
    number_words,
    percent_words,
)
from domain.kpi_words import DEFINITIONS, definition_sentence


def rate(done: int, people: int, *, department: str = "") -> Figure:
    series = Series(Kpi.BASIC, department=department)
    return Figure(series=series, count=done, of=people, people=people)


def by_department(*people: int) -> tuple[Figure, ...]:
    parts = (rate(0, each, department=f"部{place}") for place, each in enumerate(people))
    return (rate(0, sum(people)), *parts)


def hidden(*people: int) -> list[int]:
    """The sizes of the departments that are not shown."""
    shown = hide_few(by_department(*people))[1:]
    return [size for size, figure in zip(people, shown, strict=True) if figure.is_hidden]


def test_五人未満の部局は人数も割合も残らない() -> None:
    (_, few, *_) = hide_few(by_department(4, 5, 9))
    assert (few.is_hidden, few.count, few.of, few.people, few.share) == (True, 0, None, None, None)


def test_一つの部局だけ隠すと引き算で分かるのでもう一つ隠す() -> None:
    assert hidden(4, 30, 6, 20) == [4, 6]


def test_隠す部局が合わせて五人以上ならほかは隠さない() -> None:
    assert hidden(4, 3, 30, 20) == [4, 3]


def test_五人以上ばかりなら何も隠さない() -> None:
    assert hidden(5, 6, 7) == []


def test_全体が五人未満なら部局の数もすべて隠す() -> None:
    assert all(figure.is_hidden for figure in hide_few(by_department(3, 1)))


def test_対象者のいない部局は隠す数がない() -> None:
    assert hidden(0, 9, 9) == []


def test_人のことでない数は小さくても隠さない() -> None:
    sections = Figure(series=Series(Kpi.PROMOTERS), count=1, of=3)
    assert hide_few([sections]) == (sections,)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_全体から見えている部局を引いても五人未満の集まりは分からない(people: list[int]) -> None:
    whole, *parts = hide_few(by_department(*people))
    assert not any(0 < (part.people or 0) < FEWEST_SHOWN for part in parts)
    if whole.people is not None:
        rest = whole.people - sum(part.people or 0 for part in parts)
        assert rest == 0 or rest >= FEWEST_SHOWN


@given(st.integers(0, 3_000), st.integers(1, 3_000))
def test_百パーセントと書くのは全員のときだけ(done: int, of: int) -> None:
    done = min(done, of)
    written = percent_words(done / of * 100)
    assert (written == "100%") == (done == of)
    assert (written == "0%") == (done == 0)
    assert abs(float(written[:-1]) - done / of * 100) <= 0.1


@pytest.mark.parametrize(
    ("share", "written"),
    [(87.5, "87.5%"), (87.25, "87.3%"), (99.97, "99.9%"), (0.01, "0.1%"), (100.0, "100%"), (50.0, "50%")],
)  # fmt: skip
def test_割合は小数第一位までで書く(share: float, written: str) -> None:
    assert percent_words(share) == written


def test_数は桁を区切って書く() -> None:
    assert [number_words(n) for n in (1234.0, 12.5, 0)] == ["1,234", "12.5", "0"]


def test_除いた人が少ないときは数を言わない() -> None:
    assert [few_words(n) for n in (0, 1, 4, 5, 1200)] == ["0名", "5人未満", "5人未満", "5名", "1,200名"]  # fmt: skip


@pytest.mark.parametrize("kpi", Kpi)
def test_どの指標にも定義と単位がある(kpi: Kpi) -> None:
    assert DEFINITIONS[kpi].numerator in definition_sentence(kpi)
    assert kpi.unit
    assert bool(DEFINITIONS[kpi].denominator) >= kpi.is_share


def test_部局は名簿の順に並び名簿にない部局は最後に残る() -> None:
    def 値(about: str, department: str) -> Figure:
        return Figure(series=Series(Kpi.COURSE, about, department=department), count=1, of=9)

    figures = tuple(
        値(about, name) for about in ("A", "B") for name in ("", "旧部", "市民部", "総務部")
    )
    ordered = Reading(as_of=date(2026, 11, 20), figures=figures, people=9).in_order_of(
        ("総務部", "市民部")
    )
    assert [(f.series.about, f.series.department) for f in ordered.figures] == [
        (about, name) for about in ("A", "B") for name in ("", "総務部", "市民部", "旧部")
    ]
