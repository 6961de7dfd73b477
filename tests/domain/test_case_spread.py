"""「うちでもやった」: what is typed, and for which section."""

from dataclasses import replace
from datetime import date

from domain.case_spread import (
    Place,
    may_adopt,
    may_establish,
    may_thank,
    months_until,
    places_to_adopt,
)
from domain.people import Duty, Post, TeamRoleHeld
from tests.domain.builders import person
from tests.domain.test_case_totals import published_case


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


def test_自分の事例には参考になったと言えず自分の課の事例はうちでもやったと言えない() -> None:
    case = published_case()
    報告した人 = replace(person(), id=1, posts=(Post(case.department, case.section),))
    assert not may_thank(報告した人, case)
    assert not may_adopt(報告した人, case)
    assert may_adopt(replace(報告した人, duties=(Duty.SECRETARIAT,)), case)
    ほかの人 = replace(person(), id=99, posts=(Post("税務部", "収納課"),))
    assert may_thank(ほかの人, case)
    assert may_adopt(ほかの人, case)
