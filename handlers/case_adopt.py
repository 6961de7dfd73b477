"""「うちでもやった」: the form, and what is put down. One registration of each section."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import blake2s

from cards.case_spread import (
    OTHER_PLACE,
    REMOVE,
    AdoptionQuestion,
    AdoptionTyped,
    adopted_card,
    adoption_form,
    adoption_removed_card,
    already_adopted_card,
    own_place_card,
)
from cards.case_words import month, number
from cards.trouble import out_of_date_card
from domain.case_spread import (
    REMARK_LENGTH,
    Place,
    hours_a_month,
    may_correct,
    may_establish,
    months_until,
    place_of,
    places_to_adopt,
)
from domain.errors import DomainError
from domain.improvement_case import Adoption, PublishedCase, is_office
from domain.office_values import label, nearest
from handlers.case_adopted_notice import tell_author
from handlers.case_seen import is_new_press, seen_case
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import OpenForm, RejectFields, Reply, Show, show
from storage.audit import record_audit
from storage.case_adoptions import (
    add_adoption,
    adoption_by,
    correct_adoption,
    remove_adoption,
)
from storage.departments import sections_in_order
from storage.people import people_ever
from storage.session import Session

ADOPT = "case.adopt"


class FieldRefused(DomainError):
    """``field``: beside which the sentence stands."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


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
        question = _question(case, member, deps, nonce=deps.new_nonce())
        known = await _known(session, question, member)
    if not question.places and not question.any_place:
        card = own_place_card(
            case, may_establish=may_establish(member.person, case), nonce=deps.new_nonce()
        )
        return show(card)
    if known is None:
        return OpenForm(adoption_form(question, AdoptionTyped()))
    value = value_of(place_of(known))
    question = replace(question, correcting=value)
    return OpenForm(adoption_form(question, _as_typed(known, value)))


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
    typed = _typed(command.values)
    question = _question(case, member, deps, nonce=command.nonce)
    question = replace(question, correcting=command.args.get("correcting", ""))
    try:
        wish = await _wish(session, question, typed, member, deps)
    except FieldRefused as refusal:
        errors = {refusal.field: refusal.sentence}
        raise Refused(replace(question, errors=errors), typed) from None
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
        sentence = f"{place_of(wish).name}の分は、いま別の方が登録しました。"
        raise Refused(replace(question, errors={"place": sentence}), typed)
    _audit(session, "CASE_ADOPTED", wish, member, deps)
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
        return show(adoption_removed_card(case, place_of(existing)))
    after = replace(existing, since=wish.since, hours=wish.hours, remark=wish.remark)
    await correct_adoption(session, after, organization_id=organization_id)
    _audit(session, "CASE_ADOPTION_CORRECTED", after, member, deps)
    return show(adopted_card(case, after, title="登録を直しました"))


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


# -- what the form says --------------------------------------------------------------------------


def value_of(place: Place) -> str:
    """In a form: a name of the roster may be longer than the platforms take, and is no id."""
    return blake2s(f"{place.department}\n{place.section}".encode(), digest_size=8).hexdigest()


def _question(case: PublishedCase, member: Member, deps: Deps, *, nonce: str) -> AdoptionQuestion:
    places = places_to_adopt(member.person, case)
    return AdoptionQuestion(
        case=case,
        places={value_of(place): place for place in places},
        any_place=is_office(member.person),
        today=deps.clock().date(),
        nonce=nonce,
    )


async def _known(session: Session, question: AdoptionQuestion, member: Member) -> Adoption | None:
    """What one of their sections has registered, and they may correct."""
    for place in question.places.values():
        found = await adoption_by(
            session, place, case_id=question.case.id, organization_id=member.organization.id
        )
        if found and may_correct(member.person, found):
            return found
    return None


def _typed(values: Mapping[str, str]) -> AdoptionTyped:
    return AdoptionTyped(
        place=values.get("place", ""),
        section=values.get("section", ""),
        since=values.get("since", ""),
        hours=values.get("hours", ""),
        remark=values.get("remark", ""),
        keep=values.get("keep", ""),
    )


def _as_typed(adoption: Adoption, value: str) -> AdoptionTyped:
    return AdoptionTyped(
        place=value,
        since=adoption.since.isoformat(),
        hours="" if adoption.hours is None else number(adoption.hours),
        remark=adoption.remark,
    )


async def _wish(
    session: Session,
    question: AdoptionQuestion,
    typed: AdoptionTyped,
    member: Member,
    deps: Deps,
) -> Adoption:
    """Raises FieldRefused."""
    place = await _place(session, question, typed, member)
    return Adoption(
        case_id=question.case.id,
        staff_id=member.person.id,
        department=place.department,
        section=place.section,
        since=_since(typed.since, question.today),
        hours=_hours(typed.hours),
        remark=_remark(typed.remark),
        at=deps.clock(),
    )


async def _place(
    session: Session, question: AdoptionQuestion, typed: AdoptionTyped, member: Member
) -> Place:
    """Raises FieldRefused."""
    if question.any_place and (typed.place == OTHER_PLACE or typed.section.strip()):
        return await _place_written(session, question.case, typed.section, member)
    place = question.places.get(typed.place)
    if place is None:
        raise FieldRefused("place", "始めた課・所属を選んでください。")
    return place


async def _place_written(
    session: Session, case: PublishedCase, words: str, member: Member
) -> Place:
    """By its name, with or without the department's. Raises FieldRefused."""
    places = await sections_in_order(session, organization_id=member.organization.id)
    said = _spoken(words)
    if not said:
        raise FieldRefused("section", "課・所属の名前を書いてください。")
    found = [p for p in places if said in (_spoken(p.section), _spoken(p.department + p.section))]
    if not found:
        hint = nearest(words, (p.section for p in places))
        raise FieldRefused("section", f"「{words.strip()[:20]}」は職員名簿にありません{hint}。")
    if len(found) > 1:
        names = "、".join(place.name for place in found)
        raise FieldRefused("section", f"同じ名前があります。{names}のどれかを書いてください。")
    if found[0] == place_of(case):
        raise FieldRefused("section", f"{found[0].name}は、この事例を報告した課です。")
    return found[0]


def _spoken(words: str) -> str:
    return "".join(label(words).split())


def _since(words: str, today: date) -> date:
    """Raises FieldRefused."""
    since = next((day for day in months_until(today) if day.isoformat() == words), None)
    if since is None:
        raise FieldRefused("since", "始めた月を選んでください。")
    return since


def _hours(words: str) -> float | None:
    """Raises FieldRefused."""
    try:
        return hours_a_month(words)
    except DomainError as refusal:
        raise FieldRefused("hours", refusal.sentence) from None


def _remark(words: str) -> str:
    """Raises FieldRefused."""
    if len(words) > REMARK_LENGTH:
        raise FieldRefused("remark", f"ひとことは{REMARK_LENGTH}文字までにしてください。")
    return words.strip()
