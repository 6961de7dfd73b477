"""One flow of work through several departments: an issue that speaks of another's department, about the
same thing, comes before or after it (跨る課題)."""

from collections.abc import Sequence

from language.issue_phrases import phrases_of
from language.issue_text import IssueText, Key
from language.search_terms import content_words, says_much
from language.words import words_of

_OF_OFFICE = ("事務局", "委員会", "センター", "担当", "課", "部", "局", "室", "係", "署")
_SHORTEST = 2
"""Characters of a department's name without what all of them end in: 「会計」 of 「会計課」."""
_MOST = 2_000
"""Issues that are looked through pair by pair."""
_MOST_OF_ONE = 30
"""More are no one flow of work, but a problem that everybody has."""


def flows_between(issues: Sequence[IssueText[Key]]) -> list[tuple[int, int]]:
    """Pairs of positions, ascending."""
    if len(issues) > _MOST:
        return []
    names = [_names(issue.department) for issue in issues]
    said = [issue.said for issue in issues]
    things = [_things(issue) for issue in issues]
    return [
        (a, b)
        for a in range(len(issues))
        for b in range(a + 1, len(issues))
        if issues[a].department != issues[b].department
        and (_speaks_of(said[a], names[b]) or _speaks_of(said[b], names[a]))
        and things[a] & things[b]
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
    return tuple(name for name in (department, short) if len(name) >= _SHORTEST)


def _speaks_of(said: str, names: Sequence[str]) -> bool:
    return any(name in said for name in names)


def _things(issue: IssueText[Key]) -> frozenset[str]:
    """What it is about, without who has it."""
    own = _names(issue.department)
    words = words_of("、".join(phrases_of(issue.said)))
    return frozenset(
        word.normalised_form
        for word in content_words(words)
        if says_much(word) and len(word.surface) > 1 and not any(word.surface in n for n in own)
    )
