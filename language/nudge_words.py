"""「市川さんに声をかけて」: what the button 「声をかける」 does, in words."""

import re

from language.normalise import normalise
from language.reminder_manner import is_question

LONGEST = 40
"""Characters. Who asks for this alone says it shortly."""

_WHO = r"(?P<who>[^をが、。?!]{1,16}?(?:さん|くん|君|さま|様|氏))"
_PLEASE = (
    r"(?:ください|下さい|ほしい|欲しい|お願い(?:します|できます)?"
    r"|(?:もらえ|くれ|いただけ|頂け)(?:ます|ませんか?|る)?)?(?:です|ね)?"
)
_NUDGE = re.compile(
    rf"{_WHO}(?:に|へ)、?(?:(?:受講|研修)の)?声(?:を|がけを|かけを|掛けを)?、?"
    rf"(?:(?:かけ|掛け|がけ)?(?:を?(?:し|送っ|おくっ))?(?:て{_PLEASE}|たい(?:です)?|ます)"
    rf"|(?:かけ|掛け)る|(?:かけ|掛け|がけ)?を?お願い(?:します|できます)?)"
)
_REQUESTS = re.compile(r"て(?:もらえ|くれ|いただけ|頂け)|お願いでき")
"""「声をかけてもらえますか？」: a question, and yet a request."""


def nudged_in_words(text: str) -> str | None:
    """Whom, as called; None where the message says something else."""
    heard = normalise(text).replace(" ", "").strip("。.!「」『』、")
    if len(heard) > LONGEST or (is_question(text) and not _REQUESTS.search(heard)):
        return None
    found = _NUDGE.fullmatch(heard.rstrip("?か"))
    return found["who"] if found else None
