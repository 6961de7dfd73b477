"""How a text sounds: one spelling for 生成, 精製 and せいせい, データ and でえた, RPA and アールピーエー."""

import re
from collections.abc import Sequence

from language.normalise import fold_kana
from language.readings import read
from language.words import Word

_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎぢづゐゑ", "あいうえおつやゆよわじずいえ")
_E_ROW, _O_ROW = (
    frozenset("えけせてねへめれげぜでべぺ"),
    frozenset("おこそとのほもよろごぞどぼぽを"),
)
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "えー",
            "びー",
            "しー",
            "でぃー",
            "いー",
            "えふ",
            "じー",
            "えいち",
            "あい",
            "じぇー",
            "けー",
            "える",
            "えむ",
            "えぬ",
            "おー",
            "ぴー",
            "きゅー",
            "あーる",
            "えす",
            "てぃー",
            "ゆー",
            "ぶい",
            "だぶりゅー",
            "えっくす",
            "わい",
            "ぜっと",
        ],
        strict=True,
    )
)
_LONGEST_SPELT = 5
"""Letters; a longer word that no table knows is read as one, we know not how."""


def sound(kana: str) -> str:
    """Without long vowels and small letters, which fingers and ears mistake: りかつよう → りかつよ."""
    return "".join(character for character, _ in sounds([kana]))


def sounds(readings: Sequence[str]) -> list[tuple[str, int]]:
    """Each character of the sound of readings, with the number of the reading it came from."""
    heard: list[tuple[str, int]] = []
    for number, reading in enumerate(readings):
        for character in fold_kana(reading).translate(_LARGE):
            before = heard[-1][0] if heard else ""
            if not _is_length(character, before):
                heard.append((character, number))
    return heard


def _is_length(character: str, before: str) -> bool:
    return (
        character == "ー"
        or (character == "い" and before in _E_ROW)
        or (character == "う" and before in _O_ROW)
        or (character == before and character in "あいうえお")
    )


def reading_of(word: Word) -> str:
    """In hiragana, as far as it is known. What nobody reads as a word is spelt: ebpm."""
    surface = word.surface
    if not surface.isascii():
        return word.reading
    if (known := read(surface)) != surface:
        return known
    if word.reading != surface:
        return word.reading
    if len(surface) <= _LONGEST_SPELT and re.fullmatch(r"[a-z]+", surface):
        return "".join(_LETTERS[letter] for letter in surface)
    return surface
