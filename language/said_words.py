"""Which words of a catalogue's names a message says, in which compounds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from language.course_name import SHORTEST_PART, CourseName, Place
from language.course_words import (
    LEVELS,
    Telling,
    abbreviates,
    abbreviates_both,
    differs_in_one,
    kana_runs,
    words_begun,
    words_in,
)
from language.heard_names import Heard, heard

_LONGEST_COMPOUND = 8
"""Words, with an abbreviation among them; every part of it is tried."""
_BESIDE = re.compile(r" ?の? ?")


@dataclass(frozen=True, slots=True)
class Said:
    words: tuple[Telling, ...]
    weak: tuple[Telling, ...]
    """Vague ones in the same compound: 管理職 of 管理職DX."""
    levels: tuple[tuple[Telling, Telling], ...]
    """Each level with the word right before it: Excel and 入門."""
    unknown: tuple[Place, ...] = ()
    """Where compounds stand that have a word of no name."""


class Vocabulary:
    def __init__(self, names: Sequence[CourseName]) -> None:
        self._names = names
        self._own_words = frozenset(word for name in names for word in name.own_words)
        self._spoken = frozenset(spoken for name in names for spoken in name.spoken())
        self._written = "\n".join(name.forms[0].written for name in names)
        self._sounded = "\n".join(name.forms[0].sounded for name in names)
        self._neighbours = tuple(dict.fromkeys(p for name in names for p in pairwise(name.words)))
        self._words = tuple({word.written: word for name in names for word in name.words}.values())

    def said(self, message: Heard) -> Said:
        """A compound with a word that no name has (DX推進員 where a course is called DX入門) names
        something else, so it tells nothing."""
        words: list[Telling] = []
        weak: list[Telling] = []
        levels: list[tuple[Telling, Telling]] = []
        unknown: list[Place] = []
        for compound in _compounds(message):
            strong = [word for word in compound if not word.is_vague]
            known = [known for word in strong if (known := self._known(word))]
            if len(known) < len(strong):
                known = self._abbreviated(compound)
                unknown += [] if known else [(compound[0].start, compound[-1].end)]
            if all(word.is_level for word in known):
                continue
            words += known
            weak += [word for word in compound if word.is_vague]
            levels += [pair for pair in pairwise(known) if pair[1].is_level]
        return Said((*words, *self._in_kana(message)), tuple(weak), tuple(levels), tuple(unknown))

    def _known(self, word: Telling) -> Telling | None:
        """As names have it, an abbreviation spelt out. None where none has it."""
        if (
            word.written in self._own_words
            or word.sounded in self._own_words
            or (len(word.written) > 1 and word.written in self._written)
            or (len(word.sounded) >= SHORTEST_PART and word.sounded in self._sounded)
        ):
            return word
        for own in self._words:
            if abbreviates(word, own):
                return Telling(own.written, own.sounded, word.start, word.end)
        for own, following in self._neighbours:
            if abbreviates_both(word, own, following):
                written = own.written + following.written
                return Telling(written, own.sounded + following.sounded, word.start, word.end)
        return None

    def _abbreviated(self, compound: Sequence[Telling]) -> list[Telling]:
        """業改 of 業務改善, 情セキ of 情報セキュリティ: as the words it stands for, with those around it,
        that names have: 情セキ実践. The longest one, none where there is none."""
        if len(compound) > _LONGEST_COMPOUND:
            return []
        for length in range(len(compound), 0, -1):
            for first in range(len(compound) - length + 1):
                around = [*compound[:first], *compound[first + length :]]
                strong = [word for word in around if not word.is_vague]
                known = [known for word in strong if (known := self._known(word))]
                short = compound[first : first + length]
                if len(known) == len(strong) and (meant := self._spelt_out(short)):
                    return sorted([*known, *meant], key=lambda word: word.start)
        return []

    def _spelt_out(self, compound: Sequence[Telling]) -> list[Telling]:
        short = "".join(word.written for word in compound).removesuffix("ws")
        start, end = compound[0].start, compound[-1].end
        for name in self._names:
            for words in (name.words, name.pieces):
                if len(meant := words_begun(short, words)) > 1:
                    return [Telling(own.written, own.sounded, start, end) for own in meant]
        return []

    def _in_kana(self, message: Heard) -> Iterator[Telling]:
        """In hiragana the dictionary finds no words."""
        for run, start, end in kana_runs(message):
            for spoken in sorted(spoken for spoken in self._spoken if spoken in run):
                yield Telling(spoken, spoken, start, end)


def _with_levels_meant(compound: list[Telling]) -> list[Telling]:
    """入問 is no word, 入門 is one character from it: two pieces of one character are a level there."""
    for place, (one, other) in enumerate(pairwise(compound)):
        pair = one.written + other.written
        near = [
            level
            for level in LEVELS
            if len(pair) == 2 == len(level) and differs_in_one(pair, level)
        ]
        if len(near) == 1 and one.end == other.start:
            level = Telling(
                near[0], heard(near[0]).sounded.text, one.start, other.end, is_level=True
            )
            return [*compound[:place], level, *compound[place + 2 :]]
    return compound


def _compounds(message: Heard) -> list[list[Telling]]:
    """データ利活用の基礎 is one, as データ利活用基礎 is; a level belongs to the word before it."""
    joined: list[list[Telling]] = []
    for compound in map(_with_levels_meant, words_in(message)):
        before = joined[-1][-1] if joined else None
        strong = [word for word in compound if not word.is_vague]
        is_level = bool(strong) and strong[0].is_level
        if before and is_level and _BESIDE.fullmatch(message.text, before.end, compound[0].start):
            joined[-1] += compound
        else:
            joined.append(list(compound))
    return joined
