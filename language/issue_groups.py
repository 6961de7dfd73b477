"""Issues that are the same problem in several departments, or of one flow of work through them.

The same issues give the same groups in whatever order they come. What people said about pairs rules;
the rest are candidates, for people to confirm (docs/decisions/0031).
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

import numpy as np

from language.features import Floats
from language.issue_encoder import IssueEncoder, issue_encoder
from language.issue_flows import flows_between, is_one_flow
from language.issue_linkage import Pair, linked
from language.issue_phrases import counted_phrases, phrases_of, sentences_of, telling_phrases
from language.issue_text import IssueText, Key

MOST_TERMS = 5
MOST_SENTENCES = 3
_LABEL_TERMS = 2
_AT_ONCE = 250
"""Phrases after which the pages of what they were looked up in are handed back."""
_NEWS = 0.9
"""Two issues nearer than this say the same in a summary; of one problem most are far from it."""


class GroupKind(StrEnum):
    """The values of CONTRACT.md."""

    COMMON = "common"
    """共通する: the same problem in two departments or more."""
    SPANNING = "spanning"
    """跨る: one flow of work through two departments or more."""
    SINGLE = "single"
    """Of one department, whatever number of issues."""


@dataclass(frozen=True, slots=True)
class Cited(Generic[Key]):
    """A sentence as it stands in the issues that it cites."""

    text: str
    cites: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class IssueGroup(Generic[Key]):
    keys: tuple[Key, ...]
    """In the order of the issues."""
    kind: GroupKind
    departments: tuple[str, ...]
    """Each once, in the order of the issues."""
    label: str
    """Words that stand in its issues; empty where none of them says anything."""
    terms: tuple[str, ...]
    summary: tuple[Cited[Key], ...]


def issue_groups(
    issues: Sequence[IssueText[Key]],
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    flows: Iterable[Pair] = (),
    encoder: IssueEncoder | None = None,
) -> tuple[IssueGroup[Key], ...]:
    """Each issue in one group; the groups of most departments first, then the largest, then as they come.

    ``same``, ``different`` and ``flows`` are pairs of positions: what people said. 10,000 issues take
    seconds: beside the loop.
    """
    encoder = encoder or issue_encoder()
    rows = encoder.all_encoded([issue.said for issue in issues])
    different = list(different)
    groups = linked(
        rows,
        least=encoder.least,
        least_of_two=encoder.least_of_two_among(len(issues)),
        same=same,
        different=different,
    )
    joined = _through(issues, groups, [*flows], different)
    described = _described(issues, rows, joined, encoder)
    return tuple(sorted(described, key=lambda group: (-len(group.departments), -len(group.keys))))


@dataclass(frozen=True, slots=True)
class _Found:
    places: tuple[int, ...]
    is_flow: bool


def _through(
    issues: Sequence[IssueText[Key]],
    groups: Sequence[tuple[int, ...]],
    said: Sequence[Pair],
    different: Sequence[Pair],
) -> list[_Found]:
    """Groups of one flow made one: those that people said are, and issues alone of which one speaks of the
    other's department about the same thing."""
    number_of = {place: number for number, group in enumerate(groups) for place in group}
    alone = [group[0] for group in groups if len(group) == 1]
    apart = {frozenset((number_of[a], number_of[b])) for a, b in different}
    found = flows_between([issues[place] for place in alone])
    pairs = [*said, *((alone[a], alone[b]) for a, b in found)]
    first = list(range(len(groups)))
    members = {number: {number} for number in first}
    for a, b in pairs:
        low, high = sorted((first[number_of[a]], first[number_of[b]]))
        clash = any(frozenset((x, y)) in apart for x in members[low] for y in members[high])
        if low != high and not clash:
            members[low] |= members.pop(high)
            for number in members[low]:
                first[number] = low
    return [
        _Found(tuple(sorted(place for n in numbers for place in groups[n])), len(numbers) > 1)
        for _, numbers in sorted(members.items())
    ]


def _described(
    issues: Sequence[IssueText[Key]],
    rows: Floats,
    groups: Sequence[_Found],
    encoder: IssueEncoder,
) -> list[IssueGroup[Key]]:
    having = counted_phrases([issues[place].said for place in group.places] for group in groups)
    central = _Central(rows, groups, encoder, often=_in_several(having, groups))
    terms = telling_phrases(having, central=central.of, most=MOST_TERMS)
    return [
        _group([issues[place] for place in group.places], rows[list(group.places)], group, said)
        for group, said in zip(groups, terms, strict=True)
    ]


class _Central:
    """How far a phrase says what a group of that number says."""

    def __init__(
        self,
        rows: Floats,
        groups: Sequence[_Found],
        encoder: IssueEncoder,
        *,
        often: Container[str],
    ) -> None:
        """``often``: phrases that are asked for more than once."""
        self._rows, self._groups, self._encoder, self._often = rows, groups, encoder, often
        self._ways: dict[str, Floats] = {}
        self._middles: dict[int, Floats] = {}
        self._looked_at = 0

    def of(self, number: int, phrase: str) -> float:
        if len(self._groups[number].places) == 1:
            return 1.0
        way = self._ways.get(phrase)
        if way is None:
            way = self._encoded(phrase)
            if phrase in self._often:  # of thousands of others it would not be asked again
                self._ways[phrase] = way
        return 0.05 + max(0.0, float(way @ self._middle(number)))

    def _encoded(self, phrase: str) -> Floats:
        self._looked_at += 1
        if self._looked_at % _AT_ONCE == 0:
            self._encoder.hand_back()
        return self._encoder.encoded(phrase)

    def _middle(self, number: int) -> Floats:
        middle = self._middles.get(number)
        if middle is None:
            middle = self._rows[list(self._groups[number].places)].mean(axis=0)
            self._middles[number] = middle
        return middle


def _in_several(having: Sequence[Mapping[str, int]], groups: Sequence[_Found]) -> frozenset[str]:
    """Phrases of several groups that have more than one issue."""
    found = Counter(
        phrase
        for counted, group in zip(having, groups, strict=True)
        if len(group.places) > 1
        for phrase in counted
    )
    return frozenset(phrase for phrase, times in found.items() if times > 1)


def _group(
    issues: Sequence[IssueText[Key]], rows: Floats, found: _Found, terms: tuple[str, ...]
) -> IssueGroup[Key]:
    departments = tuple(dict.fromkeys(issue.department for issue in issues if issue.department))
    summary = _summary(issues, rows)
    return IssueGroup(
        keys=tuple(issue.key for issue in issues),
        kind=_kind(departments, is_flow=found.is_flow or is_one_flow(issues)),
        departments=departments,
        label=_label(issues, rows, terms),
        terms=terms,
        summary=summary,
    )


def _kind(departments: Sequence[str], *, is_flow: bool) -> GroupKind:
    if len(departments) < 2:
        return GroupKind.SINGLE
    return GroupKind.SPANNING if is_flow else GroupKind.COMMON


def _order(rows: Floats) -> list[int]:
    """The most central first."""
    return [*np.argsort(-(rows @ rows.mean(axis=0)), kind="stable").tolist()]


def _label(issues: Sequence[IssueText[Key]], rows: Floats, terms: Sequence[str]) -> str:
    """The title of the most central that has one, else what tells the group from the others."""
    titles = (issues[at].title.strip() for at in _order(rows))
    title = next((title for title in titles if title), "")
    return title or "・".join(terms[:_LABEL_TERMS]) or issues[_order(rows)[0]].said[:30]


def _summary(issues: Sequence[IssueText[Key]], rows: Floats) -> tuple[Cited[Key], ...]:
    """The first sentences that say something of the most central issues, each of another department before
    one comes twice, none that says what another does."""
    chosen: list[int] = []
    order = _order(rows)
    fresh = sorted(order, key=lambda at: _times_before(issues, order, at))
    for at in fresh:
        if len(chosen) < MOST_SENTENCES and all(rows[at] @ rows[other] < _NEWS for other in chosen):
            chosen.append(at)
    return tuple(
        Cited(sentence, (issues[at].key,)) for at in chosen if (sentence := _sentence(issues[at]))
    )


def _times_before(issues: Sequence[IssueText[Key]], order: Sequence[int], at: int) -> int:
    """How many of the same department are more central."""
    before = order[: order.index(at)]
    return sum(issues[other].department == issues[at].department for other in before)


def _sentence(issue: IssueText[Key]) -> str:
    """That names the most things."""
    sentences = sentences_of(issue.text) or sentences_of(issue.title)
    return max(sentences, key=lambda each: len(phrases_of(each)), default="")
