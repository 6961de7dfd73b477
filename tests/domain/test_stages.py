"""育成段階: Step1 to Step3 and what the next one still asks for."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.policy import Policy, Skill, Stage, StageRule
from domain.requirements import Rulebook
from domain.stages import StageProgress, months_led, progress, skills_of, stairs_of
from domain.training import Achievements, ProjectRecord
from storage.policy_file import shipped_policies
from tests.domain.builders import HERE, TODAY, person, policy, stage, talent_type

SHIPPED = shipped_policies()
TOKYO = SHIPPED["tokyo-template"]


def project(
    *,
    start: date = date(2025, 4, 1),
    end: date | None = None,
    led: bool = True,
    mentoring: bool = False,
) -> ProjectRecord:
    return ProjectRecord("窓口の改善", led=led, started_on=start, ended_on=end, mentoring=mentoring)


def standing(
    *talent_types: str,
    acquired: frozenset[str] = frozenset(),
    projects: tuple[ProjectRecord, ...] = (),
    under: Policy = TOKYO,
    today: date = TODAY,
) -> tuple[StageProgress, ...]:
    done = Achievements(projects=projects)
    stairs = stairs_of(under, talent_types)
    return progress(stairs, acquired=acquired, achievements=done, today=today)


def names(found: StageProgress) -> tuple[str | None, str | None]:
    """(reached, next)."""
    return (
        found.reached.stage if found.reached else None,
        found.next.stage if found.next else None,
    )


def skills(talent_type: str, *stages: str) -> frozenset[str]:
    wanted = [s for s in TOKYO.stages if s.talent_type == talent_type and s.stage in stages]
    return frozenset(name for s in wanted for name in skills_of(TOKYO, s))


# -- 東京の三段階 -----------------------------------------------------------------------------


def test_何も習得していない一般行政職員の次の段階は共通の知識である() -> None:
    (found,) = standing("一般行政職員")
    assert names(found) == (None, "Step1")
    assert set(found.missing_skills) == skills("一般行政職員", "Step1")
    assert "DXの必要性理解" in found.missing_skills
    assert not any(name.startswith("ツール活用") for name in found.missing_skills)


def test_共通の知識がそろうと次の段階はツールの活用になる() -> None:
    (found,) = standing("一般行政職員", acquired=skills("一般行政職員", "Step1"))
    assert names(found) == ("Step1", "Step2")
    assert len(found.missing_skills) == 6
    assert all(name.startswith("ツール活用") for name in found.missing_skills)


def test_最後の段階に達すれば次はない() -> None:
    (found,) = standing("一般行政職員", acquired=skills("一般行政職員", "Step1", "Step2"))
    assert names(found) == ("Step2", None)
    assert found.missing_skills == found.missing_experience == ()


def test_後の段階だけを満たしても前の段階は飛ばされない() -> None:
    (found,) = standing("一般行政職員", acquired=skills("一般行政職員", "Step2"))
    assert names(found) == (None, "Step1")


def test_推進員の最初の段階は推進員が自ら加えるスキルだけを求める() -> None:
    (found,) = standing("DX推進員")
    assert names(found) == (None, "Step1")
    assert len(found.missing_skills) == 6


def test_全庁DX推進担当の最初の段階は推進員のスキルも求める() -> None:
    (found,) = standing("全庁DX推進担当")
    assert len(found.missing_skills) == 8


def test_兼務で区分が二つあれば段階もそれぞれに示される() -> None:
    found = standing("全庁DX推進担当", "全庁情報システム担当")
    assert [each.talent_type for each in found] == ["全庁DX推進担当", "全庁情報システム担当"]


def test_引き継がれる区分の段階は重ねて示されない() -> None:
    found = standing("全庁DX推進担当", "DX推進員", "一般行政職員")
    assert [each.talent_type for each in found] == ["全庁DX推進担当"]


def test_段階のない区分の人には引き継ぐ区分の段階が示される() -> None:
    (found,) = standing("一般行政職員(管理監督職)")
    assert found.talent_type == "一般行政職員"


@pytest.mark.parametrize("under", [SHIPPED["shimonoseki"], SHIPPED["okayama"]])
def test_段階を定めない方針では段階は示されない(under: Policy) -> None:
    assert standing(*(each.name for each in under.talent_types), under=under) == ()


@pytest.mark.parametrize("policy_id", SHIPPED)
def test_段階が求めるスキルはその区分に求められるスキルに含まれる(policy_id: str) -> None:
    shipped = SHIPPED[policy_id]
    rulebook = Rulebook(shipped)
    for each in shipped.stages:
        someone = person(talent_types=[each.talent_type])
        required = rulebook.requirements(rulebook.profile(someone)).skills
        assert set(skills_of(shipped, each)) <= set(required), each.stage


# -- DX案件の経験 -----------------------------------------------------------------------------

BASICS = skills("DX推進員", "Step1")


def test_一年以上リードしていれば推進員は次の段階に進む() -> None:
    a_year = (project(start=date(2025, 10, 1)),)
    (found,) = standing("DX推進員", acquired=BASICS, projects=a_year, today=date(2026, 10, 1))
    assert names(found) == ("Step2", "Step3")


def test_リードの期間が一年に満たなければ足りない月数が示される() -> None:
    half = (project(start=date(2026, 4, 1)),)
    (found,) = standing("DX推進員", acquired=BASICS, projects=half)
    assert names(found) == ("Step1", "Step2")
    assert found.missing_experience == ("DX案件のリード 12か月（記録は6か月）",)


def test_リードせず加わっただけの案件は経験に数えない() -> None:
    joined = (project(start=date(2020, 4, 1), led=False),)
    (found,) = standing("DX推進員", acquired=BASICS, projects=joined)
    assert found.missing_experience == ("DX案件のリード 12か月（記録は0か月）",)


def test_複数のリードと後進の指導がそろえば最後の段階に達する() -> None:
    first = project(start=date(2023, 4, 1), end=date(2024, 9, 30))
    second = project(start=date(2025, 4, 1), mentoring=True)
    (one,) = standing("DX推進員", acquired=BASICS, projects=(first,))
    (both,) = standing("DX推進員", acquired=BASICS, projects=(first, second))
    assert one.missing_experience == ("DX案件のリード 2件（記録は1件）", "後進の指導（記録なし）")
    assert names(both) == ("Step3", None)


def test_これから始まる案件のリードはまだ経験に数えない() -> None:
    coming = project(start=TODAY + timedelta(days=1), end=date(2029, 3, 31))
    (found,) = standing("DX推進員", acquired=BASICS, projects=(coming,))
    assert found.missing_experience == ("DX案件のリード 12か月（記録は0か月）",)


def test_これから始まる案件の後進の指導はまだ経験に数えない() -> None:
    led = (
        project(start=date(2022, 4, 1), end=date(2023, 9, 30)),
        project(start=date(2024, 4, 1), end=date(2025, 9, 30)),
    )
    coming = project(start=TODAY + timedelta(days=1), mentoring=True)
    (found,) = standing("DX推進員", acquired=BASICS, projects=(*led, coming))
    assert found.missing_experience == ("後進の指導（記録なし）",)


# -- リードした月数 ---------------------------------------------------------------------------


def test_案件がなければリードした月数は零である() -> None:
    assert months_led((), today=TODAY) == 0


@pytest.mark.parametrize("year", range(2018, 2026))
def test_応当日まで続いた一年のリードは十二か月である(year: int) -> None:
    a_year = project(start=date(year, 4, 1), end=date(year + 1, 4, 1))
    assert months_led((a_year,), today=TODAY) == 12


@pytest.mark.parametrize("year", [2024, 2025])
def test_四月一日から三月三十一日までの一年のリードは十二か月である(year: int) -> None:
    fiscal_year = project(start=date(year, 4, 1), end=date(year + 1, 3, 31))
    assert months_led((fiscal_year,), today=TODAY) == 12


def test_続けて担当した二つの半年のリードは合わせて十二か月である() -> None:
    first = project(start=date(2025, 4, 1), end=date(2025, 9, 30))
    second = project(start=date(2025, 10, 1), end=date(2026, 4, 1))
    assert months_led((first, second), today=TODAY) == 12


def test_重なる期間のリードは一度だけ数える() -> None:
    year = project(start=date(2024, 4, 1), end=date(2025, 4, 1))
    inside = project(start=date(2024, 6, 1), end=date(2024, 12, 1))
    overlapping = project(start=date(2024, 10, 1), end=date(2025, 10, 1))
    assert months_led((year, inside), today=TODAY) == 12
    assert months_led((overlapping, year), today=TODAY) == 18


def test_終わりが先の案件は今日までを数える() -> None:
    running = project(start=date(2026, 4, 1), end=date(2030, 3, 31))
    assert months_led((running,), today=TODAY) == 6


PROJECTS = st.lists(
    st.builds(
        lambda start, days, led: project(
            start=start, end=None if days is None else start + timedelta(days=days), led=led
        ),
        st.dates(date(2020, 1, 1), date(2028, 12, 31)),
        st.none() | st.integers(0, 900),
        st.booleans(),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(PROJECTS, st.data())
def test_リードした月数は案件の並びによらず増えても減らない(
    projects: list[ProjectRecord], data: st.DataObject
) -> None:
    months = months_led(tuple(projects), today=TODAY)
    shuffled = data.draw(st.permutations(projects))
    assert months_led(tuple(shuffled), today=TODAY) == months
    assert months_led(tuple(projects[1:]), today=TODAY) <= months


# -- 段階の決まり -----------------------------------------------------------------------------

GROUPED = policy(
    talent_type("基礎", skills=["BPR", "AI"]),
    talent_type("推進員", skills=["データ利活用"], includes=["基礎"]),
    skills=[
        Skill(name="データ利活用", definition="", category=("技術", "応用"), source=HERE),
        Skill(name="BPR", definition="", category=("共通",), source=HERE),
        Skill(name="AI", definition="", category=("技術", "基礎"), source=HERE),
        Skill(name="統計", definition="", category=("技術", "応用"), source=HERE),
    ],
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (StageRule(), ()),
        (StageRule(skills="own"), ("データ利活用",)),
        (StageRule(skills="all"), ("データ利活用", "BPR", "AI")),
        (StageRule(categories=("共通",)), ("BPR",)),
        (StageRule(categories=("技術",)), ("データ利活用", "AI")),
        (StageRule(categories=("応用",)), ("データ利活用",)),
        (StageRule(skills="own", named_skills=("AI",)), ("データ利活用", "AI")),
    ],
)
def test_段階の決まりは求めるスキルを方針の順に定める(
    rule: StageRule, expected: tuple[str, ...]
) -> None:
    assert skills_of(GROUPED, stage("Step1", of="推進員", rule=rule)) == expected


def test_方針にない区分の段階は何も求めない() -> None:
    unknown: Stage = stage("Step1", of="謎の区分", rule=StageRule(skills="all"))
    assert skills_of(GROUPED, unknown) == ()
