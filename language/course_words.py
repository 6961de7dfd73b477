"""The words by which courses are told apart, and those that tell nothing of which is meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Prefix

from language.heard_names import COMMON, Heard, Token
from language.normalise import fold_kana
from language.sounds import sound
from language.words import words_of

# Words of any question about any course: alone they name nothing.
_VAGUE_WORDS = """
内容 詳細 日程 日時 時間 会場 場所 費用 定員 講師 対象 対象者 概要 期限 締切 申込 申し込み 受講 参加 出席 欠席 予約 登録 修了 完了 終了
次回 今回 今度 来週 来月 今週 今月 今年 今日 昨日 先週 先月 年度 今年度 明日 必須 必修 選択 職員 管理職 新任 新人 担当 担当者 一般
業務 情報 自分 全部 一覧 希望 確認 説明 課題 事例 改善 利用 活用 タイトル リスト レベル テスト 何時 何人 何回
何分 開催 開始 準備 教材 資料 番号 一番 二番 番目 前 後 何 誰 日 月 人 時 分 回 今 年 件 席 空 方 方法 枠 私 昨年 今朝 午前 午後 報告
キャンセル アンケート メール オンライン 取消 取り消し 変更 持ち物 初心者 ok 受付 お願い 仕方 やり方 本日 先日 以前 皆 途中 最後 最初 全員
"""
VAGUE = frozenset(_VAGUE_WORDS.split())
_TOPICS = frozenset({"改善", "事例"})
# These name nothing alone either, but beside a telling word they do: Excel上級 is not Excel中級.
LEVELS = frozenset(
    {
        "初級",
        "中級",
        "上級",
        "入門",
        "基礎",
        "基本",
        "応用",
        "実践",
        "発展",
        "初歩",
        "超入門",
        "マスター",
    }
)
# A name without them is still said: セキュリティ研修 is 情報セキュリティ研修.
_OMITTED = frozenset(
    {
        "情報",
        "活用",
        "作成",
        "開発",
        "対応",
        "養成",
        "実務",
        "向け",
        "年次",
        "進め方",
        "保護",
        "職員",
        "プログラミング",
        "操作",
        "利用",
        "推進",
        "ソフト",
        "ツール",
    }
)
_OMITTED_AS_WRITTEN = frozenset(map(fold_kana, _OMITTED))
_LIGHT_ENDS = frozenset(
    [
        "系",
        "関係",
        "関連",
        "的",
        "用",
        "向け",
        "編",
        "版",
        "済",
        "済み",
        "側",
        "分",
        "等",
        "達",
        "後",
        "中",
        "前",
        "かん",
    ]
)
_TELLS = re.compile(r"(?=.*[一-龠々ァ-ヺa-z])[一-龠々ァ-ヺーa-z0-9+#.]+")
_KANA = re.compile(r"[ぁ-ゖー]{3,}")
_KATAKANA = re.compile(r"[ァ-ヺー]{3,6}")
_SHORTEST_PIECE_IN_KANA = 2
_SHORTEST_IN_KANA, _SHORTEST_ABBREVIATED, _SHORTEST_OF_TWO = 3, 6, 4
CUE = re.compile(
    r"研修|講座|講習|コース|セミナー|ワークショップ|体験会|説明会|勉強会|訓練|演習|受講|受け|うけ|申し?込|もうしこ|修了|参加|出席|欠席"
    r"|終わ|終え|おわ|終了|完了|すみ|済|(?<!って)出(?:ます|た|られ|れ|る)|枠|席|定員|空き|空い|日程|持ち物|対象|場所|会場|何時|動画|キャンセル|取り?消|予約|行きま|行きた|行け|いきま|いきた|いけ[るま]"
    r"|やつ|向け|難し|の件(?!数)|詳し|くわし|開催|何回|何日|何曜|必須|けんしゅう|こうざ|せみなー|期限|やりました|見終|勉強|学|習"
)
"""That a course is spoken of at all: 「ネットワークが切れた」 is no question about ネットワーク基礎."""
OF_THE_THING = ("役割", "意味", "って何", "ってなに", "とは")
LITTLE_MORE = 4
"""Characters besides the words themselves: an answer to 「どの研修ですか」."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that names have, where it stands in a message."""

    written: str
    sounded: str
    start: int
    end: int
    is_level: bool = False
    is_vague: bool = False
    is_katakana: bool = False
    is_topic: bool = False
    """Vague, but what a course is about: サービス改善 is no サービスデザイン."""


def words_in(said: Heard) -> Iterator[list[Telling]]:
    """The words of each compound of the text; those that tell nothing are marked."""
    compound: list[Telling] = []
    for token in _joined(said):
        if compound and not _is_one(said.text, compound[-1].end, token.start):
            yield compound
            compound = []
        compound.append(_telling(token))
    if compound:
        yield compound


def _is_one(text: str, end: int, start: int) -> bool:
    """Latin words are one name though they stand apart: SQL Server."""
    around = text[end - 1 : start + 1]
    return end == start or (text[end:start] == " " and around.isascii() and around[2:].isalpha())


def _joined(said: Heard) -> Iterator[Token]:
    """Without what all courses share; a suffix belongs to the word before it: 推進員."""
    commons = [match.span() for match in COMMON.finditer(said.text)]
    waiting: Token | None = None
    for token in said.tokens:
        if not tells(token.surface) or any(start <= token.start < end for start, end in commons):
            if waiting:
                yield waiting
            waiting = None
        elif waiting and token.is_suffix and waiting.end == token.start:
            waiting = _with_suffix(waiting, token)
        else:
            if waiting:
                yield waiting
            waiting = token
    if waiting:
        yield waiting


def _with_suffix(token: Token, suffix: Token) -> Token:
    if suffix.surface in _LIGHT_ENDS:
        return replace(token, end=suffix.end)
    return replace(
        token,
        surface=token.surface + suffix.surface,
        reading=token.reading + suffix.reading,
        end=suffix.end,
    )


def _telling(token: Token) -> Telling:
    return Telling(
        fold_kana(token.surface).replace("ー", ""),
        sound(token.reading),
        token.start,
        token.end,
        is_level=token.surface in LEVELS,
        is_vague=token.surface in VAGUE,
        is_katakana=_KATAKANA.fullmatch(token.surface) is not None,
        is_topic=token.surface in _TOPICS,
    )


def pieces_in(name: str) -> Iterator[Telling]:
    """The shortest words of a name: 情報, セキュリティ."""
    end = 0
    for word in words_of(name):
        for part in word.parts or (word,):
            start = name.index(part.surface, end)
            end = start + len(part.surface)
            if tells(part.surface):
                token = Token(part.surface, start, end, part.reading, False, True, True)
                yield _telling(token)


def kana_runs(said: Heard) -> Iterator[tuple[str, int, int]]:
    """What is written in hiragana alone, as it sounds: there the dictionary finds no words."""
    for run in _KANA.finditer(said.text):
        yield sound(run[0]), run.start(), run.end()


def is_omitted(word: Telling) -> bool:
    return word.written in _OMITTED_AS_WRITTEN


def tells(surface: str) -> bool:
    """No hiragana in it, and not only digits: it may be a part of a name."""
    return _TELLS.fullmatch(surface) is not None


def may_be_left_out(surface: str) -> bool:
    return surface in _OMITTED


def is_light_end(surface: str) -> bool:
    """編, 向け."""
    return surface in _LIGHT_ENDS


def differs_in_one(one: str, other: str) -> bool:
    """Of two words of one length."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def abbreviates(word: Telling, own: Telling) -> bool:
    """プロマネ of プロジェクトマネジメント, パワポ of パワーポイント: two pieces of it, from its start."""
    short, long = word.sounded, own.sounded
    if not word.is_katakana or len(short) < _SHORTEST_IN_KANA or len(long) < _SHORTEST_ABBREVIATED:
        return False
    cuts = range(2, len(short))
    return any(long.startswith(short[:cut]) and short[cut:] in long[cut:] for cut in cuts)


def abbreviates_both(word: Telling, own: Telling, following: Telling) -> bool:
    """ガバクラ of ガバメントクラウド: each begun."""
    if not word.is_katakana or own.end != following.start or len(word.sounded) < _SHORTEST_OF_TWO:
        return False
    return any(
        own.sounded.startswith(word.sounded[:cut])
        and following.sounded.startswith(word.sounded[cut:])
        for cut in range(2, len(word.sounded) - 1)
    )


def words_begun(short: str, words: Sequence[Telling]) -> Sequence[Telling]:
    """The first of the words, as many as ``short`` has the beginnings of; none where it has others."""
    begun, rest = 0, short
    for own in words:
        piece = rest[: Prefix.similarity(rest, own.written)]
        if not piece or ("ぁ" <= piece[-1] <= "ん" and len(piece) < _SHORTEST_PIECE_IN_KANA):
            break
        begun, rest = begun + 1, rest[len(piece) :]
    return () if rest else words[:begun]


def is_spoken_of(said: Heard, words: Sequence[Telling]) -> bool:
    """Whether a course is meant: the message speaks of one, or says little besides the words."""
    rest = len(said.text) - sum(word.end - word.start for word in words)
    if CUE.search(said.text):
        return True
    return rest <= LITTLE_MORE and not any(word in said.text for word in OF_THE_THING)
