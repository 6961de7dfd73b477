"""A training that a message names, whether the catalogue has it or not: in the message's own words."""

import re

from language.course_words import words_in
from language.gazetteer import CourseNames
from language.heard_names import COMMON, Heard, heard

_ANY = 1_000
"""Courses that the words may mean: they are words all the same."""
_WHEN = re.compile(
    r"昨日|今日|明日|一昨日|今朝|昨年|本日|先日|先[週月]|今[週月年]|来[週月年]|午[前後]|[月火水木金土日]曜"
)
_JOINED = re.compile(r"(?=.*[一-龠々ァ-ヺa-z])[一-龠々ァ-ヺーa-zぁ-ん]{2,}")
_QUOTED = re.compile(r"[「『]([^「」『』]{2,40})[」』]")


def course_words(text: str, names: CourseNames, *, is_theme: bool = False) -> str:
    """Normalised; with 研修 or 講座 where that follows at once. Empty where none is named.

    ``is_theme``: somebody looks for trainings; only a name that is said in full is one.
    """
    message = heard(text)
    if quoted := _QUOTED.search(message.text):
        return quoted[1]
    found = [match for match in names.find(text, limit=_ANY) if match.is_whole or not is_theme]
    if found:
        first = min(found, key=lambda match: match.start)
        return _with_kind(message, first.start, first.end)
    return "" if is_theme else _not_in_catalogue(message)


def unlisted_training(text: str, names: CourseNames) -> str:
    """宇宙開発研修, where no name of the catalogue is meant; empty otherwise. Normalised."""
    return "" if names.find(text, limit=_ANY) else _not_in_catalogue(heard(text))


def _with_kind(message: Heard, start: int, end: int) -> str:
    kind = COMMON.match(message.text, end)
    return message.text[start : kind.end() if kind else end]


def _not_in_catalogue(message: Heard) -> str:
    """Python研修: words that tell something, right before 研修."""
    for compound in words_in(message):
        own = [word for word in compound if not _WHEN.match(word.written)]
        tells = any(not word.is_vague and not word.is_level for word in own)
        if tells and COMMON.match(message.text, own[-1].end):
            return _with_kind(message, _begins(message, own[0].start), own[-1].end)
    return ""


def _begins(message: Heard, start: int) -> int:
    """Where words that are joined to those at ``start`` begin: 漏えい of 個人情報漏えい対策."""
    for token in reversed(message.tokens):
        if (
            token.end == start
            and _JOINED.fullmatch(token.surface)
            and not _WHEN.match(token.surface)
        ):
            start = token.start
    return start
