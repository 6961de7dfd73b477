"""What a document is found by, and what a query asks for: words, synonyms, characters, readings."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from language.normalise import LONGEST, fold_kana, normalise
from language.office_words import office_words
from language.words import Word, words_of

LONGEST_TEXT = 20_000
"""Characters of one field that are looked at."""

_WORD, _SYNONYM, _WRITTEN, _READ = "wsbr"
"""What kind of term it is, as its first character."""

_NOT_WRITTEN = re.compile(r"[^0-9a-zぁ-ゖァ-ヺー一-龠々〆]+")
_NO_SOUND = re.compile(r"[^0-9a-zぁ-ゖ]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_HIRAGANA_TELLS = 0.3
"""Two hiragana are mostly grammar."""
_LITTLE_WORDS = """
事例 例 話 件 事 物 方 人 者 為 時 何 どう どんな どの 良い 課 部 係 室 部署 所 取り組み 取組 工夫
改善 方法 仕方 遣り方 知る 教える 探す 聞く 思う 考える 出来る 使う 作る 入れる 困る 大変 凄い 色々
欲しい 何処 誰 無い 多い 楽 済む 無くす なくす 減らす 減る 止める 辞める やめる 止す 解消 削減 短縮 軽減 効率化
省く 防ぐ 早い 速い 早める 短い 使用 活用 利用 導入 紹介 参考 実施 仕事 業務 作業 必要 場合 状態 様子
しんどい 辛い きつい 面倒 面倒臭い めんどい 手間 苦労 疲れる 追う 悩む 悩み 悩ましい 嫌 無駄 痛い かなう 適う 困難 難しい
簡単 手軽 上手 上手い 便利 不便 一番 本当 本真 どない 滅茶苦茶 滅茶 全部 全て 全然 沢山 一杯 大量 少し もっと 直ぐ 直に
毎回 毎度 毎日 一々 何時も 何時 結局 最近 今 前 後 間 内 中 自分 皆 我々 御前 あっち こっち 変える 変わる
進む 進める 言う 始める 始まる 終わる 続く 感じる 試す 分かる 有る 見る やる 出す 仕舞う 助かる 駄目 下手 勿体無い
こと 目茶 何ぼ 億劫 仰山 ごつい 可成 はやい 酷い 何とか 兎に角 取り敢えず 矢張り 余り 貰う 呉れる 下さる
御願い 宜しい 掛かる 成る 居る 仕方無い 堪らない 大層 随分 結構 割と 流石 折角
"""
_SAYING_LITTLE = frozenset(_LITTLE_WORDS.split())
"""Of any question about anything, and of any improvement (normalised forms): they count, but for
little."""
LITTLE = 0.25

Respelling = Callable[[tuple[Word, ...]], tuple[Word, ...]]


def says_much(word: Word) -> bool:
    return word.is_content and word.normalised_form not in _SAYING_LITTLE


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a query asks for: a word, or a phrase of the office's."""

    words: tuple[Word, ...]
    terms: tuple[tuple[str, float], ...] = ()
    """What a document has of it in one term, each with how far it means the same (0–1)."""
    says: float = 1.0
    """How much it says (0–1)."""
    parts: tuple["Concept", ...] = ()
    """What it is made of: a document may have them apart."""
    alike: tuple["Concept", ...] = ()
    """What the office says for it."""


@dataclass(frozen=True, slots=True)
class Query:
    words: tuple[Word, ...]
    """All of them, in order."""
    concepts: tuple[Concept, ...]
    written: dict[str, float]
    """Terms of the characters, each with how much it says."""
    read: dict[str, float]


def terms_of(text: str) -> tuple[Counter[str], tuple[Word, ...]]:
    """(how often each term occurs in a document's text, its words)."""
    terms: Counter[str] = Counter()
    found: list[Word] = []
    for normalised in _in_pieces(text[:LONGEST_TEXT]):
        words = words_of(normalised)
        found.extend(words)
        terms.update(_written(normalised))
        terms.update(_read(words))
        for word in content_words(words):
            terms.update([word_term(word), *_synonyms(word)])
    return terms, tuple(found)


def _in_pieces(text: str) -> Iterator[str]:
    """Normalised; a longer text than ``normalise`` reads is read in pieces."""
    for line in text.split("\n"):
        for start in range(0, len(line), LONGEST):
            yield normalise(line[start : start + LONGEST])


def query_of(text: str, respelt: Respelling = tuple) -> Query:
    """``respelt``: its words as they are meant where they are written in kana."""
    normalised = normalise(text)
    said = words_of(normalised)
    words = respelt(said)
    concepts = tuple(_concepts(words))
    return Query(
        words,
        concepts=concepts,
        written={term: _says(term) for term in dict.fromkeys(_written(normalised))},
        read=dict.fromkeys(_read(said), 1.0),
    )


def is_written(term: str) -> bool:
    """Whether it is of the characters: these count how long a text is."""
    return term[0] == _WRITTEN


def word_term(word: Word) -> str:
    return form_term(word.normalised_form)


def form_term(normalised_form: str) -> str:
    return _WORD + normalised_form


def content_words(words: Iterable[Word]) -> Iterator[Word]:
    """And the parts of compounds."""
    return (each for word in words for each in (word, *word.parts) if each.is_content)


def sounds_of(words: Iterable[Word]) -> str:
    """As they are read, without long vowels."""
    return fold_kana("".join(word.reading for word in words)).replace("ー", "")


def _concepts(words: Sequence[Word]) -> Iterator[Concept]:
    """The longest phrases of the office's, and the content words between them."""
    known, at = office_words(), 0
    while at < len(words):
        lengths = range(known.longest, 1, -1)
        long = next((n for n in lengths if known.alike(words[at : at + n])), 1)
        if long > 1 or words[at].is_content:
            yield _said(words[at : at + long])
        at += long


def _said(phrase: Sequence[Word]) -> Concept:
    """With what the office says for it, and for its parts."""
    meant = _meant(phrase)
    others = tuple(_meant(other) for other in office_words().alike(phrase))
    return replace(meant, parts=tuple(_said(p.words) for p in meant.parts), alike=others)


def _meant(phrase: Sequence[Word]) -> Concept:
    if len(phrase) > 1:
        return Concept(tuple(phrase), parts=_parts(phrase))
    word = phrase[0]
    same = ((term, SYNONYM) for term in _synonyms(word))
    return Concept(
        (word,),
        terms=((word_term(word), 1.0), *same),
        says=1.0 if says_much(word) else LITTLE,
        parts=_parts(word.parts),
    )


def _parts(words: Iterable[Word]) -> tuple[Concept, ...]:
    return tuple(_meant([word]) for word in words if word.is_content)


SYNONYM = 0.8
"""How far a word of the same group means the same: a word may stand in several groups."""


def _synonyms(word: Word) -> list[str]:
    return [f"{_SYNONYM}{group}" for group in word.synonym_groups]


def _written(normalised: str) -> list[str]:
    text = _NOT_WRITTEN.sub("", normalised)
    return [_WRITTEN + text[i : i + 2] for i in range(max(len(text) - 1, bool(text)))]


def _read(words: tuple[Word, ...]) -> list[str]:
    """Three sounds at a time, over the ends of words and without long vowels: かいぎろく."""
    # What could not be read breaks the sounds off.
    runs = _NO_SOUND.split(sounds_of(words))
    return [_READ + run[i : i + 3] for run in runs for i in range(len(run) - 2)]


def _says(written_term: str) -> float:
    return _HIRAGANA_TELLS if _HIRAGANA.fullmatch(written_term[1:]) else 1.0
