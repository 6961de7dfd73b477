"""The catalogue, and whom a course is for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import course_words
from domain.catalogue import Catalogue, is_for
from domain.people import Person
from domain.policy import Grade, Policy, TeamRole
from domain.requirements import Rulebook
from domain.training import Audience, Course
from storage.policy_file import shipped_policy
from tests.domain.builders import HERE, course, person, policy, talent_type

YAMAGUCHI = shipped_policy("yamaguchi")
TOWN = policy(
    talent_type("一般行政職員"),
    talent_type("DX推進員", includes=["一般行政職員"]),
    talent_type("全庁DX推進担当", includes=["DX推進員"]),
    talent_type("全庁情報システム担当", includes=["一般行政職員"]),
    skills=["BPR"],
    grades=[Grade(name="管理職", covers=("課長級", "部長級"), source=HERE)],
    team_roles=[TeamRole(name="DX統括リーダー", aliases=("統括リーダー",), source=HERE)],
)


def is_open(audience: Audience, *, to: Person, under: Policy = TOWN) -> bool:
    profile = Rulebook(under).profile(to)
    return is_for(audience, profile, roster_grade=to.grade, policy=under)


def for_types(*names: str) -> Audience:
    return Audience(talent_types=frozenset(names))


def test_対象の書かれていない研修は全職員が受けられる() -> None:
    assert is_open(Audience(), to=person(talent_types=[], grade="", handles_ict_equipment=False))


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("一般行政職員", False),
        ("DX推進員", True),
        ("全庁DX推進担当", True),
        ("全庁情報システム担当", False),
    ],
)
def test_推進員の研修は推進員を引き継ぐ区分の人だけが受けられる(held: str, expected: bool) -> None:
    assert is_open(for_types("DX推進員"), to=person(talent_types=[held])) is expected


@pytest.mark.parametrize("held", ["DX推進員", "全庁DX推進担当", "全庁情報システム担当"])
def test_一般行政職員の研修はそれを引き継ぐどの区分の人も受けられる(held: str) -> None:
    assert is_open(for_types("一般行政職員"), to=person(talent_types=[held]))


def test_兼務で区分が二つあればどちらの研修も受けられる() -> None:
    both = person(talent_types=["DX推進員", "全庁情報システム担当"])
    assert is_open(for_types("DX推進員"), to=both)
    assert is_open(for_types("全庁情報システム担当"), to=both)
    assert not is_open(for_types("全庁DX推進担当"), to=both)


@pytest.mark.parametrize("words", ["課長級", "管理職"])
def test_職級は名簿の言葉でも方針の言葉でも対象になる(words: str) -> None:
    audience = course_words.audience(words, policy=TOWN)
    assert is_open(audience, to=person(grade="課長級"))
    assert not is_open(audience, to=person(grade="主事級"))


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("主査級以下", ("主査級", "主査", "主事級"), ("係長級", "係長", "課長補佐級", "課長級")),
        ("部長級以上", ("部長級", "部長"), ("次長級", "次長", "課長級")),
        ("主査級", ("主査級", "係長級", "課長補佐級"), ("課長級", "主任級")),
    ],
)
def test_以上と以下は名簿の職級で決まり方針の職級の名前はその全員を指す(
    words: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    audience = course_words.audience(words, policy=YAMAGUCHI)
    assert all(is_open(audience, to=person(grade=each), under=YAMAGUCHI) for each in inside)
    assert not any(is_open(audience, to=person(grade=each), under=YAMAGUCHI) for each in outside)


def test_名簿の一つの職級だけを対象にできる() -> None:
    assert not is_open(Audience(grades=frozenset({"課長級"})), to=person(grade="部長級"))


def test_チームの役割は別名の人にも対象になる() -> None:
    audience = Audience(team_roles=frozenset({"DX統括リーダー"}))
    assert is_open(audience, to=person(team_roles=["統括リーダー"]))
    assert not is_open(audience, to=person(team_roles=[]))


def test_ICT機器を扱う人だけの研修は扱わない人には開かれない() -> None:
    audience = Audience(ict_equipment_only=True)
    assert is_open(audience, to=person(handles_ict_equipment=True))
    assert not is_open(audience, to=person(handles_ict_equipment=False))


def test_対象がいくつもあればどれか一つに当たればよい() -> None:
    audience = Audience(
        talent_types=frozenset({"DX推進員"}),
        grades=frozenset({"課長級"}),
        team_roles=frozenset({"DX統括リーダー"}),
    )
    assert is_open(audience, to=person(talent_types=["一般行政職員"], grade="課長級"))
    assert not is_open(audience, to=person(talent_types=["一般行政職員"], grade="主事級"))


def test_方針にない区分の人は区分を限った研修の対象にならない() -> None:
    assert not is_open(for_types("一般行政職員"), to=person(talent_types=["謎の区分"]))


# -- 一覧 -------------------------------------------------------------------------------------


def test_研修はコードと番号と名前から引ける() -> None:
    bpr, data = course("K001", skills=["BPR"]), course("K002", skills=["データ利活用", "BPR"])
    catalogue = Catalogue([data, bpr])
    assert catalogue.by_code["K001"] == catalogue.by_id[1] == catalogue.named("研修K001") == bpr


def test_一覧にない名前には何も返らない() -> None:
    catalogue = Catalogue([course("K001", skills=["BPR"])])
    assert catalogue.named("研修K002") is None
    assert Catalogue([]).courses == ()


@given(st.permutations([course(f"K{number:03}") for number in range(1, 8)]))
def test_研修は渡された順によらずコードの順に並ぶ(courses: list[Course]) -> None:
    found = Catalogue(courses).courses
    assert all(before.code < after.code for before, after in pairwise(found))
