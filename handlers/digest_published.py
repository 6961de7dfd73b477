"""What the forum is shown of a week's digest, for whoever asks for it."""

from cards.digest_edition import read_card
from cards.elements import Card
from domain.digest_edition_history import published_of
from handlers.command import Member
from handlers.deps import Deps
from storage.digest_editions import edition_versions
from storage.digest_taken_back import rows_of, taken_back_of


async def published_of_week(week: str, member: Member, deps: Deps) -> Card | None:
    """All of it, but for what has been taken back; None where nothing is published, or nothing left."""
    whose = {"organization_id": member.organization.id}
    async with deps.database.read() as session:
        versions = await edition_versions(session, week, **whose)
        shown = published_of(versions)
        if shown is None:
            return None
        gone = await taken_back_of(session, versions, **whose)
        edition = shown.edition.shown(gone)
        rows = await rows_of(session, edition.cites, **whose)
    return None if edition.is_empty else read_card(edition, rows, today=deps.clock().date())
