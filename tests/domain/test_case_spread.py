"""「うちでもやった」: what is typed, and for which section."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_spread import (
    MOST_HOURS,
    HoursUnreadable,
    Place,
    TooManyHours,
    hours_a_month,
    may_establish,
    months_until,
    places_to_adopt,
)
from domain.people import Duty, Post, TeamRoleHeld
from tests.domain.builders import person
from tests.domain.test_case_totals import published_case


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("10", 10),
        ("１０", 10),
        ("月10時間", 10),
        ("月に約１０時間くらい", 10),
        ("約３０分", 0.5),
        ("1.5", 1.5),
        ("1時間半", 1.5),
        ("2時間30分", 2.5),
        ("月2h", 2),
        ("1,200時間", 1200),
        ("年間120時間", 10),
        ("年に60時間程度", 5),
        ("1か月あたり8時間です", 8),
        ("0", 0),
        ("", None),
        ("  ", None),
        ("未定", None),
        ("わからない", None),
    ],
)
def test_書かれた時間を月の時間に読む(words: str, hours: float | None) -> None:
    assert hours_a_month(words) == hours


@pytest.mark.parametrize("words", ["たくさん", "10円", "-5", "半", "10〜20時間", "1日30分", "時間"])
def test_時間でないものは何を書けばよいか言って断る(words: str) -> None:
    with pytest.raises(HoursUnreadable) as refused:
        hours_a_month(words)
    assert "「10」か「30分」のように書いてください" in refused.value.sentence


def test_多すぎる時間は断る() -> None:
    with pytest.raises(TooManyHours):
        hours_a_month("20000")


@given(st.text(max_size=40))
def test_何を書かれても読むか断るかのどちらかである(words: str) -> None:
    try:
        hours = hours_a_month(words)
    except (HoursUnreadable, TooManyHours):
        return
    assert hours is None or 0 <= hours <= MOST_HOURS


def test_今月から五年前までの月を選べる() -> None:
    months = months_until(date(2026, 2, 10))
    assert months[0] == date(2026, 2, 1)
    assert months[2] == date(2025, 12, 1)
    assert (len(months), months[-1]) == (60, date(2021, 3, 1))


def test_報告した課のほかの自分の所属だけを選べる() -> None:
    人 = replace(
        person(), posts=(Post("総務部", "総務課"), Post("税務部", "収納課", concurrent=True))
    )
    assert places_to_adopt(人, published_case()) == (Place("税務部", "収納課"),)
    assert Place("福祉部", "福祉部").name == "福祉部"


def test_定着したと決められるのは報告した人とその部局のリーダーだけである() -> None:
    case = published_case()
    other = replace(person(), id=99, team_roles=())
    assert may_establish(replace(other, id=1), case)
    assert may_establish(
        replace(other, team_roles=(TeamRoleHeld("DX推進リーダー", "総務部"),)), case
    )
    assert not may_establish(
        replace(other, team_roles=(TeamRoleHeld("DX推進リーダー", "税務部"),)), case
    )
    officer = replace(other, duties=(Duty.SECRETARIAT,))
    assert not may_establish(officer, case)
    assert may_establish(officer, replace(case, author_id=None))
