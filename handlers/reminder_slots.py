"""「いつまで止めますか」「何曜日に送りますか」: what a wish about the weekly message lacks."""

from cards.dialogue import Choice, Question
from cards.reminder_settings import WORKING_DAYS
from domain.dialogue import Draft, Filled
from domain.errors import DomainError
from handlers.request import NOTHING, Asking, Found, Slot
from language.reminder_gaps import Gap, gap_in, wish_for
from language.reminder_words import wish_in

GAP, WISH = "gap", "wish"
NO_GAP = "none"

_UNTIL = Question(
    "いつまで止めますか",
    "お知らせをいつまで止めるか選ぶか、「12月1日まで」のように送ってください。",
    (
        Choice("来週まで止めて", "来週まで"),
        Choice("今月末まで止めて", "今月末まで"),
        Choice("年末まで止めて", "年末まで"),
        Choice("もう送らないで", "ずっと"),
    ),
)
_WEEKDAY = Question(
    "何曜日に送りますか",
    "お知らせの届く曜日を選んでください。時刻は変わりません。",
    tuple(Choice(f"毎週{day}に送って", day.value) for day in WORKING_DAYS),
)
_AT = Question(
    "何時に送りますか",
    "お知らせの届く時刻を選ぶか、「8時半」のように送ってください。曜日は変わりません。",
    tuple(Choice(f"{at}に送って", at) for at in ("9:00", "11:00", "13:00", "16:00")),
)
_QUESTIONS = {Gap.UNTIL: _UNTIL, Gap.WEEKDAY: _WEEKDAY, Gap.AT: _AT}


def _gap_of(draft: Draft) -> Gap | None:
    known = draft.value(GAP)
    return Gap(known) if known in _QUESTIONS else None


async def _read_gap(text: str, asking: Asking) -> Found:
    """Always filled: what the first message was about stands while its answer is awaited."""
    if _gap_of(asking.draft) and not gap_in(text):
        return NOTHING
    return Found(Filled(gap_in(text) or NO_GAP))


async def _read_wish(text: str, asking: Asking) -> Found:
    gap = _gap_of(asking.draft)
    wish = wish_for(gap, text) if gap else None
    return Found(Filled(wish)) if wish else NOTHING


async def _problem_with_wish(wish: str, asking: Asking) -> str:
    try:
        wish_in(
            wish,
            today=asking.deps.clock().date(),
            is_national_holiday=asking.deps.is_national_holiday,
        )
    except DomainError as refusal:
        return refusal.sentence
    return ""


async def _ask(asking: Asking, _found: Found) -> Question:
    return _QUESTIONS[_gap_of(asking.draft) or Gap.UNTIL]


WHAT_LACKS = Slot(GAP, read=_read_gap, ask=_ask)
WHAT_IS_WISHED = Slot(
    WISH,
    read=_read_wish,
    ask=_ask,
    problem=_problem_with_wish,
    is_needed=lambda draft: _gap_of(draft) is not None,
)
