"""Every way to write the people of a roster, and what looks like anybody's name.

For masking alone: a word too many costs nothing. Whom a question is about is told by ``naming``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from domain.phrasing_mask import as_sent
from handlers.naming import ways_to_call
from language.normalise import fold_kana, unfold_kana
from language.words import ProperNoun, proper_nouns, words_of

SHORTEST_IN_HIRAGANA, SHORTEST_IN_LATIN = 3, 3
"""Letters: shorter ones stand in too many words. さん behind them tells them as well."""

_LATIN = re.compile(r"[a-z]+")
_HIRAGANA = re.compile(r"[ぁ-ん]+")
_SYLLABLE = (
    r"(?:(?:[kgszjtdnhbpmyrw]|[kgnhbpmr]y|sh|ch|ts|f)?[aiueo]|n(?![aiueoy])"
    r"|k(?=k)|s(?=s)|t(?=[tc])|p(?=p))"
)
# Possessive: nothing is tried twice, however long the text.
_SPELT = re.compile(rf"(?<![a-z]){_SYLLABLE}{{2,}}+(?: {_SYLLABLE}{{2,}}+)?(?![a-z])")
_LONGEST_WORD = 4
"""Letters of a Latin word by itself that may well be no name: data, demo."""
_MISTAKEN = (
    "マイナ ベンダー マイルストーン しゅう ちょう けん けんしゅう ろん kintone remote kakehashi"
)
_NO_NAMES = frozenset(_MISTAKEN.split())
_OF_THE_LAND = re.compile(r"市|県|町|村|区|都|府|道|郡|支所|庁舎|地区|地域|駅|校|大学|港|川|島")
_ONE_KANJI = "林森関原岡堀谷沢澤島嶋辻堤滝瀧浜濱泉桑柳梶榊菅峰畑秦轟椿楠杉松桂栗橘菊藤星乾畠巽鎌蔡李張陳趙朴崔鄭"
"""Family names of one character, looked for by themselves whether the roster has them or not."""
_SAME = (
    "高髙 崎﨑嵜碕 辺邊邉 斉斎齋齊 浜濱濵 沢澤 広廣 欅﨔 吉𠮷 島嶋嶌 富冨 桜櫻 滝瀧 関關 恵惠 真眞 国國 竜龍 栄榮 桧檜"
    " 槙槇 徳德 曽曾 弥彌 寿壽 実實 礼禮 豊豐 緑綠 蔵藏 郷鄕 頼賴 館舘 黒黑 梅楳 淵渕渊 瀬瀨 横橫 畑畠 野埜 松枩 柳栁 桑桒"
)
"""One character of a name, and the other ways to write it."""
_ONE_FOR_ALL = {ord(each): ways[0] for ways in _SAME.split() for each in ways[1:]}
_WAYS = {ways[0]: f"[{ways}]" for ways in _SAME.split()}


def names_to_mask(people: Iterable[tuple[str, str]]) -> frozenset[str]:
    """``people``: (name as the roster has it, e-mail), those who have left included."""
    ways: set[str] = set()
    read = cache(_readings)  # many have the same family name
    for name, email in people:
        plain = as_sent(name).lower()
        ways.update(ways_to_call(plain), plain.split()[1:], _spoken(plain, read))
        ways.update(_LATIN.findall(email.lower().split("@")[0]))
    return frozenset(one_for_all_ways(way) for way in ways if _is_long_enough(way))


def one_for_all_ways(text: str) -> str:
    """髙橋 and 高橋 as 高橋: one character for each."""
    return text.translate(_ONE_FOR_ALL)


def spelt_in_all_ways(name: str) -> str:
    """A pattern of the name, with or without blanks between its characters."""
    characters = one_for_all_ways(name.replace(" ", ""))
    return " ?".join(_WAYS.get(each) or re.escape(each) for each in characters)


def looking_like_names(normalised: str) -> Iterator[str]:
    """Of people whom the roster does not know."""
    for noun in proper_nouns(normalised):
        is_long = len(noun.surface) > 1 and _is_long_enough(noun.surface)
        if is_long and noun.surface not in _NO_NAMES and not _is_of_the_land(noun, normalised):
            yield noun.surface
    for spelt in _SPELT.findall(normalised):
        if len(spelt) > _LONGEST_WORD and spelt not in _NO_NAMES:
            yield spelt
    yield from (one for one in _ONE_KANJI if one in normalised)


def _is_of_the_land(noun: ProperNoun, normalised: str) -> bool:
    """下関市; 千葉 alone is as often somebody."""
    if not noun.is_place:
        return False
    return bool(_OF_THE_LAND.search(noun.surface[-1]) or _OF_THE_LAND.match(normalised, noun.end))


def _spoken(name: str, read: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    """市川 遥: いちかわ, はるか and both in katakana, as the dictionary reads them."""
    parts = [read(part) for part in name.split()]
    whole = ["".join(readings) for readings in parts]
    each = parts[0] if len(parts) == 1 else ()
    for reading in (*whole, *each, "".join(whole)):
        yield from (fold_kana(reading), unfold_kana(reading))


def _readings(part: str) -> tuple[str, ...]:
    return tuple(word.reading for word in words_of(part))


def _is_long_enough(way: str) -> bool:
    if _HIRAGANA.fullmatch(way):
        return len(way) >= SHORTEST_IN_HIRAGANA
    if way.isascii():
        return len(way) >= SHORTEST_IN_LATIN
    return bool(way)
