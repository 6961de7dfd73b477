"""How well issues are found and grouped: hit@5, B³ (Bagga and Baldwin 1998), groups across departments."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from language.features import Floats
from language.issue_corpus import ToldIssue, clusters_of

NEAREST = 5
Group = Sequence[int]
"""Positions of issues."""


@dataclass(frozen=True, slots=True)
class Clustering:
    """Shares between 0 and 1."""

    precision: float
    """B³: of what stands with an issue, how much belongs there; the mean over all issues."""
    recall: float
    """B³: of what belongs to an issue, how much stands with it."""
    across_precision: float
    """Of pairs of departments' issues that a group brings together, how many belong together."""
    across_recall: float
    """Of those that belong together, how many a group brings together."""
    groups_precision: float
    """Of the groups of several departments, how many are one: more than half of what stands in the group or
    in the problem stands in both."""
    groups_recall: float
    """Of the problems of several departments, how many a group is one of."""

    @property
    def f(self) -> float:
        return harmonic(self.precision, self.recall)

    @property
    def across_f(self) -> float:
        return harmonic(self.across_precision, self.across_recall)

    @property
    def groups_f(self) -> float:
        return harmonic(self.groups_precision, self.groups_recall)

    @classmethod
    def mean(cls, several: Sequence["Clustering"]) -> "Clustering":
        names = [each.name for each in fields(cls)]
        return cls(*(float(np.mean([getattr(each, name) for each in several])) for name in names))


def clustering(issues: Sequence[ToldIssue], groups: Sequence[Group]) -> Clustering:
    """``groups``: each position in one of them."""
    true = list(clusters_of(issues).values())
    ours, theirs = _of_several(issues, groups), _of_several(issues, true)
    found = sum(any(_is_one(group, other) for other in theirs) for group in ours)
    return Clustering(
        precision=_purity(groups, true, len(issues)),
        recall=_purity(true, groups, len(issues)),
        across_precision=_share(_across(issues, groups), _across(issues, true)),
        across_recall=_share(_across(issues, true), _across(issues, groups)),
        groups_precision=found / len(ours) if ours else 0.0,
        groups_recall=found / len(theirs) if theirs else 0.0,
    )


def hit_rate(issues: Sequence[ToldIssue], likeness: Floats) -> float:
    """Of the issues that are not alone, how many have one of their cluster among the ``NEAREST``.

    ``likeness``: (issues, issues).
    """
    clusters = [issue.cluster for issue in issues]
    hits = [
        any(clusters[other] == clusters[at] for other in nearest_of(likeness, at))
        for cluster in clusters_of(issues).values()
        if len(cluster) > 1
        for at in cluster
    ]
    return sum(hits) / max(len(hits), 1)


def nearest_of(likeness: Floats, at: int) -> list[int]:
    """The others, the nearest first."""
    order = np.argsort(-likeness[at], kind="stable").tolist()
    return [other for other in order if other != at][:NEAREST]


def harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _purity(groups: Sequence[Group], others: Sequence[Group], count: int) -> float:
    """The mean over the positions: of its group, the share that stands in its other group too."""
    other_of = {place: number for number, other in enumerate(others) for place in other}
    together = 0.0
    for group in groups:
        numbers = np.bincount([other_of[place] for place in group])
        together += float((numbers.astype(np.float64) ** 2).sum()) / len(group)
    return together / max(count, 1)


def _across(issues: Sequence[ToldIssue], groups: Sequence[Group]) -> set[tuple[int, int]]:
    """Pairs of positions in one group, of two departments."""
    return {
        (a, b)
        for group in groups
        for i, a in enumerate(sorted(group))
        for b in sorted(group)[i + 1 :]
        if issues[a].department != issues[b].department
    }


def _of_several(issues: Sequence[ToldIssue], groups: Sequence[Group]) -> list[Group]:
    """Groups of several departments."""
    return [group for group in groups if len({issues[place].department for place in group}) > 1]


def _is_one(group: Group, other: Group) -> bool:
    """No group is one with two others, and none of two with it."""
    return 2 * len({*group} & {*other}) > len({*group} | {*other})


def _share(found: set[tuple[int, int]], true: set[tuple[int, int]]) -> float:
    return len(found & true) / len(found) if found else 0.0
