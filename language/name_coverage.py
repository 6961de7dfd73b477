"""How much of each name a message says, and how much of what it names there the name explains."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from language.heard_names import Heard
from language.name_words import Kind, NameWord, WordsOfName, words_of_name
from language.strange_words import strange_words
from language.word_slips import slipped
from language.words_said import Place, levels_said, words_said

_COUNTS = {Kind.TELLING: 1.0, Kind.VAGUE: 0.5, Kind.LIGHT: 0.25, Kind.LEVEL: 0.5}
_MAY_SLIP = frozenset({Kind.TELLING, Kind.VAGUE})
_INSIDE = 0.35
"""Of a word in brackets that is not said."""
_INSIDE_ALONE = 0.85
_LEAST_FOR_SLIPS = 0.2
"""Share of a name that is said without one, before its other words are looked for."""
_LONGEST = 300
"""Characters of a message."""
_STRANGE = 0.7
"""Of a word that one name alone has: what a word counts that the name has not, beside its words."""

_IN_KANJI = re.compile("[一-龠][一-龠ぁ-ん]+[一-龠]{2}")


@dataclass(frozen=True, slots=True)
class Covered:
    name: str
    share: float
    """0–1."""
    told: float
    """What the words tell that are said."""
    places: Mapping[NameWord, Place]
    """Of the words that are said."""
    is_only_for_whom: bool
    """Nothing is said of it but whom it is for."""
    is_beside_others: bool
    """Beside them stand words that the name has not: it may be another thing."""
    is_narrower: bool
    """One word is said, and the name has another with it in one compound: 電子契約."""

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
        self._last: tuple[str, Sequence[Covered]] = ("", ())
        """The message read last: several ask about one."""
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

    def covered(self, message: Heard) -> Sequence[Covered]:
        """Best first; none where no word is said that tells something, or the message is long."""
        text, found = self._last
        if text != message.text:
            found = self._read(message)
            self._last = (message.text, found)
        return found

    def _read(self, message: Heard) -> Sequence[Covered]:
        said = words_said(message, self._weights) if len(message.text) <= _LONGEST else {}
        if not said:
            return ()
        levels = levels_said(message, said)
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
        strange = strange_words(message, list(own.values()))
        is_level = levels <= {word.written for word in own} and not self._is_of_another(name, own)
        share = self._share(name, own, strange) if is_level else 0.0
        is_only_for_whom = name.is_for_some and not any(word in own for word in name.outside)
        told = self._sum(own)
        is_narrower = self._is_narrower(name, own)
        return Covered(name.name, share, told, own, is_only_for_whom, strange > 0, is_narrower)

    @staticmethod
    def _is_narrower(name: WordsOfName, own: Collection[NameWord]) -> bool:
        telling = [word for word in own if word.kind in _MAY_SLIP]
        return len(telling) == 1 and any(
            word == telling[0]
            and before.kind is Kind.TELLING
            and _IN_KANJI.fullmatch(before.written + word.written)
            for before, word in pairwise(name.outside)
        )

    def _is_of_another(self, name: WordsOfName, own: Collection[NameWord]) -> bool:
        """A level is said, the word that it is of is not: Excel入門 is no Excelマクロ入門, where others
        are of Excel; 統計基礎 is 統計データ分析基礎, where all of 統計 are."""
        of_level = [
            before
            for before, level in pairwise(name.outside)
            if level.kind is Kind.LEVEL and level in own
        ]
        left_out = [word for word in of_level if word.kind is Kind.TELLING and word not in own]
        said = [set(self._having[word]) for word in own if word.kind is Kind.TELLING]
        having = set.intersection(*said) if said else set()
        return any(not having <= set(self._having[word]) for word in left_out)

    def _share(self, name: WordsOfName, said: Collection[NameWord], strange: int) -> float:
        told = self._sum(word for word in name.every if word in said)
        unsaid = self._sum(word for word in name.outside if word not in said)
        unsaid += _INSIDE * self._sum(word for word in name.inside if word not in said)
        more = _STRANGE * self._rare * strange
        share = told / (told + unsaid + more)
        is_inside_said = all(word in said for word in name.inside)
        is_told = any(word.kind is not Kind.LEVEL for word in name.inside)
        if is_inside_said and is_told and not name.is_for_some:
            share = max(share, _INSIDE_ALONE * told / (told + more))
        return share

    def _sum(self, words: Iterable[NameWord]) -> float:
        return sum(self._weights[word] for word in words)
