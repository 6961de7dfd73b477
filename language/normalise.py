"""One form for what people write in many: the text that is classified and compared."""

import re
import unicodedata
from functools import lru_cache
from unicodedata import category

from domain.characters import HYPHENS
from language.farewell import without_farewell
from language.preamble import without_preamble

LONGEST = 2_000
"""Characters that are read at all; the rest of a longer text says nothing about what it wants."""

_ROUNDS = 4
_KEPT = 32
"""Texts read last: one message is looked at by many, one after the other."""
_ONE_DASH = str.maketrans(dict.fromkeys(HYPHENS, "-") | dict.fromkeys("~∼〰", "〜"))
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_KANA = "ぁ-ゖァ-ヺ"


class _Categories(dict[int, str | None]):
    """What becomes of characters, for ``str.translate``: nothing of those of some Unicode categories."""

    def __init__(self, *categories: str) -> None:
        super().__init__()
        self._categories = frozenset(categories)

    def __missing__(self, code: int) -> str | None:
        found = self._becomes(chr(code))
        if len(self) < _MOST_KNOWN:
            self[code] = found
        return found

    def _becomes(self, c: str) -> str | None:
        if c.isspace():
            return " "
        is_plain = c.isascii() and c.isprintable()
        return c if is_plain or category(c) not in self._categories else None


_MOST_KNOWN = 20_000
"""Characters that are remembered: more than anybody writes, and less than all that there are."""
_INVISIBLE = _Categories("Cc", "Cf", "Cn", "Co", "Cs")
_WORDLESS = _Categories("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "So", "Sk")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_KATAKANA = {hiragana: katakana for katakana, hiragana in _HIRAGANA.items()}

_LONG_VOWEL = re.compile(rf"(?<=[{_KANA}])-(?![-a-z0-9])|ー+")
_KANJI_ONE_FOR_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺ])一(?=[ァ-ヺ])")
_WAVES = re.compile(r"〜+")
_MARKS = re.compile(r"[!?]+")
_STOPS = re.compile(r"([。、・.,-])\1+")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=_KEPT)
def normalise(text: str) -> str:
    """NFKC, one kind of dash and wave, lower-case ASCII, no emoji or invisible characters, no
    repeated punctuation, no greeting in front of what was meant and no thanks behind it. Idempotent;
    at most ``LONGEST`` characters; a dash after kana is a long vowel (ﾃﾞ-ﾀ → データ), elsewhere a hyphen."""
    for _ in range(_ROUNDS):
        before, text = text, _one_round(text)
        if text == before:
            break
    return text


def fold_kana(text: str) -> str:
    """Katakana as hiragana, for comparing: データ → でーた."""
    return text.translate(_HIRAGANA)


def unfold_kana(text: str) -> str:
    """Hiragana as katakana: でーた → データ."""
    return text.translate(_KATAKANA)


def _one_round(text: str) -> str:
    text = _without(_INVISIBLE, text[:LONGEST].translate(_ONE_DASH))
    text = unicodedata.normalize("NFKC", text).translate(_ONE_DASH)
    text = _without(_WORDLESS, text).translate(_ASCII_LOWER)
    text = _LONG_VOWEL.sub("ー", text)
    text = _KANJI_ONE_FOR_LONG_VOWEL.sub("ー", text)
    return without_preamble(without_farewell(_squeeze(text)[:LONGEST].strip()))


def _without(categories: "_Categories", text: str) -> str:
    """Without characters of these Unicode categories; a line break or tab becomes a space.

    The invisible ones go before NFKC, since hidden between two characters they keep them from
    composing. Symbols go after it: ㈱ and ㌔ are letters then, emoji still are symbols.
    """
    return text.translate(categories)


def _squeeze(text: str) -> str:
    text = _WAVES.sub("〜", text)
    text = _MARKS.sub(lambda marks: "?" if "?" in marks[0] else "!", text)
    return _SPACES.sub(" ", _STOPS.sub(r"\1", text))
