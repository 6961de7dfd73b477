"""What an office's work is about, in everybody's words: 「判子をもらいに回る」 is the matter of 電子決裁.

``office_matters.txt`` holds one matter a line: what people complain of beside what was done about
it. Two words are alike where they stand in the same matters, the fewer others stand there the
more; two texts are alike where their words speak of the same matters (explicit semantic analysis,
Gabrilovich and Markovitch 2007, with matters in place of an encyclopedia's articles).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log, sqrt
from pathlib import Path

import numpy as np

from language.features import Floats
from language.normalise import normalise
from language.search_terms import LITTLE, content_words, says_much
from language.spellings import Spellings
from language.vectors import length_of
from language.words import Word, words_of

OFFICE_MATTERS = Path(__file__).with_name("office_matters.txt")
_PARTS = 0.6
"""How much the parts of a compound count beside it."""
MOST_MATTERS = 15
"""Matters of one text: the rest of them its words only brush."""
_SHARPNESS = 1.3


class OfficeMatters:
    def __init__(self, matters: Sequence[Sequence[str]]) -> None:
        """``matters``: of each its words and phrases."""
        counted = [_counted(said) for said in matters]
        having = Counter(form for each in counted for form in each)
        self._telling = {
            f: log(1 + (len(matters) - n + 0.5) / (n + 0.5)) for f, n in having.items()
        }
        self._forms_of = [self._weighed(each) for each in counted]
        matters_of: dict[str, dict[int, float]] = defaultdict(dict)
        for number, forms in enumerate(self._forms_of):
            for form, weight in forms.items():
                matters_of[form][number] = weight
        self._matters_of = dict(matters_of)
        self._lengths = {form: _length(of.values()) for form, of in self._matters_of.items()}

    def __len__(self) -> int:
        return len(self._forms_of)

    def alike(self, form: str) -> Mapping[str, float]:
        """Normalised forms that share matters with this one, each with how far (0–1), itself with 1."""
        alike: dict[str, float] = defaultdict(float)
        for number, weight in self._matters_of.get(form, {}).items():
            for other, its in self._forms_of[number].items():
                alike[other] += weight * its / (self._lengths[form] * self._lengths[other])
        return alike

    def about(self, words: Iterable[Word]) -> Floats:
        """(matters,) of length 1: how much the words speak of each; zeros where of none."""
        about: Floats = np.zeros(len(self), dtype=np.float32)
        for word in words:
            self._add(about, word, 1.0)
            for part in word.parts:
                self._add(about, part, _PARTS)
        return _sharpened(about)

    def _add(self, about: Floats, word: Word, times: float) -> None:
        form = word.normalised_form
        if word.is_content and form in self._matters_of:
            says = times * self._telling[form] * (1.0 if says_much(word) else LITTLE)
            for number, weight in self._matters_of[form].items():
                about[number] += says * weight

    def _weighed(self, counted: Mapping[str, int]) -> dict[str, float]:
        """As a vector of length 1, so that a short line is as good as a long one."""
        weighed = {form: (1 + log(n)) * self._telling[form] for form, n in counted.items()}
        length = _length(weighed.values())
        return {form: weight / length for form, weight in weighed.items()}


@cache
def office_matters() -> OfficeMatters:
    """Those that are shipped, read once (a second)."""
    return OfficeMatters(_shipped())


@cache
def office_spellings() -> Spellings:
    """Of the words in them."""
    return Spellings(word for said in _shipped() for phrase in said for word in _words_in(phrase))


def _shipped() -> list[list[str]]:
    lines = OFFICE_MATTERS.read_text("utf-8").splitlines()
    return [line.split("、") for line in lines if line and not line.startswith("#")]


def _words_in(phrase: str) -> tuple[Word, ...]:
    return tuple(content_words(words_of(normalise(phrase))))


def _counted(said: Iterable[str]) -> Counter[str]:
    """In how many of the phrases each telling form occurs."""
    counted: Counter[str] = Counter()
    for phrase in said:
        counted.update({word.normalised_form for word in _words_in(phrase) if says_much(word)})
    return counted


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum(weight * weight for weight in weights))


def _sharpened(about: Floats) -> Floats:
    """The few that it is most about, and these clearer."""
    least = np.partition(about, -MOST_MATTERS)[-MOST_MATTERS] if len(about) > MOST_MATTERS else 0.0
    clear: Floats = np.where(about >= least, about, 0) ** np.float32(_SHARPNESS)
    length = length_of(clear)
    return clear / np.float32(length) if length else clear
