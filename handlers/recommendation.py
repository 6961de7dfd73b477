"""「次に何の研修を受ければいい？」「全部見る」「今年度の計画」."""

from cards.recommendation import all_trainings_card, next_training_card, plan_card
from domain.plan import plan
from domain.recommendation import Recommendation
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.achievements import achievements_of


async def show_next_training(_command: Command, member: Member, deps: Deps) -> Reply:
    recommendation = await recommend(member, deps)
    return show(next_training_card(recommendation, today=deps.clock().date()))


async def show_all_trainings(_command: Command, member: Member, deps: Deps) -> Reply:
    recommendation = await recommend(member, deps)
    return show(all_trainings_card(recommendation, today=deps.clock().date()))


async def show_plan(_command: Command, member: Member, deps: Deps) -> Reply:
    recommendation = await recommend(member, deps)
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    planned = plan(
        recommendation,
        open_courses=adviser.open_to(member.person),
        now=now,
    )
    return show(plan_card(planned, today=now.date()))


async def recommend(member: Member, deps: Deps) -> Recommendation:
    """The recommendation for the member themself, as of now."""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    async with deps.database.read() as session:
        achievements = await achievements_of(
            session, organization_id=member.organization.id, person_id=member.person.id
        )
    return adviser.recommend(member.person, achievements)
