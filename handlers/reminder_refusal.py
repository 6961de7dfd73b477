"""A wish about the weekly message that cannot be, or has to be asked back: why, and what is near it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from cards import wording
from cards.dialogue import Choice, Question
from cards.reminder_questions import (
    MEANT,
    how_long,
    impossible_day,
    impossible_time,
    impossible_weekday,
    long_pause,
)
from domain.office import Office
from domain.reminder_preference import QuietTime, loud_times_near
from domain.weekly_schedule import Weekday
from handlers.reminder_meant import SURE, is_it_meant, meant_choice
from language.date_rule import add_months
from language.last_days import ImpossibleDay
from language.reminder_gaps import Gap, gap_in
from language.reminder_phrases import says_wish
from language.reminder_words import (
    WEEKEND,
    WEEKEND_CLOSED,
    ImpossibleTime,
    ReminderWish,
    SendAt,
    SnoozeUntil,
    WeekendChosen,
    send_at_words,
    wish_in,
)

LONG_MONTHS = 3
"""A pause that is longer is asked back: 「10月1日まで」, said in November, is most of a year."""

_NEAR = {
    Weekday.SATURDAY: (Weekday.FRIDAY, Weekday.MONDAY),
    Weekday.SUNDAY: (Weekday.MONDAY, Weekday.FRIDAY),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """``lacks``: what an answer would have to say. ``weekday`` and ``at``: what of it can be."""

    sentence: str
    question: Question
    lacks: Gap
    weekday: Weekday | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears a wish: on which day, in which office."""

    today: date
    is_national_holiday: Callable[[date], bool]
    office: Office

    def wish(self, text: str) -> ReminderWish | None:
        """Raises ImpossibleDay, WeekendChosen."""
        return wish_in(text, today=self.today, is_national_holiday=self.is_national_holiday)

    def refusal(self, text: str) -> Refusal | None:
        """None where it can be done, or nothing is asked for."""
        try:
            wish = self.wish(text)
        except ImpossibleDay as impossible:
            return self._day(impossible)
        except WeekendChosen as chosen:
            return self._time(chosen.asked) if chosen.asked else None
        if wish is None:
            return None
        return self._cannot_be(wish, is_sure=text.startswith(SURE)) or (
            None if says_wish(text) or gap_in(text) else _unsaid(wish)
        )

    def _cannot_be(self, wish: ReminderWish, *, is_sure: bool) -> Refusal | None:
        match wish:
            case SnoozeUntil(last):
                return None if is_sure else self._long(last)
            case SendAt() | ImpossibleTime():
                return self._time(wish)
            case _:
                return None

    def _day(self, impossible: ImpossibleDay) -> Refusal:
        choices = [
            Choice(f"{day.isoformat()}まで止めて", f"{wording.day(day, today=self.today)}まで")
            for day in impossible.near
        ]
        return Refusal(impossible.sentence, impossible_day(choices), Gap.UNTIL)

    def _long(self, last: date) -> Refusal | None:
        if last <= add_months(self.today, LONG_MONTHS):
            return None
        sure = meant_choice(SnoozeUntil(last))
        return Refusal(how_long(last, today=self.today), long_pause(sure), Gap.UNTIL)

    def _time(self, asked: SendAt | ImpossibleTime) -> Refusal | None:
        if isinstance(asked, ImpossibleTime):
            return _no_such_time(asked)
        quiet = self.office.quiet
        is_quiet = bool(quiet and asked.at and asked.at in quiet)
        near = loud_times_near(asked.at, quiet) if quiet and asked.at and is_quiet else ()
        why = QuietTime(asked.at, quiet).why if quiet and asked.at and is_quiet else ""
        if asked.weekday in WEEKEND:
            return _weekend(asked, near[0] if near else asked.at, why)
        if not why:
            return None
        question = impossible_time(
            _choices([asked.weekday], near), weekday=asked.weekday or "", at=_spelt(asked.at)
        )
        return Refusal(why, question, Gap.AT, weekday=asked.weekday)


def _unsaid(wish: ReminderWish) -> Refusal:
    """What no closed wording says is never done at once."""
    question = replace(MEANT, choices=(meant_choice(wish),))
    return Refusal(is_it_meant(wish), question, Gap.YES)


def _weekend(asked: SendAt, at: time | None, why: str) -> Refusal:
    """``at``: as it was asked for, or the nearest, where that is quiet: ``why``."""
    choices = _choices(_NEAR[asked.weekday] if asked.weekday else (), [at])
    question = impossible_weekday(choices, at=_spelt(at))
    return Refusal(WEEKEND_CLOSED + why, question, Gap.WEEKDAY, at=at)


def _no_such_time(asked: ImpossibleTime) -> Refusal:
    is_weekend = asked.weekday in WEEKEND
    weekday = None if is_weekend else asked.weekday
    question = impossible_time((), weekday=weekday or "", at=asked.written)
    why = WEEKEND_CLOSED if is_weekend else ""
    return Refusal(why + asked.sentence, question, Gap.AT, weekday=weekday)


def _choices(
    weekdays: Sequence[Weekday | None], times: Sequence[time | None]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(send_at_words(weekday, at), " ".join(filter(None, (weekday, _spelt(at)))))
        for weekday in weekdays
        for at in times
    )


def _spelt(at: time | None) -> str:
    return f"{at.hour}:{at:%M}" if at else ""
