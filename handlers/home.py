"""「ホーム」: the member's own training at a glance."""

from cards.home import home_card
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.recommendation import recommend
from handlers.reply import Reply, show


async def show_home(_command: Command, member: Member, deps: Deps) -> Reply:
    recommendation = await recommend(member, deps)
    return show(home_card(recommendation, today=deps.clock().date()))
