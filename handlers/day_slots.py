"""「いつ受けましたか」: the slot that a day fills, past and not too long ago."""

from datetime import date, timedelta

from cards import wording
from cards.completion import pick_day_button
from cards.dialogue import Choice, Question
from domain.dialogue import Filled
from handlers.completion import trouble_with_day
from handlers.course_slots import course_of_draft
from handlers.request import NOTHING, Asking, Found, Slot
from language.dates import DateFound, impossible_dates_in
from language.intents import Intent
from language.meant_day import days_said, in_week_of, other_weekday, with_weekday
from language.tense import is_report

DAY = "day"
CHOICES = 7
LONGEST_STRETCH = timedelta(days=7)
"""A longer one, like 今年度, says of which training somebody speaks, not when they took it."""
LONGEST_WORDS = 40
"""Characters that are kept of what a day came from."""


async def _read(text: str, asking: Asking) -> Found:
    """One day; of several, or of a stretch like 先週, those until today to choose from."""
    today, is_national_holiday = asking.deps.clock().date(), asking.deps.is_national_holiday
    intent = Intent(asking.draft.intent)
    said = days_said(text, intent=intent, today=today, is_national_holiday=is_national_holiday)
    words = tuple(found.words for found in said)
    days = [found for found in said if found.first == found.last]
    if len({found.first for found in days}) == 1:
        return _one_day(days[0], asking, words=words, today=today)
    stretches = [found for found in said if found.last - found.first <= LONGEST_STRETCH]
    possible = {
        day for each in days or stretches for day in _days(each.first, each.last, today=today)
    }
    if possible:
        newest = sorted(possible)[-CHOICES:]
        return Found(
            choices=tuple(_choice(day, today=today) for day in newest),
            words=words,
        )
    impossible = impossible_dates_in(
        text,
        today=today,
        is_national_holiday=is_national_holiday,
        is_report=is_report(intent, text),
    )
    if not impossible:
        return NOTHING
    return Found(problem=impossible[0].sentence, words=(impossible[0].words,))


def _one_day(said: DateFound, asking: Asking, *, words: tuple[str, ...], today: date) -> Found:
    """A weekday alone corrects the day that is known; one that the day has not is asked about."""
    if weekday := other_weekday(said):
        days = sorted({said.first, *with_weekday(said.first, weekday)})
        return Found(
            choices=tuple(_choice(day, today=today) for day in days if day <= today),
            problem=f"{wording.day(said.first, today=today)}は{weekday}曜日ではありません。",
            words=words,
        )
    day, known = said.first, asking.draft.value(DAY)
    if known and not asking.draft.asked:
        day = in_week_of(date.fromisoformat(known), said, today=today)
    return Found(Filled(day.isoformat(), said.words[:LONGEST_WORDS]), words=words)


def _choice(day: date, *, today: date) -> Choice:
    return Choice(day.isoformat(), wording.day(day, today=today))


def _days(first: date, last: date, *, today: date) -> list[date]:
    """The newest of them."""
    last = min(last, today)
    return [
        last - timedelta(days=back)
        for back in range(CHOICES)
        if last - timedelta(days=back) >= first
    ]


async def _problem(value: str, asking: Asking) -> str:
    _, problem = trouble_with_day(value, asking.member, today=asking.deps.clock().date())
    return problem


async def _label(value: str, asking: Asking) -> str:
    return wording.day(date.fromisoformat(value), today=asking.deps.clock().date())


async def _ask(asking: Asking, found: Found) -> Question:
    today, course = asking.deps.clock().date(), await course_of_draft(asking)
    name = wording.course_name(course) if course else "研修"
    if found.choices:
        sentence, choices = f"「{name}」を受けたのは、どの日ですか。", found.choices
    else:
        sentence = f"「{name}」を受けた日を選ぶか、「11月12日」のように送ってください。"
        choices = (
            Choice(today.isoformat(), "今日", about=wording.full_day(today)),
            Choice(_yesterday(today), "昨日", about=wording.full_day(today - timedelta(days=1))),
        )
    others = (pick_day_button("日付を選ぶ", course),) if course else ()
    return Question("いつ受けましたか", sentence, choices, others=others)


def _yesterday(today: date) -> str:
    return (today - timedelta(days=1)).isoformat()


DAY_TAKEN = Slot(
    DAY,
    read=_read,
    ask=_ask,
    problem=_problem,
    label=_label,
    called=("受けた日", "受講日", "日付", "日にち", "日"),
)
