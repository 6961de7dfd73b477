"""Which skills a policy requires of whom: grade, team roles, conditions, and why."""

import pytest

from domain.people import Employment, Person
from domain.policy import (
    Condition,
    Grade,
    Policy,
    Renewal,
    SkillSet,
    Source,
    TalentType,
    TeamRole,
)
from domain.requirements import Origin, Requirements, Rulebook
from storage.policy_file import shipped_policies
from tests.domain.builders import HERE, person, policy, talent_type

SHIPPED = shipped_policies()
TOKYO = SHIPPED["tokyo-template"]
OKAYAMA = SHIPPED["okayama"]
KAKAMIGAHARA = SHIPPED["kakamigahara"]
SHIMONOSEKI = SHIPPED["shimonoseki"]
YAMAGUCHI = SHIPPED["yamaguchi"]


def required(of: Person, under: Policy) -> Requirements:
    rulebook = Rulebook(under)
    return rulebook.requirements(rulebook.profile(of))


def talent_types(of: Person, under: Policy) -> tuple[str, ...]:
    return Rulebook(under).profile(of).talent_types


def own_skills(name: str, under: Policy) -> set[str]:
    talent_type = under.talent_type(name)
    assert talent_type is not None
    return set(talent_type.required_skills)


# -- 職級とチームの役割 -----------------------------------------------------------------------


def test_下関の職位のスキルは名簿の職級の言葉から決まる() -> None:
    skills = {
        grade: set(required(person(talent_types=[], grade=grade), SHIMONOSEKI).skills)
        for grade in ("課長級", "課長補佐", "主事級")
    }
    assert {"変革のマネジメント", "デジタル投資とリスクの判断"} <= skills["課長級"]
    assert "プロジェクトマネジメント" in skills["課長補佐"]
    assert "変革のマネジメント" not in skills["主事級"] | skills["課長補佐"]


def test_各務原の課長級以上はリーダー向けの知識も求められる() -> None:
    assert "DX知識(リーダー向け)" in required(person(grade="課長級"), KAKAMIGAHARA).skills
    assert "DX知識(リーダー向け)" not in required(person(grade="主事級"), KAKAMIGAHARA).skills


def test_チームの役割が二つあれば両方のスキルが求められる() -> None:
    both = person(talent_types=[], team_roles=["統括リーダー", "DX推進員", "DX推進員"])
    profile = Rulebook(SHIMONOSEKI).profile(both)
    assert profile.team_roles == ("DX統括リーダー", "DX推進員")
    found = set(required(both, SHIMONOSEKI).skills)
    assert {"部局横断の調整・合意形成", "ローコードによるアプリ作成"} <= found


def test_役割のない人に役割のスキルは求められない() -> None:
    found = required(person(talent_types=[]), SHIMONOSEKI).skills
    assert "部局横断の調整・合意形成" not in found


# -- 条件 -------------------------------------------------------------------------------------


def test_岡山ではICT機器を扱う会計年度任用職員にもセキュリティが毎年度求められる() -> None:
    temporary = person(talent_types=[], grade="会計年度任用職員", employment=Employment.FISCAL_YEAR)
    found = required(temporary, OKAYAMA)
    assert "情報セキュリティ" in found.renewed_each_fiscal_year
    told = found.told["情報セキュリティ"]
    assert told.origin is Origin.CONDITION
    assert (told.sample, told.every_fiscal_year, told.renewal_is_sample) == (False, True, True)


def test_ICT機器を扱わない人に条件のスキルは求められない() -> None:
    gardener = person(talent_types=[], handles_ict_equipment=False)
    assert "情報セキュリティ" not in required(gardener, OKAYAMA).skills


def test_全員の条件は区分のない人にも求められる() -> None:
    nobody = person(talent_types=["なし"], handles_ict_equipment=False)
    assert len(required(nobody, TOKYO).skills) == 5


def test_更新のない条件のスキルは毎年度のものにならない() -> None:
    assert required(person(talent_types=[]), TOKYO).renewed_each_fiscal_year == frozenset()


# -- 理由 -------------------------------------------------------------------------------------

SAID = Source(section="第2章", quote="求められる")


def reasons_town(*, condition: bool, sample_condition: bool = False) -> Policy:
    conditions = [
        Condition(
            name="全員",
            when="everyone",
            required_skills=("BPR",),
            renewal=Renewal(every="fiscal_year", source=HERE),
            sample=sample_condition,
            source=None if sample_condition else HERE,
        )
    ]
    return policy(
        talent_type("基礎", skills=["BPR"]),
        talent_type("推進員", includes=["基礎"]),
        skills=["BPR"],
        grades=[Grade(name="主事級", required_skills=("BPR",), source=HERE)],
        team_roles=[TeamRole(name="リーダー", required_skills=("BPR",), source=HERE)],
        conditions=conditions if condition else (),
    )


def test_理由は条件とチームの役割と区分と引き継ぎと職級の順に選ばれる() -> None:
    leader = person(talent_types=["推進員"], team_roles=["リーダー"])
    member = person(talent_types=["推進員"])
    with_condition, without = reasons_town(condition=True), reasons_town(condition=False)
    assert required(leader, with_condition).told["BPR"].origin is Origin.CONDITION
    assert required(leader, without).told["BPR"].origin is Origin.TEAM_ROLE
    assert required(member, without).told["BPR"].origin is Origin.INHERITED
    assert required(person(talent_types=["基礎"]), without).told["BPR"].origin is (
        Origin.TALENT_TYPE
    )
    assert required(person(talent_types=["なし"]), without).told["BPR"].origin is Origin.GRADE


def test_方針の本文の言葉は例より先に理由になる() -> None:
    town = reasons_town(condition=True, sample_condition=True)
    why = required(person(talent_types=["基礎"]), town).told["BPR"]
    assert (why.origin, why.sample) == (Origin.TALENT_TYPE, False)


def test_毎年度の受講は別の決まりが理由でも知らせ本文のものは例としない() -> None:
    town = reasons_town(condition=True, sample_condition=True)
    told = required(person(talent_types=["基礎"]), town).told["BPR"]
    assert (told.origin, told.every_fiscal_year) == (Origin.TALENT_TYPE, True)
    assert not told.renewal_is_sample
    (said,) = town.conditions
    sample = said.model_copy(
        update={"name": "別の条件", "renewal": Renewal(every="fiscal_year", sample=True)}
    )
    for conditions in ((said, sample), (sample, said)):
        both = town.model_copy(update={"conditions": conditions})
        told = required(person(talent_types=["基礎"]), both).told["BPR"]
        assert (told.every_fiscal_year, told.renewal_is_sample) == (True, False)


def test_例のスキルは例と示されよりどころの文が出典になる() -> None:
    leaving_open = TalentType(
        name="基礎",
        source=HERE,
        sample_skills=(SkillSet(skills=("BPR",), sample=True, basis=SAID),),
    )
    why = required(person(talent_types=["基礎"]), policy(leaving_open, skills=["BPR"])).told["BPR"]
    assert why.sample
    assert why.source == SAID


def test_スキルの出典が別にあればそれが出典になる() -> None:
    elsewhere = TalentType(name="基礎", source=HERE, required_skills=("BPR",), skills_source=SAID)
    found = required(person(talent_types=["基礎"]), policy(elsewhere, skills=["BPR"]))
    assert found.told["BPR"].source == SAID


@pytest.mark.parametrize("policy_id", SHIPPED)
def test_求めるどのスキルにも理由がある(policy_id: str) -> None:
    shipped = SHIPPED[policy_id]
    for each in shipped.talent_types:
        found = required(person(talent_types=[each.name]), shipped)
        for skill in found.skills:
            why = found.told[skill]
            assert why.skill == skill
            assert why.source is not None or why.sample


def test_同じ立場の人の求めるスキルは一度だけ求められる() -> None:
    rulebook = Rulebook(TOKYO)
    first, second = (rulebook.profile(person(id=number)) for number in (1, 2))
    assert rulebook.requirements(first) is rulebook.requirements(second)
