"""How near a piece of work is to a case: whether who does the one could use the other."""

from collections.abc import Sequence

from language.search import Document, Index

ALIKE = 0.35
"""From this on it is the same work. Each of 28 sentences in which an office tells of its work was looked
for among the fourteen sample cases: 72 % of those that tell of the same work reach it, of the others
2 of 377. On a second set, written afterwards, 61 % and 2 of 234 (tests/language/test_case_likeness.py)."""
BACKGROUND = 40
"""So many other cases tell which words are common: alone, a case would be near to everything."""


def likeness(
    case: Document[int], others: Sequence[Document[int]], works: Sequence[str]
) -> tuple[float, ...]:
    """Of each of ``works`` to ``case``, 0–1. Slow, some milliseconds each: beside the loop."""
    index: Index[int] = Index(each for each in others if each.key != case.key)
    index.put(case)
    return tuple(_found(index, work, case.key) for work in works)


def _found(index: Index[int], work: str, key: int) -> float:
    hits = index.search(work, limit=len(index))
    return next((hit.score for hit in hits if hit.key == key), 0.0)
