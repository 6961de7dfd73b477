"""「対応策3」: one as it stands, for who looks; and what has become of it."""

from collections.abc import Mapping
from dataclasses import replace

from cards.countermeasure import (
    VERSIONS_AT_A_TIME,
    CountermeasureShown,
    Target,
    countermeasure_card,
    countermeasure_history_card,
)
from cards.elements import Card
from domain.case_sight import is_office, sight_of
from domain.countermeasure import (
    Countermeasure,
    CountermeasureGone,
    CountermeasureHistory,
    has_place_left,
    own_adoption,
    places_to_adopt,
)
from domain.issue import Issue
from domain.issue_rights import may_change_countermeasure, may_correct_adoption
from domain.people import Person
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_groups import group_of
from handlers.issue_seen import issue_of, names_of
from handlers.reply import Reply, show
from language.countermeasure_words import countermeasure_asked_for
from storage.countermeasure_adoptions import same_done
from storage.countermeasure_sight import readable
from storage.countermeasures import (
    countermeasure_by_id,
    countermeasure_by_number,
    countermeasure_revisions,
)
from storage.published_cases import published_case
from storage.session import Session


async def show_countermeasure(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CountermeasureGone."""
    return show(await measure_shown(command.row("countermeasure"), member, deps))


async def show_numbered(command: Command, member: Member, deps: Deps) -> Reply:
    """「対応策3」. Raises CountermeasureGone."""
    number = countermeasure_asked_for(command.text) or 0
    async with deps.database.read() as session:
        found = await countermeasure_by_number(
            session, number, organization_id=member.organization.id
        )
    return show(await measure_shown(found.id if found else None, member, deps))


async def show_history(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CountermeasureGone."""
    number = member.organization.id
    async with deps.database.read() as session:
        measure = await measure_of(
            session, command.row("countermeasure"), member.person, organization_id=number
        )
        history = await history_of(session, measure, organization_id=number)
    page = min(command.row("page") or 0, (len(history.revisions) - 1) // VERSIONS_AT_A_TIME)
    return show(countermeasure_history_card(history, page=page, today=deps.clock().date()))


async def measure_of(
    session: Session, measure_id: int | None, reader: Person, *, organization_id: int
) -> Countermeasure:
    """For who reads it, or does something with it. Raises CountermeasureGone."""
    if measure_id is None:
        raise CountermeasureGone
    found = await countermeasure_by_id(session, measure_id, organization_id=organization_id)
    if found is None or not await readable(
        session, [found], organization_id=organization_id, sight=sight_of(reader)
    ):
        raise CountermeasureGone
    return found


async def target_of(
    session: Session, issue_id: int | None, group_id: int | None, *, organization_id: int
) -> Target:
    """A group also where it does not stand any more. Raises IssueGone, GroupGone."""
    if group_id is None:
        return await issue_of(session, issue_id, organization_id=organization_id)
    return await group_of(session, group_id, organization_id=organization_id, stands=False)


async def history_of(
    session: Session, measure: Countermeasure, *, organization_id: int
) -> CountermeasureHistory:
    revisions = await countermeasure_revisions(session, measure.id, organization_id=organization_id)
    editors = (each.editor_id for each in revisions)
    names = await names_of(session, editors, organization_id=organization_id)
    return CountermeasureHistory(measure, revisions, names)


async def measure_shown(
    measure_id: int | None, member: Member, deps: Deps, *, done: str = ""
) -> Card:
    """As it stands, for one person. Raises CountermeasureGone."""
    number, person = member.organization.id, member.person
    async with deps.database.read() as session:
        measure = await measure_of(session, measure_id, person, organization_id=number)
        of = await target_of(session, measure.issue_id, measure.group_id, organization_id=number)
        adopted = await same_done(session, [measure.id], organization_id=number)
        people = (measure.author_id, *(each.staff_id for each in adopted))
        names = await names_of(session, people, organization_id=number)
        case = (
            None
            if measure.case_id is None
            else await published_case(session, organization_id=number, case_id=measure.case_id)
        )
    may_change = may_change_countermeasure(person, measure)
    shown = CountermeasureShown(
        measure=measure,
        of=of,
        author=names.get(measure.author_id, ""),
        case_name=case.name if case else "",
        adopted=adopted,
        may_change=may_change,
        # A case that became a 対応策 is there already.
        may_report=may_change and measure.case_id is None and isinstance(of, Issue),
    )
    shown = _with_own(shown, person, names)
    return countermeasure_card(shown, today=deps.clock().date(), done=done, nonce=deps.new_nonce())


def _with_own(
    shown: CountermeasureShown, person: Person, names: Mapping[int, str]
) -> CountermeasureShown:
    """With what the sections of ``person`` have said of it."""
    places = places_to_adopt(person, shown.measure.text)
    own = own_adoption(places, shown.adopted)
    return replace(
        shown,
        may_adopt=is_office(person) or has_place_left(places, shown.adopted),
        own=own,
        own_by=names.get(own.staff_id, "") if own else "",
        may_correct=own is not None and may_correct_adoption(person, own),
    )
