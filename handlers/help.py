"""Help, small talk, one's own registration, and what is out of scope."""

from cards.elements import Button
from cards.help import (
    help_card,
    nothing_said_card,
    out_of_scope_card,
    small_talk_card,
    which_one_card,
)
from cards.profile import profile_card
from domain.case_review import is_reviewer
from domain.permissions import Act, is_allowed
from handlers.case_queue import waiting_for
from handlers.case_under_review import rules_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from handlers.subject import require_about_themself
from language.elsewhere_words import elsewhere
from storage.access_requests import count_open_access_requests
from storage.completions import count_reported_completions


async def show_help(_command: Command, member: Member, deps: Deps) -> Reply:
    if not is_allowed(Act.SEE_DESK, actor=member.person, subject=member.person):
        return show(help_card(reviews_cases=is_reviewer(member.person)))
    waiting = await _waiting(member, deps)
    return show(help_card(waiting_at_desk=waiting, reviews_cases=is_reviewer(member.person)))


async def _waiting(member: Member, deps: Deps) -> int:
    async with deps.database.read() as session:
        organization_id = member.organization.id
        requests = await count_open_access_requests(session, organization_id=organization_id)
        reports = await count_reported_completions(session, organization_id=organization_id)
        rules = await rules_of(session, organization_id=organization_id)
        cases = await waiting_for(session, member, deps, rules)
    return requests + reports + len(cases)


async def small_talk(_command: Command, _member: Member, _deps: Deps) -> Reply:
    return show(small_talk_card())


async def out_of_scope(command: Command, _member: Member, _deps: Deps) -> Reply:
    return show(out_of_scope_card(elsewhere(command.text)))


async def show_profile(command: Command, member: Member, deps: Deps) -> Reply:
    await require_about_themself(command, member, deps)
    rulebook = deps.advice.rulebook(member.organization)
    profile = rulebook.profile(member.person)
    return show(profile_card(member.person, profile, policy_name=rulebook.policy.name))


def nothing_said() -> Reply:
    return show(nothing_said_card())


def which_one(readings: tuple[Button, ...]) -> Reply:
    """The likeliest readings as buttons; pressing one answers the same message again."""
    return show(which_one_card(readings))
