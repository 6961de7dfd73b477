"""人材区分: a graph, not a line; from the roster, else from the policy's own rule."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.people import Employment, Person
from domain.policy import Policy
from domain.requirements import Requirements, Rulebook
from storage.policy_file import shipped_policies
from tests.domain.builders import applies_to, person, policy, talent_type

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


# -- 引き継ぎのグラフ -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("一般行政職員", 11),
        ("DX推進員", 17),
        ("全庁DX推進担当", 19),
        ("全庁情報システム担当", 20),
        ("一般行政職員(管理監督職)", 15),
    ],
)
def test_東京の人材像に求めるスキルは引き継ぎを含めて方針の表の数になる(
    name: str, count: int
) -> None:
    assert len(required(person(talent_types=[name]), TOKYO).skills) == count


@pytest.mark.parametrize("name", ["全庁情報システム担当", "一般行政職員(管理監督職)"])
def test_情報システム担当と管理監督職は一般行政職員を引き継ぎ推進員は引き継がない(
    name: str,
) -> None:
    found = set(required(person(talent_types=[name]), TOKYO).skills)
    assert found == own_skills("一般行政職員", TOKYO) | own_skills(name, TOKYO)
    assert not own_skills("DX推進員", TOKYO) <= found


def test_兼務で人材区分が二つあれば両方のスキルが一度ずつ求められる() -> None:
    both = person(talent_types=["全庁DX推進担当", "全庁情報システム担当"])
    names = ["一般行政職員", "DX推進員", "全庁DX推進担当", "全庁情報システム担当"]
    found = required(both, TOKYO).skills
    assert set(found) == set().union(*(own_skills(name, TOKYO) for name in names))
    assert len(found) == len(set(found))


def test_各務原の上位の区分は下位のスキルをすべて習得していることが前提である() -> None:
    expert = required(person(talent_types=["高度専門人材"]), KAKAMIGAHARA)
    assert set(expert.skills) == {skill.name for skill in KAKAMIGAHARA.skills} - {
        "DX知識(リーダー向け)"
    }


def test_求めるスキルは方針に書かれた順に並ぶ() -> None:
    for shipped in SHIPPED.values():
        order = [skill.name for skill in shipped.skills]
        everything = [talent_type.name for talent_type in shipped.talent_types]
        found = required(person(talent_types=reversed(everything)), shipped).skills
        assert list(found) == [name for name in order if name in found]


@st.composite
def acyclic_includes(draw: st.DrawFn) -> dict[str, list[str]]:
    names = [f"区分{number}" for number in range(draw(st.integers(1, 9)))]
    edges = {
        name: draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else []
        for place, name in enumerate(names)
    }
    return {name: edges[name] for name in draw(st.permutations(names))}


def reachable(start: str, edges: Mapping[str, Sequence[str]]) -> set[str]:
    return {start}.union(*(reachable(name, edges) for name in edges[start]))


@settings(deadline=None)
@given(acyclic_includes(), st.data())
def test_引き継ぎは輪のないどんなグラフでも到達できる区分に等しい(
    includes: dict[str, list[str]], data: st.DataObject
) -> None:
    starts = data.draw(st.lists(st.sampled_from(sorted(includes)), unique=True))
    types = [talent_type(name, skills=[name], includes=includes[name]) for name in includes]
    town = policy(*types, skills=includes)
    closure = [found.name for found in town.closure(starts)]
    expected = set().union(*(reachable(name, includes) for name in starts))
    assert set(closure) == expected
    assert len(closure) == len(expected)
    assert closure[: len(starts)] == starts
    assert set(required(person(talent_types=starts or ["なし"]), town).skills) == expected


# -- 名簿に人材区分がないとき -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "roles", "expected"),
    [
        ("主事級", [], ("一般行政職員",)),
        ("課長級", [], ("一般行政職員(管理監督職)",)),
        ("主事級", ["DX推進員"], ("DX推進員",)),
        ("係長級", ["DX推進員"], ("DX推進員", "一般行政職員(管理監督職)")),
        ("主事級", ["高度専門人材"], ("CIO補佐官・高度専門人材",)),
    ],
)
def test_名簿に区分がなければ方針の決まりで区分が決まる(
    grade: str, roles: list[str], expected: tuple[str, ...]
) -> None:
    someone = person(talent_types=[], grade=grade, team_roles=roles)
    assert talent_types(someone, TOKYO) == expected


def test_名簿に区分があれば方針の決まりより名簿の言葉が優先する() -> None:
    chief = person(talent_types=["DX推進員"], grade="課長級")
    assert talent_types(chief, TOKYO) == ("DX推進員",)


def test_所属による区分は兼務の所属でも決まる() -> None:
    concurrent = person(talent_types=[], sections=["市民課", "情報政策課"])
    assert set(talent_types(concurrent, SHIMONOSEKI)) == {"全職員", "デジタル専門人材"}


def test_下関の全職員は誰にでも当てはまる() -> None:
    assert talent_types(person(talent_types=[]), SHIMONOSEKI) == ("全職員",)


def test_山口の推進リーダーは所属でもチームの役割でも決まる() -> None:
    by_section = person(talent_types=[], sections=["政策企画課"])
    by_role = person(talent_types=[], team_roles=["DX推進リーダー"])
    assert talent_types(by_section, YAMAGUCHI) == ("デジタル推進リーダー人材",)
    assert talent_types(by_role, YAMAGUCHI) == ("デジタル推進リーダー人材",)


def test_当てはまる区分がなければ何も推測されない() -> None:
    town = policy(talent_type("情報職", applies_to=applies_to(sections=["情報課"])))
    assert talent_types(person(talent_types=[]), town) == ()


def test_ほかに当てはまらない人の区分はほかに当てはまる人には付かない() -> None:
    town = policy(
        talent_type("管理職", applies_to=applies_to(grades=["課長級"])),
        talent_type("一般職員", applies_to=applies_to(otherwise=True)),
    )
    assert talent_types(person(talent_types=[], grade="課長級"), town) == ("管理職",)
    assert talent_types(person(talent_types=[], grade="主事級"), town) == ("一般職員",)


def test_任用形態による区分はほかに当たる所がなくても決まる() -> None:
    rule = applies_to(sections=["情報課"], employments=[Employment.EXTERNAL])
    town = policy(talent_type("専門人材", applies_to=rule))
    assert talent_types(person(talent_types=[], employment=Employment.EXTERNAL), town) == (
        "専門人材",
    )
    assert talent_types(person(talent_types=[], sections=["情報課"]), town) == ("専門人材",)
    assert talent_types(person(talent_types=[]), town) == ()


def test_下関の外部人材はデジタル専門人材である() -> None:
    """５「情報政策課及び外部人材で構成します」."""
    outsider = person(talent_types=[], employment=Employment.EXTERNAL)
    assert set(talent_types(outsider, SHIMONOSEKI)) == {"全職員", "デジタル専門人材"}


def test_東京の外部人材は庁内の五区分ではない() -> None:
    """第2章「5区分の庁内人材に加え、必要に応じて外部からCIO補佐官等の専門人材を登用し」."""
    outsider = person(talent_types=[], employment=Employment.EXTERNAL)
    assert talent_types(outsider, TOKYO) == ("CIO補佐官・高度専門人材",)


def test_除いた任用形態の人には区分の決まりを当てはめない() -> None:
    rule = applies_to(otherwise=True, except_employments=[Employment.FISCAL_YEAR])
    town = policy(talent_type("一般職員", applies_to=rule))
    hired_by_the_year = person(talent_types=[], employment=Employment.FISCAL_YEAR)
    assert talent_types(person(talent_types=[]), town) == ("一般職員",)
    assert talent_types(hired_by_the_year, town) == ()


def test_除いた任用形態の人でも名簿に区分があれば名簿のとおり() -> None:
    rule = applies_to(otherwise=True, except_employments=[Employment.FISCAL_YEAR])
    town = policy(talent_type("一般職員", applies_to=rule))
    named = person(talent_types=["一般職員"], employment=Employment.FISCAL_YEAR)
    assert talent_types(named, town) == ("一般職員",)


def test_例の決まりで当てはめた区分は例とわかる() -> None:
    rule = applies_to(sections=["情報課"], sample=True)
    town = policy(talent_type("情報職", applies_to=rule))
    by_rule = person(talent_types=[], sections=["情報課"])
    by_roster = person(talent_types=["情報職"], sections=["情報課"])
    assert Rulebook(town).profile(by_rule).assumed_types == {"情報職"}
    assert Rulebook(town).profile(by_roster).assumed_types == set()


def test_岡山の会計年度任用職員に広がるのはセキュリティだけ() -> None:
    hired_by_the_year = person(talent_types=[], employment=Employment.FISCAL_YEAR)
    assert required(hired_by_the_year, OKAYAMA).skills == ("情報セキュリティ",)


# -- 方針にない言葉 ---------------------------------------------------------------------------


def test_方針にない人材区分は推測されず知らせられる() -> None:
    stranger = person(talent_types=["DX達人"])
    assert talent_types(stranger, TOKYO) == ()
    assert Rulebook(TOKYO).unknown_words(stranger) == ("人材区分「DX達人」",)


def test_知っている区分と知らない区分があれば知っている方だけで答える() -> None:
    mixed = person(talent_types=["DX推進員", "DX達人"])
    assert talent_types(mixed, TOKYO) == ("DX推進員",)
    assert Rulebook(TOKYO).unknown_words(mixed) == ("人材区分「DX達人」",)


def test_方針にない職級とチームの役割も一度ずつ知らせられる() -> None:
    stranger = person(talent_types=[], grade="船長", team_roles=["応援団長", "応援団長"])
    assert Rulebook(TOKYO).unknown_words(stranger) == ("職級「船長」", "チームの役割「応援団長」")


def test_職級もチームも定めない方針では名簿のその言葉は問われない() -> None:
    stranger = person(grade="船長", team_roles=["応援団長"])
    assert Rulebook(policy(talent_type())).unknown_words(stranger) == ()


def test_フォーラムの役割は方針のチームになくても知られている() -> None:
    promoter = person(talent_types=[], team_roles=["DX統括リーダー", "DX推進リーダー", "DX推進員"])
    assert Rulebook(OKAYAMA).unknown_words(promoter) == ()
