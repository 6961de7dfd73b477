"""From the form of a 対応策 to what it says, and back; which sections may be chosen in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cards import countermeasure_form as words
from cards.case_form import NUMBERS
from cards.elements import Form
from cards.personal_data import looks_like
from domain.case_effect import TooManyHours, hours_words
from domain.case_sight import is_office
from domain.case_spread import Place, months_until
from domain.countermeasure import (
    EFFECT_LENGTH,
    TOOLS_LENGTH,
    WHAT_LENGTH,
    CountermeasureText,
)
from domain.issue_thread import kept_text
from handlers.case_adoption_form import section_written, value_of
from handlers.case_warnings import warnings_of_words
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.field_refused import FieldRefused
from language.case_numbers import NotRead, hours_typed
from storage.session import Session

FIELDS = ("what", "place", "section", "since", "tools", "hours", "effect")
_LONGEST = {"what": WHAT_LENGTH, "tools": TOOLS_LENGTH, "effect": EFFECT_LENGTH}


@dataclass(frozen=True, slots=True)
class ReadCountermeasure:
    """None where it cannot be saved; ``errors`` by field."""

    text: CountermeasureText | None
    errors: Mapping[str, str]


def own_places(member: Member, *others: Place) -> Mapping[str, Place]:
    """By the value in the form: ``others`` first, then those of their posts."""
    own = (Place(post.department, post.section) for post in member.person.posts)
    return {value_of(place): place for place in dict.fromkeys((*others, *own))}


def any_place(member: Member) -> bool:
    return is_office(member.person)


async def read_countermeasure(
    values: Mapping[str, str],
    places: Mapping[str, Place],
    session: Session,
    member: Member,
    deps: Deps,
    *,
    known: date | None = None,
) -> ReadCountermeasure:
    """``known``: since when it is so already, however long ago."""
    typed = {name: kept_text(values.get(name, "")).strip() for name in FIELDS}
    errors = {
        name: words.too_long(name, len(typed[name]))
        for name, most in _LONGEST.items()
        if len(typed[name]) > most
    }
    if not typed["what"]:
        errors["what"] = words.NO_WHAT
    place = await place_read(typed, places, errors, session, member)
    hours = hours_read(typed["hours"], errors)
    if errors or place is None:
        return ReadCountermeasure(None, errors)
    text = CountermeasureText(
        what=typed["what"],
        department=place.department,
        section=place.section,
        tools=typed["tools"],
        effect=typed["effect"],
        hours=hours,
        since=since_read(typed["since"], today=deps.clock().date(), known=known),
    )
    return ReadCountermeasure(text, {})


def values_of(text: CountermeasureText) -> dict[str, str]:
    """As the form has them."""
    return {
        "what": text.what,
        "place": value_of(Place(text.department, text.section)),
        "since": text.since.isoformat() if text.since else words.UNSAID,
        "tools": text.tools,
        "hours": "" if text.hours is None else hours_words(text.hours),
        "effect": text.effect,
    }


async def to_be_checked(
    text: CountermeasureText, form: Form, command: Command, member: Member, deps: Deps
) -> Form | None:
    """The form again, with what may be about a resident; None where there is nothing, or it was sent in
    once more with the same in it.
    """
    said = "\n".join((text.what, text.tools, text.effect))
    warnings = await warnings_of_words(said, member, deps)
    found = "\n".join(each.words for each in warnings)
    seen = hashlib.sha256(found.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if not warnings or command.args.get("checked") == seen:
        return None
    errors = {"": words.to_check(looks_like(warnings))}
    return replace(form, args={**form.args, "checked": seen}, errors=errors)


async def place_read(
    typed: Mapping[str, str],
    places: Mapping[str, Place],
    errors: dict[str, str],
    session: Session,
    member: Member,
) -> Place | None:
    """Of their own, or any that the secretariat writes; what is wrong is put into ``errors``."""
    written, chosen = typed.get("section", "").strip(), typed.get("place", "")
    if any_place(member) and (chosen == words.OTHER or written):
        try:
            return await section_written(session, written, member)
        except FieldRefused as refusal:
            errors[refusal.field] = refusal.sentence
            return None
    place = places.get(chosen)
    if place is None:
        errors["place"] = "課・所属を選んでください。"
    return place


def hours_read(typed: str, errors: dict[str, str]) -> float | None:
    """Saved in a month; what is wrong is put into ``errors``."""
    try:
        return hours_typed(typed)
    except NotRead:
        errors["hours"] = NUMBERS["hours"]
    except TooManyHours as refusal:
        errors["hours"] = refusal.sentence
    return None


def since_read(typed: str, *, today: date, known: date | None = None) -> date | None:
    """One of the months that the form offers; else it is not said."""
    offered = (*months_until(today), *([known] if known else []))
    return next((day for day in offered if day.isoformat() == typed), None)
