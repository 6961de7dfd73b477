"""Words that mean about the same in an office: はんこ is 押印 and 決裁, 議事録 is 会議録.

``office_words.txt`` holds one group a line, in nobody's order; what a dictionary of synonyms
knows need not stand in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from language.normalise import normalise
from language.words import Word, words_of

OFFICE_WORDS = Path(__file__).with_name("office_words.txt")

Phrase = tuple[Word, ...]
_Key = tuple[str, ...]


class OfficeWords:
    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._alike: dict[_Key, dict[_Key, Phrase]] = defaultdict(dict)
        for group in groups:
            phrases = {_key(phrase): phrase for said in group if (phrase := _phrase(said))}
            for key in phrases:
                self._alike[key] |= phrases
        self.longest = max((len(key) for key in self._alike), default=0)
        """Words of the longest phrase."""

    def alike(self, phrase: Sequence[Word]) -> tuple[Phrase, ...]:
        """The other phrases of every group that the phrase stands in."""
        key = _key(phrase)
        return tuple(other for k, other in self._alike.get(key, {}).items() if k != key)


@cache
def office_words() -> OfficeWords:
    """Those that are shipped, read once (tens of milliseconds)."""
    lines = OFFICE_WORDS.read_text("utf-8").splitlines()
    return OfficeWords([line.split() for line in lines if line and not line.startswith("#")])


def _phrase(said: str) -> Phrase:
    return words_of(normalise(said))


def _key(phrase: Sequence[Word]) -> _Key:
    return tuple(word.normalised_form for word in phrase)
