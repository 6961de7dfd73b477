"""What somebody looks for, without the words of looking: 「紙の申請をやめた事例ある？」 → 紙の申請をやめた."""

from collections.abc import Sequence

from language.course_search import ASKS_FOR_ANY
from language.normalise import normalise
from language.search_terms import says_much
from language.words import Word, words_of

_LOOKING_WORDS = """
居る 見せる 何処 誰 いい 事例 改善事例 改善 取り組み 取組 参考 例 他 外 別 所 課 部署 部 課題 同じ 似る 様 困る 悩む
聞く 相談 人 方 頼む 御願い 下さい くれる 貰う 頂く 検索 調べる 出す 表示 紹介 御座る 共通 皆 庁内 全庁 話 内 家 私
我々 貴方 今 最近 件 居 全部 リスト 既に もう まだ 一寸 ちょっと とか など 詳しい 為る する なる 成る 言う 思う 点 物
もの 事 こと 為 とこ 系 やつ 奴 掲載 登録 方針 説明 書く 載る 何か 誰か 如何 どう いつ 何時 無い ない 居ない 有り
在る 繋ぐ 担当 得意 詳しく 見れる 向け 用 うち 御宅 抱える 有名
"""
_LOOKING = ASKS_FOR_ANY | frozenset(_LOOKING_WORDS.split())
"""Normalised forms."""
LONGEST = 60
"""Characters; what is longer is a story, and is searched whole."""


def asked_query(text: str, *, left_out: Sequence[str] = ()) -> str:
    """Normalised, one piece of the text; empty where nothing but looking is said.

    ``left_out``: what it says besides, as days are said.
    """
    heard = normalise(text)
    for said in left_out:
        heard = heard.replace(said, "、", 1)
    words = list(words_of(heard))
    telling = [place for place, word in enumerate(words) if _tells(word)]
    if not telling:
        return ""
    first, last = telling[0], telling[-1]
    if last + 1 < len(words) and words[last].part_of_speech in ("動詞", "形容詞"):
        last += words[last + 1].surface in ("た", "だ", "ない", "ぬ")
    start = _place(words, first, heard)
    end = _place(words, last, heard) + len(words[last].surface)
    return heard[start:end].strip("、 ") if end - start <= LONGEST else ""


def asked_words(text: str) -> tuple[Word, ...]:
    """What is looked for, each word once, without those that any question has."""
    telling = (word for word in words_of(normalise(text)) if _tells(word) and says_much(word))
    return tuple({word.normalised_form: word for word in telling}.values())


def _tells(word: Word) -> bool:
    return word.is_content and word.normalised_form not in _LOOKING


def _place(words: Sequence[Word], number: int, text: str) -> int:
    place = 0
    for word in words[:number]:
        place = text.index(word.surface, place) + len(word.surface)
    return text.index(words[number].surface, place)
