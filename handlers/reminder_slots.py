"""「いつまで止めますか」「何曜日に送りますか」: what a wish about the weekly message lacks, or cannot be."""

from dataclasses import replace
from datetime import time

from cards import wording
from cards.dialogue import Question
from cards.reminder_questions import AT, MEANT, UNTIL, WEEKDAY
from domain.dialogue import Draft, Filled
from domain.errors import DomainError
from domain.weekly_schedule import Weekday
from handlers.reminder_meant import SURE, change_label
from handlers.reminder_refusal import Listener, Refusal
from handlers.request import NOTHING, Asking, Found, Slot
from language.dialogue_words import says_yes
from language.reminder_gaps import Gap, gap_in, wish_for
from language.reminder_phrases import says_wish
from language.reminder_words import (
    SendAt,
    SnoozeUntil,
    Stop,
    WeekendChosen,
    send_at_words,
)
from storage.organization_office import office_of

GAP, WISH = "gap", "wish"
"""``GAP``: what is lacking, and after a space what of the same wish is known: 「at 火曜日」."""
NO_GAP = "none"

_QUESTIONS = {Gap.UNTIL: UNTIL, Gap.WEEKDAY: WEEKDAY, Gap.AT: AT, Gap.YES: MEANT}


def _gap_of(draft: Draft) -> Gap | None:
    known = draft.value(GAP).partition(" ")[0]
    return Gap(known) if known in _QUESTIONS else None


def _known(draft: Draft) -> SendAt:
    said = draft.value(GAP).partition(" ")[2]
    if said in tuple(Weekday):
        return SendAt(Weekday(said), None)
    try:
        return SendAt(None, time.fromisoformat(said) if said else None)
    except ValueError:  # of a button that nobody has made
        return SendAt(None, None)


async def _listener(asking: Asking) -> Listener:
    number = asking.member.organization.id
    async with asking.deps.database.read() as session:
        office = await office_of(session, organization_id=number)
    return Listener(asking.deps.clock().date(), asking.deps.is_national_holiday, office)


async def _read_gap(text: str, asking: Asking) -> Found:
    """Always filled: what the first message was about stands while its answer is awaited."""
    if gap := gap_in(text):
        return Found(Filled(gap))
    known = _gap_of(asking.draft)
    if known and not says_wish(text):
        return NOTHING
    listener = await _listener(asking)
    refusal = listener.refusal(_completed(text, listener, asking.draft))
    return Found(Filled(_gap_with(refusal) if refusal else known or NO_GAP))


def _gap_with(refusal: Refusal) -> str:
    known = refusal.weekday or (refusal.at.isoformat("minutes") if refusal.at else "")
    return f"{refusal.lacks} {known}".strip()


async def _read_wish(text: str, asking: Asking) -> Found:
    gap, offered = _gap_of(asking.draft), asking.draft.offered
    if offered and await _is_agreed(text, offered[0], asking):
        return Found(Filled(offered[0]))
    listener = await _listener(asking)
    wish = wish_for(gap, text) if gap else None
    if wish is None and gap and listener.refusal(text):
        wish = text
    return Found(Filled(_completed(wish, listener, asking.draft))) if wish else NOTHING


async def _is_agreed(text: str, offered: str, asking: Asking) -> bool:
    """「はい」, or the words of the button."""
    is_asked_back = offered.startswith(SURE)
    return is_asked_back and (says_yes(text) or text.strip() == await _label(offered, asking))


def _completed(text: str, listener: Listener, draft: Draft) -> str:
    """「金曜日にして」, after a time was said with a day on which nothing is sent: at that time."""
    known = _known(draft)
    try:
        wish = listener.wish(text)
    except WeekendChosen as chosen:
        wish = chosen.asked
    except DomainError:
        return text
    if not isinstance(wish, SendAt) or not (known.weekday or known.at):
        return text
    return send_at_words(wish.weekday or known.weekday, wish.at or known.at)


async def _problem_with_wish(wish: str, asking: Asking) -> str:
    refusal = (await _listener(asking)).refusal(wish)
    return refusal.sentence if refusal else ""


async def _ask(asking: Asking, found: Found) -> Question:
    if found.refused and (refusal := (await _listener(asking)).refusal(found.refused)):
        return refusal.question
    question = _QUESTIONS[_gap_of(asking.draft) or Gap.UNTIL]
    return replace(question, choices=found.choices) if found.choices else question


async def _label(value: str, asking: Asking) -> str:
    """Of a choice that is shown again."""
    listener = await _listener(asking)
    try:
        wish = listener.wish(value)
    except DomainError:
        return value
    match wish:
        case None:
            return value
        case wish if value.startswith(SURE):
            return change_label(wish)
        case SnoozeUntil(last):
            return f"{wording.day(last, today=listener.today)}まで"
        case SendAt(weekday, at):
            hour = f"{at.hour}:{at:%M}" if at else ""
            return " ".join(filter(None, (weekday, hour)))
        case Stop():
            return "ずっと"
        case _:
            return value


WHAT_LACKS = Slot(GAP, read=_read_gap, ask=_ask)
WHAT_IS_WISHED = Slot(
    WISH,
    read=_read_wish,
    ask=_ask,
    problem=_problem_with_wish,
    label=_label,
    is_needed=lambda draft: _gap_of(draft) is not None,
)
