"""What the form of 「うちでもやった」 asks, and what somebody has written in it."""

from collections.abc import Mapping
from datetime import date
from hashlib import blake2s

from cards.case_adoption_form import OTHER_PLACE, AdoptionQuestion, AdoptionTyped
from cards.case_form import NUMBERS
from domain.case_effect import TooManyHours, hours_words
from domain.case_sight import is_office
from domain.case_spread import (
    REMARK_LENGTH,
    Place,
    may_correct,
    months_until,
    place_of,
    places_to_adopt,
)
from domain.improvement_case import Adoption, PublishedCase
from domain.office_values import label, nearest
from handlers.command import Member
from handlers.deps import Deps
from handlers.field_refused import FieldRefused
from language.case_numbers import NotRead, hours_typed
from storage.case_adoptions import adoption_by
from storage.departments import sections_in_order
from storage.session import Session


def value_of(place: Place) -> str:
    """In a form: a name of the roster may be longer than the platforms take, and is no id."""
    return blake2s(f"{place.department}\n{place.section}".encode(), digest_size=8).hexdigest()


def question_about(
    case: PublishedCase, member: Member, deps: Deps, *, nonce: str
) -> AdoptionQuestion:
    places = places_to_adopt(member.person, case)
    return AdoptionQuestion(
        case=case,
        places={value_of(place): place for place in places},
        any_place=is_office(member.person),
        today=deps.clock().date(),
        nonce=nonce,
    )


async def known_of(session: Session, question: AdoptionQuestion, member: Member) -> Adoption | None:
    """What one of their sections has registered, and they may correct."""
    for place in question.places.values():
        found = await adoption_by(
            session, place, case_id=question.case.id, organization_id=member.organization.id
        )
        if found and may_correct(member.person, found):
            return found
    return None


def typed_in(values: Mapping[str, str]) -> AdoptionTyped:
    return AdoptionTyped(
        place=values.get("place", ""),
        section=values.get("section", ""),
        since=values.get("since", ""),
        hours=values.get("hours", ""),
        remark=values.get("remark", ""),
        keep=values.get("keep", ""),
    )


def typed_as(adoption: Adoption, value: str) -> AdoptionTyped:
    return AdoptionTyped(
        place=value,
        since=adoption.since.isoformat(),
        hours="" if adoption.hours is None else hours_words(adoption.hours),
        remark=adoption.remark,
    )


async def wish_in(
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
        since=since_in(typed.since, question.today),
        hours=hours_in(typed.hours),
        remark=remark_in(typed.remark),
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
    """Raises FieldRefused."""
    found = await section_written(session, words, member)
    if found == place_of(case):
        raise FieldRefused("section", f"{found.name}は、この事例を報告した課です。")
    return found


async def section_written(session: Session, words: str, member: Member) -> Place:
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
    return found[0]


def _spoken(words: str) -> str:
    return "".join(label(words).split())


def since_in(words: str, today: date) -> date:
    """Raises FieldRefused."""
    since = next((day for day in months_until(today) if day.isoformat() == words), None)
    if since is None:
        raise FieldRefused("since", "始めた月を選んでください。")
    return since


def hours_in(words: str) -> float | None:
    """Raises FieldRefused."""
    try:
        return hours_typed(words)
    except NotRead:
        raise FieldRefused("hours", NUMBERS["hours"]) from None
    except TooManyHours as refusal:
        raise FieldRefused("hours", refusal.sentence) from None


def remark_in(words: str) -> str:
    """Raises FieldRefused."""
    if len(words) > REMARK_LENGTH:
        raise FieldRefused("remark", f"ひとことは{REMARK_LENGTH}文字までにしてください。")
    return words.strip()
