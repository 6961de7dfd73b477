"""What was read of a wish about the weekly message that is not said in so many words: asked back."""

from typing import assert_never

from cards.dialogue import Choice
from cards.reminder_questions import until_label
from domain.day_words import clock_time
from domain.errors import DomainError
from language.reminder_words import (
    AsTheOffice,
    ImpossibleTime,
    ReminderWish,
    Resume,
    SendAt,
    SnoozeUntil,
    Stop,
    send_at_words,
)

SURE = "はい、"
"""Before a wish that has been asked back: 「はい、2027-10-01まで止めて」."""


def meant_choice(wish: ReminderWish) -> Choice:
    """The button that does it. Its value is a closed wording."""
    return Choice(SURE + _words(wish), change_label(wish))


def change_label(wish: ReminderWish) -> str:
    """「お知らせを止める」."""
    what, does, _ = _spoken(wish)
    return what + does


def is_it_meant(wish: ReminderWish) -> str:
    """「お知らせを止めますか。」"""
    what, _, asks = _spoken(wish)
    return f"{what}{asks}か。"


def _words(wish: ReminderWish) -> str:
    match wish:
        case SnoozeUntil(last):
            return f"{last.isoformat()}まで止めて"
        case SendAt(weekday, at):
            return send_at_words(weekday, at)
        case Stop():
            return "もう送らないで"
        case Resume():
            return "また送って"
        case AsTheOffice(is_all):
            return "お知らせの設定を元に戻して" if is_all else "お知らせを全体と同じにして"
        case ImpossibleTime(sentence=sentence):
            raise DomainError(sentence)
        case other:
            assert_never(other)


def _spoken(wish: ReminderWish) -> tuple[str, str, str]:
    """What, does, and asks whether it is to be done."""
    match wish:
        case SnoozeUntil(last):
            return until_label(last).removesuffix("止める"), "止める", "止めます"
        case SendAt(weekday, at):
            every_week = " ".join(
                filter(None, (f"毎週{weekday}" if weekday else "", clock_time(at) if at else ""))
            )
            return f"お知らせを{every_week}に", "送る", "送ります"
        case Stop():
            return "お知らせを", "止める", "止めます"
        case Resume():
            return "お知らせをまた", "送る", "送ります"
        case AsTheOffice(is_all):
            if is_all:
                return "お知らせの設定を元に", "戻す", "戻します"
            return "お知らせを全体と同じ曜日と時刻に", "する", "します"
        case ImpossibleTime(sentence=sentence):
            raise DomainError(sentence)
        case other:
            assert_never(other)
