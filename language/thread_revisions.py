"""Figures of a discussion that a later message gives anew: another number, another day."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from language.thread_acts import Act
from language.thread_amounts import Figure
from language.thread_contrasts import contrasts_in
from language.thread_correcting import (
    CORRECTING,
    CORRECTS,
    HINDERED,
    OBJECTS,
    SLIP,
    STRONG,
    UNCHANGED,
    UNUSABLE,
)
from language.thread_overturned import note_overturned
from language.thread_replacing import may_replace, may_replace_too
from language.thread_reversals import note_reversals
from language.thread_risk import Weights
from language.thread_sentences import Heading, Saying, named_in
from language.thread_stale import note_stale
from language.thread_view import Change, Revisions, View

_DERIVED = re.compile(r"なので|だから|だと|なら|とすると|計算|合わせて|合計|全部で|あわせて")
_WAS = re.compile(r"(?:でした|だった|だったようです)$")
_TOPIC = re.compile(r"(?:^|、)(?P<topic>[^、]{2,16}?)は")
_SAID_BEFORE = re.compile(
    "(?:先ほど|さっき|先程|前|上)の[^、。]{0,8}$|(?:見る|する|換算する|ならす)と[^。]{0,16}$"
)
_TABLE = 8
"""Figures: a sentence with more is a table, and no word on one of them."""
_FARTHEST = 0.02
_LEAST_STRONG, _LEAST_SURE, _LEAST = 0.6, 1.0, 2.4


def revisions_of(sayings: Sequence[Saying], acts: Sequence[Act], weights: Weights) -> Revisions:
    """``weights``: of what may overtake a sentence (``thread_risk``); with none only what is plain is read."""
    view = View(sayings, acts)
    reader = _Figures(view)
    for saying in sayings:
        if view.act(saying) in (Act.ORDER, Act.ASIDE):
            continue
        if view.act(saying) is not Act.QUESTION:
            reader.read(saying)
            note_reversals(view, saying)
    note_overturned(view)
    note_stale(view, weights)
    _leave_alone(view)
    return view.found


def _leave_alone(view: View) -> None:
    """A sentence without a subject goes with the one before it in its message."""
    gone = view.found.gone
    for before, saying in zip(view.sayings, view.sayings[1:], strict=False):
        goes = before.place == saying.place and gone.get(before.at, saying.at) != saying.at
        if goes and not saying.nouns:
            gone.setdefault(saying.at, gone[before.at])
    read = {c.by for at, cs in view.found.changes.items() if at not in gone for c in cs}
    view.found.merged &= read | view.found.changes.keys()


class _Figures:
    def __init__(self, view: View) -> None:
        self.view = view
        self.found = view.found
        self.objected: list[Figure] = []
        self.placed: set[tuple[int, int]] = set()
        """Figures of which it was said in whose place they stand: (saying, start)."""
        self.counted: Counter[tuple[str, str]] = Counter()
        """Of what stands before a saying: how many figures are counted so."""

    def read(self, saying: Saying) -> None:
        earlier = self.view.earlier(saying)
        self.counted = Counter((f.unit, f.per) for each in earlier for f in each.figures)
        self._contrasts(saying)
        if self._may_correct(saying):
            self._anew(saying)
        if OBJECTS.search(saying.folded):
            self.objected.extend(saying.figures)

    def _may_correct(self, saying: Saying) -> bool:
        if saying.at in self.found.cuts or UNCHANGED.search(saying.folded):
            return False
        act = self.view.act(saying)
        return act is not Act.PROPOSAL and (act is not Act.REQUEST or self._least(saying) < _LEAST)

    # -- two figures in one message ----------------------------------------------------------

    def _contrasts(self, saying: Saying) -> None:
        for contrast in contrasts_in(saying, self.view.beside(saying)):
            targets = self._having(contrast.old, saying)
            if not targets and contrast.cut == (0, len(saying.folded)):
                continue
            self.found.cuts.setdefault(saying.at, []).append(contrast.cut)
            self.placed.add((contrast.new_at, contrast.new.start))
            new_in = self.view.sayings[contrast.new_at]
            for number, target in enumerate(targets):
                old = next(f for f in target.figures if _is_that(f, contrast.old))
                self._replace(target, old, new_in, contrast.new, is_first=number == 0)

    def _having(self, old: Figure, saying: Saying) -> list[Saying]:
        """Earlier sayings with that figure of the same matter, the likeliest first."""
        near = sorted(
            (
                (self._likeness(saying, each, same, frozenset()), each.at)
                for each in self.view.earlier(saying)
                for same in each.figures
                if _is_that(same, old) and not self.view.are_apart(saying, each)
            ),
            reverse=True,
        )
        places = [*dict.fromkeys(at for _, at in near)]
        sayings = [self.view.sayings[at] for at in places]
        return [
            each
            for each in sayings
            if each is sayings[0]
            or not each.nouns
            or each.nouns & self.view.topic(sayings[0])
            or each.speaker == sayings[0].speaker
        ]

    # -- a figure that takes the place of another ---------------------------------------------

    def _anew(self, saying: Saying) -> None:
        """The figures that are most alike first: each takes the place of one, and of its repetitions."""
        taken: set[Figure] = set()
        replaced: dict[int, list[Figure]] = {}
        pairs = sorted(self._pairs(saying), key=lambda pair: (-pair[0], -pair[1].at, pair[3].start))
        for _, target, old, new in pairs:
            if new in taken or target.at in self.found.gone:
                continue
            read = replaced.get(target.at, ())
            if read and not may_replace_too(self.view, (saying, new), (target, old), read):
                continue
            taken.add(new)
            for number, each in enumerate([target, *self._repeating(target, old, saying)]):
                replaced.setdefault(each.at, []).append(_same_in(each, old))
                self._replace(each, _same_in(each, old), saying, new, is_first=number == 0)

    def _pairs(self, saying: Saying) -> Iterator[tuple[float, Saying, Figure, Figure]]:
        """(how alike, the earlier saying, its figure, the one that may take its place)."""
        least = self._least(saying)
        unchanged = [
            f for e in self.view.beside(saying) if UNCHANGED.search(e.folded) for f in e.figures
        ]
        if len(saying.figures) > _TABLE:
            return
        earlier = [e for e in self.view.earlier(saying) if 0 < len(e.figures) <= _TABLE]
        for new in saying.figures:
            clause = self.view.clause(saying, new)
            is_placed = (saying.at, new.start) in self.placed
            is_spoken_of = saying.folded[new.end : new.end + 1] == "は"
            if is_placed or is_spoken_of or _SAID_BEFORE.search(saying.folded[: new.start]):
                continue
            for each in earlier:
                if any(f.is_same(new) for f in each.figures) and len(each.figures) < 3:
                    continue
                for old in each.figures:
                    if each.folded[old.end : old.end + 1] == "は":
                        continue
                    enough = self._enough(old, new, saying, each, least)
                    if enough is None or any(f.is_same(old) for f in unchanged):
                        continue
                    if (score := self._likeness(saying, each, old, clause)) >= enough:
                        yield score, each, old, new

    def _least(self, saying: Saying) -> float:
        """How like an earlier sentence has to be: the less, the surer this is a correction."""
        message = self.view.by_place[saying.place]
        if saying.heading is Heading.CORRECTED or any(STRONG.search(e.folded) for e in message):
            return _LEAST_STRONG
        is_own_slip = "sorry" in saying.leads or any(SLIP.search(e.folded) for e in message)
        told = [saying, *(each for each in self.view.beside(saying) if not each.figures)]
        corrects = is_own_slip or any(CORRECTS.search(each.folded) for each in told)
        return _LEAST_SURE if corrects else _LEAST

    def _enough(
        self, old: Figure, new: Figure, saying: Saying, each: Saying, least: float
    ) -> float | None:
        """None where the one cannot stand for the other."""
        sure = 2 - (least > _LEAST_STRONG) - (least > _LEAST_SURE)
        if not may_replace(self.view, (saying, new), (each, old), sure=sure):
            return None
        was_objected = any(figure.is_same(old) for figure in self.objected)
        if was_objected and self.view.act(saying) is Act.DECISION:
            return _LEAST_STRONG
        if least < _LEAST:
            return least
        is_anew = self._says_it_anew(saying, each) or self._says_what_was(saying, new, each, old)
        return _LEAST if is_anew else None

    def _says_what_was(self, saying: Saying, new: Figure, each: Saying, old: Figure) -> bool:
        """「し尿のほうは2社でした」 after 「し尿の収集は3社」; 「納品は…」 after 「納品は…」."""
        if saying.place == each.place:
            return False
        mine, theirs = self.view.clause(saying, new), self.view.clause(each, old)
        shared = mine & theirs
        topics = {found["topic"] for found in _TOPIC.finditer(saying.folded)}
        is_same_topic = any(found["topic"] in topics for found in _TOPIC.finditer(each.folded))
        if saying.speaker != each.speaker:
            return is_same_topic and bool(shared) and mine == theirs
        return bool(shared) and (_WAS.search(saying.folded) is not None or is_same_topic)

    def _likeness(self, saying: Saying, each: Saying, old: Figure, clause: frozenset[str]) -> float:
        nouns, told = self.view.topic(saying) | saying.quoted, self.view.topic(each)
        if not nouns:
            nouns = next(
                (e.nouns for e in self.view.beside(saying) if e.at == saying.at - 1), nouns
            )
        shared = len((clause or nouns) & self.view.clause(each, old))
        score = 1.5 * shared + 1.0 * len(nouns & told) + 0.8 * len(saying.verbs & each.verbs)
        score += 1.4 if saying.speaker == each.speaker else 0.3
        if not saying.nouns - CORRECTING and self.counted[old.unit, old.per] == 1:
            score += 1.0
        elif nouns and told and not nouns & told and saying.speaker != each.speaker:
            score -= 0.5 * min(len(saying.nouns), 3)
        return score - _FARTHEST * (saying.place - each.place)

    def _says_it_anew(self, saying: Saying, each: Saying) -> bool:
        """Without a word of correction: one person, of the same things, no more of them."""
        if saying.speaker != each.speaker or not saying.nouns <= each.nouns:
            return False
        return bool(saying.verbs & each.verbs) or (saying.nouns == each.nouns and bool(each.nouns))

    def _repeating(self, target: Saying, old: Figure, saying: Saying) -> list[Saying]:
        topic = self.view.topic(target)
        return [
            each
            for each in self.view.earlier(saying)
            if each.at != target.at
            and any(figure.is_same(old) for figure in each.figures)
            and (each.nouns & topic or not each.nouns or old.unit == "日付")
        ]

    def _replace(
        self, target: Saying, old: Figure, saying: Saying, new: Figure, *, is_first: bool
    ) -> None:
        if not is_first or self._is_done_with(target, saying, old):
            self.found.gone[target.at] = saying.at
            self.found.instead.setdefault(saying.at, target.at)
            return
        text = saying.text[new.start : new.end]
        self._pass_on(target, target.text[old.start : old.end], text, saying)
        changes = self.found.changes.get(target.at, [])
        kept = [c for c in changes if (c.start, c.end) != (old.start, old.end)]
        self.found.changes[target.at] = [*kept, Change(old.start, old.end, text, saying.at)]
        more = saying.nouns - target.nouns - CORRECTING
        is_said_whole = all(
            any(f.is_same(g) for g in target.figures) for f in saying.figures if f is not new
        )
        if is_said_whole and len(more) <= (0 if self.view.act(saying) is Act.DECISION else 1):
            self.found.merged.add(saying.at)

    def _is_done_with(self, target: Saying, saying: Saying, old: Figure) -> bool:
        """Whether it is not to be read with the new figure: it says nothing else, or nothing sure."""
        if _is_covered(target, saying, old) or self._is_unsafe(target, saying):
            return True
        if HINDERED.search(target.folded) or self._is_decided_instead(target, saying):
            return True
        if len(target.figures) > 1 and _DERIVED.search(target.folded):
            return True
        both_decide = {self.view.act(target), self.view.act(saying)} == {Act.DECISION}
        return both_decide and bool(target.nouns & saying.nouns) and len(target.figures) == 1

    def _is_decided_instead(self, target: Saying, saying: Saying) -> bool:
        """「補正を3,200万円お願いするつもりです」 「予備費で1,500万円とします」."""
        is_intended = re.search("つもり|考えて|したい", target.folded) is not None
        return is_intended and self.view.act(saying) is Act.DECISION

    def _pass_on(self, target: Saying, old: str, new: str, saying: Saying) -> None:
        """What was read as the target says is read as the newer one says."""
        for at, changes in self.found.changes.items():
            self.found.changes[at] = [
                Change(c.start, c.end, new, saying.at) if c.by == target.at and c.text == old else c
                for c in changes
            ]

    def _is_unsafe(self, target: Saying, saying: Saying) -> bool:
        """Whether the later one says of something else there, too, that it cannot be."""
        return any(
            named_in(clause)[0] & target.nouns
            for each in self.view.by_place[saying.place]
            for clause in re.split("[、。]", each.folded)
            if UNUSABLE.search(clause)
        )


def _is_covered(target: Saying, saying: Saying, old: Figure) -> bool:
    """Whether the later one says all that the earlier one said."""
    others = [
        f for f in target.figures if f != old and not any(f.is_same(g) for g in saying.figures)
    ]
    return bool(saying.nouns - CORRECTING) and target.nouns <= saying.nouns and not others


def _is_that(figure: Figure, said: Figure) -> bool:
    """「↑不能 131→113」 of 「不能 131件」."""
    is_unitless = not said.unit and figure.value == said.value and len(said.value[0]) > 1
    return figure.is_same(said) or is_unitless


def _same_in(saying: Saying, old: Figure) -> Figure:
    return next(figure for figure in saying.figures if figure.is_same(old))
