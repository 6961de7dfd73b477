"""「みんなの答え」: what was answered in a week's 情報交換, for everybody of the roster."""

from cards.exchange_answers import AT_A_TIME, answers_card, nothing_asked_card
from domain.people import Duty
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.exchange_helpers import helpers_of
from handlers.exchange_posts import without_withdrawn
from handlers.issue_seen import names_of
from handlers.reply import Reply, show
from storage.exchanges import exchange_of_week, newest_exchange


async def show_answers(command: Command, member: Member, deps: Deps) -> Reply:
    """Of the week that is named, else of the newest. The secretariat sees who has not answered."""
    number, week = member.organization.id, command.args.get("week", "")
    async with deps.database.read() as session:
        exchange = (
            await exchange_of_week(session, week, organization_id=number)
            if week
            else await newest_exchange(session, organization_id=number)
        )
        if exchange is None:
            return show(nothing_asked_card(has_round=False))
        exchange = without_withdrawn(exchange)
        given = [each for each in exchange.items if each.answer]
        page = min(command.row("page") or 0, max(0, (len(given) - 1) // AT_A_TIME))
        here = given[page * AT_A_TIME : (page + 1) * AT_A_TIME]
        helpers = await helpers_of(session, here, organization_id=number, reader=member.person)
        names = await names_of(session, (i.answered_by for i in given), organization_id=number)
    card = answers_card(
        exchange,
        helpers,
        names,
        page=page,
        today=deps.clock().date(),
        is_office=Duty.SECRETARIAT in member.person.duties,
    )
    return show(card)
