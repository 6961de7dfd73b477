"""How near a piece of work is to a case: whether who does the one could use the other."""

from collections.abc import Sequence

from language.search import Document, Index

ALIKE = 0.32
"""From this on it is the same work. Chosen on 29 sentences in which an office tells of its work, looked
for among the fourteen sample cases: 22 of those 29 that tell of the same work reach it, of 377 others 8.
Of a second set, written before it was looked at, 7 of 14 and 1 of 238: rather too few are told than
too many (tests/language/data/case_likeness.tsv)."""
SIMILAR = 0.3
"""From this on a case is shown to who reports one, as similar. At 0.22, from where on a search answers,
27 of the same 29 sentences find theirs among the fourteen sample cases, and 35 others are shown too; at
0.3 it is 25 and 7, and of the second set 8 of 14 and 2: rather nothing than what is of no use. Of the
reports of benchmarks/data looked for in another town's cases, hardly one below 0.3 is of the same work."""
WORTH_COMPARING = 0.22
"""From this on ``likeness`` is asked, which is slower and compares less."""
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
