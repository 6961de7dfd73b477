"""Learning what tells that an earlier sentence of a discussion no longer stands.

A sentence is overtaken where any later message overtakes it (noisy or); of a message it is known neither
whether it does nor how. Logistic regression over the ways in which it may (``thread_touch``), drawn to what is
known beforehand (``_KNOWN``). SciPy is imported only when training. The same files give the same weights.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.corpus_files import digest
from language.thread_acts import Act, acts_of
from language.thread_corpus import ToldThread, read_threads, thread_files
from language.thread_decided import signs_of
from language.thread_evaluation import ThreadEvaluation, evaluate_threads, says
from language.thread_items import items_of
from language.thread_pairs import Pairs
from language.thread_revisions import revisions_of
from language.thread_risk import WEIGHTS, ThreadWeights, item_of
from language.thread_sentences import Saying, in_order, sayings_of
from language.thread_summary import thread_summary
from language.thread_touch import touches
from language.thread_view import View
from language.thread_wording import told

_SPREAD = 0.15
"""Variance of a weight around what is known beforehand: thousand ways, some hundred sentences that were overtaken."""
_BIAS_SPREAD = 100.0
_FEWEST = 4
"""Sentences that have a way of which anything is learned."""
_ROUNDS = 150
_STALE_WEIGHT = 4.0
"""To tell what no longer holds is worse than to leave out what does."""
_WHOLE = 8.0
"""Messages: an exchange of fewer weighs less, since in it all is said side by side."""
_READ_ANEW, _UNTOLD = 0.5, 0.25
"""Of a sentence that is told with the newer figure; of one of which nobody said whether it should be told."""
_UNSAID = 0.6
"""Of a sentence of which nobody said whether it is a fact or a decision."""
_SURE = 2.0
_KNOWN = {
    "bias": -4.0,
    "sure: counted otherwise by now": 0.7,
    "sure: decided otherwise": 0.5,
    "sure: only that now": 0.5,
    "sure: plan settled otherwise": 1.0,
    "sure: that figure hinders": 1.5,
    "sure: plan taken back": 1.5,
    "sure: claim denied": 3.0,
    "sure: claim denied next": 2.5,
    "sure: counted anew": 2.5,
    "sure: guess counted": 3.0,
    "sure: works by now": 2.5,
    "sure: one matter, and why": 2.5,
    "sure: another speaks of that figure": 2.5,
    "sure: that figure corrected": 2.5,
    "sure: that figure beside another": 2.5,
    "sure: that name counted otherwise": 2.5,
    "sure: no longer can": 1.0,
    "sure: that deed negated": 1.0,
    "sure: broken again": 2.5,
    "sure: beside what is broken again": 3.0,
    "sure: admitted after a no": 2.5,
    "answers, clash": -1.0,
    "another item": -1.0,
    "another item, clash": -3.0,
    "this item, clash": 3.0,
    "no item, clash": -0.5,
    "clash added": -2.5,
    "clash aimed elsewhere": -2.0,
    "clash supposed": -1.0,
    "clash of the same, same": 1.0,
    "clash of one matter": 0.5,
    "clash of one matter, same": 1.0,
    "clash, is guess": 1.0,
    "clash, said again": -0.7,
    "said again": -0.5,
    "flips, topic": 1.0,
    "does otherwise, same": 1.5,
    "does denies, topic": 0.5,
    "one kind, a turn": 1.5,
}
_OF_DECISIONS = frozenset({"train_w", "train_x", "train_y"})
"""Files that say all that was decided: only that is learned of them. Learned of what they overturn, unseen hands fared no better
and a plain correction took the corrected figure along (benchmarks/README.md).
"""
_NEVER_TOLD = (Act.ORDER, Act.ASIDE, Act.AGREED)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of which it is known whether something holds."""

    holds: bool
    weight: float
    ways: tuple[frozenset[str], ...]
    """Of each later message, or of the sentence alone; it holds where any of them makes it so."""


@dataclass(frozen=True, slots=True)
class Lesson:
    overtaken: tuple[Example, ...]
    decided: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ThreadTrainingReport:
    weights: Path
    examples: int
    stale: int
    held_out: tuple[tuple[str, ThreadEvaluation], ...]
    """Each file by the weights of the others: its name, and what its summaries say."""


def train_threads(
    files: Sequence[Path] = (), *, weights: Path = WEIGHTS, hold_out: bool = True
) -> ThreadTrainingReport:
    """Writes ``weights``. Without ``files``: all of ``language/corpus/threads/train_*.jsonl``.

    A minute. Raises BadCorpus, ImportError without SciPy (``make test`` installs it).
    """
    files = files or thread_files("train")
    threads = [read_threads([file]) for file in files]
    lessons = [
        lesson_of(part, of_decisions=file.stem in _OF_DECISIONS)
        for file, part in zip(files, threads, strict=True)
    ]
    held_out = []
    for number, part in enumerate(threads) if hold_out else ():
        others = learned_from([each for n, each in enumerate(lessons) if n != number])
        evaluation = evaluate_threads(part, partial(thread_summary, weights=others))
        held_out.append((files[number].stem, evaluation))
    found = {"corpus": digest(files), **asdict(learned_from(lessons))}
    weights.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", "utf-8")
    examples = [example for lesson in lessons for example in lesson.overtaken]
    stale = sum(example.holds for example in examples)
    return ThreadTrainingReport(weights, len(examples), stale, tuple(held_out))


def lesson_of(threads: Iterable[ToldThread], *, of_decisions: bool = False) -> Lesson:
    """``of_decisions``: of nothing else."""
    overtaken: list[Example] = []
    done: list[Example] = []
    for thread in threads:
        overtaken += () if of_decisions else examples_of(thread)
        done += _decided_in(thread)
    return Lesson(tuple(overtaken), tuple(done))


def learned_from(lessons: Sequence[Lesson]) -> ThreadWeights:
    return ThreadWeights(
        overtaken=fitted([each for lesson in lessons for each in lesson.overtaken], _known),
        decided=fitted([each for lesson in lessons for each in lesson.decided], lambda _: 0.0),
    )


def examples_of(thread: ToldThread) -> Iterator[Example]:
    messages = [thread.messages[place] for place in in_order(thread.messages)]
    sayings = sayings_of(messages)
    view = View(sayings, acts_of(sayings))
    view.found = revisions_of(sayings, view.acts, {})
    pairs = Pairs(view)
    share = min(1.0, len(pairs.laters) / _WHOLE)
    for saying in sayings:
        if view.act(saying) not in _NEVER_TOLD:
            for example in _examples(thread, view, pairs, saying):
                yield replace(example, weight=share * example.weight)


def _examples(thread: ToldThread, view: View, pairs: Pairs, saying: Saying) -> Iterator[Example]:
    is_as_said = saying.at not in view.found.cuts and saying.at not in view.found.changes
    items = items_of(saying) if is_as_said else []
    for start, end, figure in items:
        text = saying.text[start:end]
        found = pairs.of(item_of(view, saying, figure), whole=saying)
        yield _example(thread, text, text, touches(found), is_told=True)
    if not items:
        is_told = view.act(saying) is not Act.QUESTION
        text = told(saying, view.found)[0]
        yield _example(thread, saying.text, text, touches(pairs.of(saying)), is_told=is_told)


def _decided_in(thread: ToldThread) -> Iterator[Example]:
    messages = [thread.messages[place] for place in in_order(thread.messages)]
    sayings = sayings_of(messages)
    acts = acts_of(sayings)
    for saying in sayings:
        if acts[saying.at] not in (Act.ORDER, Act.ASIDE):
            is_decided = any(says(words, saying.text) for words in thread.decisions)
            is_fact = any(says(words, saying.text) for words in thread.facts)
            weight = 1.0 if is_decided or is_fact else _UNSAID
            yield Example(is_decided, weight, (signs_of(saying, sayings, acts),))


def _example(
    thread: ToldThread, raw: str, text: str, ways: Sequence[frozenset[str]], *, is_told: bool
) -> Example:
    every = (*thread.facts, *thread.decisions, *thread.open_questions)
    if any(says(words, text) for words in thread.superseded):
        return Example(True, _STALE_WEIGHT, tuple(ways))
    if any(says(words, raw) for words in thread.superseded):
        return Example(True, _STALE_WEIGHT * _READ_ANEW, tuple(ways))
    is_good = is_told and any(says(words, text) for words in every)
    return Example(False, 1.0 if is_good else _UNTOLD, tuple(ways))


def fitted(examples: Sequence[Example], known_of: Callable[[str], float]) -> dict[str, float]:
    """By the names of the ways, in their order."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # ships no types
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # ships no types

    names = _names(examples, known_of)
    column = {name: number for number, name in enumerate(names)}
    rows = [(n, ways) for n, example in enumerate(examples) for ways in example.ways]
    columns = [sorted(column[name] for name in ways if name in column) for _, ways in rows]
    bounds = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix(
        (np.ones(bounds[-1]), [c for each in columns for c in each], bounds),
        shape=(len(rows), len(names)),
    )
    of = np.array([n for n, _ in rows])
    holds = np.array([example.holds for example in examples], dtype=float)
    weight = np.array([example.weight for example in examples])
    known = np.array([known_of(name) for name in names])
    spread = np.array([_BIAS_SPREAD if name == "bias" else _SPREAD for name in names])

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = matrix @ weights
        stands = np.bincount(of, weights=-np.logaddexp(0, odds), minlength=len(examples))
        stands = np.minimum(stands, -1e-9)
        goes = -np.expm1(stands)
        away = (weights - known) / spread
        total = -(weight * (holds * np.log(goes) + (1 - holds) * stands)).sum()
        slope = -weight * (1 - holds - holds * np.exp(stands) / goes)
        pull = slope[of] * -1 / (1 + np.exp(-odds))
        return total + 0.5 * (away * (weights - known)).sum(), matrix.T @ pull + away

    found = minimize(loss, known.copy(), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    return {name: round(float(each), 3) for name, each in zip(names, found.x, strict=True) if each}


def _names(examples: Sequence[Example], known_of: Callable[[str], float]) -> list[str]:
    having = Counter(name for example in examples for name in frozenset[str]().union(*example.ways))
    return sorted(name for name, count in having.items() if count >= _FEWEST or known_of(name))


def _known(name: str) -> float:
    return _KNOWN.get(name, _SURE if name.startswith("sure: ") else 0.0)
