"""Names that a message says by their sound, nearly: misconverted (業務海鮮), cut short (個情保護,
シェアポ), written as they are heard (パワーオートメート).

Each name is laid along the message, sound by sound, for the least cost: of sounds that are alike,
of sounds left out, of sounds between.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from language.course_name import is_cut_from_a_word
from language.course_words import CUE, LEVELS, VAGUE, is_light_end
from language.heard_names import COMMON, Heard, Token
from language.name_sounds import NameSounds, Span, name_sounds, pairs_of
from language.sounds import unlikeness

_LOOKED_AT = 6
"""Names, those that share most pairs of sounds with the message."""
_LEAST_SHARED = 0.2
"""Of what a name's pairs tell."""
_LONGEST_READ = 120
"""Sounds of a message."""
_SHORTEST, _SHORTEST_CUT = 4, 3
_DEAREST = 0.24
"""Of a name's size; what costs more is another name."""
_MARGIN = 0.6
"""How much more the second costs, at least, where the first is meant."""
_CUT_SHORT = 0.5
"""What is left of the cost where every character stands in the name in this order: 地公法入門."""
_BETWEEN, _PARTICLE = 0.9, 0.15
_WRONG = 0.55
"""A word of the dictionary whose sounds differ by more is meant as it is, and not misconverted."""
_LONGEST_MISCONVERTED = 3
"""Characters: 活躍 of GIS活用研修; 情報セキュリティポリシー is meant."""
_STRANGE = 0.5
"""Of the sounds of a Latin word that no dictionary has: Photoshop is no slip of フォーム."""
_LEVEL_SAID = 0.6
_NEARLY_ALL = 0.85
"""Of a name's sounds."""
_PARTICLES = frozenset("のをでとにがはなも")
_WORD = r"[一-龠々]|[ァ-ヺー]{3}|[a-z]{3}"
_LEVEL_IN = "|".join(sorted(LEVELS, key=len, reverse=True))
_LEVEL_AFTER = rf"(?:{COMMON.pattern}|[の（(・ ])*({_LEVEL_IN})"


@dataclass(frozen=True, slots=True)
class Likely:
    name: str
    cost: float
    is_whole: bool
    """Nearly all of its sounds are said."""
    is_name: bool
    is_too_dear: bool
    """It is only as likely as others, never likely by itself."""
    start: int
    end: int
    """Where in ``Heard.text``."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One sound of the message that the name is laid along."""

    at: int
    cost: float
    place: int
    """Which sound of the name it is; -1 where it stands between them."""


class LikelyNames:
    def __init__(self, names: Iterable[str]) -> None:
        every = (name_sounds(name) for name in names)
        self._names = tuple(name for name in every if len(name.sounds) >= _SHORTEST)
        pairs = [pairs_of(name.sounds) for name in self._names]
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, of_name in enumerate(pairs):
            for pair in of_name:
                self._having[pair].append(place)
        self._tells = {pair: log(1 + len(pairs) / len(h)) for pair, h in self._having.items()}
        self._all = [sum(self._tells[pair] for pair in of_name) for of_name in pairs]

    def find(self, message: Heard, *, among: Sequence[str] = ()) -> tuple[Likely, ...]:
        """The likeliest first, and those about as likely; nothing where none is likely."""
        if len(message.sounded.text) > _LONGEST_READ:
            return ()
        laid = [_laid_along(name, message) for name in self._near(message.sounded.text, among)]
        likely = sorted(
            (each for each in laid if each and (each.is_name or among)), key=lambda each: each.cost
        )
        if not any(each.is_name and not each.is_too_dear for each in likely[:1]):
            return ()
        return tuple(each for each in likely if each.cost < likely[0].cost + _MARGIN)

    def _near(self, text: str, among: Sequence[str]) -> list[NameSounds]:
        if among:
            return [name for name in self._names if name.name in among]
        share: dict[int, float] = defaultdict(float)
        for pair in pairs_of(text):
            for place in self._having.get(pair, ()):
                share[place] += self._tells[pair] / self._all[place]
        nearest = sorted(share, key=lambda place: -share[place])[:_LOOKED_AT]
        return [self._names[place] for place in nearest if share[place] >= _LEAST_SHARED]


def _laid_along(name: NameSounds, message: Heard) -> Likely | None:
    cost, steps = _cheapest(name, message)
    if not steps:
        return None
    start, end = message.sounded.places(steps[0].at, steps[-1].at + 1)
    said = {step.place for step in steps if step.cost < _WRONG}
    if _is_cut_short(name, message, start, end) and all(
        _is_said(level, said, _LEVEL_SAID) for level in name.levels
    ):
        cost *= _CUT_SHORT
    cost += _saved_on_levels(name, said, steps)
    is_whole = len(said) >= _NEARLY_ALL * len(name.sounds)
    is_name = (
        _is_told(name, said)
        and (is_whole or _is_named(name, said) or CUE.search(message.text) is not None)
        and not _says_otherwise(name, message, steps)
        and not _goes_on(name, message, start, end)
        and not is_cut_from_a_word(message, steps[-1].at + 1)
    )
    is_too_dear = cost > _DEAREST * name.size
    return Likely(name.name, cost, is_whole, is_name, is_too_dear, start, end)


def _cheapest(name: NameSounds, message: Heard) -> tuple[float, Sequence[_Step]]:
    said, between = message.sounded.text, _between(message)
    rows = [[0.0] * (len(said) + 1)]
    for sound, left_out in zip(name.sounds, name.costs, strict=True):
        before, row = rows[-1], [rows[-1][0] + left_out]
        for at, heard_sound in enumerate(said):
            row.append(
                min(
                    before[at] + unlikeness(sound, heard_sound),
                    before[at + 1] + left_out,
                    row[at] + between[at],
                )
            )
        rows.append(row)
    last = min(range(len(said) + 1), key=rows[-1].__getitem__)
    return rows[-1][last], _steps(name, said, rows, last)


def _steps(
    name: NameSounds, said: str, rows: Sequence[Sequence[float]], last: int
) -> Sequence[_Step]:
    """Back along the cheapest way."""
    steps: list[_Step] = []
    place, at = len(name.sounds), last
    while place and at:
        unlike = unlikeness(name.sounds[place - 1], said[at - 1])
        if rows[place][at] == rows[place - 1][at - 1] + unlike:
            steps.append(_Step(at - 1, unlike, place - 1))
            place, at = place - 1, at - 1
        elif rows[place][at] == rows[place - 1][at] + name.costs[place - 1]:
            place -= 1
        else:
            steps.append(_Step(at - 1, 1.0, -1))
            at -= 1
    return steps[::-1]


def _between(message: Heard) -> list[float]:
    """What it costs that a sound of the message stands within a name."""
    particles = {token.start for token in message.tokens if token.surface in _PARTICLES}
    return [_PARTICLE if start in particles else _BETWEEN for start in message.sounded.starts]


def _is_told(name: NameSounds, said: set[int]) -> bool:
    """Each word that tells it apart has at least begun, and one is mostly said; the first of several
    may be missing: 自治法 of 地方自治法. Excel入門 is no Excelマクロ入門."""
    begun = [first in said for first, _ in name.telling]
    return any(_is_said(word, said, 0.5) for word in name.telling) and all(begun[1:])


def _is_named(name: NameSounds, said: set[int]) -> bool:
    """Two of its words: who says these speaks of a course."""
    words = (*name.telling, *name.levels)
    return sum(_is_said(word, said, 0.5) for word in words) >= 2


def _is_said(word: Span, said: set[int], share: float) -> bool:
    return sum(place in said for place in range(*word)) >= share * (word[1] - word[0])


def _saved_on_levels(name: NameSounds, said: set[int], steps: Sequence[_Step]) -> float:
    """A level is said or it is not: a sound of it somewhere decides nothing between 基礎 and 応用."""
    unsaid = {
        place
        for level in name.levels
        if not _is_said(level, said, _LEVEL_SAID)
        for place in range(*level)
    }
    return sum(name.costs[step.place] - step.cost for step in steps if step.place in unsaid)


def _is_cut_short(name: NameSounds, message: Heard, start: int, end: int) -> bool:
    view = message.written
    said = [c for c, at in zip(view.text, view.starts, strict=True) if start <= at < end]
    rest = iter(name.written)
    return len(said) >= _SHORTEST_CUT and all(character in rest for character in said)


def _says_otherwise(name: NameSounds, message: Heard, steps: Sequence[_Step]) -> bool:
    """A word of the dictionary that stands there sounds differently: 地方税法 is not 地方自治法."""
    view, costs = message.sounded, {step.at: step.cost for step in steps}
    first, last = view.starts[steps[0].at], view.starts[steps[-1].at]
    wrong: dict[int, float] = defaultdict(float)
    for at, start in enumerate(view.starts):
        if first <= start <= last:
            wrong[start] += costs.get(at, 1.0)
    words = {token.start: token for token in message.tokens}
    return any(
        cost > (_WRONG if _is_own_word(token) else _STRANGE * view.starts.count(start))
        and not (len(token.surface) <= _LONGEST_MISCONVERTED and token.surface[0] in name.begins)
        for start, cost in wrong.items()
        if _is_own_word(token := words[start]) or _is_strange(token)
    )


def _goes_on(name: NameSounds, message: Heard, start: int, end: int) -> bool:
    """応用|情報技術者試験, RPAの応用: in it or beside it stands what names another."""
    levels = [level[0] for level in re.finditer(_LEVEL_IN, message.text[start:end])]
    if after := re.match(_LEVEL_AFTER, message.text[end:]):
        levels.append(after[1])
    if any(level not in name.written for level in levels):
        return True
    if re.fullmatch(r"[a-z] [a-z]", message.text[end - 1 : end + 2]):
        end += 1
    beside = [token for token in message.tokens if token.end == start or token.start == end]
    return any(
        token.surface in LEVELS or (_is_own_word(token) and not _says_nothing(token))
        for token in beside
    )


def _is_own_word(token: Token) -> bool:
    return token.is_word and token.is_known and re.search(_WORD, token.surface) is not None


def _is_strange(token: Token) -> bool:
    return not token.is_known and token.surface.isascii() and token.surface.isalpha()


def _says_nothing(token: Token) -> bool:
    is_common = COMMON.match(token.surface) is not None
    return is_common or token.surface in VAGUE or is_light_end(token.surface)
