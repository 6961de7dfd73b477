"""How much a message says beside what answers a question."""

import re
from collections.abc import Iterable

from language.normalise import normalise

LONGEST = 120
"""Characters; a longer message is no mere answer."""
_POLITE = re.compile(
    r"確か|多分|思(?:い|う)|頃|午[前後]|お願い|願い|希望|研修|講座|講習|コース|動画|です|ます|年度?|月|日"
)
_TELLING = re.compile(r"[一-龠々ァ-ヺa-z0-9]")


def telling_left(text: str, words: Iterable[str]) -> int:
    """Characters that are neither kana nor of ``words``: 「たしか昨日だったかな」 has none beside 昨日.

    ``words`` may be longer than what the message has of them, as the name of a training is.
    """
    left = normalise(text)
    if len(left) > LONGEST:
        return len(left)
    for word in words:
        left = _without(left, normalise(word))
    return len(_TELLING.findall(_POLITE.sub("", left)))


def _without(text: str, word: str) -> str:
    """Without what two or more characters of it have in common with ``word``."""
    left, at = "", 0
    while at < len(text):
        end = at + 2
        if text[at:end] not in word or end > len(text):
            left, at = left + text[at], at + 1
            continue
        while end < len(text) and text[at : end + 1] in word:
            end += 1
        left, at = f"{left} ", end
    return left
