"""Learning which issues are the same problem, from what several people wrote about the same problems.

Supervised contrastive learning (Khosla et al. 2020) of one linear projection, in numpy: an issue is drawn
to those of its cluster and away from all others, those with the same words among them. The same files
give the same bytes on the same machine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.corpus_files import digest
from language.features import Floats
from language.issue_corpus import ToldIssue, clusters_of, issue_training_files, read_issues
from language.issue_encoder import WEIGHTS, IssueEncoder
from language.issue_linkage import linked
from language.issue_scores import Clustering, clustering
from language.issue_views import BUCKETS, Views, dense_views, idf_of, views_of, written

DIMENSIONS = 256
FOLDS = 5
_ROUNDS, _RATE = 100, 2e-3
_TEMPERATURE = 0.1
_LEFT_OUT = 0.5
"""Of the numbers of a text in each round: no single word may decide."""
_DECAY = 1e-4
_FIRST_MOMENT, _SECOND_MOMENT = 0.9, 0.999
_SEED = 20261122
_THRESHOLDS = np.arange(0.15, 0.6, 0.01)

Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class IssueTrainingReport:
    weights: Path
    issues: int
    held_out: Clustering
    """Of clusters that the projection had not seen, each grouped with the threshold that is shipped."""
    least: float


def train_issues(
    files: Sequence[Path] = (), *, weights: Path = WEIGHTS, rounds: int = _ROUNDS
) -> IssueTrainingReport:
    """Writes ``weights``. Without ``files``: all of ``language/corpus/issues_train_*.jsonl``.

    About two minutes. Raises BadCorpus, ValueError for fewer clusters than ``FOLDS``, ImportError
    without threadpoolctl (``make test`` installs it).
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # no types

    files = files or issue_training_files()
    issues = read_issues(files)
    views = [views_of(issue.said) for issue in issues]
    # One thread adds up in one order.
    with threadpool_limits(1):
        least, held_out = _threshold(issues, views, rounds)
        encoder = learned(issues, views, least=least, corpus=digest(files), rounds=rounds)
    encoder.save(weights)
    return IssueTrainingReport(weights, len(issues), held_out, least)


def learned(
    issues: Sequence[ToldIssue],
    views: Sequence[Views],
    *,
    least: float = 0.0,
    corpus: str = "",
    rounds: int = _ROUNDS,
) -> IssueEncoder:
    idf = idf_of(views)
    names: dict[str, int] = {}
    labels = np.array([names.setdefault(issue.cluster, len(names)) for issue in issues])
    return IssueEncoder(idf, _projection(_matrix(views, idf), labels, rounds), least, corpus)


def _threshold(
    issues: Sequence[ToldIssue], views: Sequence[Views], rounds: int
) -> tuple[float, Clustering]:
    """What groups issues of clusters never seen best, and how well."""
    folds = list(_folds(issues))
    judged: list[list[Clustering]] = []
    for seen, unseen in folds:
        encoder = learned([issues[i] for i in seen], [views[i] for i in seen], rounds=rounds)
        rows = np.stack([encoder.projected(views[i]) for i in unseen])
        told = [issues[i] for i in unseen]
        judged.append([clustering(told, linked(rows, least=least)) for least in _THRESHOLDS])
    means = [float(np.mean([fold[i].f for fold in judged])) for i in range(len(_THRESHOLDS))]
    best = int(np.argmax(means))
    return float(_THRESHOLDS[best]), Clustering.mean([fold[best] for fold in judged])


def _folds(issues: Sequence[ToldIssue]) -> Iterator[tuple[list[int], list[int]]]:
    """(seen, unseen) positions: a cluster is held out whole."""
    clusters = list(clusters_of(issues).values())
    if len(clusters) < FOLDS:
        raise ValueError(f"課題のまとまりが{FOLDS}つ以上必要です。")
    order = np.random.default_rng(_SEED).permutation(len(clusters)).tolist()
    for fold in range(FOLDS):
        unseen = {place for at in order[fold::FOLDS] for place in clusters[at]}
        yield [i for i in range(len(issues)) if i not in unseen], sorted(unseen)


def _matrix(views: Sequence[Views], idf: Floats) -> Floats:
    """(texts, dense views + BUCKETS)"""
    dense = dense_views()
    matrix = np.zeros((len(views), dense + BUCKETS), dtype=np.float32)
    for row, each in zip(matrix, views, strict=True):
        row[:dense] = each.dense
        row[dense + each.buckets] = written(each, idf)
    return matrix


def _projection(matrix: Floats, labels: Ints, rounds: int) -> Floats:
    """(columns, DIMENSIONS), by Adam (Kingma and Ba 2015). Columns that no text has stay as they began."""
    random = np.random.default_rng(_SEED)
    shape = (matrix.shape[1], DIMENSIONS)
    start: Floats = (random.standard_normal(shape) / np.sqrt(DIMENSIONS)).astype(np.float32)
    used = np.flatnonzero(matrix.any(axis=0))
    columns, weights = matrix[:, used], start[used]
    begun, first, second = weights.copy(), np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        kept = (random.random(columns.shape, dtype=np.float32) >= _LEFT_OUT) / (1 - _LEFT_OUT)
        gradient = _gradient((columns * kept).astype(np.float32), weights, labels)
        gradient += np.float32(_DECAY) * (weights - begun)
        first = _FIRST_MOMENT * first + (1 - _FIRST_MOMENT) * gradient
        second = _SECOND_MOMENT * second + (1 - _SECOND_MOMENT) * gradient * gradient
        steady = first / (1 - _FIRST_MOMENT**step)
        weights -= _RATE * steady / (np.sqrt(second / (1 - _SECOND_MOMENT**step)) + 1e-8)
    projection: Floats = np.zeros(shape, dtype=np.float32)
    projection[used] = weights
    return projection


def _gradient(columns: Floats, weights: Floats, labels: Ints) -> Floats:
    """Of the mean over all texts with a like one: -log of how much of the likeness goes to these."""
    raw = columns @ weights
    lengths = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
    rows = raw / lengths
    same = labels[:, None] == labels[None, :]
    np.fill_diagonal(same, val=False)
    having = same.sum(axis=1, keepdims=True)
    scores = rows @ rows.T / np.float32(_TEMPERATURE)
    np.fill_diagonal(scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    pull = (powers - same / np.maximum(having, 1)) * (having > 0)
    pull = (pull / (max(int((having > 0).sum()), 1) * _TEMPERATURE)).astype(np.float32)
    of_rows = pull @ rows + pull.T @ rows
    of_raw = (of_rows - rows * (of_rows * rows).sum(axis=1, keepdims=True)) / lengths
    gradient: Floats = columns.T @ of_raw
    return gradient
