"""「マクロで困ってるんですけど聞ける人いますか」: colleagues by their role, the nearest first."""

from collections.abc import Sequence

from cards import consult as words
from cards.consult import consult_card, nobody_to_ask_card
from domain.advisers import Contact, Holder, Nearness, holders, nearest, of_place, secretariat
from domain.people import FORUM_ROLES
from domain.policy import Policy
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.policy import LONGEST_ASKED
from handlers.policy_reader import PolicyReader
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
    heads = _cannot_tell(text)
    if asks_for_the_office(text):
        return _shown(secretariat(found), rulebook.policy, member, heads)
    place = place_named(text, directory.places)
    if place:
        if of_it := of_place(found, place):
            return _shown(of_it, rulebook.policy, member, heads)
        is_known = place in directory.places
        heads.append(words.nobody_in_place(place) if is_known else words.no_such_place(place))
    return _ladder(_role_named(text, reader), found, rulebook.policy, member, heads)


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
    role: str, found: Sequence[Holder], policy: Policy, member: Member, heads: list[str]
) -> Reply:
    """Those of the role that is named; else, and where there are none, whoever is near."""
    if role:
        of_role = nearest(member.person, found, policy, roles={role})
        if of_role:
            if of_role[0].nearness is not Nearness.SECTION:
                heads.append(words.nobody_in_section(role))
            return _shown(of_role, policy, member, heads)
        heads.append(words.nobody_with_role(role))
    near = nearest(member.person, found, policy)
    if any(contact.nearness is Nearness.OFFICE for contact in near):
        return _shown(near, policy, member, heads)
    office = secretariat(found)
    instead = [words.OFFICE_INSTEAD] if office else []
    return _shown((*near, *office), policy, member, [*heads, *instead])


def _shown(
    contacts: Sequence[Contact], policy: Policy, member: Member, heads: Sequence[str]
) -> Reply:
    if not contacts:
        return show(nobody_to_ask_card())
    roles = {role for contact in contacts for role in contact.roles}
    advisers = [each for each in policy.advisers if each.name in roles]
    return show(consult_card(contacts, advisers, asker_id=member.person.id, heads=heads))
