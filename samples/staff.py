"""The staff of the sample city. Names, numbers and posts never change; dates follow today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from random import Random

from domain.people import Attendance, Duty, Employment, TeamRoleHeld
from samples import contents
from samples.contents import CastEntry, Department, Joined, Title
from samples.dates import months_before, years_before

DOMAIN = "kakehashi.example"
CHIEF, LEADER, PROMOTER = "DX統括リーダー", "DX推進リーダー", "DX推進員"


@dataclass(frozen=True, slots=True)
class Employee:
    number: str
    name: str
    email: str
    department: str
    section: str
    """The department itself for its 部長 and 次長."""
    title: str
    grade: str
    employment: Employment
    joined_on: date
    ict: bool
    attendance: Attendance = Attendance.ACTIVE
    team_roles: tuple[TeamRoleHeld, ...] = ()
    concurrent: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    manager: str | None = None
    cast: CastEntry | None = None

    @property
    def is_head(self) -> bool:
        """部長級 or 次長級 over the whole department (the CIO補佐官 is over nobody)."""
        return self.section == self.department


@dataclass(frozen=True, slots=True)
class _Place:
    """One person's place in the organization, with its running number."""

    index: int
    department: str
    section: str
    title: str


def staff(today: date) -> tuple[Employee, ...]:
    """Everyone, department by department, the head of each first."""
    people: list[Employee] = []
    index = count()
    waiting = list(contents.cast())
    for department in contents.organization().departments:
        places = tuple(_places(department, index))
        members = [_employee(place, places, waiting, today) for place in places]
        people.extend(_with_managers(_with_team(members)))
    if waiting:
        names = "、".join(entry.name for entry in waiting)
        raise ValueError(f"organization.yaml に席がない人がいます: {names}")
    return tuple(people)


def _places(department: Department, index: Iterator[int]) -> Iterator[_Place]:
    for section, titles in ({department.name: department.head} | department.sections).items():
        for title, number in titles.items():
            for _ in range(number):
                yield _Place(next(index), department.name, section, title)


def _employee(
    place: _Place, places: tuple[_Place, ...], waiting: list[CastEntry], today: date
) -> Employee:
    """A member of the cast takes the first place that fits; the others get a made-up name."""
    post = (place.department, place.section, place.title)
    entry = next((entry for entry in waiting if entry.post == post), None)
    if entry is None:
        return _made_up(place, places, today)
    waiting.remove(entry)
    return _of_cast(place, entry, today)


def _of_cast(place: _Place, entry: CastEntry, today: date) -> Employee:
    title = contents.organization().titles[place.title]
    return Employee(
        number=entry.number,
        name=entry.name.replace(" ", "　"),
        email=f"{entry.mail}@{DOMAIN}",
        department=place.department,
        section=place.section,
        title=place.title,
        grade=title.grade,
        employment=title.employment,
        joined_on=_joined(entry.joined, today),
        ict=title.ict,
        attendance=entry.attendance,
        team_roles=tuple(TeamRoleHeld(n, d) for n, d in entry.team_roles.items()),
        concurrent=entry.concurrent,
        duties=entry.duties,
        cast=entry,
    )


def _made_up(place: _Place, places: tuple[_Place, ...], today: date) -> Employee:
    title = contents.organization().titles[place.title]
    name, mail = _name(place.index)
    return Employee(
        number=str(101001 + 7 * place.index),
        name=name,
        email=f"{mail}@{DOMAIN}",
        department=place.department,
        section=place.section,
        title=place.title,
        grade=title.grade,
        employment=title.employment,
        joined_on=_years_of_service(place, title, today),
        ict=title.ict,
        attendance=_attendance(place, title),
        concurrent=_concurrent(place, places),
    )


def _joined(joined: Joined, today: date) -> date:
    return months_before(today, 0) if joined.this_month else years_before(today, joined.years_ago)


def _years_of_service(place: _Place, title: Title, today: date) -> date:
    """Hired on 1 April, one in nine on 1 October."""
    rng = Random(f"joined {place.index}")
    years = rng.randint(*title.service)
    april = years_before(today, years)
    return april.replace(month=10) if years and rng.randrange(9) == 0 else april


def _name(index: int) -> tuple[str, str]:
    """姓　名 and the mail's local part. Each round shifts the given names, so that no pair returns."""
    families, givens = (_shuffled(file) for file in ("family_names", "given_names"))
    family = families[index % len(families)]
    given = givens[(index + 37 * (index // len(families))) % len(givens)]
    return f"{family[0]}　{given[0]}", f"{family[1]}.{given[1]}"


@cache
def _shuffled(file: str) -> list[tuple[str, str]]:
    rows = list(contents.names(file))
    Random(file).shuffle(rows)
    return rows


def _attendance(place: _Place, title: Title) -> Attendance:
    if title.employment is not Employment.REGULAR or place.title not in ("主任", "主事", "保健師"):
        return Attendance.ACTIVE
    if place.index % 29 == 11:
        return Attendance.PARENTAL_LEAVE
    return Attendance.LEAVE if place.index % 37 == 5 else Attendance.ACTIVE


def _concurrent(place: _Place, places: tuple[_Place, ...]) -> tuple[str, ...]:
    """Some 係長 also belong to another section of their department."""
    if place.title != "係長" or place.index % 5:
        return ()
    others = sorted({p.section for p in places if p.title == "係長"} - {place.section})
    return (f"{place.department}/{others[0]}(主査)",) if others else ()


def _with_team(members: list[Employee]) -> list[Employee]:
    """One chief and one leader a department and one promoter a section, unless the cast has them."""
    chosen = {_first(members, ("次長級", "部長級")): CHIEF}
    if not _holds(members, LEADER):
        chosen[_first(members, ("課長補佐級", "係長級"))] = LEADER
    for section in dict.fromkeys(m.section for m in members if not m.is_head):
        of_section = [m for m in members if m.section == section]
        if not _holds(of_section, PROMOTER):
            chosen[_first(of_section, ("主任級", "主事級"))] = PROMOTER
    return [_given(m, chosen) for m in members]


def _holds(members: Iterable[Employee], role: str) -> bool:
    return any(
        held.name == role and held.department == m.department
        for m in members
        for held in m.team_roles
    )


def _first(members: list[Employee], grades: tuple[str, ...]) -> str:
    """The number of the first regular one at work of one of the grades, the earlier grade first.

    The cast has what its file gives it and nothing more.
    """
    fits = (
        m
        for grade in grades
        for m in members
        if m.grade == grade
        and m.attendance is Attendance.ACTIVE
        and (m.cast is None or m.is_head)
        and m.employment is Employment.REGULAR
    )
    return next(fits).number


def _given(member: Employee, chosen: dict[str, str]) -> Employee:
    role = chosen.get(member.number)
    if role is None or member.team_roles:
        return member
    return replace(member, team_roles=(TeamRoleHeld(role, member.department),))


def _with_managers(members: list[Employee]) -> list[Employee]:
    return [replace(m, manager=_manager(m, members)) for m in members]


def _manager(member: Employee, members: list[Employee]) -> str | None:
    """課長 of the section, above them the 次長, above all the 部長, who has none in the roster."""
    heads = {m.grade: m.number for m in members if m.is_head}
    if member.is_head:
        return None if member.grade == "部長級" else heads["部長級"]
    if member.title == "課長":
        return heads.get("次長級", heads["部長級"])
    return next(m.number for m in members if (m.section, m.title) == (member.section, "課長"))
