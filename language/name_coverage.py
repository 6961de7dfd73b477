"""How much of each name a message says, and how much of what it names there the name explains."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from language.course_words import CUE, LEVELS, VAGUE, is_light_end, may_be_left_out, tells
from language.heard_names import COMMON, Heard, Token
from language.name_words import Kind, NameWord, WordsOfName, words_of_name
from language.word_slips import slipped
from language.words_said import Place, words_said

_COUNTS = {Kind.TELLING: 1.0, Kind.VAGUE: 0.5, Kind.LIGHT: 0.25, Kind.LEVEL: 0.5}
_INSIDE = 0.35
"""Of a word in brackets that is not said."""
_INSIDE_ALONE = 0.85
_STRANGE = 0.7
"""Of a word that one name alone has: what a word counts that the name has not, beside its words."""
_JOINS = frozenset({"の", "と", "・", "や", " ", "/", "&", "(", ")", "、", ","})


@dataclass(frozen=True, slots=True)
class Covered:
    name: str
    share: float
    """0–1."""
    told: float
    """What the words tell that are said."""
    words: frozenset[NameWord]
    is_beside_others: bool
    """Beside them stand words that the name has not: it may be another thing."""
    start: int
    end: int


class NameCoverage:
    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name: words_of_name(name) for name in names}
        counted = Counter(w.written for name in self._names.values() for w in set(name.every))
        number = len(self._names)
        self._rare = log(1 + number)
        self._weights = {
            word: _COUNTS[word.kind] * log(1 + number / counted[word.written])
            for name in self._names.values()
            for word in name.every
        }

    def covered(self, message: Heard) -> list[Covered]:
        """Best first; none where no word is said that tells something."""
        said = words_said(message, self._weights)
        if not said:
            return []
        levels = _levels_said(message, said)
        found = (self._covered(name, message, said, levels) for name in self._names.values())
        return sorted(filter(None, found), key=lambda each: (-each.share, -each.told))

    def words(self, name: str) -> WordsOfName:
        return self._names[name]

    def _covered(
        self,
        name: WordsOfName,
        message: Heard,
        said: Mapping[NameWord, Place],
        levels: frozenset[str],
    ) -> Covered | None:
        own = {word: said[word] for word in name.every if word in said}
        if all(word.kind in (Kind.LEVEL, Kind.LIGHT) for word in own):
            return None
        for word in name.every:
            if word not in own and (place := slipped(word, message, taken=own.values())):
                own[word] = place
        strange = _strange(message, list(own.values()))
        share = self._share(name, own.keys(), len(strange))
        if levels - {word.written for word in own}:
            share = 0.0
        start, end = min(own.values())[0], max(end for _, end in own.values())
        told = self._sum(own)
        return Covered(name.name, share, told, frozenset(own), bool(strange), start, end)

    def _share(self, name: WordsOfName, said: Collection[NameWord], strange: int) -> float:
        told = self._sum(word for word in name.every if word in said)
        unsaid = self._sum(word for word in name.outside if word not in said)
        unsaid += _INSIDE * self._sum(word for word in name.inside if word not in said)
        more = _STRANGE * self._rare * strange
        share = told / (told + unsaid + more)
        is_inside_said = all(word in said for word in name.inside)
        if is_inside_said and any(word.kind is not Kind.LEVEL for word in name.inside):
            share = max(share, _INSIDE_ALONE * told / (told + more))
        return share

    def _sum(self, words: Iterable[NameWord]) -> float:
        return sum(self._weights[word] for word in words)


def _levels_said(message: Heard, said: Iterable[NameWord]) -> frozenset[str]:
    """基本 is 基礎 where no name has 基本."""
    levels = {token.surface for token in message.tokens if token.surface in LEVELS}
    of_names = {word.written for word in said if word.kind is Kind.LEVEL}
    for one, other in (("基礎", "基本"), ("基本", "基礎")):
        if one in levels and one not in of_names and other in of_names:
            levels.remove(one)
    return frozenset(levels | of_names)


def _strange(message: Heard, places: Sequence[Place]) -> list[Token]:
    """Words beside those that are said, in one run with them, that the name has not."""
    tokens = message.tokens
    own = [any(s < t.end and t.start < e for s, e in places) for t in tokens]
    found: list[Token] = []
    for step in (1, -1):
        runs = False
        order = range(len(tokens)) if step == 1 else range(len(tokens) - 1, -1, -1)
        for at in order:
            token = tokens[at]
            if own[at]:
                runs = True
            elif runs and _is_thing(token):
                found.append(token)
            elif not (token.surface in _JOINS or COMMON.match(token.surface) or not _stops(token)):
                runs = False
    return list(dict.fromkeys(found))


def _stops(token: Token) -> bool:
    return not tells(token.surface)


def _is_thing(token: Token) -> bool:
    return (
        tells(token.surface)
        and token.is_word
        and token.surface not in VAGUE | LEVELS
        and not may_be_left_out(token.surface)
        and not is_light_end(token.surface)
        and not COMMON.match(token.surface)
        and not CUE.match(token.surface)
    )
