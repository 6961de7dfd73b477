"""One flow of work through several departments: an issue that speaks of another's department, about the
same thing, comes before or after it (跨る課題)."""

import re
from collections.abc import Sequence
from functools import cache

from language.issue_phrases import phrases_of
from language.issue_text import IssueText, Key
from language.search_terms import content_words, says_much
from language.words import words_of

_Office = tuple[str, str]
"""Department and section."""
_OF_OFFICE = ("事務局", "委員会", "センター", "担当", "課", "部", "局", "室", "係", "署")
_SHORTEST = 2
"""Characters of a department's name without what all of them end in: 「会計」 of 「会計課」."""
_IN_ANY_TEXT = frozenset({"市民", "住民", "健康", "環境", "教育", "生活", "地域", "文化", "こども"})
"""Of 「市民部」 or 「健康課」: who writes these words need not speak of that office."""
_MOST = 2_000
"""Issues that are looked through pair by pair."""
_MOST_OF_ONE = 30
"""More are no one flow of work, but a problem that everybody has."""


def flows_between(issues: Sequence[IssueText[Key]]) -> list[tuple[int, int]]:
    """Pairs of positions, ascending."""
    if len(issues) > _MOST:
        return []
    offices = [(issue.department, issue.section) for issue in issues]
    spoken_of = _spoken_of(issues)
    things = cache(lambda place: _things(issues[place]))
    return [
        (a, b)
        for a in range(len(issues))
        for b in range(a + 1, len(issues))
        if issues[a].department != issues[b].department
        and (offices[b] in spoken_of[a] or offices[a] in spoken_of[b])
        and things(a) & things(b)
    ]


def is_one_flow(issues: Sequence[IssueText[Key]]) -> bool:
    """Whether such pairs tie them all: then they are one flow rather than one problem in several places."""
    if not 1 < len(issues) <= _MOST_OF_ONE:
        return False
    reached, pairs = {0}, flows_between(issues)
    while more := {place for pair in pairs if reached & {*pair} for place in pair} - reached:
        reached |= more
    return len(reached) == len(issues)


def _names(department: str) -> tuple[str, ...]:
    """The whole name, and what people call it: 「税務」 of 「税務課」."""
    short = department
    for ending in _OF_OFFICE:
        short = short.removesuffix(ending)
    short = "" if short in _IN_ANY_TEXT else short
    return tuple(name for name in (department, short) if len(name) >= _SHORTEST)


def _spoken_of(issues: Sequence[IssueText[Key]]) -> list[set[_Office]]:
    """Which of the issues' offices each of them names."""
    offices = {(issue.department, issue.section) for issue in issues}
    called = {office: _called(*office) for office in offices}
    said = (issue.said for issue in issues)
    return [{office for office, name in called.items() if name.search(each)} for each in said]


def _called(department: str, section: str) -> re.Pattern[str]:
    """The department, and the section by its whole name. 「下水道課」 is not 「水道課」."""
    sections = [section] if len(section) > _SHORTEST else []
    names = "|".join(map(re.escape, (*_names(department), *sections)))
    return re.compile(rf"(?<![一-龠々])(?:{names})" if names else r"(?!)")


def _things(issue: IssueText[Key]) -> frozenset[str]:
    """What it is about, without who has it."""
    own = (*_names(issue.department), issue.section)
    words = words_of("、".join(phrases_of(issue.said)))
    return frozenset(
        word.normalised_form
        for word in content_words(words)
        if says_much(word) and len(word.surface) > 1 and not any(word.surface in n for n in own)
    )
