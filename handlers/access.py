"""Someone who is not in the roster: told how to get in, and the office sees the request."""

from cards.trouble import email_hidden_card, not_in_roster_card, outsider_card
from domain.account import AccountKind
from domain.organization import Organization
from handlers.deps import Deps
from handlers.reply import Actor, Reply, show
from storage.access_requests import ask_for_access


async def ask_to_be_let_in(
    actor: Actor, organization: Organization, deps: Deps, *, is_asking: bool
) -> Reply:
    """Kept once for each account, however often they write. Outsiders cannot be let in.

    ``is_asking``: who only opens a page of ours has not asked for anything.
    """
    if actor.kind is not AccountKind.MEMBER:
        return show(outsider_card(organization=organization.name))
    if actor.email is None:
        return show(email_hidden_card())
    card = not_in_roster_card(
        email=actor.email, organization=organization.name, has_asked=is_asking
    )
    if not is_asking:
        return show(card)
    async with deps.database.begin() as session:
        await ask_for_access(
            session,
            organization_id=organization.id,
            platform=actor.platform,
            platform_id=actor.platform_id,
            email=actor.email,
            display_name=actor.display_name,
            at=deps.clock(),
        )
    return show(card)
