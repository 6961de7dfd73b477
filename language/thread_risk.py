"""Whether an earlier sentence still stands, for all that was said later: where it is likelier overtaken, it goes.

Learned from discussions of which it is known what was overtaken (``thread_training``): a weight for each way
in which a message may touch a sentence (``thread_touch``).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log
from pathlib import Path

from language.thread_acts import Act
from language.thread_amounts import Figure
from language.thread_items import Item, items_of
from language.thread_pairs import Pair, Pairs
from language.thread_sentences import Saying
from language.thread_signs import Later
from language.thread_touch import touches
from language.thread_view import View

WEIGHTS = Path(__file__).parent / "weights" / "threads.json"
LIMIT = 0.3
"""Logarithm of the odds: what is likelier overtaken is not told. A lower one costs more facts than the goal allows."""
_MORE = {Act.DECISION: 0.9, Act.WITHDRAWAL: 0.9, Act.PROPOSAL: 1.5, Act.QUESTION: 1.5}
"""What was decided or asked is spoken of afterwards without being changed: it takes more."""
_NEVER_TOLD = frozenset({Act.ORDER, Act.ASIDE, Act.AGREED})
_LEAST = -20.0

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ThreadWeights:
    """By the names of what tells it."""

    overtaken: Weights
    decided: Weights


NOTHING_LEARNED = ThreadWeights({}, {})


@cache
def learned() -> ThreadWeights:
    """Raises OSError where the file is missing."""
    found = json.loads(WEIGHTS.read_text("utf-8"))
    return ThreadWeights(found["overtaken"], found["decided"])


def note_contested(view: View, weights: Weights, limit: float = LIMIT) -> None:
    """Lets go of what a later message may have overtaken; of a list only the items. Without weights nothing goes."""
    if not weights:
        return
    pairs = Pairs(view)
    for saying in view.sayings:
        if saying.at in view.found.gone or view.act(saying) in _NEVER_TOLD:
            continue
        is_as_said = saying.at not in view.found.cuts and saying.at not in view.found.changes
        if is_as_said and (items := items_of(saying)):
            _cut_items(pairs, saying, items, weights, limit)
            continue
        odds, by = worst(_not_read(view, saying, pairs.of(saying)), weights)
        view.found.odds[saying.at] = odds
        if by is not None and odds > limit + _MORE.get(view.act(saying), 0.0):
            view.let_go(saying, by.sayings[0])


def _cut_items(
    pairs: Pairs, saying: Saying, items: Sequence[Item], weights: Weights, limit: float
) -> None:
    """「役場4台、支所2台、分館3台です」 when only the last is another by now."""
    found = pairs.view.found
    last: Later | None = None
    for start, end, figure in items:
        item = item_of(pairs.view, saying, figure)
        odds, by = worst(pairs.of(item, whole=saying), weights)
        if by is not None and odds > limit:
            found.cuts.setdefault(saying.at, []).append((start, end))
            last = by
    if last is not None and (
        len(found.cuts[saying.at]) == len(items) or _is_topic_alone(saying, found.cuts[saying.at])
    ):
        del found.cuts[saying.at]
        pairs.view.let_go(saying, last.sayings[0])


def _is_topic_alone(saying: Saying, cuts: Sequence[tuple[int, int]]) -> bool:
    """Of 「球の単価は120円、工賃は…」 nothing is left to tell but of what it spoke."""
    left = "".join(
        "" if any(start <= at < end for start, end in cuts) else character
        for at, character in enumerate(saying.folded)
    )
    return left.rstrip("、。 ").endswith("は")


def item_of(view: View, saying: Saying, figure: Figure) -> Saying:
    """As if it said nothing else."""
    return replace(saying, figures=(figure,), nouns=view.clause(saying, figure))


def _not_read(view: View, saying: Saying, pairs: Iterable[Pair]) -> list[Pair]:
    """After the messages with whose figures it is read already: up to them it was corrected.

    「40件ではなく52件でした」 is told within another sentence: only what speaks of that may overtake it.
    """
    if saying.at in view.found.merged and saying.at in view.found.cuts:
        pairs = [pair for pair in pairs if pair.topic or pair.figures]
    read = [view.sayings[c.by].place for c in view.found.changes.get(saying.at, ())]
    return [pair for pair in pairs if pair.later.place > max(read, default=-1)]


def worst(pairs: Sequence[Pair], weights: Weights) -> tuple[float, Later | None]:
    """(logarithm of the odds that it is overtaken, by what most likely); many doubts weigh more than one."""
    if not pairs:
        return _LEAST, None
    odds = [sum(weights.get(name, 0.0) for name in names) for names in touches(pairs)]
    total = log(sum(exp(2 * max(_LEAST, each)) for each in odds)) / 2
    return total, pairs[max(range(len(pairs)), key=odds.__getitem__)].later
