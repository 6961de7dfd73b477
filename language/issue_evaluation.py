"""How well issues that it has not seen are found, grouped, and grouped after people said which are the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from language.features import Floats
from language.issue_corpus import ToldIssue
from language.issue_encoder import IssueEncoder
from language.issue_linkage import Pair, linked
from language.issue_scores import NEAREST, Clustering, clustering, hit_rate

CLICKED = 0.7
"""Of the issues shown that are the same, so many are said to be."""
_ROUNDS = 5
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class IssueEvaluation:
    issues: int
    hit_rate: float
    """Of the issues that are not alone, how many have one of their cluster among the five nearest."""
    alone: Clustering
    """As the automatic groups have them."""
    confirmed: Clustering
    """After ``CLICKED`` of the same ones among five shown to who raised each issue were said to be."""


def evaluate_issues(encoder: IssueEncoder, issues: Sequence[ToldIssue]) -> IssueEvaluation:
    """Raises ValueError for no issues."""
    if not issues:
        raise ValueError("評価する課題がありません。")
    rows = encoder.all_encoded([issue.said for issue in issues])
    return evaluated(
        rows,
        issues,
        least=encoder.least,
        least_of_two=encoder.least_of_two_among(len(issues)),
        sure=encoder.sure,
    )


def evaluated(
    rows: Floats,
    issues: Sequence[ToldIssue],
    *,
    least: float,
    sure: float,
    least_of_two: float = 0.0,
) -> IssueEvaluation:
    """``rows``: (issues, dimensions), whose products tell how near two are."""
    return IssueEvaluation(
        issues=len(issues),
        hit_rate=hit_rate(issues, rows @ rows.T),
        alone=clustering(issues, linked(rows, least=least, least_of_two=least_of_two)),
        confirmed=confirmed(rows, issues, sure=sure),
    )


def confirmed(rows: Floats, issues: Sequence[ToldIssue], *, sure: float) -> Clustering:
    """The mean over several orders in which the issues come."""
    return Clustering.mean(
        [
            clustering(issues, linked(rows, least=sure, same=_said(rows, issues, seed)))
            for seed in range(_SEED, _SEED + _ROUNDS)
        ]
    )


def mean_of(several: Sequence[IssueEvaluation]) -> IssueEvaluation:
    return IssueEvaluation(
        issues=sum(each.issues for each in several),
        hit_rate=float(np.mean([each.hit_rate for each in several])),
        alone=Clustering.mean([each.alone for each in several]),
        confirmed=Clustering.mean([each.confirmed for each in several]),
    )


def _said(rows: Floats, issues: Sequence[ToldIssue], seed: int) -> list[Pair]:
    """They come in some order; who raises one is shown the nearest of those that are there."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(issues)).tolist()
    said: list[Pair] = []
    for at, new in enumerate(order):
        there = order[:at]
        likeness = rows[there] @ rows[new]
        shown = [there[i] for i in np.argsort(-likeness, kind="stable")[:NEAREST].tolist()]
        same = [other for other in shown if issues[other].cluster == issues[new].cluster]
        said += [(new, other) for other in same if random.random() < CLICKED]
    return said
