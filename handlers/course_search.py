"""「データ分析を学べる研修は？」「来月オンラインで受けられるものは」: courses by theme, skill, method and month."""

from datetime import datetime

from cards.course import found_courses_card, no_course_found_card
from domain.recommendation import Adviser
from domain.training import Course
from handlers.command import Command, Member
from handlers.course import courses_named, show_one
from handlers.deps import Deps
from handlers.reply import Reply, show
from language.course_search import Wish, wish_of

MOST_FOUND = 5


async def find_courses(command: Command, member: Member, deps: Deps) -> Reply:
    """Those that the message names come first; one alone is shown at once."""
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    methods = (course.method for course in adviser.catalogue.courses if course.method)
    wish = wish_of(command.text, methods=methods, today=now.date())
    found = await _found(command.text, wish, adviser, member, deps)
    if len(found) == 1:
        return await show_one(found[0], adviser, member, deps)
    if found:
        return show(found_courses_card(found, month=wish.month, methods=wish.methods, now=now))
    return show(no_course_found_card(month=wish.month, methods=wish.methods))


async def _found(
    text: str, wish: Wish, adviser: Adviser, member: Member, deps: Deps
) -> tuple[Course, ...]:
    named = await courses_named(text, adviser, member, deps)
    if len(named) == 1 and not (wish.month or wish.methods):
        return named
    near = await _near(wish, adviser, member, deps)
    fitting = (course for course in (*named, *near) if wish.fits(course))
    return tuple(dict.fromkeys(fitting))[:MOST_FOUND]


async def _near(wish: Wish, adviser: Adviser, member: Member, deps: Deps) -> tuple[Course, ...]:
    """In the order of how near they are; all of them where no theme is said but when or how."""
    courses = adviser.catalogue.courses
    if not wish.theme:
        return _soonest_first(courses, now=deps.clock()) if wish.month or wish.methods else ()
    index = await deps.advice.course_index(deps.database, member.organization)
    hits = index.search(wish.theme, limit=len(courses))
    found = (adviser.catalogue.by_code.get(hit.key) for hit in hits if hit.is_near)
    return tuple(course for course in found if course is not None)


def _soonest_first(courses: tuple[Course, ...], *, now: datetime) -> tuple[Course, ...]:
    def begins(course: Course) -> tuple[bool, float]:
        session = course.next_session(now=now)
        return session is None, session.starts_at.timestamp() if session else 0.0

    return tuple(sorted(courses, key=begins))
