"""How a text sounds: one spelling for 生成, 精製 and せいせい, データ and でえた, RPA and アールピーエー."""

import re
from collections.abc import Sequence
from functools import cache

from language.latin_sounds import is_known_name, latin_reading
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
_ROWS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "や ゆ よ",
    "らりるれろ",
    "わ    ",
)
_PLACE_OF = {character: (row[0], column) for row in _ROWS for column, character in enumerate(row)}
PLAIN = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほ",
)
"""Without the marks of the voice."""
_VOICE, _CONSONANT_OR_VOWEL = 0.25, 0.8
_LONGEST_SPELT = 5
"""Letters; a longer word that no table knows is read as one."""
_MARKS = frozenset({"補助記号", "空白"})


def sound(kana: str) -> str:
    """Without long vowels and small letters, which fingers and ears mistake: りかつよう → りかつよ."""
    return "".join(character for character, _ in sounds([kana]))


def sounds(readings: Sequence[str]) -> list[tuple[str, int]]:
    """Each character of the sound of readings, with the number of the reading it came from. フォーム and
    ホーム are one: many have never said another."""
    heard: list[tuple[str, int]] = []
    for number, reading in enumerate(readings):
        for character in fold_kana(reading).replace("ふぉ", "ほ").translate(_LARGE):
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


@cache
def unlikeness(one: str, other: str) -> float:
    """Of two sounds: 0 the same, 1 nothing alike; か and が are nearly one."""
    if one == other:
        return 0.0
    plain, plain_other = one.translate(PLAIN), other.translate(PLAIN)
    if plain == plain_other:
        return _VOICE
    place, place_other = _PLACE_OF.get(plain), _PLACE_OF.get(plain_other)
    if place is None or place_other is None:
        return 1.0
    is_near = place[0] == place_other[0] or place[1] == place_other[1]
    return _CONSONANT_OR_VOWEL if is_near else 1.0


def reading_of(word: Word) -> str:
    """In hiragana, as far as it is known. What nobody reads as a word is spelt: ebpm; a mark has none."""
    surface = word.surface
    if word.part_of_speech in _MARKS:
        return ""
    if not surface.isascii():
        return word.reading
    if (known := read(surface)) != surface:
        return known
    if is_known_name(surface):
        return latin_reading(surface)
    if word.reading != surface:
        return word.reading
    if len(surface) <= _LONGEST_SPELT and re.fullmatch(r"[a-z]+", surface):
        return "".join(_LETTERS[letter] for letter in surface)
    return latin_reading(surface) if re.fullmatch(r"[a-z]+", surface) else surface
