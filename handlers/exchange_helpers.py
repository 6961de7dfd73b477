"""「困っている」: who has solved a like issue, which cases fit, and who of the デジタル専門人材 may be asked."""

from collections.abc import Collection, Iterable, Mapping

from domain.advisers import Nearness, holders, nearest
from domain.case_sight import may_see
from domain.dx_measure import DxMeasure
from domain.exchange import Answer, ExchangeItem, HelperIds, Helpers
from domain.improvement_case import PublishedCase, Visibility
from domain.issue import Issue, IssueState, IssueText
from domain.issue_link import LinkKind, said_of
from domain.people import Person
from handlers.command import Member
from handlers.deps import Deps
from handlers.issue_index import StillReading
from language.issue_text import issue_said
from storage.issue_links import links_of
from storage.issues import issues_by_id
from storage.people import people_by_id
from storage.published_cases import published_case
from storage.session import Session

MOST_ISSUES, MOST_CASES, MOST_PEOPLE = 3, 2, 2
_TIED = frozenset({LinkKind.SAME, LinkKind.RELATED})


async def found_helpers(
    item: ExchangeItem, answer: Answer, member: Member, deps: Deps
) -> HelperIds:
    """Before the transaction that keeps the answer: to look takes some tenths of a second."""
    text = _text_of(item.about)
    cases = await deps.cases.similar(
        member, f"{text.title}\n{text.said}\n{answer.line}", deps, limit=MOST_CASES
    )
    return HelperIds(
        issues=await _solved(item.about, text, member, deps),
        cases=tuple(case.id for case in cases),
        people=await _advisers(member, deps),
    )


async def helpers_of(
    session: Session,
    items: Iterable[ExchangeItem],
    *,
    organization_id: int,
    reader: Person | None = None,
    visible: Collection[Visibility] = (),
) -> Mapping[int, Helpers]:
    """By item, what is still so: cases that ``reader`` may see, or else of those 公開範囲."""
    found = {}
    for item in items:
        ids = item.helpers
        if not (ids.issues or ids.cases or ids.people):
            continue
        issues = await issues_by_id(session, ids.issues, organization_id=organization_id)
        people = await people_by_id(session, organization_id=organization_id, ids=ids.people)
        cases = [
            await published_case(session, organization_id=organization_id, case_id=each)
            for each in ids.cases
        ]
        found[item.id] = Helpers(
            issues=tuple(each for each in issues if each.standing.state is IssueState.SOLVED),
            cases=tuple(each for each in cases if each and _is_shown(each, reader, visible)),
            people=tuple(each for each in people if not each.attendance.is_on_leave),
        )
    return found


def _is_shown(case: PublishedCase, reader: Person | None, visible: Collection[Visibility]) -> bool:
    return may_see(reader, case) if reader else case.text.visibility in visible


async def _solved(
    about: Issue | DxMeasure, text: IssueText, member: Member, deps: Deps
) -> tuple[int, ...]:
    """Those that people have tied to it first, then those that are near; nothing while they are read."""
    own = (about.id,) if isinstance(about, Issue) else about.text.issue_ids
    number = member.organization.id
    async with deps.database.read() as session:
        links = await links_of(session, [*own], organization_id=number)
        tied = [
            other
            for each in own
            for other, link in said_of(each, links).items()
            if link.kind in _TIED and other not in own
        ]
        linked = await issues_by_id(session, tied, organization_id=number) if tied else ()
    try:
        near = await deps.issues.solved_like(
            member, issue_said(text.title, text.said), deps, but=own, most=MOST_ISSUES
        )
    except StillReading:
        near = ()
    solved = [each.id for each in linked if each.standing.state is IssueState.SOLVED]
    return tuple(dict.fromkeys((*solved, *(each.id for each in near))))[:MOST_ISSUES]


async def _advisers(member: Member, deps: Deps) -> tuple[int, ...]:
    """Those whom anybody of the whole office may ask."""
    rulebook = deps.advice.rulebook(member.organization)
    directory = await deps.people.directory(member.organization, rulebook.policy)
    found = holders(directory.people, rulebook)
    contacts = nearest(member.person, found, rulebook.policy)
    return tuple(each.person_id for each in contacts if each.nearness is Nearness.OFFICE)[
        :MOST_PEOPLE
    ]


def _text_of(about: Issue | DxMeasure) -> IssueText:
    if isinstance(about, Issue):
        return about.text
    return IssueText(title=about.text.name, what=about.text.aim)
