"""Which trainings teach what a case was done with: by the tool's name in the course or its skills."""

import re
from collections.abc import Iterable
from functools import lru_cache

from domain.training import Course
from language.normalise import normalise

_SHORTEST = 2
_LATIN = re.compile(r"[a-z0-9]")


def teaches(course: Course, tools: Iterable[str]) -> bool:
    taught = tuple(map(tool_key, (course.name, *course.skills)))
    return any(_is_among(tool_key(tool), taught) for tool in tools)


def courses_teaching(tools: Iterable[str], courses: Iterable[Course]) -> tuple[Course, ...]:
    """In the catalogue's order."""
    named = tuple(tools)
    return tuple(course for course in courses if named and teaches(course, named))


@lru_cache(maxsize=5_000)
def tool_key(name: str) -> str:
    """「ＲＰＡ」 and 「rpa」 are one."""
    return normalise(name).replace(" ", "")


def _is_among(tool: str, taught: Iterable[str]) -> bool:
    """「RPA」 in 「RPA入門」; the skill 「Excel」 in the tool 「Excelマクロ」; no piece of a Latin word."""
    return any(_has(words, tool) or _has(tool, words) for words in taught)


def _has(words: str, name: str) -> bool:
    if len(name) < _SHORTEST:
        return False
    at = words.find(name)
    while at >= 0:
        if not (_cuts(words, at) or _cuts(words, at + len(name))):
            return True
        at = words.find(name, at + 1)
    return False


def _cuts(words: str, at: int) -> bool:
    """Whether a Latin word stands on both sides of the place."""
    return 0 < at < len(words) and bool(_LATIN.match(words[at - 1]) and _LATIN.match(words[at]))
