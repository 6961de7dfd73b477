"""What a Japanese sentence asserts, as far as letters tell it without a dictionary: its words, whether
each is denied, wished, only possible or over, and which particle stands behind it.

For holding one sentence against another that is read in the same way. Rather two that say the same are
told apart than two that do not are taken for one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from domain.figures import Figure, figures_in

_FIGURE = "\ue000"
"""Stands for each character of a figure."""
_RUN = re.compile(
    r"(?P<kanji>[一-龠々〆ヶ𠮷㐀-䶿]+)|(?P<kana>[ァ-ヴー]+)|(?P<latin>[A-Za-z][A-Za-z0-9.+-]*(?P<with_kanji>[一-龠々]+)?)|(?P<mark>〔[^〔〕]{1,12}〕)"
    rf"|(?P<figure>{_FIGURE}+)|(?P<hiragana>[ぁ-ゖ]+)|(?P<stop>.)"
)
_DENYING = "未不非無"
_LIGHT = frozenset({"行", "生", "発生", "出来"})
"""「確認を行っていない」 says of 確認 what 「確認していない」 does."""
_CARRIES = frozenset({"", "を", "が", "は", "も", "の"})
_ONE_WORD = {"決定": "決", "定": "決", "可能": "可", "不可": "可"}


class Manner(StrEnum):
    DENIED = "否定"
    PAST = "過去"
    WISHED = "希望"
    POSSIBLE = "可能"
    MUST = "義務"
    UNSURE = "推量"
    IF = "条件"
    ASKED = "疑問"
    COMMANDED = "命令"
    SUFFERED = "受身"
    INTENDED = "意志"


_NO = re.compile(
    r"な(?:い(?!し)|く(?!す|し|な[りっるれ])|かっ|けれ|さそう)|ませ[んぬ]|(?<![まはみおき])ず(?!つ|れ|ら|っと|か|み)|ぬ(?!る)|ざる|にく[いく]|づら[いく]|がた[いく]"
)
_ENDS_SENTENCE = (
    r"(?=$|ため|が|の|と(?!し)|こと|もの|わけ|まま|け|し|か|よう|そう|ので|だけ|ところ)"
)
_MANNERS = (
    (Manner.PAST, re.compile(rf"(?<!ま)た{_ENDS_SENTENCE}|んだ{_ENDS_SENTENCE}")),
    (Manner.WISHED, re.compile(r"た(?:い(?!して|する)|く(?!さん)|かっ)|ほし|もらい|いただき|ねが")),
    (Manner.POSSIBLE, re.compile(r"でき|える(?=$|か)|うる")),
    (Manner.MUST, re.compile(r"べき|べく|なければ|ねば|ざるを|なくては|ないといけ")),
    (
        Manner.UNSURE,
        re.compile(
            r"かもしれ|だろ|でしょ|らし|はず|みたい|おそれ|そう(?=$|で|だ|な)|ようで|ようだ|よう(?=$)"
        ),
    ),
    (Manner.IF, re.compile(r"(?:れ|け|せ|て|ね|べ|め|え|げ)ば|たら|なら|とも|ても|でも(?!な)")),
    (Manner.ASKED, re.compile(r"か$|かどうか|のか")),
    (Manner.COMMANDED, re.compile(r"くださ|なさい|せよ|しろ|ましょ|ちょうだい|[てで]ね?$|な$")),
    (Manner.SUFFERED, re.compile(r"され|られ|(?<=[かがさたなばまらわ])れ(?=[るたてま]|$)")),
    (Manner.INTENDED, re.compile(r"(?:しよ|よ|こ|そ|と|の|も|ろ|お)う(?=$|と)")),
)
_PARTICLE = re.compile(
    r"(?!でき|であ|です|でし|ではな|でない|からな|かる)(?:では|には|からは|へは|とは|にも|でも|から|まで|より|[がをにへでとはもの])"
)


@dataclass(frozen=True, slots=True)
class Word:
    """``key`` is what it is compared by; ``tail`` the hiragana behind it, until the next word.

    ``particle`` is empty where none stands right behind it. ``clause`` counts from 0 in its text.
    """

    key: str
    manners: frozenset[Manner]
    particle: str
    tail: str
    start: int
    end: int
    is_kanji: bool
    clause: int

    @property
    def is_denied(self) -> bool:
        return Manner.DENIED in self.manners


@dataclass(frozen=True, slots=True)
class Assertion:
    """A text, read. ``loose``: hiragana that stands behind no word."""

    text: str
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    loose: tuple[str, ...]

    def of(self, key: str) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.key == key)


def read(text: str) -> Assertion:
    """``text`` is plain (``figures.plain``)."""
    figures = figures_in(text)
    covered = _covered(text, figures)
    runs = list(_RUN.finditer(covered))
    return Assertion(
        text,
        tuple(_without_light(_words(covered, runs))),
        figures,
        tuple(
            after[0]
            for before, after in pairwise([None, *runs])
            if after is not None
            and after.lastgroup == "hiragana"
            and (before is None or before.lastgroup in ("stop", "figure"))
        ),
    )


def manners_of(tail: str) -> frozenset[Manner]:
    """Of what stands behind a word. Denied twice is not denied."""
    found = {manner for manner, pattern in _MANNERS if pattern.search(tail)}
    if len(_NO.findall(tail)) % 2:
        found.add(Manner.DENIED)
    return frozenset(found)


def _covered(text: str, figures: Sequence[Figure]) -> str:
    for figure in figures:
        text = text[: figure.start] + _FIGURE * (figure.end - figure.start) + text[figure.end :]
    return text


def _words(text: str, runs: Sequence[re.Match[str]]) -> Iterator[Word]:
    clause = 0
    for at, run in enumerate(runs):
        kind = run.lastgroup
        if kind == "stop" and run[0] in "、。,!?;\n":
            clause += 1
        if kind in ("hiragana", "stop", "figure"):
            continue
        following = runs[at + 1] if at + 1 < len(runs) else None
        has_tail = following is not None and following.lastgroup == "hiragana"
        tail = following[0] if following is not None and has_tail else ""
        yield _word(run, tail, ends=_ends_here(text, run.end() + len(tail)), clause=clause)


def _ends_here(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "。!?」"


def _word(run: re.Match[str], tail: str, *, ends: bool, clause: int) -> Word:
    written = run[0]
    is_kanji = run.lastgroup == "kanji" or run["with_kanji"] is not None
    denies = is_kanji and len(written) > 1 and written[0] in _DENYING
    key = written[1:] if denies else written
    manners = manners_of(tail)
    if not ends:
        # 「確認して、」 commands nobody.
        manners -= {Manner.COMMANDED} if not re.search("くださ|なさい|せよ|しろ", tail) else set()
    if denies:
        manners ^= {Manner.DENIED}
    particle = _PARTICLE.match(tail)
    return Word(
        key=_ONE_WORD.get(key, key.casefold()),
        manners=manners,
        particle=particle[0] if particle else "",
        tail=tail,
        start=run.start(),
        end=run.end(),
        is_kanji=is_kanji,
        clause=clause,
    )


def _without_light(words: Iterator[Word]) -> Iterator[Word]:
    """What a light verb says is said of the word before it."""
    held: Word | None = None
    for word in words:
        is_light = held is not None and word.key in _LIGHT and held.tail in _CARRIES
        if held is not None and is_light:
            yield _with(held, word)
            held = None
        else:
            if held is not None:
                yield held
            held = word
    if held is not None:
        yield held


def _with(word: Word, light: Word) -> Word:
    return Word(
        key=word.key,
        manners=word.manners ^ light.manners,
        particle=word.particle,
        tail=word.tail,
        start=word.start,
        end=light.end,
        is_kanji=word.is_kanji,
        clause=word.clause,
    )
