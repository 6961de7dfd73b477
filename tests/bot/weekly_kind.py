"""A message to the forum that says nothing in particular, and an office that has a place for it."""

from collections.abc import Mapping

from bot.main import Bot
from cards.elements import Card
from cards.help import help_card
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.outbox import Notice
from handlers.occasion import ChannelOccasion
from handlers.outgoing_addressees import ToChannel
from storage.organization_office import save_office
from storage.outbox import enqueue
from storage.outbox_entries import outbox_entries

KIND = "weekly.forum"
TITLE = help_card().title


async def write(_: ChannelOccasion, __: Mapping[str, str]) -> Card:
    return help_card()


TO_THE_FORUM = {KIND: ToChannel(write, in_office_hours=True)}


async def tells_the_forum(bot: Bot, place: ChannelPlace) -> None:
    """Puts the message in; whoever delivers is woken."""
    number, now = bot.deployment.organization.id, bot.deps.clock()
    async with bot.deployment.database.begin() as session:
        await save_office(session, Office(forum=place), organization_id=number, at=now)
        notice = Notice(KIND, None, KIND, channel=OfficeChannel.FORUM)
        await enqueue(session, notice, organization_id=number, at=now)
    bot.deps.outbox_filled.set()


async def became(bot: Bot) -> tuple[str, str]:
    """State and reason of the newest message."""
    async with bot.deployment.database.read() as session:
        (entry, *_) = await outbox_entries(
            session, organization_id=bot.deployment.organization.id, limit=1
        )
    return entry.state, entry.reason
