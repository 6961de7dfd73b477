"""「マクロで困ってるんですけど聞ける人いますか」: colleagues by their role, the nearest first."""

from collections.abc import Sequence

from cards import consult as words
from cards.consult import consult_card, nobody_to_ask_card
from domain.advisers import Contact, Holder, Nearness, holders, nearest, of_place, secretariat
from domain.people import FORUM_ROLES
from domain.policy import Policy
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.policy_reader import LONGEST_ASKED, PolicyReader
from handlers.reply import Reply, show
from language.consult_words import (
    asks_for_experience,
    asks_for_telephone,
    asks_for_the_office,
    place_named,
)
from language.normalise import normalise


async def show_consult(command: Command, member: Member, deps: Deps) -> Reply:
    """From a message, or from the button 「デジタル専門人材に聞く」, which has no text."""
    rulebook = deps.advice.rulebook(member.organization)
    reader = await deps.advice.reader(member.organization)
    directory = await deps.people.directory(member.organization, rulebook.policy)
    found = holders(directory.people, rulebook)
    text = command.text.strip()[-LONGEST_ASKED:]
    if not text:
        return _of_the_office(found, rulebook.policy, member)
    cannot_tell = _cannot_tell(text)
    if asks_for_the_office(text):
        return _shown(secretariat(found), rulebook.policy, member, cannot_tell)
    heads = []
    if place := place_named(text, directory.places):
        if of_it := of_place(found, place):
            return _shown(of_it, rulebook.policy, member, cannot_tell)
        is_known = place in directory.places
        heads.append(words.nobody_in_place(place) if is_known else words.no_such_place(place))
    contacts, why = _ladder(_role_named(text, reader), found, rulebook.policy, member)
    return _shown(contacts, rulebook.policy, member, (*heads, *why, *cannot_tell))


def may_be_asked(text: str, reader: PolicyReader) -> bool:
    """Whether the text names a role under which people stand in the roster to be asked."""
    known = {*FORUM_ROLES, *(adviser.name for adviser in reader.policy.advisers)}
    return _role_named(text, reader) in known


def _of_the_office(found: Sequence[Holder], policy: Policy, member: Member) -> Reply:
    """The button: those of the whole office first, then who is near."""
    contacts, why = _ladder("", found, policy, member)
    far_first = sorted(contacts, key=lambda each: each.nearness is not Nearness.OFFICE)
    return _shown(far_first, policy, member, why)


def _cannot_tell(text: str) -> list[str]:
    return [
        *([words.NO_TELEPHONE] if asks_for_telephone(text) else []),
        *([words.NO_EXPERIENCE] if asks_for_experience(text) else []),
    ]


def _role_named(text: str, reader: PolicyReader) -> str:
    """A role of the policy, or of the forum where the policy does not name it."""
    if named := reader.words.holders(text):
        return named[0]
    heard = normalise(text)
    return next((role for role in FORUM_ROLES if normalise(role) in heard), "")


def _ladder(
    role: str, found: Sequence[Holder], policy: Policy, member: Member
) -> tuple[Sequence[Contact], Sequence[str]]:
    """(those of the role that is named, else, and where there are none, whoever is near; why these)"""
    if role and (of_role := nearest(member.person, found, policy, roles={role})):
        is_near = of_role[0].nearness is Nearness.SECTION
        return of_role, () if is_near else (words.nobody_in_section(role),)
    none = (words.nobody_with_role(role),) if role else ()
    near = nearest(member.person, found, policy)
    if any(contact.nearness is Nearness.OFFICE for contact in near):
        return near, none
    office = secretariat(found)
    return (*near, *office), (*none, words.OFFICE_INSTEAD) if office else none


def _shown(
    contacts: Sequence[Contact], policy: Policy, member: Member, heads: Sequence[str]
) -> Reply:
    if not contacts:
        return show(nobody_to_ask_card())
    roles = {role for contact in contacts for role in contact.roles}
    advisers = [each for each in policy.advisers if each.name in roles]
    return show(consult_card(contacts, advisers, asker_id=member.person.id, heads=heads))
