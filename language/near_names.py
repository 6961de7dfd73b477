"""Names with a slip of the finger in them: サイバー攻激, プロプント, えくせるきそお."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from language.course_name import is_inside_latin
from language.heard_names import Heard, View

_SHORTEST_MISTYPED = 5
_SHORTEST_IN_KANJI = 4
_LONGEST_READ_FOR_SLIPS = 200
"""Characters of a message; a longer one would cost too much in a large catalogue."""
_LENGTH_FOR_TWO = 11
MOST_MISTAKES = 2
_CUTOFF = 60.0
_OF_ITS_OWN = re.compile(r"[一-龠]|[ァ-ヺー]{3}|[a-z]{3}")


@dataclass(frozen=True, slots=True)
class Slip:
    """Where in the text a name stands but for ``mistakes`` characters."""

    start: int
    end: int
    mistakes: int


def slip_of(name: str, view: View, said: Heard) -> Slip | None:
    """``name``: as ``view`` writes it. One mistake, in a long name two; never in a word that the
    dictionary has otherwise: システム調整 is not システム調達."""
    most = _allowed(name)
    if most == 0 or not len(name) - most <= len(view.text) <= _LONGEST_READ_FOR_SLIPS:
        return None
    at = fuzz.partial_ratio_alignment(name, view.text, score_cutoff=_CUTOFF)
    if at is None:
        return None
    mistakes, start, end = _nearest(name, view.text, around=(at.dest_start, at.dest_end), most=most)
    if mistakes > most or _is_other_word(name, view, said, start, end):
        return None
    place = view.places(start, end)
    return None if is_inside_latin(said.text, *place) else Slip(*place, mistakes)


def _allowed(name: str) -> int:
    if len(name) < _SHORTEST_MISTYPED:
        is_kanji = sum("一" <= character <= "龠" for character in name) * 2 >= len(name)
        return 1 if is_kanji and len(name) == _SHORTEST_IN_KANJI else 0
    return 1 if len(name) < _LENGTH_FOR_TWO else MOST_MISTAKES


def _nearest(name: str, text: str, *, around: tuple[int, int], most: int) -> tuple[int, int, int]:
    """(mistakes, start, end) of the part of the text that is nearest to the name."""
    first, last = around
    windows = [
        (start, end)
        for start in range(max(0, first - most), min(len(text), first + most) + 1)
        for end in range(max(start + 1, last - most), min(len(text), last + most) + 1)
    ]
    distance = [
        (
            OSA.distance(name, text[start:end], score_cutoff=most),
            abs(end - start - len(name)),
            start,
            end,
        )
        for start, end in windows
    ]
    mistakes, _, start, end = min(distance)
    return mistakes, start, end


def _is_other_word(name: str, view: View, said: Heard, start: int, end: int) -> bool:
    """Whether a character that differs belongs to a word of its own, with kanji or in katakana."""
    for edit in Levenshtein.editops(name, view.text[start:end]):
        if edit.tag == "delete":
            continue
        place = view.starts[start + edit.dest_pos]
        token = next(t for t in said.tokens if t.start <= place < t.end)
        if token.is_word and token.is_known and _OF_ITS_OWN.search(token.surface):
            return True
    return False
