"""What may have been overtaken by a later figure, though nobody said that it was wrong: where it is doubtful, it goes.

``thread_revisions`` reads what is plainly a correction. This looks at what is left with one question only:
could a later sentence mean the same thing with another figure?
"""

import re
from collections.abc import Iterator

from language.thread_acts import Act
from language.thread_amounts import SOON, Figure, figures_in
from language.thread_markup import folded
from language.thread_matters import (
    CORRECTING,
    are_rows,
    is_same_clause,
    is_same_matter,
    named_beside,
    subject_of,
)
from language.thread_sentences import Saying
from language.thread_view import View
from language.thread_wording import is_borne_out, told

_TELLING = frozenset({Act.FACT, Act.DECISION, Act.WITHDRAWAL, Act.REFUSED, Act.PROMISE})
_NOT_TOLD = frozenset({Act.ORDER, Act.ASIDE, Act.QUESTION})
_WISHED = frozenset({Act.PROPOSAL, Act.REQUEST})
_SUPPOSED = re.compile(
    r"(?:だと|なら|とすると|として|の場合|だったら|ごと|ずつ|以上|以下|未満|前後)"
)
_RIGHT = re.compile(
    r"合って(?:い)?(?:ます|まし|た)|正しかった|で正し|最初の|元の|に戻し|に戻り|当初の"
)
_MORE = re.compile(r"(?:^|、)(?:追加|ほか|別|さらに|加えて|あと)(?:で|に|は)?、?[^、]{0,6}$")
_ADDED = re.compile(r"[^、。]{0,4}(?:買い足|足し|追加|増設|新設|増や(?!し(?:て|た)))")
_FEW = 10
"""From here on, the same number is the same thing said again."""
_LISTED = 4
"""Figures: a sentence with more is a list, each of its own."""


def note_stale(view: View) -> None:
    for saying in view.sayings:
        if view.act(saying) in _TELLING:
            _right_after_all(view, saying)
            _overtaken(view, saying)
    _doubtful(view)
    _covered(view)
    _not_read_so(view)


def _overtaken(view: View, saying: Saying) -> None:
    for new in _now(view, saying)[:_LISTED]:
        if not _is_told(saying, new):
            continue
        for each, old in [*_overtaken_by(view, saying, new)]:
            view.let_go(each, saying)
            for other in _said_again(view, each, old, saying):
                view.let_go(other, saying)


def _is_told(saying: Saying, new: Figure) -> bool:
    before, behind = saying.folded[: new.start], saying.folded[new.end :]
    if _ADDED.match(behind):
        return False
    is_there = (
        not _SUPPOSED.match(behind)
        and behind[:1] != "は"
        and before.count("「") <= before.count("」")
    )
    return is_there and not _MORE.search(before) and bool(new.unit)


def _overtaken_by(view: View, saying: Saying, new: Figure) -> Iterator[tuple[Saying, Figure]]:
    nearest = not any(c.by == saying.at for changes in view.found.changes.values() for c in changes)
    for each in reversed(view.sayings[: saying.at]):
        if each.place == saying.place and not _turns(saying):
            continue
        if view.act(each) in _NOT_TOLD:
            continue
        if view.act(each) in _WISHED and view.act(saying) is not Act.DECISION:
            continue
        for old in _now(view, each):
            is_spoken_of = each.folded[old.end : old.end + 1] == "は"
            if is_spoken_of or not _may_be_same(old, new) or len(each.figures) > _LISTED * 2:
                continue
            is_theirs = saying.speaker == each.speaker or (
                view.act(saying) is Act.DECISION and not subject_of(each, old).names
            )
            is_read_so = any(c.by == saying.at for c in view.found.changes.get(each.at, ()))
            is_read_so = is_read_so and not is_same_clause(view, saying, new, each, old)
            if (
                is_read_so
                or any(old.is_same(f) for f in _now(view, saying))
                or view.are_apart(saying, each)
            ):
                continue
            if is_same_matter(view, saying, new, each, old, is_nearest=nearest and is_theirs):
                yield each, old
            nearest = nearest and not is_theirs


def _now(view: View, each: Saying) -> list[Figure]:
    """Its figures as they are read by now."""
    read = {(c.start, c.end): c.text for c in view.found.changes.get(each.at, ())}
    found = []
    for figure in each.figures:
        text = read.get((figure.start, figure.end))
        newer = figures_in(folded(text)) if text else ()
        if not text or newer:
            now = newer[0] if newer else figure
            found.append(Figure(figure.start, figure.end, now.unit, now.value, figure.per))
    return found


def _turns(saying: Saying) -> bool:
    return re.search(r"に(?:なり|増え|減)|いま|現在", saying.folded) is not None


def _may_be_same(old: Figure, new: Figure) -> bool:
    if old.unit != new.unit or old.is_same(new) or old.unit in ("つ", "倍"):
        return False
    both = {old.per, new.per} - {""}
    is_of_one = len({old.per, new.per}) > 1 and any(per[0] == "1" for per in both)
    return len(both) < 2 and not is_of_one and bool(old.value[-1]) == bool(new.value[-1])


def _said_again(view: View, each: Saying, old: Figure, saying: Saying) -> list[Saying]:
    if old.unit == SOON or not _is_large(old):
        return []
    return [
        other
        for other in view.sayings[: saying.at]
        if other.at != each.at
        and view.act(other) is not Act.QUESTION
        and any(old.is_same(f) and old.per == f.per for f in _now(view, other))
        and not view.are_apart(saying, other)
        and (other.nouns & view.topic(each) or other.speaker == each.speaker)
    ]


def _is_large(figure: Figure) -> bool:
    try:
        return float(figure.value[-1] or figure.value[0]) >= _FEW
    except ValueError:
        return False


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


def _doubtful(view: View) -> None:
    """Another figure of the same kind, later, of the same person or of something that both name: the old one goes."""
    for saying in view.sayings:
        if view.act(saying) not in _TELLING or not saying.figures:
            continue
        for each in view.sayings[: saying.at]:
            is_told = view.act(each) not in _NOT_TOLD and each.at not in view.found.gone
            if is_told and each.place < saying.place and _is_doubted(view, saying, each):
                view.let_go(each, saying)


def _is_doubted(view: View, saying: Saying, each: Saying) -> bool:
    was, now = _now(view, each), _now(view, saying)
    is_named = bool(saying.nouns & each.nouns - CORRECTING)
    if not any(_may_be_newer(each, o, n, is_named=is_named) for o in was for n in now):
        return False
    if any(old.is_same(new) for old in was for new in now):
        return False
    if any(change.by == saying.at for change in view.found.changes.get(each.at, ())):
        return False
    beside = named_beside(view, saying)
    if beside and not beside & view.topic(each) and subject_of(each, was[0]).names:
        return False
    is_near = saying.speaker == each.speaker or is_named
    return is_near and not view.are_apart(saying, each) and not are_rows(saying, each)


def _may_be_newer(each: Saying, old: Figure, new: Figure, *, is_named: bool) -> bool:
    """「更新料は年24万円です」 is not made doubtful by an amount of another period."""
    is_of_one = is_named or old.per == new.per or not subject_of(each, old).names
    return is_of_one and _may_be_same(old, new)


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
