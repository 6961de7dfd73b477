"""「受講状況」: required against acquired by the policy's groups of skills."""

from datetime import date

import pytest

from domain.policy import Policy, Skill
from domain.standing import by_category
from domain.training import RecordState
from storage.policy_file import shipped_policies
from tests.domain.builders import (
    HERE,
    course,
    person,
    policy,
    policy_requiring,
    recommend,
    record,
    talent_type,
)

SHIPPED = shipped_policies()


def grouped(name: str, *category: str) -> Skill:
    return Skill(name=name, definition="", category=category, source=HERE)


TOWN = policy(
    talent_type(skills=["データ利活用", "BPR", "AI"]),
    skills=[
        grouped("BPR", "マネジメント"),
        grouped("データ利活用", "技術", "応用"),
        grouped("調達", "法務"),
        grouped("AI", "技術", "基礎"),
    ],
)
COURSES = [course("K001", skills=["データ利活用"]), course("K002", skills=["BPR", "調達"])]


def test_習得と不足はいちばん広い分類ごとに方針の順で示される() -> None:
    first, second = by_category(recommend(TOWN, COURSES, record("K001")), TOWN)
    assert (first.name, first.acquired, first.missing) == ("マネジメント", (), ("BPR",))
    assert (second.name, second.acquired, second.missing) == ("技術", ("データ利活用",), ("AI",))
    assert second.total == 2


def test_求められていないスキルの分類は示されない() -> None:
    names = [each.name for each in by_category(recommend(TOWN, COURSES, record("K002")), TOWN)]
    assert "法務" not in names


def test_確認を待つ申告は習得に数えない() -> None:
    reported = record("K001", state=RecordState.REPORTED)
    assert all(not each.acquired for each in by_category(recommend(TOWN, COURSES, reported), TOWN))


def test_分類のない方針ではスキルという一つの分類になる() -> None:
    town = policy_requiring("BPR", "AI")
    (only,) = by_category(recommend(town, []), town)
    assert (only.name, only.missing) == ("スキル", ("BPR", "AI"))


def test_何も求められない人には分類がない() -> None:
    stranger = recommend(TOWN, COURSES, to=person(talent_types=["謎の区分"]))
    assert by_category(stranger, TOWN) == ()


def test_毎年度のスキルは年度が変わると不足に戻る() -> None:
    okayama = SHIPPED["okayama"]
    security = [course("K001", skills=["情報セキュリティ"])]
    done = record("K001", on=date(2026, 3, 31))
    missing = {
        skill
        for each in by_category(recommend(okayama, security, done), okayama)
        for skill in each.missing
    }
    assert "情報セキュリティ" in missing


@pytest.mark.parametrize("under", SHIPPED.values(), ids=SHIPPED.keys())
def test_どの方針でも分類の合計は求められるスキルの数になる(under: Policy) -> None:
    everything = person(talent_types=[each.name for each in under.talent_types])
    found = recommend(under, [], to=everything)
    groups = by_category(found, under)
    assert sum(each.total for each in groups) == len(found.requirements.skills)
    assert len({each.name for each in groups}) == len(groups)
