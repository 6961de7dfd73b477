"""Whether a figure of a later message can stand for one of an earlier sentence at all."""

import re
from collections.abc import Sequence

from language.thread_amounts import Figure
from language.thread_correcting import CORRECTING
from language.thread_items import is_listed, names_item
from language.thread_matters import are_rows, is_of_part
from language.thread_sentences import Saying
from language.thread_view import View

_NEAR = 12
"""Messages: a figure from before that has to be named."""
_SURELY = 2
_ONLY_COUNTED = re.compile(
    r"(?:に(?:なり|なっ)|です|でした|だ(?:った)?(?![^、。])|と(?:なり|なっ)|[、。]|$)"
)
"""Behind a figure: that is how many there are, and nothing is done with them."""
_WORD = re.compile(r"[一-龠々]+|[ァ-ヶー]+|[a-z]+")


def may_replace(
    view: View, later: tuple[Saying, Figure], earlier: tuple[Saying, Figure], *, sure: int
) -> bool:
    """``sure``: 0 where nothing says that it is a correction, 2 where it is plainly one."""
    (saying, new), (each, old) = later, earlier
    if old.unit != new.unit:
        text = saying.folded + "".join(e.folded for e in view.beside(saying))
        is_of_unit = old.value == new.value and re.search("じゃなく|ではなく|単位", text)
        return bool(is_of_unit) and saying.speaker == each.speaker and sure == _SURELY
    if not _are_alike(old, new):
        return False
    if not sure and (each.place == saying.place or are_rows(saying, each)):
        return False
    if is_of_part(saying, new, view.topic(each)) or _is_of_other(view, saying, new, each, old):
        return False
    is_of_it = view.topic(saying) & view.topic(each) - CORRECTING
    if saying.place - each.place > _NEAR and not is_of_it:
        return False
    if is_listed(each, old) and not _names_item(view, saying, each, old):
        return False
    return not view.are_apart(saying, each)


def may_replace_too(
    view: View, later: tuple[Saying, Figure], earlier: tuple[Saying, Figure], read: Sequence[Figure]
) -> bool:
    """A second figure of one sentence, of which ``read`` have been replaced: 「床上は15世帯、床下は30世帯」 gives both of
    「床上11世帯、床下34世帯」. 「南小は職員が6人」 and 「公民館からは30脚借ります」 count something else there.
    """
    (saying, new), (each, old) = later, earlier
    shared = view.clause(saying, new) & view.clause(each, old)
    said_of = re.split("[、。]", saying.folded[: new.start])[-1]
    return (
        old not in read
        and any(not shared <= view.clause(each, other) for other in read)
        and all(word in each.folded for word in _WORD.findall(said_of))
        and _ONLY_COUNTED.match(saying.folded, new.end) is not None
    )


def _are_alike(old: Figure, new: Figure) -> bool:
    if old.is_same(new) or not old.unit or bool(old.value[-1]) < bool(new.value[-1]):
        return False
    both = {old.per, new.per} - {""}
    is_of_one = len({old.per, new.per}) > 1 and any(per[0] == "1" for per in both)
    return len(both) < 2 and not is_of_one


def _names_item(view: View, saying: Saying, each: Saying, old: Figure) -> bool:
    """Of 「役場4台、支所2台」 only the one that the message names is another now."""
    text = "".join(e.folded for e in view.by_place[saying.place])
    return names_item(each, old, text) is True


def _is_of_other(view: View, saying: Saying, new: Figure, each: Saying, old: Figure) -> bool:
    """「県道は3か所でなく5か所です」 is no word on 「疑い箇所が58か所」."""
    before = next((e.nouns for e in view.beside(saying) if e.at == saying.at - 1), frozenset[str]())
    mine = (view.clause(saying, new) or saying.nouns or before) - CORRECTING
    theirs = (view.clause(each, old) or each.nouns) - CORRECTING
    return (
        bool(mine and theirs)
        and not mine & view.topic(each)
        and not theirs & (view.topic(saying) | saying.quoted)
    )
