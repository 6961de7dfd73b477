"""「データ分析を学べる研修は？」「来月オンラインで受けられるものは」: courses by theme, skill, method, length and month."""

from datetime import datetime
from functools import partial

from cards.course import found_courses_card, no_course_found_card
from domain.recommendation import Adviser
from domain.training import Course
from handlers.command import Command, Member
from handlers.course import courses_named, show_one
from handlers.deps import Deps
from handlers.reply import Reply, show
from language.course_search import Wish, wish_of

MOST_FOUND = 10


async def find_courses(command: Command, member: Member, deps: Deps) -> Reply:
    """Those that the message names come first; one alone is shown at once."""
    now = deps.clock()
    adviser = await deps.advice.adviser(deps.database, member.organization, now=now)
    methods = (course.method for course in adviser.catalogue.courses if course.method)
    wish = wish_of(command.text, methods=methods, today=now.date())
    found = await _found(command.text, wish, adviser, member, deps)
    if len(found) == 1:
        return await show_one(found[0], adviser, member, deps)
    if not found:
        return show(no_course_found_card(month=wish.month, methods=wish.methods, hours=wish.hours))
    shown = tuple((course, wish.session(course, now=now)) for course in found[:MOST_FOUND])
    card = found_courses_card(
        shown,
        left=len(found) - len(shown),
        month=wish.month,
        methods=wish.methods,
        hours=wish.hours,
        today=now.date(),
    )
    return show(card)


async def _found(
    text: str, wish: Wish, adviser: Adviser, member: Member, deps: Deps
) -> tuple[Course, ...]:
    now = deps.clock()
    named = await courses_named(text, adviser, member, deps)
    if len(named) == 1 and not wish.is_narrow:
        return named
    if wish.theme:
        near = await _near(wish.theme, adviser, member, deps)
    else:
        near = _all(wish, adviser, member, now=now) if wish.is_narrow else ()
    fitting = (course for course in (*named, *near) if wish.fits(course, now=now))
    return tuple(dict.fromkeys(fitting))


async def _near(theme: str, adviser: Adviser, member: Member, deps: Deps) -> tuple[Course, ...]:
    """The nearest first."""
    index = await deps.advice.course_index(deps.database, member.organization)
    hits = await deps.advice.beside(partial(index.search, theme, limit=len(index)))
    found = (adviser.catalogue.by_code.get(hit.key) for hit in hits if hit.is_near)
    return tuple(course for course in found if course is not None)


def _all(wish: Wish, adviser: Adviser, member: Member, *, now: datetime) -> tuple[Course, ...]:
    """Those that they may take first, then the sooner."""
    is_open = {course.id for course in adviser.open_to(member.person)}

    def order(course: Course) -> tuple[bool, bool, float]:
        session = wish.session(course, now=now)
        begins = session.starts_at.timestamp() if session else 0.0
        return course.id not in is_open, session is None, begins

    return tuple(sorted(adviser.catalogue.courses, key=order))
