"""Who works for the sample city."""

from collections import Counter
from datetime import date

import pytest

from domain.people import Attendance, Duty, Employment
from samples import contents
from samples.cast import CAST
from samples.staff import CHIEF, LEADER, PROMOTER, Employee, staff

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def people() -> tuple[Employee, ...]:
    return staff(TODAY)


def by_mail(people: tuple[Employee, ...], mail: str) -> Employee:
    return next(p for p in people if p.email == f"{mail}@kakehashi.example")


def test_部局は14で職員は約300人(people: tuple[Employee, ...]) -> None:
    assert len({p.department for p in people}) == 14
    assert 280 <= len(people) <= 320


def test_各部局に課が2から4ある(people: tuple[Employee, ...]) -> None:
    sections = {(p.department, p.section) for p in people if not p.is_head}
    assert {2, 3, 4} >= set(Counter(department for department, _ in sections).values())


def test_職員番号とメールアドレスに重なりがない(people: tuple[Employee, ...]) -> None:
    assert len({p.number for p in people}) == len(people)
    assert len({p.email for p in people}) == len(people)


def test_上司は名簿にいて必ず部長級で終わる(people: tuple[Employee, ...]) -> None:
    numbers = {p.number: p for p in people}
    for person in people:
        seen = [person]
        while seen[-1].manager is not None:
            assert len(seen) < 6, f"{person.name} の上司が輪になっています"
            seen.append(numbers[seen[-1].manager])
        assert seen[-1].grade == "部長級"


def test_所属長は同じ課の課長(people: tuple[Employee, ...]) -> None:
    numbers = {p.number: p for p in people}
    ichikawa = by_mail(people, "ichikawa.haruka")
    assert ichikawa.manager is not None
    assert numbers[ichikawa.manager].email == "miyake.kazue@kakehashi.example"


def test_DX推進チームは各部局に統括1人リーダー1人推進員2から4人(
    people: tuple[Employee, ...],
) -> None:
    held = Counter((role.department, role.name) for p in people for role in p.team_roles)
    for department in {p.department for p in people}:
        assert held[department, CHIEF] == 1
        assert held[department, LEADER] == 1
        assert 2 <= held[department, PROMOTER] <= 4


def test_休職中や期限つきの人はDX推進チームに入らない(people: tuple[Employee, ...]) -> None:
    for person in people:
        if person.team_roles:
            assert person.attendance is Attendance.ACTIVE
            assert person.employment is Employment.REGULAR


def test_任用形態と在職状況がひととおりいる(people: tuple[Employee, ...]) -> None:
    assert {p.employment for p in people} == set(Employment)
    assert {p.attendance for p in people} >= {Attendance.LEAVE, Attendance.PARENTAL_LEAVE}
    fiscal_year_staff = [p for p in people if p.employment is Employment.FISCAL_YEAR]
    assert {p.ict for p in fiscal_year_staff} == {True, False}


def test_事務局と研修担当とシステム管理者がいる(people: tuple[Employee, ...]) -> None:
    assert {duty for p in people for duty in p.duties} == set(Duty)


def test_登場人物は全員名簿にいて説明がつく(people: tuple[Employee, ...]) -> None:
    names = {p.email: p.name for p in people}
    assert len(CAST) >= 12
    for member in CAST:
        assert names[member.email] == member.name
        assert member.who.endswith("。")
        assert "\n" not in member.who


def test_登場人物は説明書の表と同じ() -> None:
    readme = (contents.DATA.parent / "README.md").read_text(encoding="utf-8")
    for member in CAST:
        mail, name = member.email.partition("@")[0], member.name.replace("　", " ")
        line = f"| `{mail}` | {name}：{member.who} |"
        assert line in readme, f"samples/README.md に {line} と書いてください。"


def test_氏名は姓と名の間に全角の空白がある(people: tuple[Employee, ...]) -> None:
    for person in people:
        assert person.name.count("　") == 1, person.name


@pytest.mark.parametrize(
    "today", [date(2026, 4, 1), date(2027, 3, 31), date(2028, 2, 29), TODAY], ids=str
)
def test_採用日は今日までで今月の新採職員がいる(today: date) -> None:
    people = staff(today)
    assert all(p.joined_on <= today for p in people)
    assert by_mail(people, "aizawa.yuna").joined_on == today.replace(day=1)


def test_名前と番号と所属は日付が変わっても同じ(people: tuple[Employee, ...]) -> None:
    later = staff(date(2030, 5, 1))
    assert [(p.number, p.name, p.email, p.section) for p in later] == [
        (p.number, p.name, p.email, p.section) for p in people
    ]
