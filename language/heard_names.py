"""A message, or a name, ready to be compared: as it is written and as it sounds, with the way back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.normalise import fold_kana, normalise
from language.readings import read
from language.sounds import reading_of, sound, sounds
from language.words import Word, words_of

# What course names share, and so tells none of them apart.
COMMON = re.compile(
    r"オンライン|ワークショップ|eラーニング|セミナー|プログラム|体験会|説明会|勉強会|研修会|講習会"
    r"|トレーニング|コース|研修|講座|講習|演習|訓練|動画"
)
_COMMON_SOUNDS = re.compile(
    "|".join(
        map(
            sound,
            [
                "わーくしょっぷ",
                "たいけんかい",
                "せつめいかい",
                "べんきょうかい",
                "とれーにんぐ",
                "せみなー",
                "おんらいん",
                "けんしゅう",
                "こうしゅう",
                "えんしゅう",
                "くんれん",
                "こうざ",
            ],
        )
    )
)
_BETWEEN = frozenset("「」『』()[]【】・,、。/:!? の〜-&+'\"")
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9])([a-z]) (?=[a-z](?![a-z0-9]))")


@dataclass(frozen=True, slots=True)
class View:
    """Characters to compare, each with the place in ``Heard.text`` that it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def places(self, start: int, end: int) -> tuple[int, int]:
        """Of a part of the view, from where to where it stands in the text."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Token:
    surface: str
    start: int
    end: int
    reading: str
    is_suffix: bool
    is_word: bool
    """It may say something by itself."""
    is_known: bool
    """The dictionary has it: no accident of typing."""


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    """Normalised; letters that stand apart together: r p a → rpa."""
    tokens: tuple[Token, ...]
    written: View
    sounded: View

    @property
    def has_hiragana(self) -> bool:
        """Katakana are words then, and not all that a telephone could type."""
        return any("ぁ" <= character <= "ん" for character in self.text)


def heard(text: str) -> Heard:
    together = _SPACED_LETTERS.sub(r"\1", normalise(text))
    tokens = tuple(_tokens(together))
    common = [match.span() for match in COMMON.finditer(together)]
    return Heard(together, tokens, _written(together, common), _sounded(tokens, common))


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for word in words_of(text):
        start = text.index(word.surface, end)
        end = start + len(word.surface)
        is_word = len(word.surface) > 1 and word.part_of_speech in (
            "名詞",
            "動詞",
            "形容詞",
            "形状詞",
        )
        is_suffix = word.part_of_speech == "接尾辞"
        yield Token(word.surface, start, end, reading_of(word), is_suffix, is_word, _is_known(word))


def _is_known(word: Word) -> bool:
    return word.is_known or (word.surface.isascii() and read(word.surface) != word.surface)


def common_sounds(whole: str) -> list[tuple[int, int]]:
    """Where 研修 and its like stand in what is only heard."""
    return [match.span() for match in _COMMON_SOUNDS.finditer(whole)]


def _within(spans: list[tuple[int, int]]) -> frozenset[int]:
    """Every place in one of them."""
    return frozenset(place for span in spans for place in range(*span))


def _written(text: str, common: list[tuple[int, int]]) -> View:
    """Katakana as hiragana, without long vowels: セキュリティー is セキュリティ."""
    left_out = _within(common)
    kept = [
        (character, place)
        for place, character in enumerate(fold_kana(text))
        if character not in _BETWEEN and character != "ー" and place not in left_out
    ]
    return View(
        "".join(character for character, _ in kept),
        tuple(place for _, place in kept),
        tuple(place + 1 for _, place in kept),
    )


def _sounded(tokens: tuple[Token, ...], common: list[tuple[int, int]]) -> View:
    left_out = _within(common)
    telling = [token for token in tokens if token.start not in left_out]
    characters = sounds([token.reading for token in telling])
    whole = "".join(character for character, _ in characters)
    commons = _within(common_sounds(whole))
    kept = [
        (character, telling[number])
        for place, (character, number) in enumerate(characters)
        if character not in _BETWEEN and place not in commons
    ]
    return View(
        "".join(character for character, _ in kept),
        tuple(token.start for _, token in kept),
        tuple(token.end for _, token in kept),
    )
