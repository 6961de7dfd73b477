"""「受講状況」: one's own, or that of someone whom one may see."""

from cards.training_status import training_status_card, which_person_card
from domain.standing import by_category
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from handlers.subject import Several, subject_of


async def show_training_status(command: Command, member: Member, deps: Deps) -> Reply:
    subject = await subject_of(command, member, deps)
    if isinstance(subject, Several):
        return show(which_person_card(subject.people, action="training.status"))
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    achievements = await deps.people.achievements(member.organization, person_id=subject.id)
    recommendation = adviser.recommend(subject, achievements)
    card = training_status_card(
        recommendation,
        categories=by_category(recommendation, adviser.policy),
        achievements=achievements,
        course_names={course.id: course.name for course in adviser.catalogue.known},
        today=now.date(),
        is_own=subject.id == member.person.id,
    )
    return show(card)
