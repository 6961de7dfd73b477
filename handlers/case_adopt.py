"""「うちでもやった」: the form, and what is put down. One registration of each section."""

from dataclasses import replace

from cards.case_adoption_form import REMOVE, AdoptionQuestion, AdoptionTyped, adoption_form
from cards.case_spread import (
    adopted_card,
    adoption_removed_card,
    already_adopted_card,
    own_place_card,
)
from cards.case_words import month
from cards.trouble import out_of_date_card
from domain.case_spread import (
    may_correct,
    may_establish,
    place_of,
)
from domain.improvement_case import Adoption, PublishedCase
from handlers.case_adopted_notice import tell_author
from handlers.case_adoption_form import (
    known_of,
    question_about,
    typed_as,
    typed_in,
    value_of,
    wish_in,
)
from handlers.case_publish import enqueue_changed
from handlers.case_seen import is_new_press, seen_case
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.field_refused import FieldRefused, errors_of
from handlers.reply import OpenForm, RejectFields, Reply, Show, show
from storage.audit import record_audit
from storage.case_adoptions import (
    add_adoption,
    adoption_by,
    correct_adoption,
    remove_adoption,
)
from storage.people import people_ever
from storage.session import Session

ADOPT = "case.adopt"


class Refused(Exception):
    """The form comes back: nothing has been written."""

    def __init__(self, question: AdoptionQuestion, typed: AdoptionTyped) -> None:
        super().__init__()
        self.question, self.typed = question, typed


async def ask_adopt(command: Command, member: Member, deps: Deps) -> Reply:
    """The form, filled in where the section has registered already and they may correct it.

    Raises CaseNotShown.
    """
    async with deps.database.read() as session:
        case = await seen_case(session, command, member)
        question = question_about(case, member, deps, nonce=deps.new_nonce())
        known = await known_of(session, question, member)
    if not question.places and not question.any_place:
        card = own_place_card(
            case, may_establish=may_establish(member.person, case), nonce=deps.new_nonce()
        )
        return show(card)
    if known is None:
        return OpenForm(adoption_form(question, AdoptionTyped()))
    value = value_of(place_of(known))
    question = replace(question, correcting=value)
    return OpenForm(adoption_form(question, typed_as(known, value)))


async def adopt(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises CaseNotShown."""
    if not command.nonce:
        return show(out_of_date_card())
    try:
        async with deps.database.begin() as session:
            reply = await _adopt(session, command, member, deps)
    except Refused as refused:
        return RejectFields(adoption_form(refused.question, refused.typed))
    deps.outbox_filled.set()
    return reply


async def _adopt(session: Session, command: Command, member: Member, deps: Deps) -> Show:
    case = await seen_case(session, command, member)
    typed = typed_in(command.values)
    question = question_about(case, member, deps, nonce=command.nonce)
    question = replace(question, correcting=command.args.get("correcting", ""))
    try:
        wish = await wish_in(session, question, typed, member, deps)
    except FieldRefused as refusal:
        raise Refused(replace(question, errors=errors_of(refusal)), typed) from None
    existing = await adoption_by(
        session, place_of(wish), case_id=case.id, organization_id=member.organization.id
    )
    if existing is not None:
        await _require_correction(session, existing, question, typed, member)
    if not await is_new_press(session, ADOPT, command, member, deps):
        return show(already_adopted_card(case))
    if existing is None:
        return await _add(session, wish, question, typed, member, deps)
    return await _correct(session, existing, wish, case, typed, member, deps)


async def _add(
    session: Session,
    wish: Adoption,
    question: AdoptionQuestion,
    typed: AdoptionTyped,
    member: Member,
    deps: Deps,
) -> Show:
    organization_id = member.organization.id
    if typed.keep == REMOVE:
        return show(adoption_removed_card(question.case, place_of(wish)))
    if not await add_adoption(session, wish, organization_id=organization_id):
        sentence = f"{wish.place}の分は、いま別の方が登録しました。"
        raise Refused(replace(question, errors={"place": sentence}), typed)
    _audit(session, "CASE_ADOPTED", wish, member, deps)
    await _draw_anew(session, wish, member, deps)
    await tell_author(session, question.case, wish, member, nonce=question.nonce, at=deps.clock())
    return show(adopted_card(question.case, wish, title="登録しました"))


async def _correct(
    session: Session,
    existing: Adoption,
    wish: Adoption,
    case: PublishedCase,
    typed: AdoptionTyped,
    member: Member,
    deps: Deps,
) -> Show:
    organization_id = member.organization.id
    if typed.keep == REMOVE:
        await remove_adoption(session, existing, organization_id=organization_id)
        _audit(session, "CASE_ADOPTION_REMOVED", existing, member, deps)
        await _draw_anew(session, existing, member, deps)
        return show(adoption_removed_card(case, place_of(existing)))
    after = replace(existing, since=wish.since, hours=wish.hours, remark=wish.remark)
    await correct_adoption(session, after, organization_id=organization_id)
    _audit(session, "CASE_ADOPTION_CORRECTED", after, member, deps)
    await _draw_anew(session, after, member, deps)
    return show(adopted_card(case, after, title="登録を直しました"))


async def _draw_anew(session: Session, adoption: Adoption, member: Member, deps: Deps) -> None:
    """In the channels it says how many have done it as well, and the weeks' digests what it saves there."""
    number = member.organization.id
    await enqueue_changed(session, adoption.case_id, organization_id=number, at=deps.clock())


def _audit(session: Session, action: str, adoption: Adoption, member: Member, deps: Deps) -> None:
    record_audit(
        session,
        organization_id=member.organization.id,
        at=deps.clock(),
        actor_id=member.person.id,
        action=action,
        subject_id=adoption.staff_id,
        detail=f"case {adoption.case_id}",
    )


async def _require_correction(
    session: Session,
    existing: Adoption,
    question: AdoptionQuestion,
    typed: AdoptionTyped,
    member: Member,
) -> None:
    """What somebody else has registered is not overwritten, and what is there is shown before it is.

    Raises Refused.
    """
    where, value = place_of(existing), value_of(place_of(existing))
    if not may_correct(member.person, existing):
        who = await people_ever(
            session, organization_id=member.organization.id, ids=[existing.staff_id]
        )
        by = "、".join(f"{person.name}さん" for person in who)
        sentence = f"{where.name}の分は、{by}が登録しています。直すときは、その方か事務局に頼んでください。"
        raise Refused(replace(question, errors={"place": sentence}), typed)
    if question.correcting != value:
        sentence = (
            f"{where.name}は、{month(existing.since)}からの分が登録されています"
            "。この内容に直すときは、もう一度送ってください。"
        )
        raise Refused(replace(question, correcting=value, errors={"": sentence}), typed)
