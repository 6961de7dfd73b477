"""How the figures of an earlier sentence stand to those of a later message."""

import re
from collections.abc import Iterator, Sequence

from language.thread_amounts import SOON, Figure
from language.thread_correcting import CORRECTING
from language.thread_dialect import in_standard
from language.thread_matters import is_same_matter
from language.thread_sentences import Saying
from language.thread_signs import Later
from language.thread_states import COMMON
from language.thread_view import View

_MANY = 10_000.0
_DAYS = frozenset({"日付", "曜日", SOON})
_SPOKEN_OF = re.compile(
    r"(?:は|って|というの|も|とい|で?は?な(?:く|い)|じゃな|の(?:ほう|方)|\s*(?:→|⇒|->))"
)
_OWN_TOPIC = re.compile(r"(?:^|[、。])(?P<of>[^、。]{1,14}?)(?:は|が|も)[^、。]*$")
_RUN = re.compile(r"[一-龠]+|[ァ-ヶー]+|[0-9a-z]+")
_ADDED = re.compile(r"(?:追加|ほか|別|さらに|加えて|あと|うち)(?:で|に|は)?[^、。]{0,6}$")
_MORE_OF = re.compile(r"[^、。]{0,4}(?:買い足|足し|追加|増設|新設|増や(?!し(?:て|た)))")
_SUPPOSED = re.compile(r"(?:だと|なら|の場合|ごと|ずつ|以上|以下|おき)")


def how_they_stand(
    view: View, saying: Saying, later: Later, telling: Sequence[Saying]
) -> frozenset[str]:
    """again: the same figure; clash: another of the same kind; each with what tells more of it.

    ``telling``: the sentences of the discussion that tell something, in their order.
    """
    found: set[str] = set()
    clashing: list[Figure] = []
    for old in saying.figures:
        for each in later.sayings:
            for new in each.figures:
                if _is_same(old, new):
                    found.add("again")
                    if _SPOKEN_OF.match(in_standard(each.folded[new.end :])):
                        found.add("again of it")
                elif may_be_one(old, new):
                    found |= {"clash", *_clash(view, saying, old, each, new, telling)}
                    clashing.append(new)
    if clashing:
        # 「14台でなく16台」 after 「16台です」
        before = [f for each in view.sayings[: saying.at] for f in each.figures]
        if all(any(_is_same(new, other) for other in before) for new in clashing):
            found.add("clash said before")
        if _is_aimed_elsewhere(view, saying, later, clashing):
            found.add("clash aimed elsewhere")
    return frozenset(found)


def _is_aimed_elsewhere(
    view: View, saying: Saying, later: Later, clashing: Sequence[Figure]
) -> bool:
    """「先ほどの18万円は税抜きでした」 corrects who said 18万円, and nobody else."""
    others = [
        figure
        for each in view.sayings
        if each.at != saying.at and each.place < later.place
        for figure in each.figures
    ]
    return any(
        new in clashing
        and _SPOKEN_OF.match(in_standard(each.folded[new.end :]))
        and any(_is_same(new, other) for other in others)
        for each in later.sayings
        for new in each.figures
    )


def _clash(
    view: View, saying: Saying, old: Figure, each: Saying, new: Figure, telling: Sequence[Saying]
) -> Iterator[str]:
    mine = view.clause(saying, old) - COMMON - CORRECTING
    theirs = view.clause(each, new) - COMMON - CORRECTING
    if not theirs:
        yield "clash bare"
    elif mine & theirs:
        yield "clash same"
    elif mine:
        yield "clash other"
    if each.folded[new.end : new.end + 1] == "は":
        yield "clash spoken of"
    nearest = "nearest" if _is_nearest(saying, each, new, telling) else "not nearest"
    topic = _own_topic(saying, each, new)
    yield from (f"clash {nearest}", f"clash {topic}", f"clash {topic} {nearest}")
    is_more = each.folded.startswith(("も", "にも"), new.end) or _MORE_OF.match(
        each.folded, new.end
    )
    if is_more or _ADDED.search(each.folded[: new.start]):
        yield "clash added"
    if _SUPPOSED.match(each.folded, new.end):
        yield "clash supposed"
    if _names_alike(saying, old, each, new):
        yield "clash of that name"
    is_theirs = saying.speaker == each.speaker
    is_one_unit = old.unit == new.unit
    if is_one_unit and is_same_matter(view, each, new, saying, old, is_nearest=is_theirs):
        yield "clash of one matter"


def _is_nearest(saying: Saying, each: Saying, new: Figure, telling: Sequence[Saying]) -> bool:
    return not any(
        saying.at < other.at
        and other.place < each.place
        and any(may_be_one(figure, new) for figure in other.figures)
        for other in telling
    )


def _own_topic(saying: Saying, each: Saying, new: Figure) -> str:
    """Whether the message says of what it counts: 「先月は2,960人」."""
    found = _OWN_TOPIC.search(each.folded[: new.start])
    runs = _RUN.findall(found["of"]) if found else []
    if not runs:
        return "of nothing"
    return "of the same" if any(run in saying.folded for run in runs) else "of its own"


def _names_alike(saying: Saying, old: Figure, each: Saying, new: Figure) -> bool:
    """「学童の申込は538人」 and 「辞退が出たので、申込は532人」."""
    found = _OWN_TOPIC.search(each.folded[: new.start])
    head = found["of"].rpartition("の")[2] if found else ""
    return (
        len(head) > 1
        and re.search(f"{re.escape(head)}[はがも]", saying.folded[: old.start]) is not None
    )


def _is_same(old: Figure, new: Figure) -> bool:
    is_unitless = "" in (old.unit, new.unit) and len(old.value[0]) > 1
    return old.is_same(new) or (old.value == new.value and is_unitless)


def may_be_one(old: Figure, new: Figure) -> bool:
    """Another figure of the same kind, counted for the same time."""
    is_one_unit = old.unit == new.unit
    is_money = {old.unit, new.unit} <= {"", "円"} and min(_size(old), _size(new)) >= _MANY
    if not (is_one_unit or is_money or {old.unit, new.unit} <= _DAYS) or _is_same(old, new):
        return False
    return len({old.per, new.per} - {""}) < 2


def _size(figure: Figure) -> float:
    try:
        return float(figure.value[-1] or figure.value[0])
    except ValueError:
        return 0.0
