"""Learning which issues are the same problem, from what several people wrote about the same problems.

Supervised contrastive learning (Khosla et al. 2020) of one linear projection, in numpy: an issue is drawn
to those of its cluster and away from all others, those with the same words among them. SciPy is
imported only when training. The same files give the same bytes on the same machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.corpus_files import digest
from language.features import Floats
from language.issue_corpus import ToldIssue, issue_training_files, read_issues
from language.issue_encoder import WEIGHTS, IssueEncoder
from language.issue_evaluation import IssueEvaluation, confirmed, evaluated, mean_of
from language.issue_linkage import linked
from language.issue_matrix import Matrix
from language.issue_scores import Clustering, clustering
from language.issue_views import BUCKETS, Views, dense_views, idf_of, views_of

DIMENSIONS = 256
_ROUNDS, _RATE = 100, 2e-3
_TEMPERATURE = 0.1
_LEFT_OUT = 0.5
"""Of the numbers of a text in each round: no single word may decide."""
_DECAY = 1e-4
_FIRST_MOMENT, _SECOND_MOMENT = 0.9, 0.999
_SEED = 20261122
_THRESHOLDS = np.arange(0.2, 0.6, 0.02)
_SURE = np.arange(0.3, 0.9, 0.05)

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class IssueTrainingReport:
    weights: Path
    issues: int
    held_out: IssueEvaluation
    """Of a hand that it had not seen, half of whose problems it had not seen either; the mean over hands."""


def train_issues(
    files: Sequence[Path] = (), *, weights: Path = WEIGHTS, rounds: int = _ROUNDS
) -> IssueTrainingReport:
    """Writes ``weights``. Without ``files``: all of ``language/corpus/issues/train_*.jsonl``.

    Some minutes. Raises BadCorpus, ValueError for fewer than two files, ImportError without
    SciPy (``make test`` installs it).
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # no types

    files = files or issue_training_files()
    hands = [read_issues([file]) for file in files]
    views = [[views_of(issue.said) for issue in hand] for hand in hands]
    # One thread adds up in one order.
    with threadpool_limits(1):
        least, sure, held_out = _thresholds(hands, views, rounds)
        encoder = learned(
            [issue for hand in hands for issue in hand],
            [each for hand in views for each in hand],
            least=least,
            sure=sure,
            corpus=digest(files),
            rounds=rounds,
        )
    encoder.save(weights)
    return IssueTrainingReport(weights, sum(map(len, hands)), held_out)


def learned(
    issues: Sequence[ToldIssue],
    views: Sequence[Views],
    *,
    least: float = 0.0,
    sure: float = 0.0,
    corpus: str = "",
    rounds: int = _ROUNDS,
) -> IssueEncoder:
    idf = idf_of(views)
    matrix = Matrix.of(views, idf)
    return IssueEncoder(idf, _projection(matrix, _lesson(issues), rounds), least, sure, corpus)


def _thresholds(
    hands: Sequence[Sequence[ToldIssue]], views: Sequence[Sequence[Views]], rounds: int
) -> tuple[float, float, IssueEvaluation]:
    """(``least``, ``sure``, how well they do) with the issues of hands that it has not seen."""
    unseen = [
        _unseen_rows(hands, views, without=number, rounds=rounds) for number in range(len(hands))
    ]
    both = list(zip(unseen, hands, strict=True))
    worth = [
        np.mean([_worth(clustering(hand, linked(rows, least=least))) for rows, hand in both])
        for least in _THRESHOLDS
    ]
    least = float(_THRESHOLDS[int(np.argmax(worth))])
    after = [np.mean([confirmed(rows, hand, sure=sure).f for rows, hand in both]) for sure in _SURE]
    sure = float(_SURE[int(np.argmax(after))])
    judged = [evaluated(rows, hand, least=least, sure=sure) for rows, hand in both]
    return least, sure, mean_of(judged)


def _worth(found: Clustering) -> float:
    """Every issue counts, and that departments are brought together, which a forum is for."""
    return found.f + found.across_f


def _unseen_rows(
    hands: Sequence[Sequence[ToldIssue]],
    views: Sequence[Sequence[Views]],
    *,
    without: int,
    rounds: int,
) -> Floats:
    """Of the issues of one hand, by what the others teach without half of its problems: a new office
    has some that others had, and some of its own."""
    clusters = sorted({issue.cluster for issue in hands[without]})
    new = {*np.random.default_rng(_SEED).permutation(clusters)[::2].tolist()}
    seen = [
        (issue, each)
        for number, hand in enumerate(hands)
        if number != without
        for issue, each in zip(hand, views[number], strict=True)
        if issue.cluster not in new
    ]
    if not seen:
        raise ValueError("課題のファイルは、書き手ごとに2つ以上必要です。")
    encoder = learned([issue for issue, _ in seen], [each for _, each in seen], rounds=rounds)
    return np.stack([encoder.projected(each) for each in views[without]])


@dataclass(frozen=True, slots=True, eq=False)
class _Lesson:
    """Of each pair of issues, (issues, issues)."""

    same: Bools
    apart: Bools
    """Known to be different problems. Of two hands that had topics of their own nobody knows."""


def _lesson(issues: Sequence[ToldIssue]) -> _Lesson:
    hands_of: dict[str, set[str]] = {}
    for issue in issues:
        hands_of.setdefault(issue.cluster, set()).add(issue.hand)
    clusters, hands = _numbers(i.cluster for i in issues), _numbers(i.hand for i in issues)
    in_common = np.array([len(hands_of[issue.cluster]) > 1 for issue in issues])
    same = clusters[:, None] == clusters[None, :]
    known = (hands[:, None] == hands[None, :]) | (in_common[:, None] & in_common[None, :])
    apart = known & ~same
    np.fill_diagonal(same, val=False)
    return _Lesson(same, apart)


def _numbers(names: Iterable[str]) -> Ints:
    number: dict[str, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.intp)


def _projection(matrix: Matrix, lesson: _Lesson, rounds: int) -> Floats:
    """(dense views + BUCKETS, DIMENSIONS), by Adam (Kingma and Ba 2015). Buckets that no text has are zeros."""
    random = np.random.default_rng(_SEED)
    shape = (dense_views() + BUCKETS, DIMENSIONS)
    start: Floats = (random.standard_normal(shape) / np.sqrt(DIMENSIONS)).astype(np.float32)
    weights = start[matrix.used]
    begun, first, second = weights.copy(), np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        gradient = _gradient(matrix.with_gaps(random, share=_LEFT_OUT), weights, lesson)
        gradient += np.float32(_DECAY) * (weights - begun)
        first = _FIRST_MOMENT * first + (1 - _FIRST_MOMENT) * gradient
        second = _SECOND_MOMENT * second + (1 - _SECOND_MOMENT) * gradient * gradient
        steady = first / (1 - _FIRST_MOMENT**step)
        weights -= _RATE * steady / (np.sqrt(second / (1 - _SECOND_MOMENT**step)) + 1e-8)
    projection: Floats = np.zeros(shape, dtype=np.float32)
    projection[matrix.used] = weights
    return projection


def _gradient(matrix: Matrix, weights: Floats, lesson: _Lesson) -> Floats:
    """Of the mean over all texts with a like one: -log of how much of the likeness goes to these."""
    raw = matrix.times(weights)
    lengths = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
    rows = raw / lengths
    scores = np.where(lesson.same | lesson.apart, rows @ rows.T / np.float32(_TEMPERATURE), -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    having = lesson.same.sum(axis=1, keepdims=True)
    pull = (powers - lesson.same / np.maximum(having, 1)) * (having > 0)
    pull = (pull / (max(int((having > 0).sum()), 1) * _TEMPERATURE)).astype(np.float32)
    of_rows = pull @ rows + pull.T @ rows
    of_raw = (of_rows - rows * (of_rows * rows).sum(axis=1, keepdims=True)) / lengths
    return matrix.back(of_raw.astype(np.float32))
