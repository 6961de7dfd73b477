"""Someone who is not in the roster: told how to get in, and the office sees the request."""

from cards.trouble import not_in_roster_card
from domain.organization import Organization
from handlers.deps import Deps
from handlers.reply import Actor, Reply, show
from storage.access_requests import ask_for_access


async def ask_to_be_let_in(actor: Actor, organization: Organization, deps: Deps) -> Reply:
    """Kept once for each account, however often they write."""
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
    return show(not_in_roster_card(email=actor.email, organization=organization.name))
