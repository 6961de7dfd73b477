"""The words of a text: how each is written, looked up, read, and what means the same.

SudachiPy with its core dictionary is loaded on first use (0.2 s) and shared. Without
it the runs of one kind of character stand for the words: coarser, but nothing stops working.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from language.dictionary_pages import hand_back
from language.normalise import fold_kana
from language.readings import read

if TYPE_CHECKING:
    from sudachipy import Morpheme, Tokenizer

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞"})
_EMPTY_KINDS = frozenset({"非自立可能", "助動詞語幹"})
"""する, ある, いる, みる after another word: grammar, though a verb by name."""
_LONGEST = 10_000
"""Characters at a time; Sudachi refuses 49,150 bytes."""
_RUN = re.compile(r"[一-龠々〆]+|[ァ-ヺー]+|[ぁ-ゖー]+|[a-z0-9][a-z0-9+#.-]*", re.IGNORECASE)
_HIRAGANA_ONLY = re.compile(r"[ぁ-ゖー]+")

_MOST_KNOWN = 30_000
_known: dict[tuple[int, int, str], "Word"] = {}

# One analyser of Sudachi must not be entered by two threads at once.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Word:
    surface: str
    """As it stands in the text."""
    dictionary_form: str
    """書か → 書く."""
    normalised_form: str
    """One spelling of many: しゃしん → 写真, 問合せ → 問い合わせ, rpa → RPA."""
    reading: str
    """In hiragana, with long vowels as they are written; what cannot be read stays as it is."""
    part_of_speech: str
    """名詞, 動詞, 助詞, …; empty where it is not known."""
    is_content: bool
    """Says something by itself: no particle, auxiliary, mark, or verb of grammar."""
    is_known: bool = True
    """The dictionary has it."""
    synonym_groups: tuple[int, ...] = ()
    """Numbers of Sudachi's synonym dictionary: words that share one can mean the same."""
    parts: tuple["Word", ...] = ()
    """The shorter words of a compound, none otherwise: 時間外勤務 → 時間, 外, 勤務."""


@dataclass(frozen=True, slots=True)
class ProperNoun:
    surface: str
    end: int
    """Where the text goes on behind it."""
    is_place: bool


def words_of(normalised: str) -> tuple[Word, ...]:
    """The words of ``normalise``d text in order, blanks left out."""
    tokenizer = _tokenizer()
    if tokenizer is None:
        return tuple(_runs(normalised))
    return tuple(
        word
        for start in range(0, len(normalised), _LONGEST)
        for word in _analysed(normalised[start : start + _LONGEST], tokenizer)
    )


def proper_nouns(normalised: str) -> tuple[ProperNoun, ...]:
    """Names of people and places, where the dictionary knows them; none without a dictionary."""
    tokenizer = _tokenizer()
    if tokenizer is None:
        return ()
    with _one_at_a_time:
        return tuple(
            ProperNoun(each.surface(), each.end(), is_place=kind == "地名")
            for each in tokenizer.tokenize(normalised[:_LONGEST])
            if (kind := each.part_of_speech()[2]) in ("人名", "地名")
        )


def has_dictionary() -> bool:
    """Whether SudachiPy and its dictionary are there."""
    return _tokenizer() is not None


def _tokenizer() -> "Tokenizer | None":
    with _one_at_a_time:  # the first two who ask would load two
        return _loaded()


@cache
def _loaded() -> "Tokenizer | None":
    try:
        from sudachipy import Dictionary, SplitMode
    except ImportError:
        return None
    try:
        tokenizer = Dictionary().tokenizer(mode=SplitMode.C)
    except Exception:  # noqa: BLE001 - its error for a missing or broken dictionary has no public class
        return None
    hand_back()  # what was looked at for loading alone
    return tokenizer


def _analysed(text: str, tokenizer: "Tokenizer") -> list[Word]:
    with _one_at_a_time:
        return [_word(each) for each in tokenizer.tokenize(text) if each.surface().strip()]


def _word(morpheme: "Morpheme") -> Word:
    """A word of the dictionary is the same wherever it stands: what was made of it is remembered."""
    if morpheme.is_oov():
        return _made(morpheme)
    key = (morpheme.dictionary_id(), morpheme.word_id(), morpheme.surface())
    word = _known.get(key)
    if word is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        word = _known[key] = _made(morpheme)
    return word


def _made(morpheme: "Morpheme") -> Word:
    from sudachipy import SplitMode

    shorter = morpheme.split(SplitMode.A, add_single=False)
    return _plain(morpheme, parts=tuple(_plain(each, parts=()) for each in shorter))


def _plain(morpheme: "Morpheme", *, parts: tuple[Word, ...]) -> Word:
    kind = morpheme.part_of_speech()
    return Word(
        surface=morpheme.surface(),
        dictionary_form=morpheme.dictionary_form(),
        normalised_form=morpheme.normalized_form(),
        reading=fold_kana(morpheme.reading_form()),
        part_of_speech=kind[0],
        is_content=kind[0] in _CONTENT and kind[1] not in _EMPTY_KINDS,
        is_known=not morpheme.is_oov(),
        synonym_groups=tuple(morpheme.synonym_group_ids()),
        parts=parts,
    )


def _runs(text: str) -> Iterator[Word]:
    """Kanji in twos, since a run of them is mostly several words of two."""
    for run in _RUN.findall(text):
        is_kanji = "一" <= run[0] <= "龠"
        pairs = [run[i : i + 2] for i in range(len(run) - 1)] if is_kanji and len(run) > 2 else []
        yield _guessed(run, parts=tuple(_guessed(pair, parts=()) for pair in pairs))


def _guessed(run: str, *, parts: tuple[Word, ...]) -> Word:
    is_grammar = _HIRAGANA_ONLY.fullmatch(run) is not None and len(run) < 3
    return Word(
        surface=run,
        dictionary_form=run,
        normalised_form=run.lower(),
        reading=read(run.lower()),
        part_of_speech="",
        is_content=not is_grammar,
        is_known=False,
        parts=parts,
    )
