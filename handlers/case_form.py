"""From the form of an improvement case to what it says, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cards import case_form as words
from cards import wording
from cards.elements import Option
from domain.case_effect import TooManyHours, hours_words
from domain.improvement_case import (
    MOST_TOOLS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    TOOL_LENGTH,
    CaseText,
    Effect,
    Visibility,
    tools_in,
)
from domain.recommendation import Adviser
from domain.training import Course
from handlers.command import Member
from handlers.deps import Deps
from language.case_numbers import NotRead, hours_typed, minutes_typed, yen_typed
from language.case_parts import CaseParts

FIELDS = (
    *("title", "before", "after", "hours", "cost", "waiting"),
    *("other", "tools", "course", "reuse", "visibility"),
)
_LONGEST = {"title": TITLE_LENGTH, "before": TEXT_LENGTH, "after": TEXT_LENGTH}
_LABELS = {"other": "そのほかの効果", "reuse": "再利用の条件・注意"}


@dataclass(frozen=True, slots=True)
class ReadCase:
    """``text``: as far as it could be read; ``errors`` by field, empty where it may be reported.
    ``unsaid``: what was written where 未記入 is kept, by field: 「なし」「不明」.
    """

    text: CaseText
    errors: Mapping[str, str]
    unsaid: Mapping[str, str] = field(default_factory=dict)


def read_case(values: Mapping[str, str], *, courses: Mapping[str, Course]) -> ReadCase:
    """``courses``: of the catalogue, by code."""
    typed = {name: values.get(name, "").strip() for name in FIELDS}
    typed["title"] = " ".join(typed["title"].split())
    typed["course"] = "" if typed["course"] == words.NO_COURSE else typed["course"]
    errors = _texts_wrong(typed)
    hours = _number("hours", hours_typed, typed, errors)
    cost = _number("cost", yen_typed, typed, errors)
    waiting = _number("waiting", minutes_typed, typed, errors)
    tools = _tools(typed["tools"], errors)
    if typed["course"] and typed["course"] not in courses:
        errors["course"] = words.COURSE_GONE
    text = CaseText(
        title=typed["title"],
        before=typed["before"],
        after=typed["after"],
        effect=Effect(
            hours=hours,
            cost=None if cost is None else round(cost),
            waiting=waiting,
            other=typed["other"],
        ),
        tools=tools,
        course_code=typed["course"],
        reuse=typed["reuse"],
        visibility=_visibility(typed["visibility"]),
    )
    numbers = {"hours": hours, "cost": cost, "waiting": waiting}
    unsaid = {
        name: typed[name]
        for name, number in numbers.items()
        if typed[name] and number is None and name not in errors
    }
    return ReadCase(text, errors, unsaid)


def _texts_wrong(typed: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for name, label in {**words.REQUIRED, **_LABELS}.items():
        most, length = _LONGEST.get(name, TEXT_LENGTH), len(typed[name])
        if length > most:
            errors[name] = words.too_long(label, length=length, most=most)
        elif not length and name in words.REQUIRED:
            errors[name] = words.missing(label)
    return errors


def _number(
    name: str,
    read: Callable[[str], float | None],
    typed: Mapping[str, str],
    errors: dict[str, str],
) -> float | None:
    try:
        return read(typed[name])
    except NotRead:
        errors[name] = words.NUMBERS[name]
    except TooManyHours as refusal:
        errors[name] = refusal.sentence
    return None


def _tools(typed: str, errors: dict[str, str]) -> tuple[str, ...]:
    tools = tools_in(typed)
    if len(tools) > MOST_TOOLS:
        errors["tools"] = words.too_many_tools(MOST_TOOLS)
    elif any(len(tool) > TOOL_LENGTH for tool in tools):
        errors["tools"] = words.tool_too_long(TOOL_LENGTH)
    return tools


def _visibility(chosen: str) -> Visibility:
    known = {each.value for each in Visibility}
    return Visibility(chosen) if chosen in known else Visibility.OFFICE


def values_of(text: CaseText) -> dict[str, str]:
    """As the form has them."""
    effect = text.effect
    return {
        "title": text.title,
        "before": text.before,
        "after": text.after,
        **_numbers(effect.hours, effect.cost, effect.waiting),
        "other": effect.other,
        "tools": "、".join(text.tools),
        "course": text.course_code,
        "reuse": text.reuse,
        "visibility": text.visibility.value,
    }


def values_of_parts(parts: CaseParts) -> dict[str, str]:
    return {
        "title": parts.title,
        "before": parts.before,
        "after": parts.after,
        **_numbers(parts.hours, parts.cost, parts.waiting),
        "other": parts.other,
        "tools": "、".join(parts.tools[:MOST_TOOLS]),
        "reuse": parts.reuse,
    }


def _numbers(hours: float | None, cost: int | None, waiting: float | None) -> dict[str, str]:
    return {
        "hours": "" if hours is None else hours_words(hours),
        "cost": "" if cost is None else f"{cost:,}円",
        "waiting": "" if waiting is None else f"{round(waiting, 1):.10g}分",
    }


async def catalogue_of(member: Member, deps: Deps) -> Adviser:
    return await deps.advice.adviser(deps.database, member.organization, now=deps.clock())


async def course_options(
    chosen: str, adviser: Adviser, member: Member, deps: Deps
) -> Sequence[Option]:
    """Their own completed trainings first, then what they may take, then the others; ``chosen`` too."""
    achievements = await deps.people.achievements(member.organization, person_id=member.person.id)
    completed = adviser.recommend(member.person, achievements).acquired.completed
    catalogue = adviser.catalogue
    own = [course for course in catalogue.courses if course.id in completed]
    order = dict.fromkeys((*own, *adviser.open_to(member.person), *catalogue.courses))
    shown = [*order][: words.MOST_COURSES]
    taken = catalogue.by_code.get(chosen)
    if taken is not None and taken not in shown:
        shown[-1] = taken
    return tuple(
        Option(
            course.code,
            wording.course_name(course) + ("（修了）" if course.id in completed else ""),
        )
        for course in shown
    )
