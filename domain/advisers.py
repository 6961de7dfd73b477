"""Whom a member of staff may ask, those nearest to them first."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.people import FORUM_ROLES, Duty, Employment, Person
from domain.policy import Policy
from domain.requirements import Rulebook


class Nearness(StrEnum):
    SECTION = "同じ課・所属"
    DEPARTMENT = "同じ部局"
    OFFICE = "全庁"


@dataclass(frozen=True, slots=True)
class Contact:
    """What of a colleague everyone may see: the name, where they are, and their roles."""

    person_id: int
    name: str
    department: str
    section: str
    roles: tuple[str, ...]
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with the roles for which people ask them."""

    person: Person
    roles: tuple[str, ...]
    for_departments: frozenset[str]
    """Whose staff ask them, besides those who ask anybody of the whole office."""


def rules_look_at(policy: Policy) -> tuple[frozenset[str], frozenset[Employment]]:
    """(sections, employments) by which the policy tells who is of an adviser's talent type."""
    names = {adviser.name for adviser in policy.advisers}
    rules = [t.applies_to for t in policy.talent_types if t.applies_to and t.name in names]
    return (
        frozenset(section for rule in rules for section in rule.sections),
        frozenset(employment for rule in rules for employment in rule.employments),
    )


def holders(people: Iterable[Person], rulebook: Rulebook) -> tuple[Holder, ...]:
    """Those of the people who may be asked, and for what; the office's own come for 事務局."""
    known = {*FORUM_ROLES, *(adviser.name for adviser in rulebook.policy.advisers)}
    found = []
    for person in people:
        held = _roles(person, rulebook)
        roles = tuple(name for name in dict.fromkeys(held) if name in known)
        if roles or Duty.SECRETARIAT in person.duties:
            places = {role.department for role in person.team_roles}
            own = {post.department for post in person.posts}
            found.append(Holder(person, roles, frozenset(places or own)))
    return tuple(found)


def _roles(person: Person, rulebook: Rulebook) -> Iterator[str]:
    profile = rulebook.profile(person)
    yield from profile.team_roles
    yield from (held.name for held in person.team_roles)
    yield from profile.talent_types


def nearest(
    asker: Person, found: Iterable[Holder], policy: Policy, *, roles: Collection[str] = ()
) -> tuple[Contact, ...]:
    """Who is to be asked: of one's own section, of one's own department, then of the whole office.

    ``roles``: only holders of these, oneself included; where none is near, those of elsewhere too.
    """
    everywhere = {each.name for each in policy.advisers if each.reach == "office"}
    contacts = []
    for holder in found:
        nearness = _nearness(asker, holder)
        asked_for = roles or (everywhere if nearness is Nearness.OFFICE else holder.roles)
        held = tuple(role for role in holder.roles if role in asked_for)
        if held and (roles or holder.person.id != asker.id):
            contacts.append(_contact(holder.person, held, nearness))
    if roles and everywhere.isdisjoint(roles):
        near = [each for each in contacts if each.nearness is not Nearness.OFFICE]
        contacts = near or contacts
    listed = {each.name: place for place, each in enumerate(policy.advisers)}
    return tuple(sorted(contacts, key=lambda each: _place(each, listed)))


def secretariat(found: Iterable[Holder]) -> tuple[Contact, ...]:
    return tuple(
        _contact(holder.person, (Duty.SECRETARIAT.value,), Nearness.OFFICE)
        for holder in found
        if Duty.SECRETARIAT in holder.person.duties
    )


def of_place(found: Iterable[Holder], name: str) -> tuple[Contact, ...]:
    """Those who sit in the department or section of that name."""
    return tuple(
        _contact(holder.person, holder.roles, Nearness.OFFICE)
        for holder in found
        if holder.roles
        and any(name in (post.department, post.section) for post in holder.person.posts)
    )


def _place(contact: Contact, listed: Mapping[str, int]) -> tuple[int, int, int]:
    """The nearest first; of them in the order in which the policy lists their roles."""
    role = min((listed.get(role, len(listed)) for role in contact.roles), default=0)
    return [*Nearness].index(contact.nearness), role, contact.person_id


def _nearness(asker: Person, holder: Holder) -> Nearness:
    own = {(post.department, post.section) for post in asker.posts}
    if any((post.department, post.section) in own for post in holder.person.posts):
        return Nearness.SECTION
    if holder.for_departments & {department for department, _ in own}:
        return Nearness.DEPARTMENT
    return Nearness.OFFICE


def _contact(person: Person, roles: Sequence[str], nearness: Nearness) -> Contact:
    post = person.main_post
    return Contact(person.id, person.name, post.department, post.section, tuple(roles), nearness)
