"""Words of a query as they are meant: てんき is 転記 to an office, ちゃとぼっと is チャットボット.

Only what stands in kana alone is read anew, as the words of one vocabulary.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from language.search_terms import sounds_of
from language.words import Word

_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー]+")
_NOUN = "名詞"
_LONGEST = 8
"""Pieces into which one word in kana may have been cut."""
_FEWEST_SOUNDS = 3
"""Of fewer sounds there are too many words."""
_FEWEST_WITH_A_SLIP = 5


class Spellings:
    def __init__(self, vocabulary: Iterable[Word]) -> None:
        """What sounds alike is the word that comes most often."""
        heard: dict[str, Counter[Word]] = defaultdict(Counter)
        self._forms: set[str] = set()
        for word in vocabulary:
            self._forms.add(word.normalised_form)
            if word.part_of_speech == _NOUN:
                heard[sounds_of([word])][word] += 1
        self._word_of = {
            sounds: words.most_common(1)[0][0]
            for sounds, words in heard.items()
            if len(sounds) >= _FEWEST_SOUNDS
        }
        self._with_one_less: dict[str, list[str]] = defaultdict(list)
        for sounds in self._word_of:
            if len(sounds) >= _FEWEST_WITH_A_SLIP:
                for less in _with_one_less(sounds):
                    self._with_one_less[less].append(sounds)

    def respelt(self, said: tuple[Word, ...]) -> tuple[Word, ...]:
        return tuple(self._respelt(said))

    def _respelt(self, said: Sequence[Word]) -> Iterator[Word]:
        at = 0
        while at < len(said):
            length, words = self._meant(said[at : at + _LONGEST])
            yield from words
            at += length

    def _meant(self, following: Sequence[Word]) -> tuple[int, Sequence[Word]]:
        """(how many of the words, the words that they are)."""
        kana = next((n for n, word in enumerate(following) if not _is_kana(word)), len(following))
        for read in (self._in_words, self._with_a_slip):
            for length in range(kana, 0, -1):
                if length == 1 and following[0].normalised_form in self._forms:
                    break
                words = read(sounds_of(following[:length]))
                if words:
                    return length, words
        return 1, following[:1]

    def _in_words(self, sounds: str) -> tuple[Word, ...]:
        """All of it, in words of the vocabulary, the longest first; empty where it is not that."""
        if sounds in self._word_of:
            return (self._word_of[sounds],)
        for end in range(len(sounds) - _FEWEST_SOUNDS, _FEWEST_SOUNDS - 1, -1):
            first = self._word_of.get(sounds[:end])
            rest = self._in_words(sounds[end:]) if first else ()
            if first and rest:
                return (first, *rest)
        return ()

    def _with_a_slip(self, sounds: str) -> tuple[Word, ...]:
        if len(sounds) < _FEWEST_WITH_A_SLIP:
            return ()
        near = (
            known
            for less in _with_one_less(sounds)
            for known in self._with_one_less.get(less, ())
            if DamerauLevenshtein.distance(sounds, known) == 1
        )
        known = next(near, None)
        return (self._word_of[known],) if known else ()


def _with_one_less(sounds: str) -> list[str]:
    """And as it is: two that share one of these may be one slip apart."""
    return [sounds, *(sounds[:at] + sounds[at + 1 :] for at in range(len(sounds)))]


def _is_kana(word: Word) -> bool:
    return _KANA_ONLY.fullmatch(word.surface) is not None
