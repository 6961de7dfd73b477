"""Messages as they arrive on a bad day, made by code: for measuring what such a day costs.

The same text always gets the same noise, whatever stands around it.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from random import Random
from typing import assert_never
from unicodedata import normalize

from language.normalise import fold_kana, normalise
from language.slips import in_kana
from language.words import has_dictionary

_SEED = 20261121


class Noise(StrEnum):
    """The value is what a person reads of it."""

    HALF_WIDTH = "半角カナと半角の英数字"
    ALL_HALF_WIDTH = "ひらがなも半角カナ"
    TYPO = "打ち間違い一か所"
    KANA = "かなだけ"
    GREETING = "前後にあいさつとお礼"


BEARABLE: Mapping[Noise, float] = {
    Noise.HALF_WIDTH: 3.0,
    Noise.ALL_HALF_WIDTH: 3.0,
    Noise.TYPO: 5.0,
    Noise.KANA: 8.0,
    Noise.GREETING: 0.0,
}
"""Percentage points of right answers that may be lost."""

_HALF_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ｡｢｣､･"
_VOICED = [normalize("NFC", normalize("NFKC", kana) + mark) for kana in _HALF_KANA for mark in "゙゚"]
_HALF = {normalize("NFKC", kana): kana for kana in _HALF_KANA} | {
    whole: half
    for whole, half in zip(
        _VOICED, (kana + mark for kana in _HALF_KANA for mark in "ﾞﾟ"), strict=True
    )
    if len(whole) == 1
}
_FULL_WIDTH = re.compile(r"[！-～]+")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")

# What the thumb meets instead: another kana of the same key, or the small or voiced one of it.
_KEYS = (
    *(
        "あいうえおぁぃぅぇぉ",
        "かきくけこがぎぐげご",
        "さしすせそざじずぜぞ",
        "たちつてとだぢづでどっ",
    ),
    *(
        "なにぬねの",
        "はひふへほばびぶべぼぱぴぷぺぽ",
        "まみむめも",
        "やゆよゃゅょ",
        "らりるれろ",
        "わをんー",
    ),
)
_NEIGHBOURS = {kana: key.replace(kana, "") for key in _KEYS for kana in key}

_BEFORE = (
    "お疲れ様です。",
    "お疲れさまです、福祉課の田村です。",
    "お世話になっております。\n",
    "おはようございます！",
    "こんにちは。",
    "すみません、",
    "お忙しいところ恐れ入ります。",
    "いつもありがとうございます。",
)
_AFTER = (
    "よろしくお願いします。",
    "よろしくお願いいたします。",
    "ありがとうございます。",
    "お手数をおかけします。",
    "すみませんがお願いします。",
    "助かります！",
    "以上、よろしくです。",
    "いつもすみません🙇",
)


def noises() -> tuple[Noise, ...]:
    """Those that can be made here: readings need Sudachi's dictionary."""
    return tuple(noise for noise in Noise if noise is not Noise.KANA or has_dictionary())


def noisy(text: str, noise: Noise) -> str:
    chance = Random(f"{_SEED} {noise} {text}")  # noqa: S311 - nothing secret is drawn
    match noise:
        case Noise.HALF_WIDTH:
            return _half_width(text)
        case Noise.ALL_HALF_WIDTH:
            return _half_width(_HIRAGANA.sub(lambda kana: chr(ord(kana[0]) + 0x60), text))
        case Noise.TYPO:
            return mistyped_once(text, chance)
        case Noise.KANA:
            return in_kana(normalise(text))
        case Noise.GREETING:
            return _greeted(text, chance)
        case _:
            assert_never(noise)


def mistyped_once(text: str, chance: Random) -> str:
    """Two neighbouring characters exchanged, one left out, one doubled, or a kana beside the right one."""
    if len(text) < 2:
        return text
    slip: Callable[[str, Random], str] = chance.choice((_swapped, _dropped, _doubled, _beside))
    return slip(text, chance)


def _half_width(text: str) -> str:
    ascii_only = _FULL_WIDTH.sub(lambda found: normalize("NFKC", found[0]), text)
    return "".join(_HALF.get(character, character) for character in ascii_only)


def _swapped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _dropped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _doubled(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at] + text[at:]


def _beside(text: str, chance: Random) -> str:
    """A text without kana loses a character instead."""
    kana = [at for at, character in enumerate(fold_kana(text)) if character in _NEIGHBOURS]
    if not kana:
        return _dropped(text, chance)
    at = chance.choice(kana)
    other = chance.choice(_NEIGHBOURS[fold_kana(text[at])])
    is_katakana = fold_kana(text[at]) != text[at] and other != "ー"
    return text[:at] + (chr(ord(other) + 0x60) if is_katakana else other) + text[at + 1 :]


def _greeted(text: str, chance: Random) -> str:
    """What says nothing stays: greeted, it is a greeting, and that is another message."""
    if not any(character.isalnum() for character in normalise(text)):
        return text
    stop = "" if text.endswith(("。", "？", "！", "?", "!")) else "。"
    return f"{chance.choice(_BEFORE)}{text}{stop}{chance.choice(_AFTER)}"
