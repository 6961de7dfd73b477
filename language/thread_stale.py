"""What no longer holds though nobody said that it was wrong: what a later message may have overtaken goes."""

import re

from language.thread_acts import Act
from language.thread_risk import Weights, note_contested
from language.thread_sentences import Saying
from language.thread_view import View
from language.thread_wording import is_borne_out, told

_TELLING = frozenset({Act.FACT, Act.DECISION, Act.WITHDRAWAL, Act.REFUSED, Act.PROMISE})
_RIGHT = re.compile(
    r"合って(?:い)?(?:ます|まし|た)|正しかった|で正し|最初の|元の|に戻し|に戻り|当初の"
)


def note_stale(view: View, weights: Weights) -> None:
    for saying in view.sayings:
        if view.act(saying) in _TELLING:
            _right_after_all(view, saying)
    _covered(view)
    note_contested(view, weights)
    _not_read_so(view)


def _right_after_all(view: View, saying: Saying) -> None:
    """「最初の件数で合っていました」: what was read with another figure is read as it was said."""
    if not _RIGHT.search(saying.folded):
        return
    for at, changes in [*view.found.changes.items()]:
        each = view.sayings[at]
        was = [
            f for f in each.figures if any((f.start, f.end) == (c.start, c.end) for c in changes)
        ]
        if at < saying.at and any(f.is_same(g) for f in was for g in saying.figures):
            for change in changes:
                view.let_go(view.sayings[change.by], saying)
            del view.found.changes[at]
            if view.found.gone.get(at, saying.at) < saying.at:
                view.found.gone.pop(at, None)


def _covered(view: View) -> None:
    """A decision that a later one says whole."""
    decided = [
        each
        for each in view.sayings
        if view.act(each) is Act.DECISION and each.at not in view.found.gone and each.figures
    ]
    for saying in decided:
        for each in view.sayings[: saying.at]:
            if (
                view.act(each) in (Act.DECISION, Act.FACT)
                and each.place < saying.place
                and each.figures
                and each.nouns <= saying.nouns
                and all(any(f.is_same(g) for g in saying.figures) for f in each.figures)
            ):
                view.let_go(each, saying)


def _not_read_so(view: View) -> None:
    """What cannot be read with the newer figure in the words that were said, or was read with one that is gone."""
    for at, changes in [*view.found.changes.items()]:
        overtaken = [c.by for c in changes if c.by in view.found.gone]
        if overtaken:
            view.let_go(view.sayings[at], view.sayings[view.found.gone[overtaken[-1]]])
    for at, changes in [*view.found.changes.items()]:
        if at in view.found.gone:
            view.stand_alone(at)
            continue
        each = view.sayings[at]
        cited = [each.message, *(view.sayings[change.by].message for change in changes)]
        if not is_borne_out(told(each, view.found)[0], cited):
            view.let_go(each, view.sayings[changes[-1].by])
