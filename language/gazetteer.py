"""Finding which course a message names, however it is written.

A wrong course is worse than none: a message that names a theme (「データの研修は？」 where five
courses have it in their name) or only says 研修 finds nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from language.normalise import fold_kana, normalise
from language.readings import read

CERTAIN = 100.0
"""All that is the name's own stands in the message."""
_PART = 70.0
"""Only a part of it does; never as good as a whole name."""

_SHORTEST_MISTYPED = 6
_CHARACTERS_PER_MISTAKE = 5
_LONGEST_READ_FOR_SLIPS = 200
"""Characters of a message; a longer one would cost too much in a large catalogue."""

# What course names share, and so tells none of them apart. Two spellings: as written, as read.
_COMMON = re.compile(
    r"オンライン|ワークショップ|eラーニング|セミナー|プログラム|体験会|説明会|勉強会|研修会|講習会"
    r"|トレーニング|けんしゅう|こうざ|こうしゅう|せみなー|コース|研修|講座|講習|演習|訓練|動画"
)
_BETWEEN_WORDS = re.compile(r"[「」『』()\[\]【】・,、。/:!? の]+")
_COMPOUND = re.compile(r"[ァ-ヺー一-龠々a-z0-9-]{2,}")
_WORD = re.compile(r"[ァ-ヺー]{2,}|[一-龠々]{2,}|[a-z][a-z0-9-]+")
_NOT_KANA = re.compile(r"[^ぁ-ゖ]")
# Words of any question about any course: alone they name nothing.
_VAGUE_WORDS = """
内容 詳細 日程 時間 会場 場所 費用 定員 講師 対象 対象者 概要 期限 締切 申込 受講 参加 予約 登録 修了 完了 終了
次回 今回 今度 来週 来月 今週 今月 今年 年度 今年度 明日 必須 必修 選択 職員 管理職 新任 新人 担当 担当者 一般
業務 情報 自分 全部 一覧 希望 確認 説明 課題 事例 改善 利用 活用 タイトル リスト レベル テスト 何時 何人 何回
何分 開催 開始 準備 教材 資料 番号 一番 二番 番目
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
# These name nothing alone either, but beside a telling word they do: Excel上級 is not Excel中級.
_LEVELS = frozenset({"初級", "中級", "上級", "入門", "基礎", "基本", "応用", "実践", "発展"})


@dataclass(frozen=True, slots=True)
class NameMatch:
    name: str
    """As the catalogue writes it."""
    score: float
    """0–100; ``CERTAIN`` when the message says it in full."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A course name or a message, without what all course names share."""

    written: str
    own: str
    """Katakana as hiragana, without long vowels: セキュリティー is セキュリティ."""
    read: str
    """The same, words read aloud as far as the table of readings goes."""


class CourseNames:
    """The names of one catalogue."""

    def __init__(self, names: Iterable[str]) -> None:
        named = (_named(name) for name in names)
        self._names = tuple(name for name in named if len(name.own) >= 2)

    def find(self, text: str, *, limit: int = 3) -> tuple[NameMatch, ...]:
        """The courses that ``text`` names, best first; several where it is ambiguous."""
        message = _named(text)
        words = self._telling_words(text)
        in_part = self._holding(self._names, words)
        in_full = self._said_in_full(message)
        found = (
            _matches(self._holding(in_full, words), CERTAIN)
            or (() if in_part else _matches(in_full, CERTAIN))
            or self._mistyped(message)
            or _matches(in_part, _PART)
        )
        return found if len(found) <= limit else ()

    def _said_in_full(self, message: _Named) -> tuple[_Named, ...]:
        """Of 「データ分析」 and 「データ分析実践」 only the longer one, if that is said."""
        said = [name for name in self._names if name.read in message.read]
        return tuple(
            name
            for name in said
            if not any(name.read != other.read and name.read in other.read for other in said)
        )

    def _mistyped(self, message: _Named) -> tuple[NameMatch, ...]:
        """Names with a slip in their kana. A wrong kanji is another name: 初級, 中級."""
        return tuple(
            NameMatch(name.written, fuzz.partial_ratio(name.own, message.own))
            for name in self._names
            if len(name.own) >= _SHORTEST_MISTYPED and _is_slip(name.own, message.own)
        )

    def _telling_words(self, text: str) -> frozenset[str]:
        """The words of the message that course names have. A compound with a word that none has
        (DX推進員 where a course is called DX入門) names something else, so it tells nothing."""
        telling: set[str] = set()
        for compound in _COMPOUND.findall(_COMMON.sub(" ", normalise(text))):
            words = {_named(word).read for word in _words(compound)}
            if all(any(word in name.read for name in self._names) for word in words):
                telling |= words
        return frozenset(telling)

    def _holding(self, names: Sequence[_Named], words: frozenset[str]) -> tuple[_Named, ...]:
        """Those with every one of the words; none where there is no word."""
        return tuple(n for n in names if words and all(word in n.read for word in words))


def _words(compound: str) -> list[str]:
    words = [word for word in _WORD.findall(compound) if word not in _VAGUE]
    return words if any(word not in _LEVELS for word in words) else []


def _named(text: str) -> _Named:
    normalised = _BETWEEN_WORDS.sub("", _COMMON.sub("", normalise(text)))
    return _Named(
        written=text,
        own=fold_kana(normalised).replace("ー", ""),
        read=read(normalised).replace("ー", ""),
    )


def _matches(names: Sequence[_Named], score: float) -> tuple[NameMatch, ...]:
    return tuple(NameMatch(name.written, score) for name in names)


def _is_slip(name: str, message: str) -> bool:
    """Whether the message holds the name but for one wrong kana in five characters."""
    if not len(name) - 1 <= len(message) <= _LONGEST_READ_FOR_SLIPS:
        return False
    at = fuzz.partial_ratio_alignment(name, message, score_cutoff=75.0)
    if at is None:
        return False
    nearest = message[at.dest_start : at.dest_end]
    if not set(_NOT_KANA.findall(name)) <= set(nearest):
        return False
    return Levenshtein.distance(name, nearest) <= len(name) // _CHARACTERS_PER_MISTAKE
