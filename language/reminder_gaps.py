"""「しばらく止めて」「時刻を変えたい」: what of the weekly message is to change, without saying to what."""

import re
from enum import StrEnum
from typing import assert_never

from language.last_days import DAY, with_day_hidden
from language.normalise import normalise
from language.reminder_manner import is_question
from language.reminder_phrases import says_wish

LONGEST = 60
"""Characters of a message that lacks something."""


class Gap(StrEnum):
    UNTIL = "until"
    WEEKDAY = "weekday"
    AT = "at"
    YES = "yes"
    """Nothing but that it is meant."""


_CHANGES = r"(?:変え|変更|替え|かえ|ずらし|直し|なおし|調整)"
_GAPS = {
    Gap.UNTIL: re.compile(
        r"(?:しばらく|当分|当面|一時的に|少しの間|ちょっとの間|少し|ちょっと|いったん|一旦|一度).{0,12}"
        r"(?:止め|とめ|停止|送らな|休[みめま]|ストップ|いらな|要らな)"
    ),
    Gap.WEEKDAY: re.compile(rf"曜日[をはだも]?(?:け)?.{{0,8}}{_CHANGES}"),
    Gap.AT: re.compile(rf"(?:時刻|時間帯?)[をはだも]?(?:け)?.{{0,8}}{_CHANGES}"),
}
_FILLED = re.compile(rf"{DAY}|[月火水木金土日]曜|\d{{1,2}}(?:時|:\d{{2}})|曜日と(?:時刻|時間)")
_ENDING = re.compile(
    r"(?:まで|に|で|が|を|の)?(?:です|でお願いします|お願いします|がいい(?:です)?|希望(?:です)?|して|ください|よ|ね)*[。!、. ]*$"
)


_TOPIC = re.compile(r"お?知らせ|リマインド|リマインダー|通知")


def says_gap(text: str) -> bool:
    """Whether the message is about it and lacks something, whatever a model thinks of it."""
    return _TOPIC.search(normalise(text)) is not None and gap_in(text) is not None


def gap_in(text: str) -> Gap | None:
    """None where nothing is to change, or it is said to what."""
    heard = normalise(text).replace(" ", "")
    if len(heard) > LONGEST or _FILLED.search(with_day_hidden(heard)):
        return None
    return next((gap for gap, asked in _GAPS.items() if asked.search(heard)), None)


def wish_for(gap: Gap, answer: str) -> str | None:
    """The whole wish, when asked for ``gap``: 「12月1日」 is 「12月1日まで止めて」. None where it is no answer."""
    if says_wish(answer):
        return answer
    if is_question(answer):
        return None
    said = _ENDING.sub("", normalise(answer).replace(" ", ""))
    wish = _wish(gap, said)
    return wish if wish and says_wish(wish) else None


def _wish(gap: Gap, said: str) -> str | None:
    match gap:
        case Gap.UNTIL:
            return "もう送らないで" if said in ("ずっと", "無期限") else f"{said}まで止めて"
        case Gap.WEEKDAY:
            return f"毎週{said}に送って"
        case Gap.AT:
            return f"{said}に送って"
        case Gap.YES:
            return None
        case _:
            assert_never(gap)
