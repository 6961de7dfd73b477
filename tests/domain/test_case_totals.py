"""累計削減時間: counted once, 横展開 apart, 未記入 no 0."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_totals import case_totals, full_months
from domain.improvement_case import Adoption, CaseText, Effect, PublishedCase
from domain.japan_time import JAPAN

TO = date(2026, 11, 20)


def published_case(
    case_id: int = 1, *, hours: float | None = 10, on: date = date(2026, 4, 15)
) -> PublishedCase:
    return PublishedCase(
        id=case_id,
        number=case_id,
        author_id=1,
        department="総務部",
        section="総務課",
        text=CaseText(title="題", before="前", after="後", effect=Effect(hours=hours)),
        published_at=datetime(on.year, on.month, on.day, tzinfo=JAPAN),
    )


def _adoption(
    section: str = "税務課", *, hours: float | None = 4, since: date = date(2026, 9, 1)
) -> Adoption:
    return Adoption(
        case_id=1,
        staff_id=2,
        department="総務部",
        section=section,
        since=since,
        hours=hours,
        at=datetime(2026, 9, 1, tzinfo=JAPAN),
    )


@pytest.mark.parametrize(
    ("since", "to", "months"),
    [
        (date(2026, 4, 15), date(2026, 5, 14), 0),
        (date(2026, 4, 15), date(2026, 5, 15), 1),
        (date(2025, 11, 20), date(2026, 11, 20), 12),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2026, 11, 21), date(2026, 11, 20), 0),
        (date(2027, 1, 1), date(2026, 11, 20), 0),
    ],
)
def test_満了した月だけを数える(since: date, to: date, months: int) -> None:
    assert full_months(since, to) == months


def test_報告した課と横展開を分けて数える() -> None:
    totals = case_totals([published_case()], [_adoption()], to=TO)
    assert (totals.own.until_now, totals.own.monthly) == (70, 10)
    assert (totals.elsewhere.until_now, totals.elsewhere.monthly) == (8, 4)
    assert (totals.together.until_now, totals.together.count) == (78, 2)


def test_未記入は0とせず件数で示す() -> None:
    totals = case_totals(
        [published_case(), published_case(2, hours=None)], [_adoption(hours=None)], to=TO
    )
    assert (totals.own.known, totals.own.unknown) == (1, 1)
    assert (totals.elsewhere.known, totals.elsewhere.unknown) == (0, 1)
    assert totals.together.until_now == 70


def test_0と書かれたものは未記入ではない() -> None:
    totals = case_totals([published_case(hours=0)], [], to=TO)
    assert (totals.own.known, totals.own.unknown, totals.own.until_now) == (1, 0, 0)


def test_同じものを二度渡しても一度だけ数える() -> None:
    once = case_totals([published_case()], [_adoption()], to=TO)
    assert (
        case_totals([published_case(), published_case()], [_adoption(), _adoption()], to=TO) == once
    )


def test_報告した課自身と渡されていない事例の横展開は数えない() -> None:
    own = case_totals([published_case()], [_adoption("総務課")], to=TO)
    assert own.elsewhere.count == 0
    assert case_totals([published_case(2)], [_adoption()], to=TO).elsewhere.count == 0


def test_これから始める横展開は月あたりにも入らない() -> None:
    totals = case_totals([published_case()], [_adoption(since=date(2026, 12, 1))], to=TO)
    assert (totals.elsewhere.monthly, totals.elsewhere.until_now) == (0, 0)


@given(
    st.lists(st.none() | st.floats(0, 700), max_size=8),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_日が進んで減ることはなく件数はいつも合う(
    hours: list[float | None], day: date, other: date
) -> None:
    cases = [published_case(number, hours=each) for number, each in enumerate(hours)]
    earlier, later = (case_totals(cases, [], to=to).own for to in sorted((day, other)))
    assert earlier.until_now <= later.until_now
    assert earlier.count == later.count == len(hours)
    assert later.unknown == hours.count(None)
