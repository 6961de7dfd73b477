"""「今年度の計画」: the fewest hours that close the gap, 必須 first."""

from datetime import date

import pytest

from domain.policy import Condition, Renewal
from domain.training import (
    Achievements,
    Audience,
    Deadline,
    RecordState,
)
from storage.policy_file import shipped_policies
from tests.domain.builders import (
    HERE,
    adviser,
    course,
    person,
    planned,
    planned_codes,
    policy,
    policy_requiring,
    record,
    talent_type,
)

SHIPPED = shipped_policies()
TOWN = policy_requiring("BPR", "AI", "データ利活用")

# -- 最も短い組合せ ---------------------------------------------------------------------------


def test_不足がなければ計画は空である() -> None:
    found = planned([course("K001", skills=["BPR"])], record("K001"), under=policy_requiring("BPR"))
    assert (found.courses, found.hours, found.not_covered) == ((), 0.0, ())
    assert found.proven_shortest


def test_目先で効率のよい研修より合計の短い組合せが選ばれる() -> None:
    town = policy_requiring("ア", "イ", "ウ", "エ", "オ", "カ")
    courses = [
        course("K001", skills=["ア", "イ", "ウ", "エ"], hours=1),
        course("K002", skills=["ア", "ウ", "オ"], hours=1),
        course("K003", skills=["イ", "エ", "カ"], hours=1),
    ]
    found = planned(courses, under=town)
    assert sorted(planned_codes(found)) == ["K002", "K003"]
    assert found.hours == 2
    assert found.proven_shortest


def test_前提研修の時間も合計に入れて比べる() -> None:
    courses = [
        course("K001", skills=["BPR", "AI", "データ利活用"], hours=1, needs=["K002"]),
        course("K002", hours=5),
        course("K003", skills=["BPR", "AI", "データ利活用"], hours=5.5),
    ]
    found = planned(courses, under=TOWN)
    assert (planned_codes(found), found.hours) == (["K003"], 5.5)


def test_同じ前提研修は一度だけ数える() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=1, needs=["K003"]),
        course("K002", skills=["AI", "データ利活用"], hours=1, needs=["K003"]),
        course("K003", hours=3),
    ]
    found = planned(courses, under=TOWN)
    assert planned_codes(found)[0] == "K003"
    assert found.hours == 5


def test_必須研修で習得できるスキルに選択の研修を加えない() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=0.5),
        course("K002", skills=["BPR", "AI", "データ利活用"], hours=8, required=True),
    ]
    assert planned_codes(planned(courses, under=TOWN)) == ["K002"]


def test_必須研修はその前提研修とともに先に並ぶ() -> None:
    courses = [
        course("K001", skills=["BPR", "AI", "データ利活用"], hours=0.5),
        course("K002", required=True, hours=8, needs=["K003"]),
        course("K003", hours=1),
    ]
    assert planned_codes(planned(courses, under=TOWN)) == ["K003", "K002", "K001"]


def test_時間の分からない研修は時間の分かる組合せがあれば選ばれない() -> None:
    courses = [
        course("K001", skills=["BPR", "AI", "データ利活用"], hours=None),
        course("K002", skills=["BPR"], hours=6),
        course("K003", skills=["AI", "データ利活用"], hours=6),
    ]
    assert sorted(planned_codes(planned(courses, under=TOWN))) == ["K002", "K003"]


def test_時間の分からない研修は合計に含めず件数を示す() -> None:
    courses = [
        course("K001", skills=["BPR", "AI"], hours=None),
        course("K002", skills=["データ利活用"]),
    ]
    found = planned(courses, under=TOWN)
    assert (found.hours, found.hours_unknown) == (1.0, 1)


@pytest.mark.parametrize("state", [RecordState.COMPLETED, RecordState.REPORTED])
def test_受けた研修と申告した研修は計画に入らない(state: RecordState) -> None:
    courses = [course("K001", skills=["BPR"]), course("K002", skills=["AI"], needs=["K001"])]
    assert planned_codes(planned(courses, record("K001", state=state), under=TOWN)) == ["K002"]


def test_申告した研修で足りるスキルに別の研修を計画しない() -> None:
    courses = [
        course("K001", skills=["BPR"]),
        course("K002", skills=["BPR"]),
        course("K003", skills=["AI"]),
    ]
    reported = record("K001", state=RecordState.REPORTED)
    assert planned_codes(planned(courses, reported, under=TOWN)) == ["K003"]


def test_計画の研修の期限は勧めるときと同じ期限である() -> None:
    courses = [course("K001", required=True, deadline=Deadline(yearly=(12, 28)))]
    (only,) = planned(courses, under=TOWN).courses
    assert only.deadline == date(2026, 12, 28)


def test_数え切れないほど組合せがあれば最短とは言わずに不足をすべて埋める(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("domain.set_cover.NODE_LIMIT", 1)
    courses = [course("K001", skills=["BPR"]), course("K002", skills=["AI", "データ利活用"])]
    found = planned(courses, under=TOWN)
    assert not found.proven_shortest
    assert sorted(planned_codes(found)) == ["K001", "K002"]


# -- 埋まらないもの、埋め直すもの -------------------------------------------------------------


def test_研修のないスキルは未登録と示し埋まるものだけを計画する() -> None:
    found = planned([course("K001", skills=["BPR"])], under=TOWN)
    assert planned_codes(found) == ["K001"]
    assert found.not_covered == ("AI", "データ利活用")


def test_対象でない研修は計画に入らない() -> None:
    for_chiefs = Audience(grades=frozenset({"課長級"}))
    assert planned([course("K001", skills=["BPR"], audience=for_chiefs)], under=TOWN).courses == ()


def test_研修の一覧が空なら計画は空で不足はすべて未登録である() -> None:
    found = planned([], under=TOWN)
    assert (found.courses, found.not_covered) == ((), ("BPR", "AI", "データ利活用"))


def test_昨年度に修了した選択の研修でも毎年度のスキルは計画に入る() -> None:
    every_year = Condition(
        name="ICT機器を扱う職員",
        when="handles_ict_equipment",
        required_skills=("セキュリティ",),
        renewal=Renewal(every="fiscal_year", source=HERE),
        source=HERE,
    )
    town = policy(talent_type(), skills=["セキュリティ"], conditions=[every_year])
    courses = [course("K001", skills=["セキュリティ"])]
    last_year = record("K001", on=date(2026, 3, 31))
    assert planned_codes(planned(courses, last_year, under=town)) == ["K001"]


def test_前提研修が輪になっていても計画は立つ() -> None:
    courses = [
        course("K001", skills=["BPR"], needs=["K002"]),
        course("K002", skills=["AI", "データ利活用"], needs=["K001"]),
    ]
    assert sorted(planned_codes(planned(courses, under=TOWN))) == ["K001", "K002"]


@pytest.mark.parametrize("policy_id", SHIPPED)
def test_どの方針のどの人材区分でも研修がそろえば計画は不足をすべて埋める(policy_id: str) -> None:
    shipped = SHIPPED[policy_id]
    names = [skill.name for skill in shipped.skills]
    courses = [course(f"K{place:03}", skills=names[place - 2 : place]) for place in range(2, 60)]
    for each in shipped.talent_types:
        someone = person(talent_types=[each.name])
        required = adviser(shipped, courses).recommend(someone, Achievements()).gap
        found = planned(courses, under=shipped, to=someone)
        given = {skill for one in found.courses for skill in one.course.skills}
        assert set(required) <= given
        assert found.proven_shortest
