"""The sample city's published 改善事例: what they say, whose they are, and who has done the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.improvement_case import CaseText, Effect
from samples import contents
from samples.contents import AdoptionEntry, CaseEntry
from samples.dates import months_before
from samples.staff import PROMOTER, Employee, staff

_DAY = 12
"""Of the month, of what was published some months ago."""


@dataclass(frozen=True, slots=True)
class SampleAdoption:
    """「うちでもやった」 of a section: ``by`` has put it in."""

    by: Employee
    since: date
    hours: float | None
    remark: str


@dataclass(frozen=True, slots=True)
class SampleCase:
    """``thanked_by`` have said 「参考になった」, each once."""

    text: CaseText
    author: Employee
    published_on: date
    is_established: bool
    adoptions: tuple[SampleAdoption, ...]
    thanked_by: tuple[Employee, ...]


def sample_cases(today: date) -> tuple[SampleCase, ...]:
    """The oldest first. The same date gives the same."""
    people = staff(today)
    return tuple(_case(entry, people, today) for entry in contents.cases())


def _case(entry: CaseEntry, people: tuple[Employee, ...], today: date) -> SampleCase:
    author = next(
        person
        for person in people
        if (person.department, person.section, person.title) == entry.post
    )
    others = [person for person in people if person.ict and person.number != author.number]
    return SampleCase(
        _text(entry),
        author,
        _published_on(entry, today),
        entry.established,
        tuple(_adoption(each, people, today) for each in entry.adoptions),
        tuple(Random(entry.title).sample(others, entry.thanks)),
    )


def _text(entry: CaseEntry) -> CaseText:
    return CaseText(
        title=entry.title,
        before=entry.before,
        after=entry.after,
        effect=Effect(hours=entry.hours, cost=entry.cost, waiting=entry.waiting, other=entry.other),
        tools=entry.tools,
        course_code=entry.course,
        reuse=entry.reuse,
        visibility=entry.visibility,
    )


def _published_on(entry: CaseEntry, today: date) -> date:
    if entry.days_ago:
        return today - timedelta(days=entry.days_ago)
    return months_before(today, entry.months_ago).replace(day=_DAY)


def _adoption(entry: AdoptionEntry, people: tuple[Employee, ...], today: date) -> SampleAdoption:
    """The section's DX推進員 puts it in, else whoever stands first in it."""
    members = [person for person in people if (person.department, person.section) == entry.section]
    promoters = [p for p in members if any(role.name == PROMOTER for role in p.team_roles)]
    return SampleAdoption(
        by=(promoters or members)[0],
        since=months_before(today, entry.months_ago),
        hours=entry.hours,
        remark=entry.remark,
    )
