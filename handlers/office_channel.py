"""「ここを事務局のチャンネルにして」: where the office and the forum are told, said in that channel."""

from dataclasses import replace

from cards.office_channel import channel_chosen_card, say_it_there_card
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.permissions import Act, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.audit import record_audit
from storage.organization_office import change_office


async def choose(channel: OfficeChannel, command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.CHOOSE_CHANNEL, actor=member.person, subject=member.person)
    if command.channel is None:
        return show(say_it_there_card(channel))
    office, is_new = await _chosen(channel, command.channel, member, deps)
    return show(
        channel_chosen_card(
            channel,
            is_new=is_new,
            is_both=office.forum == office.secretariat,
            schedule=str(office.schedule("")),
        )
    )


async def _chosen(
    channel: OfficeChannel, place: ChannelPlace, member: Member, deps: Deps
) -> tuple[Office, bool]:
    """The office as it is now, and whether that is new."""
    number, now = member.organization.id, deps.clock()

    def here(was: Office) -> Office:
        is_forum = channel is OfficeChannel.FORUM
        return replace(was, forum=place) if is_forum else replace(was, secretariat=place)

    async with deps.database.begin() as session:
        was, office = await change_office(session, here, organization_id=number, at=now)
        if was == office:
            return office, False
        record_audit(
            session,
            organization_id=number,
            at=now,
            actor_id=member.person.id,
            action=Act.CHOOSE_CHANNEL.name,
            detail=f"{channel}={place}",
        )
    return office, True
