"""A sentence of a フォーラム版, and what is not told any more of those that there are."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from domain.digest import Cite, CiteKind, Spoken


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


def bare(words: str) -> str:
    """What somebody would quote of ``Line.words``: of 「事例7：題名（課）」 the title, of 「#12（課）「答え」」 the
    answer; what a message says has no name before it.
    """
    if found := _ANSWER.fullmatch(words):
        return found["said"]
    return found["said"] if (found := _OF_CASE.fullmatch(words)) else words


_ANSWER = re.compile(r"(?:#|施策)\d+（.*?）「(?P<said>.+)」")
_OF_CASE = re.compile(r"事例\d+：(?P<said>.+?)(?:（[^（）]*）)?")


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
    _quotations: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        quoted = self.words | {bare(each) for each in self.words}
        found = frozenset(f"「{each}」" for each in quoted - self.spared)
        object.__setattr__(self, "_quotations", found)

    def are_quoted_in(self, text: str) -> bool:
        return "「" in text and any(each in text for each in self._quotations)

    def _is_quoting(self, line: Line) -> bool:
        """In the digest's own sentence a name may be what is in 「」: of what it quotes it has the words."""
        if line.is_edited:
            return self.are_quoted_in(line.text)
        return any(f"「{each}」" in line.text for each in self.words - self.spared)

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
        return TakenBack(words=self.words, said=self.said, spared=self.spared)


def words_of(message: int, lines: Iterable[Line]) -> frozenset[str]:
    """Each wording of that message that a line quotes, as it is quoted: it may have been edited since."""
    return frozenset(line.words for line in lines if _is_of(message, line)) - {""}


def gone_with(message: int, wordings: Collection[str], lines: Collection[Line]) -> TakenBack:
    """Once that message is deleted: what is made of it among ``lines``, and its ``wordings`` wherever the
    secretariat has quoted them. What others of these have said as well stays.
    """
    others = {line.words for line in lines if line.said and not _is_of(message, line)}
    others |= {bare(line.words) for line in lines if bare(line.words) != line.words}
    said = {each for line in lines for each in line.said if each.message == message}
    return TakenBack(words=frozenset(wordings) - {"", *others}, said=frozenset(said))


def _is_of(message: int, line: Line) -> bool:
    return any(each.message == message for each in line.said)
