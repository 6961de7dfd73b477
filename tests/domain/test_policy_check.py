"""A policy against itself: unknown names, names twice, circles, and what is left open."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.policy import (
    Adviser,
    AppliesTo,
    Condition,
    GlossaryEntry,
    Grade,
    OpenSetting,
    Passage,
    Policy,
    PolicyCourse,
    Qualification,
    Renewal,
    Skill,
    SkillSet,
    Source,
    Stage,
    StageRule,
    TalentType,
    Target,
    TeamRole,
)
from domain.policy_check import near, problems
from domain.policy_settings import open_settings

HERE = Source(section="第1章")
SKILL = Skill(name="BPR活用", definition="", category=("技術", "基礎"), source=HERE)


def policy(includes: Mapping[str, Sequence[str]]) -> Policy:
    """A policy of those talent types, each with the types it includes."""
    types = tuple(
        TalentType(name=name, includes=tuple(included), source=HERE)
        for name, included in includes.items()
    )
    return Policy(id="a", name="方針", organization="町", talent_types=types, skills=(SKILL,))


PLAIN = policy({"一般職員": [], "DX推進員": ["一般職員"]})


# -- circles ----------------------------------------------------------------------------------


@st.composite
def graphs_without_a_circle(draw: st.DrawFn) -> dict[str, list[str]]:
    """Each includes only names before it; the order in the file is then shuffled."""
    names = [f"区分{i}" for i in range(draw(st.integers(1, 8)))]
    edges = {
        name: draw(st.lists(st.sampled_from(names[:i]), unique=True)) if i else []
        for i, name in enumerate(names)
    }
    return {name: edges[name] for name in draw(st.permutations(names))}


@given(graphs_without_a_circle())
def test_輪のない引き継ぎはどんな順でも認められる(includes: dict[str, list[str]]) -> None:
    assert problems(policy(includes)) == ()


@given(graphs_without_a_circle(), st.data())
def test_輪のある引き継ぎは輪の名前とともに断られる(
    includes: dict[str, list[str]], data: st.DataObject
) -> None:
    members = data.draw(st.lists(st.sampled_from(sorted(includes)), min_size=1, unique=True))
    for name, following in zip(members, [*members[1:], members[0]], strict=True):
        if following not in includes[name]:
            includes[name].append(following)
    found = problems(policy(includes))
    assert found
    for problem in found:
        circle = problem.sentence.removeprefix("引き継ぎが ").split(" と輪")[0].split("→")
        assert circle[0] == circle[-1]
        assert all(after in includes[name] for name, after in pairwise(circle))
        _, index, _, position = problem.path
        assert isinstance(index, int)
        assert isinstance(position, int)
        closing = list(includes)[index]
        assert [closing, includes[closing][position]] == circle[-2:]


def test_別々の輪はそれぞれ一度ずつ知らされる() -> None:
    found = problems(policy({"A": ["B"], "B": ["A"], "C": ["C"], "D": ["A", "C"]}))
    assert sorted(problem.sentence.split(" ")[1] for problem in found) in (
        ["A→B→A", "C→C"],
        ["B→A→B", "C→C"],
    )


# -- names ------------------------------------------------------------------------------------

NOWHERE = ("BPR活要",)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"grades": (Grade(name="係長級", required_skills=NOWHERE, source=HERE),)}, ("grades", 0, "required_skills", 0)),
        ({"team_roles": (TeamRole(name="推進員", sample_skills=(SkillSet(skills=NOWHERE, sample=True),), source=HERE),)}, ("team_roles", 0, "sample_skills", 0, "skills", 0)),
        ({"conditions": (Condition(name="全員", when="everyone", required_skills=NOWHERE, source=HERE),)}, ("conditions", 0, "required_skills", 0)),
        ({"courses": (PolicyCourse(name="研修", summary="", method="", skills=("BPR活用", *NOWHERE), target="", obligation="必須", sample=True),)}, ("courses", 0, "skills", 1)),
        ({"qualifications": (Qualification(name="資格", skills=NOWHERE, source=HERE),)}, ("qualifications", 0, "skills", 0)),
        ({"stages": (Stage(talent_type="一般職員", stage="Step1", definition="", rule=StageRule(named_skills=NOWHERE), source=HERE),)}, ("stages", 0, "rule", "named_skills", 0)),
    ],
)  # fmt: skip
def test_ないスキルは使っている所と近い名前が知らされる(
    change: dict[str, object], path: tuple[str | int, ...]
) -> None:
    (problem,) = problems(PLAIN.model_copy(update=change))
    assert problem.path == path
    assert problem.sentence == (
        "『BPR活要』は skills にありません。"
        "skills に追加するか、綴りを直してください（近い名前: BPR活用）。"
    )


def test_段階と目標のない人材区分が知らされる() -> None:
    stage = Stage(talent_type="DX推進", stage="Step1", definition="", rule=StageRule(), source=HERE)
    target = Target(talent_type="職員", measure="人数", value=1, unit="名", source=HERE)
    found = problems(PLAIN.model_copy(update={"stages": (stage,), "targets": (target,)}))
    assert [problem.path for problem in found] == [
        ("stages", 0, "talent_type"),
        ("targets", 0, "talent_type"),
    ]


def test_段階の条件はどの階層の分類でも指せる() -> None:
    rule = StageRule(categories=("技術", "基礎", "応用"))
    stage = Stage(talent_type="DX推進員", stage="Step1", definition="", rule=rule, source=HERE)
    (problem,) = problems(PLAIN.model_copy(update={"stages": (stage,)}))
    assert problem.path == ("stages", 0, "rule", "categories", 2)


def test_チームの役割は方針にチームがあるときだけ確かめられる() -> None:
    applies = AppliesTo(team_roles=("推進員", "DX推進員", "推進長"), sample=True)
    types = (TalentType(name="推進", applies_to=applies, source=HERE),)
    without_team = PLAIN.model_copy(update={"talent_types": types})
    role = TeamRole(name="DX推進員", aliases=("推進員",), source=HERE)
    assert problems(without_team) == ()
    (problem,) = problems(without_team.model_copy(update={"team_roles": (role,)}))
    assert problem.path == ("talent_types", 0, "applies_to", "team_roles", 2)


def test_同じ名前は二つ目の所で知らされる() -> None:
    entries = tuple(GlossaryEntry(term=t, definition="", source=HERE) for t in ("DX", "AI", "ＤＸ"))
    (problem,) = problems(PLAIN.model_copy(update={"glossary": entries}))
    assert problem.path == ("glossary", 2)
    assert problem.sentence.startswith("『DX』が 1番目と 3番目に二度あります。")


def test_段階は人材区分が違えば同じ名前でよい() -> None:
    stages = tuple(
        Stage(talent_type=t, stage="Step1", definition="", rule=StageRule(), source=HERE)
        for t in ("一般職員", "DX推進員")
    )
    assert problems(PLAIN.model_copy(update={"stages": stages})) == ()


def test_名簿の職級が二つの職位に当たると知らされる() -> None:
    grades = (
        Grade(name="管理職", covers=("部長級", "課長級"), source=HERE),
        Grade(name="監督職", covers=("課長級",), source=HERE),
    )
    (problem,) = problems(PLAIN.model_copy(update={"grades": grades}))
    assert problem.path == ("grades", 1, "covers", 0)
    assert "『管理職』" in problem.sentence


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"grades": (Grade(name="補佐", covers=("主事", "課長補佐、補佐級"), source=HERE),)}, ("grades", 0, "covers", 1)),
        ({"grades": (Grade(name="補佐", covers=("課長補佐， 補佐級",), source=HERE),)}, ("grades", 0, "covers", 0)),
        ({"team_roles": (TeamRole(name="推進員", aliases=("推進者、担当",), source=HERE),)}, ("team_roles", 0, "aliases", 0)),
        ({"talent_types": (TalentType(name="一般職員", applies_to=AppliesTo(grades=("課長、部長",), sample=True), source=HERE),)}, ("talent_types", 0, "applies_to", "grades", 0)),
        ({"talent_types": (TalentType(name="一般職員", applies_to=AppliesTo(team_roles=("推進員、推進者",), sample=True), source=HERE),)}, ("talent_types", 0, "applies_to", "team_roles", 0)),
        ({"talent_types": (TalentType(name="一般職員", applies_to=AppliesTo(sections=("情報課、総務課",), sample=True), source=HERE),)}, ("talent_types", 0, "applies_to", "sections", 0)),
    ],
)  # fmt: skip
def test_名簿の言葉が読点や全角のコンマで一つになっていると知らされる(
    change: dict[str, object], path: tuple[str | int, ...]
) -> None:
    (problem,) = problems(PLAIN.model_copy(update=change))
    assert problem.path == path
    assert "半角の「,」と空白で区切ってください" in problem.sentence


def test_読点のある名前は方針の名前ならそのまま使える() -> None:
    grade = Grade(name="係長、主査", covers=("係長",), source=HERE)
    rule = AppliesTo(grades=("係長、主査",), sample=True)
    types = (TalentType(name="一般職員", applies_to=rule, source=HERE),)
    skills = (SKILL.model_copy(update={"name": "ネットワーク、情報セキュリティ知識"}),)
    changed = {"grades": (grade,), "talent_types": types, "skills": skills}
    assert problems(PLAIN.model_copy(update=changed)) == ()


def test_近い名前がなければ何も言わない() -> None:
    assert near("まったく別", ["BPR活用"]) == ""


# -- what is left open ------------------------------------------------------------------------


def test_書かれた空きの次に数字のない目標が並ぶ() -> None:
    own = OpenSetting(where="図1", what="書き写す")
    targets = tuple(
        Target(talent_type="一般職員", measure=measure, value=value, unit="名", source=HERE)
        for measure, value in (("人数", None), ("累計", 0.0))
    )
    changed = PLAIN.model_copy(update={"open_settings": (own,), "targets": targets})
    blank = OpenSetting(where="targets「一般職員」の value", what="人数：○名 の数字を決める")
    year = OpenSetting(where="targets_from", what="数値目標の年数を数えはじめる年度（西暦）を書く")
    assert open_settings(changed) == (own, year, blank)
    begun = changed.model_copy(update={"targets_from": 2026})
    assert open_settings(begun) == (own, blank)


def course(name: str, *, sample: bool) -> PolicyCourse:
    source = None if sample else HERE
    return PolicyCourse(
        name=name,
        summary="",
        method="",
        skills=(),
        target="",
        obligation="選択",
        source=source,
        sample=sample,
    )


def test_例は書かれている所ごとに数えられる() -> None:
    talent_type = TalentType(
        name="一般職員",
        source=HERE,
        applies_to=AppliesTo(everyone=True, sample=True),
        sample_skills=(SkillSet(skills=("BPR活用",), sample=True),) * 2,
    )
    rule = StageRule(sample=True)
    stage = Stage(talent_type="一般職員", stage="1", definition="", rule=rule, source=HERE)
    courses = (course("研修", sample=False), course("例", sample=True))
    every_year = Renewal(every="fiscal_year", sample=True)
    condition = Condition(
        name="全員", when="everyone", required_skills=(), renewal=every_year, source=HERE
    )
    changed = {
        "talent_types": (talent_type,),
        "conditions": (condition,),
        "courses": courses,
        "stages": (stage,),
    }
    found = open_settings(PLAIN.model_copy(update=changed))
    assert [(setting.where, setting.what) for setting in found] == [
        ("talent_types の sample_skills", "例（sample: true）が 2件。自団体の内容に直す"),
        ("talent_types の applies_to", "例（sample: true）が 1件。自団体の内容に直す"),
        ("conditions の renewal", "例（sample: true）が 1件。自団体の内容に直す"),
        ("courses の obligation", "例（sample: true）が 1件。自団体の内容に直す"),
        ("courses", "例（sample: true）が 1件。自団体の内容に直す"),
        ("stages の rule", "例（sample: true）が 1件。自団体の内容に直す"),
    ]


def test_写したままの名前は付属の方針のものと知らされる() -> None:
    other = PLAIN.model_copy(
        update={"id": "b", "name": "別の方針", "organization": "市", "document": "別の方針"}
    )
    renamed = other.model_copy(update={"id": "machi", "name": "町の方針"})
    (setting,) = open_settings(renamed, shipped=(PLAIN, other))
    assert setting.where == "organization・document"
    assert "「別の方針」（市）のまま" in setting.what
    assert open_settings(PLAIN, shipped=(other,)) == ()


def test_例も空きもない方針に埋める所はない() -> None:
    assert open_settings(PLAIN) == ()


# -- advisers and passages --------------------------------------------------------------------


def passage(text: str) -> Passage:
    return Passage(source=Source(section="第1章", quote=text))


def test_相談先の名前は人材区分かチームの役割になければならない() -> None:
    role = TeamRole(name="DX推進リーダー", source=HERE)
    known = [Adviser(name=name, source=HERE) for name in ("DX推進員", "DX推進リーダー")]
    sound = PLAIN.model_copy(update={"team_roles": (role,), "advisers": tuple(known)})
    assert problems(sound) == ()
    unknown = sound.model_copy(update={"advisers": (Adviser(name="DX推進院", source=HERE),)})
    (problem,) = problems(unknown)
    assert problem.path == ("advisers", 0, "name")
    assert "talent_types と team_roles にありません" in problem.sentence
    assert "近い名前: DX推進員" in problem.sentence


def test_同じ相談先も同じ文も二度は書けない() -> None:
    twice = PLAIN.model_copy(
        update={
            "advisers": (Adviser(name="DX推進員", source=HERE),) * 2,
            "passages": (passage("全職員が対象"), passage("全職員 が\n対象")),
        }
    )
    assert [problem.path for problem in problems(twice)] == [("advisers", 1), ("passages", 1)]


def test_長すぎる文は段落ごとに分けるように言う() -> None:
    long = PLAIN.model_copy(update={"passages": (passage("長" * 601), passage("短" * 600))})
    (problem,) = problems(long)
    assert problem.path == ("passages", 0, "source", "quote")
    assert "段落ごとに分けてください" in problem.sentence


def test_引用のない文は書けない() -> None:
    with pytest.raises(ValidationError, match="quote がありません"):
        Passage(source=HERE)
