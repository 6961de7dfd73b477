"""Whom to ask: the nearest first, and only what colleagues may see."""

from dataclasses import fields, replace

from domain.advisers import (
    Contact,
    Nearness,
    holders,
    nearest,
    of_place,
    rules_look_at,
    secretariat,
)
from domain.people import Attendance, Duty, Employment, Person, Post, TeamRoleHeld
from domain.policy import Policy
from domain.requirements import Rulebook
from storage.policy_file import shipped_policy

POLICY: Policy = shipped_policy("shimonoseki")
RULEBOOK = Rulebook(POLICY)

ASKER = Person(
    id=1,
    employee_number="1",
    email="a@kakehashi.example",
    name="市川　遥",
    grade="主事級",
    employment=Employment.REGULAR,
    attendance=Attendance.ACTIVE,
    posts=(Post("市民部", "市民課"),),
)


def colleague(
    number: int, department: str, section: str, *roles: str, duties: tuple[Duty, ...] = ()
) -> Person:
    return replace(
        ASKER,
        id=number,
        posts=(Post(department, section),),
        team_roles=tuple(TeamRoleHeld(role, department) for role in roles),
        duties=duties,
    )


def asked(*people: Person, roles: tuple[str, ...] = ()) -> list[tuple[int, Nearness]]:
    found = nearest(ASKER, holders(people, RULEBOOK), POLICY, roles=roles)
    return [(contact.person_id, contact.nearness) for contact in found]


def test_同じ課同じ部局全庁の順に並ぶ() -> None:
    people = (
        colleague(5, "デジタル推進部", "情報政策課"),
        colleague(4, "市民部", "保険年金課", "DX統括リーダー"),
        colleague(3, "市民部", "保険年金課", "DX推進員"),
        colleague(2, "市民部", "市民課", "DX推進リーダー"),
    )
    assert asked(*people) == [
        (2, Nearness.SECTION),
        (3, Nearness.DEPARTMENT),
        (4, Nearness.DEPARTMENT),
        (5, Nearness.OFFICE),
    ]


def test_ほかの部局のDX推進員は名指しで近くにいないときだけ出る() -> None:
    far = colleague(9, "税務部", "収納課", "DX推進員")
    near = colleague(3, "市民部", "保険年金課", "DX推進員")
    assert asked(far) == []
    assert asked(far, roles=("DX推進員",)) == [(9, Nearness.OFFICE)]
    assert asked(far, near, roles=("DX推進員",)) == [(3, Nearness.DEPARTMENT)]


def test_自分は名指しのときだけ出る() -> None:
    self_held = replace(ASKER, team_roles=(TeamRoleHeld("DX推進員", "市民部"),))
    assert asked(self_held) == []
    assert asked(self_held, roles=("DX推進員",)) == [(1, Nearness.SECTION)]


def test_兼務の部局からも相談できる() -> None:
    asker = replace(ASKER, posts=(*ASKER.posts, Post("福祉部", "福祉政策課", concurrent=True)))
    found = holders([colleague(7, "福祉部", "障害福祉課", "DX推進員")], RULEBOOK)
    assert [each.nearness for each in nearest(asker, found, POLICY)] == [Nearness.DEPARTMENT]


def test_役割のない人は相談先にならない() -> None:
    assert holders([colleague(2, "市民部", "市民課")], RULEBOOK) == ()


def test_事務局と課の名指し() -> None:
    office = colleague(6, "総務部", "総務課", duties=(Duty.SECRETARIAT,))
    expert = colleague(5, "デジタル推進部", "情報政策課")
    found = holders([office, expert], RULEBOOK)
    assert [each.person_id for each in secretariat(found)] == [6]
    assert [each.person_id for each in of_place(found, "情報政策課")] == [5]
    assert of_place(found, "総務課") == ()


def test_同僚に見せるのは氏名と所属と役割だけ() -> None:
    names = {field.name for field in fields(Contact)}
    assert names == {"person_id", "name", "department", "section", "roles", "nearness"}


def test_専門人材を見分ける所属と任用形態がわかる() -> None:
    sections, employments = rules_look_at(POLICY)
    assert sections == {"情報政策課"}
    assert employments == {Employment.EXTERNAL}
