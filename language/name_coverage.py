"""How much of each name a message says, and how much of what it names there the name explains."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from language.course_words import CUE, LEVELS, VAGUE, is_light_end, may_be_left_out, tells
from language.heard_names import COMMON, Heard, Token
from language.name_words import Kind, NameWord, WordsOfName, words_of_name
from language.word_slips import slipped
from language.words_said import Place, words_said

_COUNTS = {Kind.TELLING: 1.0, Kind.VAGUE: 0.5, Kind.LIGHT: 0.25, Kind.LEVEL: 0.5}
_BASIC = frozenset({"基礎", "基本"})
_MAY_SLIP = frozenset({Kind.TELLING, Kind.VAGUE})
_INSIDE = 0.35
"""Of a word in brackets that is not said."""
_INSIDE_ALONE = 0.85
_LIGHT_END = 2
"""Characters at the end of a word."""
_LEAST_FOR_SLIPS = 0.2
"""Share of a name that is said without one, before its other words are looked for."""
_LONGEST = 300
"""Characters of a message."""
_STRANGE = 0.7
"""Of a word that one name alone has: what a word counts that the name has not, beside its words."""
_JOINS = frozenset({"の", "と", "・", "や", " ", "/", "&", "(", ")"})


@dataclass(frozen=True, slots=True)
class Covered:
    name: str
    share: float
    """0–1."""
    told: float
    """What the words tell that are said."""
    places: Mapping[NameWord, Place]
    """Of the words that are said."""
    is_beside_others: bool
    """Beside them stand words that the name has not: it may be another thing."""

    @property
    def words(self) -> frozenset[NameWord]:
        return frozenset(self.places)

    @property
    def start(self) -> int:
        return min(start for start, _ in self.places.values())

    @property
    def end(self) -> int:
        return max(end for _, end in self.places.values())


class NameCoverage:
    def __init__(self, names: Iterable[str]) -> None:
        self._every = tuple(words_of_name(name) for name in names)
        counted = Counter(w.written for name in self._every for w in set(name.every))
        number = len(self._every)
        self._rare = log(1 + number)
        self._weights = {
            word: _COUNTS[word.kind] * log(1 + number / counted[word.written])
            for name in self._every
            for word in name.every
        }
        self._having: dict[NameWord, list[int]] = defaultdict(list)
        for place, name in enumerate(self._every):
            for word in name.every:
                self._having[word].append(place)

    def covered(self, message: Heard) -> list[Covered]:
        """Best first; none where no word is said that tells something, or the message is long."""
        said = words_said(message, self._weights) if len(message.text) <= _LONGEST else {}
        if not said:
            return []
        levels = _levels_said(message, said)
        found = (self._covered(name, message, said, levels) for name in self._names_saying(said))
        return sorted(found, key=lambda each: (-each.share, -each.told))

    def _names_saying(self, said: Mapping[NameWord, Place]) -> Iterator[WordsOfName]:
        telling = [word for word in said if word.kind in _MAY_SLIP]
        places = {place for word in telling for place in self._having[word]}
        return (self._every[place] for place in sorted(places))

    def _covered(
        self,
        name: WordsOfName,
        message: Heard,
        said: Mapping[NameWord, Place],
        levels: frozenset[str],
    ) -> Covered:
        own = {word: said[word] for word in name.every if word in said}
        if self._share(name, own, 0) >= _LEAST_FOR_SLIPS:
            for word in name.every:
                if word.kind in _MAY_SLIP and word not in own:
                    place = slipped(word, message, taken=own.values())
                    own |= {word: place} if place else {}
        strange = _strange(message, list(own.values()))
        is_level = levels <= {word.written for word in own}
        share = self._share(name, own, strange) if is_level else 0.0
        return Covered(name.name, share, self._sum(own), own, strange > 0)

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
    """As the names have them, and those that no name has."""
    of_names = {word.written for word in said if word.kind is Kind.LEVEL}
    others = {token.surface for token in message.tokens if token.surface in LEVELS}
    if of_names & _BASIC:
        others -= _BASIC
    return frozenset(of_names | others)


def _strange(message: Heard, places: Sequence[Place]) -> int:
    """How many words beside those that are said, in one run with them, the name has not."""
    tokens = message.tokens
    own = [any(s < t.end and t.start < e for s, e in places) for t in tokens]
    before = sum(_is_before(tokens, own, at) for at in range(len(tokens)))
    behind = sum(_is_behind(tokens, own, at) for at in range(len(tokens)))
    within = sum(_is_more(t, places) for t, is_own in zip(tokens, own, strict=True) if is_own)
    return before + behind + within


def _is_before(tokens: Sequence[Token], own: Sequence[bool], at: int) -> bool:
    """キャリア|デザイン, チラシの|デザイン."""
    if own[at] or not _is_thing(tokens[at]):
        return False
    following = next((n for n in range(at + 1, len(tokens)) if not _is_join(tokens[n])), None)
    return following is not None and own[following]


def _is_behind(tokens: Sequence[Token], own: Sequence[bool], at: int) -> bool:
    """クラウド|移行; システムの監査研修, but ネットワークのカリキュラム is of the course."""
    if own[at] or not _is_thing(tokens[at]) or at == 0:
        return False
    if own[at - 1]:
        is_latin = tokens[at - 1].surface.isascii() and tokens[at].surface.isascii()
        return is_latin or tokens[at - 1].end == tokens[at].start
    is_of_it = at > 1 and own[at - 2] and tokens[at - 1].surface in _JOINS
    is_taught = at + 1 < len(tokens) and COMMON.match(tokens[at + 1].surface) is not None
    return is_of_it and (is_taught or tokens[at - 1].surface != "の")


def _is_more(token: Token, places: Sequence[Place]) -> bool:
    """マイナンバーカード."""
    rest = token.end - token.start
    rest -= sum(max(0, min(e, token.end) - max(s, token.start)) for s, e in set(places))
    return rest > _LIGHT_END


def _is_join(token: Token) -> bool:
    return token.surface in _JOINS


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
