"""「どの研修ですか」: the slot that a training fills, by its name, by 「2番目の」, or by a button."""

from collections.abc import Iterable
from functools import partial

from cards.dialogue import Choice, Question
from domain.dialogue import Filled
from domain.recommendation import Adviser
from domain.training import Course
from handlers.course import courses_named
from handlers.recommendation import recommend
from handlers.request import NOTHING, Asking, Found, Slot
from language.dialogue_words import reference_in, referred
from language.named_courses import unlisted_training

COURSE = "course"
CHOICES = 5
NOT_LISTED = "研修一覧にない研修の受講は、研修担当に伝えると記録されます。"
ONE_BY_ONE = "いくつか受けたときは、一つずつ報告してください。"


async def course_of_draft(asking: Asking) -> Course | None:
    """None where none is chosen yet, or the catalogue does not have it any more."""
    adviser = await _adviser(asking)
    return adviser.catalogue.by_code.get(asking.draft.value(COURSE))


async def _adviser(asking: Asking) -> Adviser:
    deps = asking.deps
    return await deps.advice.adviser(deps.database, asking.member.organization, now=deps.clock())


async def _read(text: str, asking: Asking) -> Found:
    """What it names; of the list shown last, what it points at. 「それ」 is what is known already."""
    adviser = await _adviser(asking)
    named = await courses_named(text, adviser, asking.member, asking.deps, limit=CHOICES)
    words = tuple(course.name for course in named)
    reference = None if named else reference_in(text)
    if reference and (reference.index is not None or not asking.draft.value(COURSE)):
        listed = asking.listed if reference.index is None else asking.listed_several
        code = referred(reference, listed)
        if code and (pointed := adviser.catalogue.by_code.get(code)):
            named = (pointed,)
    if len(named) == 1:
        return Found(Filled(named[0].code), words=words)
    return Found(choices=_choices(named), words=words) if named else NOTHING


async def _problem(code: str, asking: Asking) -> str:
    adviser = await _adviser(asking)
    if code in adviser.catalogue.by_code:
        return ""
    return "その研修は研修一覧からなくなりました。選び直してください。"


async def _label(code: str, asking: Asking) -> str:
    course = (await _adviser(asking)).catalogue.by_code.get(code)
    return course.name if course else code


async def _ask_which_was_taken(asking: Asking, found: Found) -> Question:
    if not found.choices and (unknown := await _not_in_catalogue(asking)):
        return Question(
            "どの研修を受けましたか",
            f"「{unknown}」は研修一覧に見つかりません。近い研修があれば選んでください。",
            await _nearest(unknown, asking),
            hint=f"名前の違う研修なら、研修名を送ってください。{NOT_LISTED}",
        )
    choices = found.choices or await _likeliest(asking)
    if not choices:
        return Question(
            "どの研修を受けましたか", "研修名を入れて「○○研修を受講しました」と送ってください。"
        )
    return Question(
        "どの研修を受けましたか",
        "受講した研修を選んでください。",
        choices,
        hint=ONE_BY_ONE if found.choices else "ここにない研修は、研修名を送ってください。",
    )


async def _ask_which_to_see(asking: Asking, found: Found) -> Question:
    if found.choices:
        return Question(
            "どの研修ですか", "近い名前の研修があります。選んでください。", found.choices
        )
    return Question(
        "どの研修ですか",
        "研修一覧に、その名前の研修は見つかりません。研修名を送るか、次から選んでください。",
        await _likeliest(asking),
    )


async def _not_in_catalogue(asking: Asking) -> str:
    """宇宙開発研修: named as a training, and none of the catalogue. Empty where none is."""
    deps = asking.deps
    names = await deps.advice.course_names(deps.database, asking.member.organization)
    return unlisted_training(asking.text, names)


async def _nearest(words: str, asking: Asking) -> tuple[Choice, ...]:
    """By what they are about; else those that come next."""
    adviser, deps = await _adviser(asking), asking.deps
    index = await deps.advice.course_index(deps.database, asking.member.organization)
    hits = await deps.advice.beside(partial(index.search, words, limit=CHOICES))
    found = (adviser.catalogue.by_code.get(hit.key) for hit in hits)
    near = _choices(course for course in found if course is not None)
    return near or await _likeliest(asking)


async def _likeliest(asking: Asking) -> tuple[Choice, ...]:
    following = (await recommend(asking.member, asking.deps)).next
    return _choices(suggestion.course for suggestion in following[:CHOICES])


def _choices(courses: Iterable[Course]) -> tuple[Choice, ...]:
    return tuple(Choice(c.code, c.name, about=f"{c.name}を選ぶ") for c in courses)


COURSE_TAKEN = Slot(
    COURSE,
    read=_read,
    ask=_ask_which_was_taken,
    problem=_problem,
    label=_label,
    called=("研修", "研修名", "講座", "コース"),
)
COURSE_TO_SEE = Slot(COURSE, read=_read, ask=_ask_which_to_see, problem=_problem, label=_label)
