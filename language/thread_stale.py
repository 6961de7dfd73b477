"""What may have been overtaken by a later figure, though nobody said that it was wrong: where it is doubtful, it goes.

``thread_revisions`` reads what is plainly a correction. This looks at what is left with one question only:
could a later sentence mean the same thing with another figure?
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from language.thread_acts import Act, has_question_word
from language.thread_amounts import SOON, Figure, figures_in
from language.thread_markup import folded
from language.thread_sentences import Saying, named_in
from language.thread_view import View
from language.thread_wording import is_borne_out, told
from language.words import words_of

_TELLING = frozenset({Act.FACT, Act.DECISION, Act.WITHDRAWAL, Act.REFUSED, Act.PROMISE})
_NOT_TOLD = frozenset({Act.ORDER, Act.ASIDE, Act.QUESTION})
_WISHED = frozenset({Act.PROPOSAL, Act.REQUEST})
_REASON_END = re.compile(r"(?:ので|そうで|ため|から|たら|ところ|だと|なら|と|て|んで|り)、|(?:引|除|足|抜)いて|(?:足し|含め|入れ|合わせ|引く|除く)(?:て|と)")
_SUPPOSED = re.compile(r"(?:だと|なら|とすると|として|の場合|だったら|ごと|ずつ|以上|以下|未満|前後)")
_DERIVED = re.compile(r"(?:だと|なら|とすると)、?")
_SUBJECT = re.compile(r"(?P<of>[^、。]{1,24}?)(?:は|が|も)(?!い|な|し)")
_FIRST = re.compile(r"(?P<of>[^、。]{1,24}?)(?:ですが|は|が|も|、)")
_ONLY = re.compile(r"(?:だけ|のみ)(?:は|が|を|、)?[^、]{0,6}$")
_RIGHT = re.compile(r"合って(?:い)?(?:ます|まし|た)|正しかった|で正し|最初の|元の|に戻し|に戻り|当初の")
_START = re.compile(r"開始|始め|始ま|スタート|稼働|再開|始動")
_MORE = re.compile(r"(?:^|、)(?:追加|ほか|別|さらに|加えて|あと)(?:で|に|は)?、?[^、]{0,6}$")
_NAMING = re.compile("[「を]")
_ADDED = re.compile(r"[^、。]{0,4}(?:買い足|足し|追加|増設|新設|増や(?!し(?:て|た)))")
_FEW = 10
"""From here on, the same number is the same thing said again."""
_NEAR = 12
"""Messages within which a figure without a subject is taken for a newer one."""
_LISTED = 4
"""Figures: a sentence with more is a list, each of its own."""
_CORRECTING_WORDS = """
訂正 単純 枚数 人数 台数 金額 額 数 年間 月間 およそ 大体 いま 今 数字 件数 集計 計算 最終 最終的 最新 見積り 見積 内訳 合計 現在 全部 追加 延長 変更
"""
_CORRECTING = frozenset(_CORRECTING_WORDS.split())


def note_stale(view: View) -> None:
    for saying in view.sayings:
        if view.act(saying) in _TELLING:
            _right_after_all(view, saying)
            _overtaken(view, saying)
    _covered(view)
    _not_read_so(view)


def _overtaken(view: View, saying: Saying) -> None:
    for new in saying.figures[:_LISTED]:
        if not _is_told(saying, new):
            continue
        for each, old in [*_overtaken_by(view, saying, new)]:
            _goes(view, each, saying)
            for other in _said_again(view, each, old, saying):
                _goes(view, other, saying)


def _is_told(saying: Saying, new: Figure) -> bool:
    before, behind = saying.folded[: new.start], saying.folded[new.end :]
    if _ADDED.match(behind):
        return False
    is_there = not _SUPPOSED.match(behind) and behind[:1] != "は" and before.count("「") <= before.count("」")
    return is_there and not _MORE.search(before) and bool(new.unit)


def _overtaken_by(view: View, saying: Saying, new: Figure) -> Iterator[tuple[Saying, Figure]]:
    nearest = not any(
        c.by == saying.at for changes in view.found.changes.values() for c in changes
    )
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
                view.act(saying) is Act.DECISION and not _subject(each, old).names
            )
            is_read_so = any(c.by == saying.at for c in view.found.changes.get(each.at, ()))
            if is_read_so or any(old.is_same(f) for f in saying.figures) or view.are_apart(saying, each):
                continue
            if _is_same_matter(view, saying, new, each, old, is_nearest=nearest and is_theirs):
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


def _is_same_matter(
    view: View, saying: Saying, new: Figure, each: Saying, old: Figure, *, is_nearest: bool
) -> bool:
    topic = view.topic(each) | _beside(view, each)
    if is_of_part(saying, new, topic):
        return False
    mine, theirs = _subject(saying, new), _subject(each, old)
    if _is_same_clause(view, saying, new, each, old):
        return True
    if _both_start(saying, each, new) and are_one(mine.names, theirs.names):
        return True
    if mine.names:
        if theirs.names:
            is_exact = old.per == new.per or mine.head == theirs.head
            return is_exact and _have_one_head(mine, theirs)
        return mine.names <= topic | _asked_before(view, each)
    is_close = is_nearest and saying.place - each.place <= _NEAR
    before = named_in(mine.clause)[0] - _CORRECTING
    is_bare = not before and not _NAMING.search(mine.clause) and saying.folded[new.end : new.end + 1] not in "のを"
    if is_bare and _answers_another(view, saying, each, topic):
        return False
    said_of = _said_of(view, saying)
    is_row = bool(said_of & topic) and not are_one(said_of, topic)
    if is_bare and saying.speaker == each.speaker and _beside(view, saying) & topic and not is_row:
        return True
    if is_close and is_bare and not theirs.names:
        return True
    asked = view.topic(saying) - saying.nouns - _CORRECTING
    names = before or (asked & topic if saying.speaker == each.speaker else frozenset[str]())
    if names:
        is_more = bool(names - topic)
        is_other = bool((theirs.names or each.nouns) - names)
        return bool(names & topic) and not (is_more and is_other) and old.per == new.per
    return is_close and is_bare and not (_is_guess(saying, new) and bool(theirs.names))


@dataclass(frozen=True, slots=True)
class _Subject:
    names: frozenset[str]
    head: str
    """The last word: of 「学童の申込」 the 申込."""
    clause: str
    """What stands before the figure, without its reason."""


def _is_same_clause(view: View, saying: Saying, new: Figure, each: Saying, old: Figure) -> bool:
    """「床上は15世帯、床下は30世帯です」 after 「床上11世帯、床下34世帯と見ています」."""
    mine, theirs = view.clause(saying, new) - _CORRECTING, view.clause(each, old) - _CORRECTING
    if not mine & theirs or not are_one(mine, theirs) or old.per != new.per:
        return False
    first, other = (named_in(_main(one, at).partition("は")[0])[0] for one, at in ((saying, new), (each, old)))
    return not (first - each.nouns - _CORRECTING and other - saying.nouns)


def _have_one_head(mine: _Subject, theirs: _Subject) -> bool:
    is_same = mine.head == theirs.head or mine.head in theirs.names or theirs.head in mine.names
    return is_same and are_one(mine.names, theirs.names)


def are_one(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """「申込は」 and 「学童の申込は」, but not 「北館の申込は」 and 「南館の申込は」."""
    return not (mine - theirs and theirs - mine)


def _both_start(saying: Saying, each: Saying, new: Figure) -> bool:
    is_time = new.unit in ("日付", "時刻", SOON)
    return is_time and bool(_START.search(saying.folded) and _START.search(each.folded))


def _asked_before(view: View, saying: Saying) -> frozenset[str]:
    for each in reversed(view.sayings[max(0, saying.at - 3) : saying.at]):
        if view.act(each) is Act.QUESTION:
            return each.nouns
    return frozenset()


def _is_guess(saying: Saying, new: Figure) -> bool:
    """「280台なら406万円」: what would be."""
    return _DERIVED.search(saying.folded[: new.start]) is not None


def is_of_part(saying: Saying, new: Figure, topic: frozenset[str]) -> bool:
    """「西小だけは10時半」 leaves the others as they are."""
    before = saying.folded[: new.start]
    return _ONLY.search(before) is not None and not named_in(before)[0] <= topic


def _answers_another(
    view: View, saying: Saying, each: Saying, topic: frozenset[str]
) -> bool:
    """「そのうち電子化できるものは？」 「90種類です」: of that, and not of what was told before."""
    for asked in reversed(view.sayings[max(0, saying.at - 3) : saying.at]):
        if view.act(asked) is Act.QUESTION and saying.place - asked.place == 1:
            is_open = has_question_word(asked) or asked.folded.endswith(("は", "って"))
            return is_open and each.at < asked.at and not asked.nouns & topic
    return False


def _beside(view: View, saying: Saying) -> frozenset[str]:
    """What its message names before it, where it names little itself."""
    if saying.nouns - _CORRECTING:
        return frozenset()
    before = [each.nouns for each in view.beside(saying) if each.at < saying.at]
    return before[-1] if before else frozenset()


def _said_of(view: View, saying: Saying) -> frozenset[str]:
    """「担架、古いものは廃棄済みでした。」 before 「今は236台です」."""
    before = [each for each in view.beside(saying) if each.at < saying.at]
    found = _FIRST.match(before[-1].folded) if before else None
    return named_in(found["of"])[0] - _CORRECTING if found else frozenset()


def _subject(saying: Saying, figure: Figure) -> _Subject:
    """Of what it says that figure: of the whole sentence and of the clause, without its reason."""
    main = _main(saying, figure)
    found = [each["of"] for each in _SUBJECT.finditer(main)]
    names = frozenset[str]().union(*(named_in(each)[0] for each in found)) - _CORRECTING
    return _Subject(names, _head(found[-1]) if found else "", main)


def _main(saying: Saying, figure: Figure) -> str:
    """What stands before the figure, without its reason."""
    before = saying.folded[: figure.start]
    reasons = [found.end() for found in _REASON_END.finditer(before)]
    return before[reasons[-1] if reasons else 0 :]


@lru_cache(maxsize=1_000)
def _head(text: str) -> str:
    words = [word for word in words_of(text) if word.is_content]
    last = words[-1] if words else None
    return "" if last is None else (last.parts or (last,))[-1].normalised_form


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
        was = [f for f in each.figures if any((f.start, f.end) == (c.start, c.end) for c in changes)]
        if at < saying.at and any(f.is_same(g) for f in was for g in saying.figures):
            for change in changes:
                _goes(view, view.sayings[change.by], saying)
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
                _goes(view, each, saying)


def _not_read_so(view: View) -> None:
    """What cannot be read with the newer figure in the words that were said, or was read with one that is gone."""
    for at, changes in [*view.found.changes.items()]:
        overtaken = [c.by for c in changes if c.by in view.found.gone]
        if overtaken:
            _goes(view, view.sayings[at], view.sayings[view.found.gone[overtaken[-1]]])
    for at, changes in [*view.found.changes.items()]:
        if at in view.found.gone:
            _stand_alone(view, at)
            continue
        each = view.sayings[at]
        cited = [each.message, *(view.sayings[change.by].message for change in changes)]
        if not is_borne_out(told(each, view.found)[0], cited):
            _goes(view, each, view.sayings[changes[-1].by])


def _goes(view: View, each: Saying, saying: Saying) -> None:
    view.found.gone.setdefault(each.at, saying.at)
    _stand_alone(view, each.at)


def _stand_alone(view: View, at: int) -> None:
    """What it was read with is told by those who said it."""
    for change in view.found.changes.get(at, ()):
        view.found.merged.discard(change.by)
