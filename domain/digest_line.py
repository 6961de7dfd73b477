"""A sentence of a フォーラム版, and what is not told any more of those that there are."""

from dataclasses import dataclass, replace

from domain.digest import Cite, Spoken


@dataclass(frozen=True, slots=True)
class Line:
    """``made``: what the digest said in its place, empty where the secretariat has added it."""

    text: str
    cites: tuple[Cite, ...] = ()
    made: str = ""
    words: str = ""
    """Of somebody, quoted in it, that may be taken back."""
    said: tuple[Spoken, ...] = ()
    """The messages that ``words`` are taken from; none of a 対応策."""

    @property
    def is_edited(self) -> bool:
        return self.text != self.made


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Since the digest was made: what is not told any more, and words that nobody says any more."""

    cites: frozenset[Cite] = frozenset()
    words: frozenset[str] = frozenset()
    said: frozenset[Spoken] = frozenset()
    """Messages that were deleted, or have become others."""

    def are_quoted_in(self, text: str) -> bool:
        return any(f"「{words}」" in text for words in self.words)

    def keeps(self, line: Line) -> Line | None:
        """Without what is gone of what it rests on; None where that was all, or its words are gone."""
        if not self.said.isdisjoint(line.said):
            return None
        if line.words in self.words or self.are_quoted_in(line.text):
            return None
        left = tuple(cite for cite in line.cites if cite not in self.cites)
        if line.cites and not left:
            return None
        return replace(line, cites=left)
