"""「次に何の研修を受ければいい？」「全部見る」「今年度の計画」: one's own, or of someone one may see."""

from cards.recommendation import all_trainings_card, next_training_card, plan_card
from cards.training_status import which_person_card
from domain.people import Person
from domain.plan import plan
from domain.recommendation import Recommendation
from handlers.case_shelf import CasesOfCourse
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from handlers.subject import Several, pressed_for, subject_of


async def show_next_training(command: Command, member: Member, deps: Deps) -> Reply:
    subject = await subject_of(command, member, deps)
    if isinstance(subject, Several):
        return show(which_person_card(subject.people, action="training.next"))
    recommendation = await _recommend_to(subject, member, deps)
    is_own = subject.id == member.person.id
    first = next(iter(recommendation.next), None)
    cases = await deps.cases.of_course(member, first.course, deps) if first else CasesOfCourse()
    card = next_training_card(
        recommendation, today=deps.clock().date(), is_own=is_own, born=cases.born
    )
    return show(card)


async def show_all_trainings(command: Command, member: Member, deps: Deps) -> Reply:
    subject = await pressed_for(command, member, deps)
    recommendation = await _recommend_to(subject, member, deps)
    is_own = subject.id == member.person.id
    return show(all_trainings_card(recommendation, today=deps.clock().date(), is_own=is_own))


async def show_plan(command: Command, member: Member, deps: Deps) -> Reply:
    subject = await pressed_for(command, member, deps)
    recommendation = await _recommend_to(subject, member, deps)
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    planned = plan(recommendation, open_courses=adviser.open_to(subject), now=now)
    is_own = subject.id == member.person.id
    return show(plan_card(planned, of=subject, today=now.date(), is_own=is_own))


async def recommend(member: Member, deps: Deps) -> Recommendation:
    """The recommendation for the member themself, as of now."""
    return await _recommend_to(member.person, member, deps)


async def recommend_after_report(member: Member, deps: Deps) -> Recommendation:
    """The same with what the member has just reported themself."""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    person = member.person
    achievements = await deps.people.achievements_now(member.organization, person_id=person.id)
    return adviser.recommend(person, achievements)


async def _recommend_to(subject: Person, member: Member, deps: Deps) -> Recommendation:
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    achievements = await deps.people.achievements(member.organization, person_id=subject.id)
    return adviser.recommend(subject, achievements)
