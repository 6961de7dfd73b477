"""「横展開マップ」: as a table, page by page, and as a picture with the first of them."""

import asyncio

from cards.case_map import ON_A_PAGE, case_map_card, case_map_picture, no_case_map_card
from cards.renderers import picture
from domain.case_files import OfCases
from domain.case_map import CaseMap, case_map
from domain.case_sight import sight_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import MadeFile, Show, show
from storage.case_adoptions import adoptions_of
from storage.departments import sections_in_order
from storage.published_cases import most_spread_cases, published_count

MOST_CASES = 500
"""Of those that the member sees, what has spread furthest. How many more there are is said."""


async def show_map(command: Command, member: Member, deps: Deps) -> Show:
    """``args["page"]``, from 0. Of what the member may see."""
    whole = await _map(member, deps)
    if not whole.rows:
        return show(no_case_map_card())
    last = (len(whole.rows) - 1) // ON_A_PAGE
    page = min(command.row("page") or 0, last)
    card = case_map_card(whole, page=page, with_picture=page == 0)
    if page:
        return show(card)
    return Show((card,), files=(await _picture(whole, deps),))


async def _map(member: Member, deps: Deps) -> CaseMap:
    organization_id = member.organization.id
    sight = sight_of(member.person)
    async with deps.database.read() as session:
        cases = await most_spread_cases(
            session, organization_id=organization_id, limit=MOST_CASES, sight=sight
        )
        count = await published_count(session, organization_id=organization_id, sight=sight)
        adoptions = await adoptions_of(
            session, [case.id for case in cases], organization_id=organization_id
        )
        places = await sections_in_order(session, organization_id=organization_id)
    departments = [place.department for place in places]
    return case_map(cases, adoptions, departments, left_out=max(0, count - len(cases)))


async def _picture(whole: CaseMap, deps: Deps) -> MadeFile:
    """Beside the loop: it takes some tenths of a second."""
    today = deps.clock().date()
    matrix = case_map_picture(
        whole, title=f"横展開マップ（{today.year}年{today.month}月{today.day}日）"
    )
    content = await asyncio.to_thread(picture.png, matrix)
    return MadeFile(
        f"横展開マップ_{today.isoformat()}.png",
        content,
        OfCases(tuple(row.case.id for row in whole.rows)),
    )
