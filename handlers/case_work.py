"""Where it is known from what the departments do. Each source is one function; more join the list."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.case_alike import Work, WorkKind
from domain.improvement_case import PublishedCase
from domain.issue_board import IssueFilter
from domain.organization import Organization
from domain.people import Attendance, Duty, Employment, Person, Post
from handlers.case_index import SIMILAR_LENGTH
from handlers.command import Member
from handlers.deps import Deps
from language.case_likeness import WORTH_COMPARING
from storage.case_adoptions import adoptions_of
from storage.case_works import works_of_sections, works_of_trainings, works_waiting
from storage.issues import issues_that

SIMILAR_LOOKED_AT = 20
WAITING_LOOKED_AT = 100
ISSUES_LOOKED_AT = 100
"""Of those that are open, the newest."""
TRAINED_AT_LEAST = 3
"""People of a department: one of them alone does not make it the department's work."""


@dataclass(frozen=True, slots=True)
class Looking:
    case: PublishedCase
    organization: Organization
    deps: Deps

    @property
    def text(self) -> str:
        return f"{self.case.text.title}\n{self.case.text.before}"


WorkSource = Callable[[Looking], Awaitable[tuple[Work, ...]]]


async def published_works(looking: Looking) -> tuple[Work, ...]:
    """Of cases like it: who reported them, and who has done the same."""
    deps, organization = looking.deps, looking.organization
    similar = await deps.cases.similar(
        Member(_NOBODY, organization),
        looking.text,
        deps,
        limit=SIMILAR_LOOKED_AT,
        least=WORTH_COMPARING,
    )
    titles = {case.id: case.text.title for case in similar if case.id != looking.case.id}
    async with deps.database.within(organization.id).read() as session:
        adopted = await adoptions_of(session, titles, organization_id=organization.id)
    reported = (
        Work(case.department, WorkKind.CASE, str(case.id), case.text.title)
        for case in similar
        if case.id in titles
    )
    followed = (
        Work(each.department, WorkKind.ADOPTED, str(each.case_id), titles[each.case_id])
        for each in adopted
    )
    return (*reported, *followed)


async def waiting_works(looking: Looking) -> tuple[Work, ...]:
    number = looking.organization.id
    async with looking.deps.database.within(number).read() as session:
        return await works_waiting(session, organization_id=number, limit=WAITING_LOOKED_AT)


async def issue_works(looking: Looking) -> tuple[Work, ...]:
    """What the departments have trouble with: its title, and how it begins."""
    number, now = looking.organization.id, looking.deps.clock()
    async with looking.deps.database.within(number).read() as session:
        issues = await issues_that(
            session, IssueFilter(), organization_id=number, now=now, limit=ISSUES_LOOKED_AT
        )
    return tuple(
        Work(
            issue.department,
            WorkKind.ISSUE,
            str(issue.id),
            f"{issue.text.title}\n{issue.text.what}"[:SIMILAR_LENGTH],
        )
        for issue in issues
    )


async def section_works(looking: Looking) -> tuple[Work, ...]:
    number = looking.organization.id
    async with looking.deps.database.within(number).read() as session:
        return await works_of_sections(session, organization_id=number)


async def training_works(looking: Looking) -> tuple[Work, ...]:
    number = looking.organization.id
    async with looking.deps.database.within(number).read() as session:
        return await works_of_trainings(session, organization_id=number, at_least=TRAINED_AT_LEAST)


SOURCES: tuple[WorkSource, ...] = (
    published_works,
    waiting_works,
    issue_works,
    section_works,
    training_works,
)

_NOBODY = Person(
    id=0,
    employee_number="",
    email="",
    name="",
    grade="",
    employment=Employment.EXTERNAL,
    attendance=Attendance.ACTIVE,
    posts=(Post("", ""),),
    duties=(Duty.SECRETARIAT,),
)
"""Looks among all cases, as the secretariat would; what is found is shown to nobody as it is."""
