"""Which departments hear of a new case, because they do the same work: a few, once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.case_sight import REVIEWER
from domain.people import Attendance, Person

MOST_DEPARTMENTS = 5
TOLD = (REVIEWER, "DX推進員")
"""Who is told for a department: the holders of the first role that has anybody at work."""


class WorkKind(StrEnum):
    """How it is known that a department does something."""

    CASE = "case"
    """It has published a case of it."""
    ADOPTED = "adopted"
    """It has done as a case says."""
    WAITING = "waiting"
    """It has reported a case that is not published yet."""
    ISSUE = "issue"
    """It has an open issue about it."""
    SECTION = "section"
    """A section of it is called so."""
    TRAINING = "training"
    """Several of its people have completed a training of that theme."""


@dataclass(frozen=True, slots=True)
class Work:
    """``text``: what it is compared by. ``ref``: the row it is known from (a course's: its code)."""

    department: str
    kind: WorkKind
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A department, and its work that is nearest to the case."""

    department: str
    work: Work
    likeness: float


def departments_alike(
    works: Iterable[tuple[Work, float]], *, threshold: float, but: Collection[str]
) -> tuple[Alike, ...]:
    """The nearest first, each once; ``but``: those that reported it, or do it already."""
    best: dict[str, Alike] = {}
    for work, likeness in works:
        known = best.get(work.department)
        is_nearer = known is None or likeness > known.likeness
        if likeness >= threshold and work.department not in but and is_nearer:
            best[work.department] = Alike(work.department, work, likeness)
    nearest = sorted(best.values(), key=lambda each: (-each.likeness, each.department))
    return tuple(nearest[:MOST_DEPARTMENTS])


def who_is_told(people: Iterable[Person], department: str) -> tuple[Person, ...]:
    at_work = [person for person in people if person.attendance is Attendance.ACTIVE]
    for role in TOLD:
        if found := tuple(p for p in at_work if holds(p, role, department)):
            return found
    return ()


def holds(person: Person, role: str, department: str) -> bool:
    return any(held.name == role and held.department == department for held in person.team_roles)


def departments_told_by(person: Person) -> frozenset[str]:
    """Those for which they are told."""
    return frozenset(held.department for held in person.team_roles if held.name in TOLD)
