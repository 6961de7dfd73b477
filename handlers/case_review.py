"""One case as its author and its reviewers see it: the newest version, with what to look out for."""

from collections.abc import Sequence

from cards.case_review import UnderReview, case_file_card, case_review_card
from cards.elements import Card
from cards.wording import names, people_name
from domain.case_files import OfCases
from domain.case_history import CaseHistory
from domain.case_review import require_follower
from domain.case_sight import REVIEWER
from domain.improvement_case import Case, CaseState, PublishedCase
from handlers.case_seen import AttachmentGone
from handlers.case_under_review import Rules, case_of, history_of, rules_of
from handlers.case_warnings import warnings_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show, show
from storage.case_history import AttachmentName, attachment_content, attachment_names

NAMES_SHOWN = 3


async def show_case(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CaseGone, NotForThem."""
    number = member.organization.id
    async with deps.database.read() as session:
        case = await case_of(session, command.row("case"), organization_id=number)
        require_follower(member.person, case)
        history = await history_of(session, case, organization_id=number)
        rules = await rules_of(session, organization_id=number)
        attachments = await attachment_names(session, organization_id=number, case_id=case.id)
    return show(await _card(history, rules, attachments, member, deps))


async def give_file(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CaseGone, NotForThem, AttachmentGone."""
    number, attachment = member.organization.id, command.row("attachment")
    async with deps.database.read() as session:
        case = await case_of(session, command.row("case"), organization_id=number)
        require_follower(member.person, case)
        found = attachment is not None and await attachment_content(
            session, organization_id=number, case_id=case.id, attachment_id=attachment
        )
    if not found:
        raise AttachmentGone
    name, content = found
    made = MadeFile(name, content, OfCases((case.id,), attachment))
    return Show((case_file_card(name),), files=(made,))


async def _card(
    history: CaseHistory,
    rules: Rules,
    attachments: Sequence[AttachmentName],
    member: Member,
    deps: Deps,
) -> Card:
    case = history.case
    seen = UnderReview(
        history=history,
        course=await _course(case, member, deps),
        attachments=tuple((each.id, each.name) for each in attachments),
        warnings=await warnings_of(case.text, member, deps),
        similar=await _similar(case, member, deps),
        part=rules.reviewers.part_of(member.person, case, rules.route),
        waits_for=_waits_for(case, rules),
    )
    return case_review_card(seen, today=deps.clock().date(), nonce=deps.new_nonce())


async def _course(case: Case, member: Member, deps: Deps) -> str:
    """The name of the training; empty where the catalogue does not have it any more."""
    if not case.text.course_code:
        return ""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    course = adviser.catalogue.by_code.get(case.text.course_code)
    return course.name if course else ""


async def _similar(case: Case, member: Member, deps: Deps) -> tuple[PublishedCase, ...]:
    text = f"{case.text.title}\n{case.text.before}\n{case.text.after}"
    found = await deps.cases.similar(member, text, deps)
    return tuple(each for each in found if each.id != case.id)


def _waits_for(case: Case, rules: Rules) -> str:
    if not case.state.is_waiting:
        return ""
    if rules.reviewers.step(case, rules.route) is CaseState.OFFICE_REVIEW:
        return "事務局"
    leaders = rules.reviewers.who_decide(case, rules.route)
    who = names([people_name(each.name) for each in leaders], shown=NAMES_SHOWN)
    return f"{case.department}の{REVIEWER}（{who}）"
