"""「事例12を見る」: one published case, for whoever may see it, and its files."""

from dataclasses import replace

from cards.case import CaseShown, attachment_card, case_card
from domain.case_files import OfCases
from domain.case_review import may_follow
from domain.case_spread import may_establish, may_thank
from domain.improvement_case import Case, PublishedCase
from domain.recommendation import Adviser
from domain.training import Course
from handlers import case_review
from handlers.case_seen import AttachmentGone, seen_case
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Reply, Show, show
from language.case_trainings import courses_teaching
from storage.case_adoptions import adoptions_of
from storage.improvement_cases import case_by_id
from storage.published_attachments import published_attachment, published_attachments
from storage.published_cases import numbered_case, published_case
from storage.session import Session


async def show_case(command: Command, member: Member, deps: Deps) -> Reply:
    """``args["case"]`` is its row. Raises CaseNotShown."""
    organization_id = member.organization.id
    async with deps.database.read() as session:
        case = await seen_case(session, command, member)
        newest = await _to_withdraw(session, case, member)
        adoptions = await adoptions_of(session, [case.id], organization_id=organization_id)
        files = await published_attachments(
            session, organization_id=organization_id, case_id=case.id
        )
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    origin = adviser.catalogue.by_code.get(case.text.course_code)
    shown = CaseShown(
        case=case,
        adoptions=adoptions,
        attachments=tuple((file.id, file.name) for file in files),
        origin=origin,
        trainings=_others(case, origin, adviser),
        may_thank=may_thank(member.person, case),
        may_establish=may_establish(member.person, case),
        may_follow=may_follow(member.person, case),
        newest=newest,
    )
    return show(case_card(shown, today=deps.clock().date(), nonce=deps.new_nonce()))


async def show_numbered(number: int, command: Command, member: Member, deps: Deps) -> Reply:
    """「事例12を見せて」: the number that people read. Those who deal with one that is not published
    read it as it waits, was sent back or withdrawn. Raises CaseNotShown.
    """
    organization_id = member.organization.id
    async with deps.database.read() as session:
        case_id = await numbered_case(session, organization_id=organization_id, number=number) or 0
        case = await case_by_id(session, organization_id=organization_id, case_id=case_id)
        published = await published_case(session, organization_id=organization_id, case_id=case_id)
    asked = replace(command, args={"case": str(case_id)})
    if case and published is None and may_follow(member.person, case):
        return await case_review.show_case(asked, member, deps)
    return await show_case(asked, member, deps)


async def give_attachment(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises CaseNotShown, AttachmentGone."""
    number = command.row("attachment") or 0
    async with deps.database.read() as session:
        case = await seen_case(session, command, member)
        file = await published_attachment(
            session,
            organization_id=member.organization.id,
            case_id=case.id,
            number=number,
        )
    if file is None:
        raise AttachmentGone
    of_cases = OfCases((case.id,), number)
    card = attachment_card(case, file_name=file.name)
    return Show((card,), files=(MadeFile(file.name, file.content, of_cases),))


async def _to_withdraw(session: Session, case: PublishedCase, member: Member) -> Case | None:
    """None for who may not."""
    if not may_follow(member.person, case):
        return None
    return await case_by_id(session, organization_id=member.organization.id, case_id=case.id)


def _others(case: PublishedCase, origin: Course | None, adviser: Adviser) -> tuple[Course, ...]:
    """What teaches the tools that it was done with."""
    teaching = courses_teaching(case.text.tools, adviser.catalogue.courses)
    return tuple(course for course in teaching if origin is None or course.id != origin.id)
