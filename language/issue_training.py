"""Learning which issues are the same problem, from what several people wrote about the same problems.

Supervised contrastive learning (Khosla et al. 2020) of one linear projection, in numpy: an issue is drawn
to those of its cluster and away from all others, those with the same words among them. SciPy is
imported only when training. The same files give the same bytes on the same machine.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.corpus_files import digest
from language.features import Floats
from language.issue_anchors import Anchors, anchor_forms
from language.issue_corpus import (
    ToldIssue,
    clusters_of,
    issue_training_files,
    near_topics,
    read_issues,
)
from language.issue_encoder import FORUM, WEIGHTS, IssueEncoder
from language.issue_evaluation import IssueEvaluation, confirmed, evaluated, mean_of
from language.issue_linkage import linked
from language.issue_matrix import Matrix
from language.issue_scores import Clustering, clustering
from language.issue_views import dense_views, idf_of, views_of

DIMENSIONS = 256
"""That are kept of those that are learned: the texts lie in them."""
_LEARNED = 512
_ROUNDS, _RATE = 100, 2e-3
_TEMPERATURE = 0.1
_LEFT_OUT = 0.5
"""Of the numbers of a text in each round: no single word may decide."""
_DECAY = 1e-4
_FIRST_MOMENT, _SECOND_MOMENT = 0.9, 0.999
_SEED = 20261122
_LEAST = np.arange(0.2, 0.6, 0.02)
_LEAST_OF_TWO = np.arange(0.3, 0.6, 0.02)
"""From 0.6 on hardly any two are ever put together."""
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
    # One thread adds up in one order.
    with threadpool_limits(1):
        thresholds, held_out = _thresholds(hands, rounds)
        encoder = learned([issue for hand in hands for issue in hand], rounds=rounds)
    replace(encoder, **asdict(thresholds), corpus=digest(files)).save(weights)
    return IssueTrainingReport(weights, sum(map(len, hands)), held_out)


def learned(issues: Sequence[ToldIssue], *, rounds: int = _ROUNDS) -> IssueEncoder:
    """Without thresholds."""
    texts = [issue.said for issue in issues]
    anchors = Anchors.of(anchor_forms(texts))
    views = [*views_of(texts, anchors)]
    idf = idf_of(views, anchors=len(anchors))
    matrix = Matrix.of(views, idf)
    projection = _projection(matrix, _lesson(issues), rounds, rows=len(idf))
    problems = _problems(_directions(matrix, projection[matrix.used]), issues)
    return IssueEncoder(anchors, idf, projection, problems, least=0, least_of_two=0, sure=0)


def _problems(rows: Floats, issues: Sequence[ToldIssue]) -> Floats:
    """(problems, DIMENSIONS): the middles of those that more than one issue tells of."""
    several = [places for places in clusters_of(issues).values() if len(places) > 1]
    middles: Floats = np.zeros((len(several), DIMENSIONS), dtype=np.float32)
    for at, places in enumerate(several):
        middles[at] = rows[places].mean(axis=0)
    unit: Floats = middles / np.maximum(
        np.linalg.norm(middles, axis=1, keepdims=True), np.float32(1e-9)
    )
    return unit


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """Of an ``IssueEncoder``."""

    least: float
    least_of_two: float
    sure: float


def _thresholds(
    hands: Sequence[Sequence[ToldIssue]], rounds: int
) -> tuple[_Thresholds, IssueEvaluation]:
    """And how well they do with the issues of hands that it has not seen."""
    forums: list[tuple[Floats, list[ToldIssue]]] = []
    for number, hand in enumerate(hands):
        rows = _unseen_rows(hands, without=number, rounds=rounds)
        forums += [(rows[some], [hand[place] for place in some]) for some in _forums(hand)]
    least = _best(_LEAST, lambda least: _mean_worth(forums, least, least_of_two=least))
    least_of_two = _best(_LEAST_OF_TWO, lambda two: _mean_worth(forums, least, least_of_two=two))
    sure = _best(
        _SURE,
        lambda sure: np.mean([confirmed(rows, issues, sure=sure).f for rows, issues in forums]),
    )
    found = _Thresholds(least, least_of_two, sure)
    return found, mean_of([evaluated(*each, **asdict(found)) for each in forums])


def _best(some: NDArray[np.float64], worth: Callable[[float], np.floating]) -> float:
    return float(some[int(np.argmax([worth(float(each)) for each in some]))])


def _forums(hand: Sequence[ToldIssue]) -> list[list[int]]:
    """A hand's problems shared out: what one town has in its forum is less than one hand wrote."""
    problems = list(clusters_of(hand).values())
    order = np.random.default_rng(_SEED).permutation(len(problems)).tolist()
    count = max(1, round(len(hand) / FORUM))
    return [
        sorted(place for number in order[start::count] for place in problems[number])
        for start in range(count)
    ]


def _mean_worth(
    forums: Sequence[tuple[Floats, list[ToldIssue]]], least: float, *, least_of_two: float
) -> np.floating:
    return np.mean(
        [
            _worth(clustering(issues, linked(rows, least=least, least_of_two=least_of_two)))
            for rows, issues in forums
        ]
    )


def _worth(found: Clustering) -> float:
    """Every issue counts, and that departments are brought together, which a forum is for: by pairs and by groups."""
    return found.f + found.across_f + found.groups_f


def _unseen_rows(
    hands: Sequence[Sequence[ToldIssue]],
    *,
    without: int,
    rounds: int,
) -> Floats:
    """Of the issues of one hand, by what the others teach without half of its problems: a new office
    has some that others had, and some of its own."""
    clusters = sorted({issue.cluster for issue in hands[without]})
    new = {*np.random.default_rng(_SEED).permutation(clusters)[::2].tolist()}
    seen = [
        issue
        for number, hand in enumerate(hands)
        if number != without
        for issue in hand
        if issue.cluster not in new
    ]
    if not seen:
        raise ValueError("課題のファイルは、書き手ごとに2つ以上必要です。")
    encoder = learned(seen, rounds=rounds)
    return encoder.all_encoded([issue.said for issue in hands[without]])


@dataclass(frozen=True, slots=True, eq=False)
class _Lesson:
    compared: Bools
    """(issues, issues): known to be the same or different problems; no issue with itself."""
    same: tuple[Ints, Ints]
    """Pairs of the same problem, both ways."""
    shares: Floats
    """(pairs,): what each is of those of its first issue."""


def _lesson(issues: Sequence[ToldIssue]) -> _Lesson:
    """One hand knows which of its issues are the same. The topics of all hands were laid side by side;
    an issue that stands alone may be of any topic of another hand, and so may one of a near topic."""
    sizes = {cluster: len(places) for cluster, places in clusters_of(issues).items()}
    clusters, hands = _numbers(i.cluster for i in issues), _numbers(i.hand for i in issues)
    is_topic = np.array([sizes[issue.cluster] > 1 for issue in issues])
    is_near = _near(list(sizes))[np.ix_(clusters, clusters)]
    same = clusters[:, None] == clusters[None, :]
    compared = hands[:, None] == hands[None, :]
    compared |= is_topic[:, None] & is_topic[None, :] & ~is_near
    compared |= same
    np.fill_diagonal(same, val=False)
    np.fill_diagonal(compared, val=False)
    pairs = np.nonzero(same)
    return _Lesson(
        compared, (pairs[0], pairs[1]), (1 / same.sum(axis=1)[pairs[0]]).astype(np.float32)
    )


def _near(clusters: Sequence[str]) -> Bools:
    """(clusters, clusters)"""
    place = {cluster: at for at, cluster in enumerate(clusters)}
    near = np.zeros((len(clusters), len(clusters)), dtype=np.bool_)
    for a, b in near_topics():
        if a in place and b in place:
            near[place[a], place[b]] = True
    return near


def _numbers(names: Iterable[str]) -> Ints:
    number: dict[str, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.intp)


def _projection(matrix: Matrix, lesson: _Lesson, rounds: int, *, rows: int) -> Floats:
    """(dense views + ``rows``, DIMENSIONS), by Adam (Kingma and Ba 2015). Rows that no text has are zeros."""
    random = np.random.default_rng(_SEED)
    shape = (dense_views() + rows, _LEARNED)
    start: Floats = (random.standard_normal(shape) / np.sqrt(_LEARNED)).astype(np.float32)
    weights = start[matrix.used]
    begun, first, second = weights.copy(), np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        gradient = _gradient(matrix.with_gaps(random, share=_LEFT_OUT), weights, lesson)
        gradient += np.float32(_DECAY) * (weights - begun)
        first = _FIRST_MOMENT * first + (1 - _FIRST_MOMENT) * gradient
        second = _SECOND_MOMENT * second + (1 - _SECOND_MOMENT) * gradient * gradient
        steady = first / (1 - _FIRST_MOMENT**step)
        weights -= _RATE * steady / (np.sqrt(second / (1 - _SECOND_MOMENT**step)) + 1e-8)
    projection: Floats = np.zeros((len(start), DIMENSIONS), dtype=np.float32)
    projection[matrix.used] = weights @ _main_axes(matrix, weights)
    return projection


def _directions(matrix: Matrix, weights: Floats) -> Floats:
    """(texts, columns of ``weights``), each of length 1."""
    rows = matrix.times(weights)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return rows


def _main_axes(matrix: Matrix, weights: Floats) -> Floats:
    """(_LEARNED, DIMENSIONS): the directions in which the texts differ most, at right angles."""
    rows = _directions(matrix, weights)
    _, axes = np.linalg.eigh((rows.T @ rows).astype(np.float64))
    return axes[:, -DIMENSIONS:].astype(np.float32)


def _gradient(matrix: Matrix, weights: Floats, lesson: _Lesson) -> Floats:
    """Of the mean over all texts with a like one: -log of how much of the likeness goes to these."""
    raw = matrix.times(weights)
    lengths = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
    rows = raw / lengths
    # In place: these are all pairs of issues.
    pull = rows @ rows.T
    pull -= 1
    pull /= np.float32(_TEMPERATURE)
    np.exp(pull, out=pull)
    pull *= lesson.compared
    having = np.zeros((len(rows), 1), dtype=np.float32)
    having[lesson.same[0]] = 1
    pull *= having / np.maximum(pull.sum(axis=1, keepdims=True), np.float32(1e-30))
    pull[lesson.same] -= lesson.shares
    pull /= np.float32(max(int(having.sum()), 1) * _TEMPERATURE)
    of_rows = pull @ rows + pull.T @ rows
    of_raw = (of_rows - rows * (of_rows * rows).sum(axis=1, keepdims=True)) / lengths
    return matrix.back(of_raw.astype(np.float32))
