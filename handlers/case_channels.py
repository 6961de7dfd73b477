"""「このチャンネルに改善事例を周知して」, 「…周知しないで」: said in that channel by the secretariat."""

from cards.case_channels import case_channel_card, is_forum_card, say_it_there_card
from domain.office import ChannelPlace
from domain.permissions import Act, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.audit import record_audit
from storage.case_rules import add_case_channel, remove_case_channel
from storage.organization_office import office_of
from storage.session import Session


async def choose(is_shown: bool, command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.CHOOSE_CASE_CHANNEL, actor=member.person, subject=member.person)
    place, number = command.channel, member.organization.id
    if place is None:
        return show(say_it_there_card(is_shown=is_shown))
    async with deps.database.begin() as session:
        office = await office_of(session, organization_id=number)
        if office.forum == place and is_shown:
            return show(is_forum_card())
        is_new = await _set(session, place, is_shown=is_shown, organization_id=number)
        if is_new:
            record_audit(
                session,
                organization_id=number,
                at=deps.clock(),
                actor_id=member.person.id,
                action=Act.CHOOSE_CASE_CHANNEL.name,
                detail=f"{'+' if is_shown else '-'}{place}",
            )
    return show(case_channel_card(is_shown=is_shown, is_new=is_new, is_forum=office.forum == place))


async def _set(
    session: Session, place: ChannelPlace, *, is_shown: bool, organization_id: int
) -> bool:
    change = add_case_channel if is_shown else remove_case_channel
    return await change(session, place, organization_id=organization_id)
