"""From the form of a 部局横断DX施策 to what it says, and back; names of people become people of the roster."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from cards import dx_measure_form as words
from domain.dx_measure import (
    MILESTONE_LENGTH,
    MOST_DEPARTMENTS,
    MOST_MILESTONES,
    MOST_PEOPLE,
    DxMeasureText,
    Milestone,
)
from domain.issue_thread import kept_text
from domain.people import Person
from handlers.command import Member
from handlers.deps import Deps
from handlers.issue_form import stages_of
from language.milestone_words import milestone_said
from storage.departments import sections_in_order
from storage.people import people_by_id

FIELDS = tuple(words.LABELS)
_BETWEEN = re.compile(r"[、,，・;；\n]+")
_CALLED = re.compile(r"(?P<name>[^()]*)(?:\((?P<place>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class ReadDxMeasure:
    """As far as it could be read; ``errors`` by field, empty where it may be saved."""

    text: DxMeasureText
    errors: Mapping[str, str]


async def read_measure(
    values: Mapping[str, str], member: Member, deps: Deps, *, issue_ids: Sequence[int]
) -> ReadDxMeasure:
    typed = {name: values.get(name, "").strip() for name in FIELDS}
    typed["name"] = " ".join(typed["name"].split())
    errors = _texts_wrong(typed)
    departments = await departments_of(member, deps)
    people = {
        name: await _people(name, typed[name], errors, member, deps)
        for name in ("lead", "members", "supporters")
    }
    if len(people["lead"]) != 1 and "lead" not in errors:
        errors["lead"] = words.LEAD_WRONG
    if typed["lead_department"] not in departments and "lead_department" not in errors:
        errors["lead_department"] = words.DEPARTMENT_WRONG
    text = DxMeasureText(
        name=typed["name"],
        aim=typed["aim"],
        lead_department=typed["lead_department"],
        lead_id=next(iter(people["lead"]), 0),
        departments=_departments(typed["departments"], departments, errors),
        member_ids=people["members"],
        supporter_ids=people["supporters"],
        milestones=_milestones(typed["milestones"], errors, deps),
        effect=typed["effect"],
        stage=typed["stage"] or next(iter(stages_of(member, deps)), ""),
        issue_ids=tuple(issue_ids),
    )
    return ReadDxMeasure(text, errors)


async def values_of(text: DxMeasureText, member: Member, deps: Deps) -> dict[str, str]:
    """As the form has them. Who has left is not there any more."""
    async with deps.database.read() as session:
        found = await people_by_id(session, organization_id=member.organization.id, ids=text.people)
    people = {person.id: person for person in found}

    def named(ids: Collection[int]) -> str:
        return "、".join(_called(people[each]) for each in ids if each in people)

    return {
        "name": text.name,
        "aim": text.aim,
        "lead_department": text.lead_department,
        "lead": named([text.lead_id]),
        "departments": "、".join(text.departments),
        "members": named(text.member_ids),
        "supporters": named(text.supporter_ids),
        "milestones": "\n".join(f"{each.day.isoformat()} {each.what}" for each in text.milestones),
        "effect": text.effect,
        "stage": text.stage,
    }


async def departments_of(member: Member, deps: Deps) -> tuple[str, ...]:
    """Of the roster, in its order."""
    async with deps.database.read() as session:
        places = await sections_in_order(session, organization_id=member.organization.id)
    return tuple(dict.fromkeys(place.department for place in places))


def _texts_wrong(typed: Mapping[str, str]) -> dict[str, str]:
    errors = {name: words.missing(name) for name in words.REQUIRED if not typed[name]}
    for name, most in words.LONGEST.items():
        if len(typed[name]) > most:
            errors[name] = words.too_long(name, len(typed[name]))
    return errors


def _called(person: Person) -> str:
    """「市川 遥（市民課）」: two may have one name."""
    return f"{' '.join(person.name.split())}（{person.main_post.section}）"


async def _people(
    field: str, typed: str, errors: dict[str, str], member: Member, deps: Deps
) -> tuple[int, ...]:
    """Each once, in the order of the names."""
    index = await deps.names.index(deps.database, member.organization)
    unknown: list[str] = []
    unclear: list[str] = []
    found: list[int] = []
    for name in filter(None, (each.strip() for each in _BETWEEN.split(typed))):
        ids = await _who(name, index, member, deps)
        if len(ids) == 1:
            found += ids
        else:
            (unclear if ids else unknown).append(name)
    if unknown:
        errors[field] = words.nobody_called(unknown)
    elif unclear:
        errors[field] = words.several_called(unclear)
    elif len(found) > MOST_PEOPLE:
        errors[field] = words.TOO_MANY_PEOPLE
    return tuple(dict.fromkeys(found))


async def _who(
    name: str, index: Mapping[str, frozenset[int]], member: Member, deps: Deps
) -> list[int]:
    said = _CALLED.fullmatch(normalize("NFKC", name))
    if said is None:
        return []
    bare = "".join(said["name"].split()).lower()
    ids = index.get(bare) or index.get(bare.removesuffix("さん")) or frozenset()
    if len(ids) < 2 or not said["place"]:
        return [*ids]
    async with deps.database.read() as session:
        people = await people_by_id(session, organization_id=member.organization.id, ids=ids)
    place = said["place"].strip()
    return [
        person.id
        for person in people
        if any(place in (post.section, post.department) for post in person.posts)
    ]


def _departments(typed: str, known: Sequence[str], errors: dict[str, str]) -> tuple[str, ...]:
    said = [each.strip() for each in _BETWEEN.split(typed) if each.strip()]
    if unknown := [each for each in said if each not in known]:
        errors["departments"] = words.no_such_departments(unknown)
    elif len(said) > MOST_DEPARTMENTS:
        errors["departments"] = words.TOO_MANY_DEPARTMENTS
    return tuple(dict.fromkeys(said))


def _milestones(typed: str, errors: dict[str, str], deps: Deps) -> tuple[Milestone, ...]:
    """By day. A line is a day, and what is to be reached by then."""
    found, unread = [], []
    for line in filter(None, (each.strip() for each in typed.splitlines())):
        milestone = _milestone(line, deps)
        if milestone is None:
            unread.append(line)
        else:
            found.append(milestone)
    if unread:
        errors["milestones"] = words.no_day(unread)
    elif len(found) > MOST_MILESTONES:
        errors["milestones"] = words.TOO_MANY_MILESTONES
    return tuple(sorted(found))


def _milestone(line: str, deps: Deps) -> Milestone | None:
    """None where no day, nothing but a day, or too much is said."""
    read = milestone_said(
        kept_text(line), today=deps.clock().date(), is_national_holiday=deps.is_national_holiday
    )
    return Milestone(*read) if read and len(read[1]) <= MILESTONE_LENGTH else None
