"""「詳しく」: one training, from a button or from its name in a message."""

from datetime import datetime

from cards.course import course_card, shared_course_card
from cards.elements import Card
from domain.errors import NotFound
from domain.recommendation import Adviser
from domain.training import Course
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.recommendation import recommend
from handlers.reply import Reply, Show, show

MOST_SHARED = 8
"""Trainings to choose from."""


class CourseGone(NotFound):
    def __init__(self) -> None:
        super().__init__(
            "この研修は研修一覧からなくなりました。「次に受ける研修」から選び直してください。"
        )


class CourseNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__(
            "その名前の研修は研修一覧に見つかりません。名前の一部を変えて探してください。"
        )


async def show_course(command: Command, member: Member, deps: Deps) -> Show:
    """From a button: ``args["course"]`` is the code."""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    return await show_one(course_of(command, adviser), adviser, member, deps)


async def search_courses(command: Command, member: Member, deps: Deps) -> Reply:
    """To put into a message to others: those that ``args["text"]`` names, else those that come next.

    Raises CourseNotFound.
    """
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    text = command.args.get("text", "").strip()
    if text:
        found = await courses_named(text, adviser, member, deps, limit=MOST_SHARED)
    else:
        following = (await recommend(member, deps)).next
        found = tuple(suggestion.course for suggestion in following)[:MOST_SHARED]
    if not found:
        raise CourseNotFound
    cards = (_shared(course, adviser, now=deps.clock()) for course in found)
    return Show(tuple(cards), is_for_others=True)


def _shared(course: Course, adviser: Adviser, *, now: datetime) -> Card:
    needed = (adviser.catalogue.by_code.get(code) for code in course.prerequisites)
    return shared_course_card(course, prerequisites=tuple(filter(None, needed)), now=now)


def course_of(command: Command, adviser: Adviser) -> Course:
    """Raises CourseGone where the catalogue does not have it any more."""
    course = adviser.catalogue.by_code.get(command.args.get("course", ""))
    if course is None:
        raise CourseGone
    return course


async def courses_named(
    text: str, adviser: Adviser, member: Member, deps: Deps, *, limit: int = 3
) -> tuple[Course, ...]:
    """The courses that the text names, the likeliest first; empty when it names none, or too many."""
    names = await deps.advice.course_names(deps.database, member.organization)
    found = (adviser.catalogue.named(match.name) for match in names.find(text, limit=limit))
    return tuple(course for course in found if course is not None)


async def show_one(course: Course, adviser: Adviser, member: Member, deps: Deps) -> Show:
    """The card of one course, as it is for the member."""
    achievements = await deps.people.achievements(member.organization, person_id=member.person.id)
    recommendation = adviser.recommend(member.person, achievements)
    completed = recommendation.acquired.completed
    needed = (adviser.catalogue.by_code.get(code) for code in course.prerequisites)
    cases = await deps.cases.of_course(member, course, deps)
    suggestion = next((s for s in recommendation.next if s.course.id == course.id), None)
    card = course_card(
        course,
        is_open=course in adviser.open_to(member.person),
        is_completed=course.id in completed and suggestion is None,
        prerequisites=tuple((c, c.id in completed) for c in needed if c is not None),
        deadline=adviser.deadline(course, member.person),
        person=member.person,
        now=deps.clock(),
        born=cases.born,
        alike=cases.alike,
    )
    return show(card)
