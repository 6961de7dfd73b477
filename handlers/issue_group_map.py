"""「課題マップ」: as a table, page by page, and as a picture with the first of them."""

import asyncio

from cards.issue_group_map import ON_A_PAGE, group_map_card, group_map_picture
from cards.renderers import picture
from domain.issue_group_map import GroupMap, group_map
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Show, show
from storage.departments import sections_in_order


async def show_map(command: Command, member: Member, deps: Deps) -> Show:
    """``args["page"]``, from 0. Raises StillGrouping."""
    grouping = await deps.groups.of(member, deps)
    async with deps.database.read() as session:
        places = await sections_in_order(session, organization_id=member.organization.id)
    whole = group_map(grouping, [place.department for place in places])
    page = min(command.row("page") or 0, max(0, (len(whole.rows) - 1) // ON_A_PAGE))
    has_picture = bool(whole.rows) and page == 0
    card = group_map_card(whole, page=page, with_picture=has_picture)
    if not has_picture:
        return show(card)
    return Show((card,), files=(await _picture(whole, deps),))


async def _picture(whole: GroupMap, deps: Deps) -> MadeFile:
    """Beside the loop: it takes some tenths of a second."""
    today = deps.clock().date()
    title = f"課題マップ（{today.year}年{today.month}月{today.day}日）"
    content = await asyncio.to_thread(picture.png, group_map_picture(whole, title=title))
    return MadeFile(f"課題マップ_{today.isoformat()}.png", content)
