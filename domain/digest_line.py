"""A sentence of a フォーラム版, and what is not told any more of those that there are."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from domain.digest import Cite, CiteKind, Spoken
from domain.quoted_words import bare, names_asked_for, numbers_named_in, sentences_with_breaks


@dataclass(frozen=True, slots=True)
class Line:
    """``made``: what the digest said in its place, empty where the secretariat has added it."""

    text: str
    cites: tuple[Cite, ...] = ()
    made: str = ""
    words: str = ""
    """Of somebody, as ``Sentence.words``, that may be taken back or put right."""
    said: tuple[Spoken, ...] = ()
    """The messages that ``words`` are taken from; none of a 対応策."""

    @property
    def is_edited(self) -> bool:
        return self.text != self.made

    @property
    def deletion(self) -> str:
        """By which it is known again once the secretariat has deleted it: of its words nothing is kept.
        ``mark_of`` what the digest said, and, where it rests on something, of that with it.
        """
        names = "".join(f"\n{cite.name}" for cite in sorted(self.cites))
        return mark_of(self.made) + (mark_of(self.made + names) if names else "")


def with_words(line: Line) -> Line:
    """As ``Line.words`` was not kept yet of cases and answers, and can be told from what the digest said."""
    if line.words or line.said or len(line.cites) != 1:
        return line
    (cite,), made = line.cites, line.made
    if cite.kind is CiteKind.CASE and _TOLD_OF_CASE.fullmatch(made):
        return replace(line, words=f"{cite.name}：{made}")
    if made.startswith(_IN_TROUBLE) and made.count(_BEHIND_TITLE) == 1:
        return replace(line, words=cite.name + made[made.index(_BEHIND_TITLE) + 1 :])
    return line


_TOLD_OF_CASE = re.compile(r".+（[^（）]+）(?:を、.+でも始めました(?:、.+の削減)?。)?")
_IN_TROUBLE, _BEHIND_TITLE = "困っている：", "」（"


def mark_of(sentence: str) -> str:
    """By which it is known again, and not read."""
    return sha256(sentence.encode()).hexdigest()[:_MARK]


def mark_in(deletion: str) -> str:
    """Of the sentence alone, whatever it rested on."""
    return deletion[:_MARK]


def with_cites_in(deletion: str) -> str:
    """Of the sentence and all that it rested on; empty where that was nothing."""
    return deletion[_MARK:]


_MARK = 16


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Since the digest was made: what is not told any more, and words that nobody says any more."""

    cites: frozenset[Cite] = frozenset()
    words: frozenset[str] = frozenset()
    said: frozenset[Spoken] = frozenset()
    """Messages that were deleted, or have become others."""
    spared: frozenset[str] = frozenset()
    """Words that somebody else says still: who quotes them may mean those."""
    told_of: frozenset[tuple[str, str]] = frozenset()
    """Words of a message, each with the name of what it was said of (``Cite.name``)."""
    _quotations: frozenset[str] = field(init=False, repr=False, compare=False)
    _short: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    """Quotations that may be of anything, each with the name of what it was said of."""
    _whole: frozenset[str] = field(init=False, repr=False, compare=False)
    _answers: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    """The same of words as they are: all that is looked for in what the digest itself has said."""

    def __post_init__(self) -> None:
        asked = {
            each: names_asked_for(each, {n for w, n in self.told_of if w == each})
            for each in self.words
        }
        left = [each for each in self.words if bare(each) not in self.spared]
        answers = {each for each in self.words if asked[each] and bare(each) == each}
        whole = self.words - self.spared - answers
        of_answers = {(f"「{w}」", n) for w in answers - self.spared for n in asked[w]}
        for name, found in (
            (
                "_quotations",
                {f"「{w}」" for w in (*whole, *(bare(w) for w in left if not asked[w]))},
            ),
            ("_short", {(f"「{bare(w)}」", n) for w in left for n in asked[w]}),
            ("_whole", {f"「{each}」" for each in whole}),
            ("_answers", of_answers),
        ):
            object.__setattr__(self, name, frozenset(found))

    def are_quoted_in(self, text: str, cites: Collection[Cite] = ()) -> bool:
        """``text``: one sentence; ``cites``: what it rests on. What is short only where its issue, measure or
        case is named or cited.
        """
        if "「" not in text:
            return False
        return any(each in text for each in self._quotations) or _is_about(self._short, text, cites)

    def quoting(self, remark: str) -> tuple[str, ...]:
        """Its sentences that do."""
        return tuple(
            each.strip() for each in sentences_with_breaks(remark) if self.are_quoted_in(each)
        )

    def left_of(self, remark: str) -> str:
        """Without these."""
        if not self.quoting(remark):
            return remark
        return "".join(
            each for each in sentences_with_breaks(remark) if not self.are_quoted_in(each)
        ).strip()

    def _is_quoting(self, line: Line) -> bool:
        """In the digest's own sentence a name may be what is in 「」: of what it quotes it has the words."""
        if line.is_edited:
            return self.are_quoted_in(line.text, line.cites)
        return any(each in line.text for each in self._whole) or _is_about(
            self._answers, line.text, line.cites
        )

    def keeps(self, line: Line) -> Line | None:
        """Without what is gone of what it rests on; None where that was all, or its words are gone."""
        if not self.said.isdisjoint(line.said):
            return None
        if line.words in self.words or self._is_quoting(line):
            return None
        left = tuple(cite for cite in line.cites if cite not in self.cites)
        if line.cites and not left:
            return None
        return replace(line, cites=left)

    @property
    def of_words(self) -> "TakenBack":
        """Words and messages alone: what a draft cites is looked at when it is shown."""
        return TakenBack(words=self.words, said=self.said, spared=self.spared, told_of=self.told_of)


def _is_about(short: Collection[tuple[str, str]], text: str, cites: Collection[Cite]) -> bool:
    about = {name for quoted, name in short if quoted in text}
    return not about.isdisjoint({*numbers_named_in(text), *(cite.name for cite in cites)})


def words_of(message: int, lines: Iterable[Line]) -> frozenset[str]:
    """Each wording of that message that a line quotes, as it is quoted: it may have been edited since."""
    return frozenset(line.words for line in lines if _is_of(message, line)) - {""}


def gone_with(
    message: int, wordings: Collection[str], lines: Collection[Line], *, about: Collection[str]
) -> TakenBack:
    """Once that message is deleted: what is made of it among ``lines``, and its ``wordings`` wherever the
    secretariat has quoted them. What others of these have said as well stays. ``about``: names of what it was
    said of.
    """
    others = {line.words for line in lines if line.said and not _is_of(message, line)}
    others |= {bare(line.words) for line in lines if bare(line.words) != line.words}
    said = {each for line in lines for each in line.said if each.message == message}
    names = {*about, *(c.name for line in lines if _is_of(message, line) for c in line.cites)}
    words = frozenset(wordings) - {"", *others}
    told_of = frozenset((each, name) for each in words for name in names)
    return TakenBack(words=words, said=frozenset(said), told_of=told_of)


def _is_of(message: int, line: Line) -> bool:
    return any(each.message == message for each in line.said)
