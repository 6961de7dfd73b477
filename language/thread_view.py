"""A discussion as its sentences stand to each other: who speaks of what, and what was corrected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from language.thread_acts import Act
from language.thread_amounts import Figure
from language.thread_sentences import Saying, departments_in

_OWN = re.compile(r"うち(?:の|は|も|で|だ)|当課|弊課|当係|こっちは|こちらは")
_ERAS = (
    ("去年", "昨年", "前年", "前回", "当時", "以前"),
    ("今年", "今回", "本年"),
    ("来年", "次回", "翌年"),
)
_FISCAL = re.compile(r"(?:令和|平成|r)?[0-9]{1,4}年度")
_TURNS = re.compile(
    r"[0-9]回目|第[0-9]|初日|最終日|午前の部|午後の部|[0-9]班|[a-z](?:社|案|班)|(?:本|別|新|旧)(?:館|庁舎|棟)|[東西南北](?:支所|館|校|庁舎)|床上|床下|上限|下限|開始|終了|締切"
)
_BACK = 600
"""Sayings: more than 200 messages have, as people write them."""
_NO_TELLING = frozenset({Act.ORDER, Act.ASIDE, Act.QUESTION})


@dataclass(frozen=True, slots=True)
class Change:
    """In the text of a saying, ``start`` to ``end`` reads ``text`` by what the saying at ``by`` says."""

    start: int
    end: int
    text: str
    by: int


@dataclass(slots=True)
class Revisions:
    changes: dict[int, list[Change]] = field(default_factory=dict)
    """By the place of the saying that is changed."""
    gone: dict[int, int] = field(default_factory=dict)
    """Sayings that hold no longer, each with the one that says so."""
    odds: dict[int, float] = field(default_factory=dict)
    """Of sayings: logarithm of the odds that a later message overtook them (``thread_risk``)."""
    merged: set[int] = field(default_factory=set)
    """Sayings of which nothing is left to tell, since another reads as they say."""
    cuts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """What a correction repeats of what it corrects."""
    instead: dict[int, int] = field(default_factory=dict)
    """Sayings that do not say of what they speak, each with the one in whose place it stands."""


class View:
    """The sayings with their acts, and what has been found of them so far."""

    def __init__(self, sayings: Sequence[Saying], acts: Sequence[Act]) -> None:
        self.sayings, self.acts = sayings, acts
        self.found = Revisions()
        self.by_place: dict[int, list[Saying]] = {}
        for each in sayings:
            self.by_place.setdefault(each.place, []).append(each)
        self._clauses: dict[tuple[int, int], frozenset[str]] = {}
        self._marks = [_marks(each.folded) for each in sayings]
        self._context = [self._left_to_others(each) for each in sayings]

    def act(self, saying: Saying) -> Act:
        return self.acts[saying.at]

    def beside(self, saying: Saying) -> list[Saying]:
        """The others of its message."""
        return [each for each in self.by_place[saying.place] if each.at != saying.at]

    def topic(self, saying: Saying) -> frozenset[str]:
        """What it speaks of, with what it leaves to the question or the sentence before it."""
        return saying.nouns | self._context[saying.at]

    def earlier(self, saying: Saying) -> list[Saying]:
        """What was told, proposed or decided before it and still holds."""
        return [
            each
            for each in self.sayings[max(0, saying.at - _BACK) : saying.at]
            if each.at not in self.found.gone
            and self.acts[each.at] not in _NO_TELLING
            and (0, len(each.folded)) not in self.found.cuts.get(each.at, ())
        ]

    def clause(self, saying: Saying, figure: Figure) -> frozenset[str]:
        """What is named in the clause of the figure."""
        key = saying.at, figure.start
        if key not in self._clauses:
            self._clauses[key] = saying.clause_nouns(figure)
        return self._clauses[key]

    def are_apart(self, saying: Saying, other: Saying) -> bool:
        """Whether they speak of two departments, two years, two turns of a thing."""
        if saying.message.department != other.message.department:
            if _OWN.search(other.folded):
                return True
            if _OWN.search(saying.folded) and "sorry" not in saying.leads:
                return not self._marks[other.at][0]
        pairs = zip(self._marks[saying.at], self._marks[other.at], strict=True)
        return any(mine and theirs and not mine & theirs for mine, theirs in pairs)

    def let_go(self, saying: Saying, by: Saying) -> None:
        """It holds no longer, since ``by`` was said."""
        self.found.gone.setdefault(saying.at, by.at)
        self.stand_alone(saying.at)

    def stand_alone(self, at: int) -> None:
        """What it was read with is told by those who said it."""
        for change in self.found.changes.get(at, ()):
            self.found.merged.discard(change.by)

    def _left_to_others(self, saying: Saying) -> frozenset[str]:
        if len(saying.nouns) > 1:
            return frozenset()
        for before in reversed(self.sayings[max(0, saying.at - 3) : saying.at]):
            if self.acts[before.at] is Act.QUESTION and before.speaker != saying.speaker:
                return before.nouns
        return frozenset()


def _marks(folded: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(departments and firms, turns and parts, years)."""
    eras = {words[0] for words in _ERAS if any(word in folded for word in words)}
    eras |= set(_FISCAL.findall(folded))
    return departments_in(folded), frozenset(_TURNS.findall(folded)), frozenset(eras)
