"""The words of the names of a catalogue, and how each may be said otherwise: 新採 of 新規採用職員."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from language.course_words import LEVELS, VAGUE, is_light_end, may_be_left_out
from language.heard_names import COMMON, heard
from language.normalise import fold_kana
from language.sounds import PLAIN, reading_of, sound
from language.words import Word, words_of

_KEPT = 4_000
_OPENING, _CLOSING = "([〔【", ")]〕】"
_JOINED = frozenset({"接頭辞", "接尾辞"})
_ENDS = ("ツール", "ソフト")
_PEOPLE = (
    "職員",
    "職",
    "者",
    "員",
    "新規",
    "採用",
    "新任",
    "初任",
    "中堅",
    "長",
    "長級",
    "主任",
    "補佐",
)
_MANNERS = (
    "集合",
    "対面",
    "動画",
    "録画",
    "配信",
    "おんでまんど",
    "りもと",
    "らいぶ",
    "会場",
    "参集",
)
"""Katakana as they are folded."""
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_ALIKE = """
基礎 基本|excel エクセル 表計算|word ワード|powerpoint パワーポイント パワポ|access アクセス|hp ホームページ ウェブサイト webサイト 公式サイト
新規 新採 新人 新入|採用 新採 新人 新入|サイト ホームページ hp|全職員 全員|管理職 管理監督者|web ウェブ|web会議 オンライン会議 ウェブ会議|利用者 ユーザー|新任者 新任 新人|初任者 初任 新任|採用時 新人 新採 新入|利活用 利用活用|取扱 取り扱い
"""


class Kind(Enum):
    TELLING = auto()
    VAGUE = auto()
    """業務: tells a name apart only where nothing else does."""
    LIGHT = auto()
    """Often left out."""
    LEVEL = auto()


@dataclass(frozen=True, slots=True)
class NameWord:
    written: str
    """Katakana as hiragana, without long vowels."""
    sounded: str
    kind: Kind
    unvoiced: str
    """か and が as one."""


@dataclass(frozen=True, slots=True)
class WordsOfName:
    name: str
    outside: tuple[NameWord, ...]
    """What the name says before and after its brackets."""
    inside: tuple[NameWord, ...]

    @property
    def every(self) -> tuple[NameWord, ...]:
        return self.outside + self.inside

    @property
    def is_for_some(self) -> bool:
        """In brackets stands for whom it is, or how it is held: other names may have 管理職 or 集合
        there too."""
        people = [word for word in self.inside if word.written.endswith(_PEOPLE + _MANNERS)]
        return bool(people) and all(
            word.kind is not Kind.TELLING or word in people for word in self.inside
        )


def _folded(surface: str) -> str:
    return fold_kana(surface).replace("ー", "")


def _word(surface: str, kind: Kind) -> NameWord:
    sounded = sound("".join(reading_of(word) for word in words_of(surface)))
    return NameWord(_folded(surface), sounded, kind, sounded.translate(PLAIN))


@lru_cache(maxsize=1)
def every_level() -> tuple[NameWord, ...]:
    return tuple(_word(level, Kind.LEVEL) for level in sorted(LEVELS))


@lru_cache(maxsize=1)
def _other_words() -> Mapping[str, Sequence[NameWord]]:
    found: dict[str, list[NameWord]] = defaultdict(list)
    for group in _ALIKE.strip().replace("\n", "|").split("|"):
        words = [_word(w, Kind.TELLING) for w in group.split()]
        for word in words:
            found[word.written] += [other for other in words if other != word]
    return found


def said_otherwise(word: NameWord) -> Sequence[NameWord]:
    """Other words for it: エクセル for 表計算."""
    return _other_words().get(word.written, ())


@lru_cache(maxsize=_KEPT)
def words_of_name(name: str) -> WordsOfName:
    message = heard(name).text
    outside: list[NameWord] = []
    inside: list[NameWord] = []
    for word, is_inside in _pieces(message):
        (inside if is_inside else outside).append(word)
    if not outside:
        outside, inside = inside, outside
    return WordsOfName(name, tuple(dict.fromkeys(outside)), tuple(dict.fromkeys(inside)))


def _pieces(text: str) -> Iterator[tuple[NameWord, bool]]:
    """The shortest words; one character, a prefix or suffix, belongs to the word beside it."""
    commons = [match.span() for match in COMMON.finditer(text)]
    end, depth = 0, 0
    waiting: list[Word] = []
    for word in words_of(text):
        start = text.index(word.surface, end)
        end = start + len(word.surface)
        is_common = any(first <= start < last for first, last in commons)
        for part in _parts(word):
            is_one = _is_one_character(part) or (waiting and _is_one_character(waiting[0]))
            is_own = not is_common and (part.is_content or part.part_of_speech in _JOINED)
            if waiting and not (is_own and is_one and len(waiting) == 1):
                yield _name_word(waiting), depth > 0
                waiting = []
            depth += (part.surface in _OPENING) - (part.surface in _CLOSING)
            if is_own and not is_light_end(part.surface):
                waiting.append(part)
    if waiting:
        yield _name_word(waiting), depth > 0


def _parts(word: Word) -> Sequence[Word]:
    """ノーコードツール is no word of the dictionary, but ツール is."""
    for end in _ENDS:
        own = word.surface.removesuffix(end)
        if not word.parts and own and own != word.surface:
            return words_of(own) + words_of(end)
    return word.parts or (word,)


def _is_one_character(part: Word) -> bool:
    return len(_folded(part.surface)) == 1 and part.surface not in _OPENING + _CLOSING


def _name_word(parts: Sequence[Word]) -> NameWord:
    surface = "".join(part.surface for part in parts)
    sounded = sound("".join(reading_of(part) for part in parts))
    kind = _kind(surface, parts[0].part_of_speech)
    return NameWord(_folded(surface), sounded, kind, sounded.translate(PLAIN))


def _kind(surface: str, part_of_speech: str) -> Kind:
    if surface in LEVELS:
        return Kind.LEVEL
    if may_be_left_out(surface) or len(surface) == 1 or _HIRAGANA.fullmatch(surface):
        return Kind.LIGHT
    if part_of_speech not in ("名詞", "接頭辞", "形状詞"):
        return Kind.LIGHT
    return Kind.VAGUE if surface in VAGUE else Kind.TELLING
