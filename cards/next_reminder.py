"""When the next weekly message comes, and why none does: in a sentence, and as a row of a table."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from cards import wording
from domain.business_calendar import Closure
from domain.next_reminder import ClosedDay, Coming, Held, NextReminder
from domain.reminder import Silence


def next_sentence(following: NextReminder, *, today: date) -> str:
    """「次は11月24日(火) 9:00（23日(月)は祝日のため）です。」; "" where none can be named."""
    return "".join(_sentences(following, today=today))


def _sentences(following: NextReminder, *, today: date) -> Iterator[str]:
    required, whole = following.required, following.whole
    if required:
        yield f"必須研修の期限のお知らせだけは届き、次は{when(required, today=today)}です。"
    if whole and required:
        yield f"ほかのお知らせは{when(whole, today=today)}からです。"
    elif whole:
        yield f"次は{when(whole, today=today)}です。"
    if following.leaves_this_week_out:
        yield "今週のお知らせは届きません。"


def next_facts(following: NextReminder, *, today: date) -> Iterator[tuple[str, str]]:
    """Nothing where none comes."""
    required, whole = following.required, following.whole
    if required:
        yield "次のお知らせ", f"{when(required, today=today)}　必須研修の期限だけ"
    if whole:
        label = "ほかのお知らせ" if required else "次のお知らせ"
        yield label, when(whole, today=today) + ("から" if required else "")


def held_sentence(held: Held, silence: Silence | None, *, today: date) -> str:
    """``silence``: what they have asked for besides."""
    match held:
        case Held.LEAVE | Held.PARENTAL_LEAVE:
            return f"{held}中のため、お知らせは届きません。{_back(silence, today=today)}"
        case Held.PAUSED:
            return f"配信を全体で止めているため、お知らせは届きません。{_resumed(silence, today=today)}"
        case Held.NEVER_OPEN:
            return (
                "開庁日の設定に誤りがあり、次にいつ届くかがわかりません。事務局に知らせてください。"
            )
        case _:
            assert_never(held)


def _back(silence: Silence | None, *, today: date) -> str:
    if silence is None:
        return "復職が名簿に入ると、また届きます。"
    return f"復職が名簿に入っても{_asked(silence, today=today)}。"


def _resumed(silence: Silence | None, *, today: date) -> str:
    if silence is None:
        return "再開すると、また届きます。"
    return f"再開しても{_asked(silence, today=today)}。"


def _asked(silence: Silence, *, today: date) -> str:
    until = f"{wording.day(silence.until, today=today)}までは" if silence.until else ""
    return f"止めたままで、{until}必須研修の期限だけをお知らせします"


def when(coming: Coming, *, today: date) -> str:
    """「11月24日(火) 9:00（23日(月)は祝日のため）」."""
    at, instead_of = coming.at, coming.instead_of
    why = f"（{_closed(instead_of, at.date(), today=today)}）" if instead_of else ""
    return f"{wording.day(at.date(), today=today)} {at.hour}:{at:%M}{why}"


def _closed(closed: ClosedDay, told: date, *, today: date) -> str:
    """23日(月)は祝日のため; with the month where it is another one."""
    words = wording.day(closed.day, today=today)
    if (closed.day.year, closed.day.month) == (told.year, told.month):
        words = words.partition("月")[2]
    why = "閉庁日" if closed.why is Closure.OWN else closed.why.value
    return f"{words}は{why}のため"
