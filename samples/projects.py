"""DX案件: who of a department leads which, and who joins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from samples import contents
from samples.dates import months_before
from samples.staff import LEADER, PROMOTER, Employee, staff


@dataclass(frozen=True, slots=True)
class ProjectHeld:
    """A project that someone leads (主担当) or joins (参加); ``ended_on`` None while it goes on."""

    name: str
    on: date
    ended_on: date | None = None
    led: bool = False
    mentoring: bool = False


def projects_of(person: Employee, today: date) -> Iterator[ProjectHeld]:
    """The cast's are told in ``cast.yaml`` and not made up again."""
    if person.cast is None:
        yield from _assigned(today).get(person.number, ())


@cache
def _assigned(today: date) -> dict[str, list[ProjectHeld]]:
    told = {event.project for entry in contents.cast() for event in entry.records}
    made_up = [person for person in staff(today) if person.cast is None]
    assigned: dict[str, list[ProjectHeld]] = {}
    for department, names in contents.projects().projects.items():
        members = [person for person in made_up if person.department == department]
        for place, name in enumerate(n for n in names if n not in told):
            for number, project in _team(members, name, place, today):
                assigned.setdefault(number, []).append(project)
    return assigned


def _team(
    members: list[Employee], name: str, place: int, today: date
) -> Iterator[tuple[str, ProjectHeld]]:
    """The first project is the leader's and the oldest; the next ones are the promoters'."""
    leaders = [m for role in (LEADER, PROMOTER) for m in members if _holds(m, role)]
    others = [m for m in members if m not in leaders and not m.is_head and m.ict]
    started = months_before(today, max(22 - 8 * place, 3))
    ended = months_before(today, 4) if place == 0 and len(name) % 2 else None
    lead = leaders[place % len(leaders)]
    if lead.joined_on < started:
        yield lead.number, ProjectHeld(name, started, ended, led=True, mentoring=place == 0)
    for member in others[place :: len(others) // 3 or 1][:3]:
        if member.joined_on < started:
            yield member.number, ProjectHeld(name, started, ended)


def _holds(member: Employee, role: str) -> bool:
    return any(held.name == role for held in member.team_roles)
