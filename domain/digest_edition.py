"""フォーラム版 of a week's digest: what the secretariat shows in the forum, sentence by sentence, and in which words.

It begins as what the digest says to everyone. Each sentence keeps what it rests on and what the digest had said,
however it is worded later; what has been taken back since is left out whenever it is shown.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from domain.digest import Cite, Digest, Part, Period, for_forum
from domain.digest_line import Line, TakenBack, mark_in, mark_of, with_words
from domain.edited_lines import origins

REMARK_LENGTH, PASSAGE_LENGTH = 500, 3_000
"""Characters; a field of Slack's forms holds no more than the second."""
_BEGUN_LENGTH = 2_000
"""Of a passage as it is begun: there is room for more to be typed."""
SHEET_LENGTH, SHEET_PASSAGES = 4_000, 8
"""Of all that one form holds: a dialog of Teams takes 28 KB."""
CONTINUED = "（続き）"
_MARKS = 2**30
"""So many; a database counts them in 31 bits."""
_RANK = re.compile(r"^\d+\. ")


@dataclass(frozen=True, slots=True)
class Passage:
    """``is_shown``: chosen for the forum, as long as its part is. ``deleted``: what the digest had said in it
    and the secretariat does not, as ``Line.deletion`` has it.
    """

    heading: str
    lines: tuple[Line, ...]
    is_shown: bool = True
    deleted: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """One sentence a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def name(self) -> str:
        """The heading without the rank of a group, which may change."""
        return _RANK.sub("", self.heading)


@dataclass(frozen=True, slots=True)
class EditionPart:
    part: Part
    passages: tuple[Passage, ...]
    is_shown: bool = True

    @property
    def by_key(self) -> Mapping[str, Passage]:
        """In their order, by eight letters that stay the same from version to version."""
        seen: Counter[str] = Counter()
        found: dict[str, Passage] = {}
        for passage in self.passages:
            seen[passage.name] += 1
            key = f"{passage.name}\n{seen[passage.name]}"
            found[f"{crc32(key.encode()):08x}"] = passage
        return found

    @property
    def sheets(self) -> tuple[tuple[str, ...], ...]:
        """Keys of the passages that one form holds, form by form."""
        found: list[list[str]] = [[]]
        length = 0
        for key, passage in self.by_key.items():
            length += len(passage.text)
            if found[-1] and (length > SHEET_LENGTH or len(found[-1]) >= SHEET_PASSAGES):
                found.append([])
                length = len(passage.text)
            found[-1].append(key)
        return tuple(map(tuple, found))


@dataclass(frozen=True, slots=True)
class Edition:
    """``remark`` stands in front, in the secretariat's words. ``past``: paragraphs that the digest does not tell
    any more and of which something was deleted or left out, without their words: they may come back.
    """

    period: Period
    parts: tuple[EditionPart, ...]
    remark: str = ""
    past: tuple[EditionPart, ...] = ()

    def of(self, part: Part) -> EditionPart | None:
        return next((each for each in self.parts if each.part is part), None)

    def past_of(self, part: Part) -> EditionPart | None:
        return next((each for each in self.past if each.part is part), None)

    def lines(self) -> Iterator[Line]:
        for part in self.parts:
            for passage in part.passages:
                yield from passage.lines

    @property
    def cites(self) -> frozenset[Cite]:
        return frozenset(cite for line in self.lines() for cite in line.cites)

    @property
    def is_empty(self) -> bool:
        """No sentence is chosen: what is said in front is no digest."""
        return not self.chosen().parts

    def chosen(self) -> "Edition":
        """What goes to the forum: of what is left out or deleted, no key point is told either."""
        left_out = {
            mark_of(line.made)
            for part in self.parts
            for passage in part.passages
            if not (part.is_shown and passage.is_shown)
            for line in passage.lines
            if line.made
        }
        left_out |= {mark_in(d) for part in self.parts for p in part.passages for d in p.deleted}
        parts = (
            replace(part, passages=tuple(_chosen_passages(part, left_out)))
            for part in self.parts
            if part.is_shown
        )
        return replace(self, parts=tuple(part for part in parts if part.passages))

    def without(self, gone: TakenBack) -> "Edition":
        """Words that are gone are not said in front either."""
        remark = gone.left_of(self.remark)
        parts = tuple(
            replace(
                part,
                passages=tuple(
                    replace(p, lines=tuple(kept for line in p.lines if (kept := gone.keeps(line))))
                    for p in part.passages
                ),
            )
            for part in self.parts
        )
        return replace(self, parts=parts, remark=remark)

    def withheld(self, gone: TakenBack) -> tuple[Line, ...]:
        """Sentences that are chosen, and are not shown, with those that are said in front."""
        remark = map(Line, gone.quoting(self.remark))
        return (*remark, *(line for line in self.chosen().lines() if gone.keeps(line) is None))

    def withheld_mark(self, gone: TakenBack) -> int:
        """Another one for whatever else is chosen and not shown as it stands; 0 where all is."""
        chosen = self.chosen()
        kept = [(line, gone.keeps(line)) for line in chosen.lines()]
        changed = [f"{line.text}\n{left and left.cites}" for line, left in kept if left != line]
        changed += gone.quoting(self.remark)
        return 1 + crc32("\n".join(changed).encode()) % _MARKS if changed else 0

    def shown(self, gone: TakenBack) -> "Edition":
        """As the forum reads it."""
        return self.chosen().without(gone).chosen()


def _chosen_passages(part: EditionPart, left_out: Collection[str]) -> Iterator[Passage]:
    """Those with a sentence."""
    for passage in part.passages:
        lines = passage.lines
        if part.part is Part.KEY_POINTS:
            lines = tuple(line for line in lines if not _is_point_of(line, left_out))
        if passage.is_shown and lines:
            yield replace(passage, lines=lines)


def _is_point_of(line: Line, marks: Collection[str]) -> bool:
    """「二重入力は、共通する課題…」: a key point is such a sentence, or one with the name in front."""
    parts = line.made.split(_NAMED)
    return any(mark_of(_NAMED.join(parts[begin:])) in marks for begin in range(len(parts)))


_NAMED = "は、"


def begun(digest: Digest) -> Edition:
    """With every sentence that is for everyone, as it stands."""
    parts = (
        EditionPart(
            part.part,
            tuple(
                piece
                for told in part.paragraphs
                for piece in pieces_of(
                    told.heading,
                    [Line(s.text, s.cites, s.text, s.words, s.said) for s in told.sentences],
                )
            ),
        )
        for part in for_forum(digest).parts
    )
    return Edition(digest.period, tuple(parts))


def pieces_of(heading: str, lines: Sequence[Line]) -> Iterator[Passage]:
    """A long paragraph is several passages: each has to fit a field."""
    piece: list[Line] = []
    for line in lines:
        if piece and sum(len(each.text) + 1 for each in (*piece, line)) > _BEGUN_LENGTH:
            yield Passage(heading, tuple(piece))
            heading = heading if heading.endswith(CONTINUED) else heading + CONTINUED
            piece = []
        piece.append(line)
    yield Passage(heading, tuple(piece))


def with_words_filled(edition: Edition) -> Edition:
    """One of before words were kept of cases and answers: they may have been put right since."""
    parts = (
        replace(
            part,
            passages=tuple(
                replace(p, lines=tuple(map(with_words, p.lines))) for p in part.passages
            ),
        )
        for part in edition.parts
    )
    return replace(edition, parts=tuple(parts))


def rewritten(edition: Edition, part: Part, typed: Mapping[str, str]) -> Edition:
    """``typed``: by the passage's key, one sentence a line. Other passages stay."""
    return _with_part(
        edition,
        part,
        lambda key, passage: _reworded(passage, typed[key]) if key in typed else passage,
    )


def sentences_typed(text: str) -> tuple[str, ...]:
    """Without blank lines, and without the dots that a list is drawn with."""
    lines = (" ".join(line.split()).lstrip("・").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _reworded(passage: Passage, typed: str) -> Passage:
    after = sentences_typed(typed)
    before = [line.text for line in passage.lines]
    places = origins(before, after)
    lines = tuple(
        Line(text) if place is None else replace(passage.lines[place], text=text)
        for text, place in zip(after, places, strict=True)
    )
    left = (line for at, line in enumerate(passage.lines) if line.made and at not in places)
    again = {mark_of(line.text) for line in lines if line.text != line.made}
    deleted = dict.fromkeys([*passage.deleted, *(line.deletion for line in left)])
    return replace(
        passage,
        lines=lines,
        deleted=tuple(each for each in deleted if mark_in(each) not in again),
    )


def chosen_anew(
    edition: Edition,
    *,
    parts: Mapping[Part, bool],
    groups: Mapping[str, bool],
    remark: str,
) -> Edition:
    """``groups``: by the passage's key. What is not named stays as it was."""
    shown = tuple(
        replace(each, is_shown=parts.get(each.part, each.is_shown)) for each in edition.parts
    )
    return _with_part(
        replace(edition, parts=shown, remark=remark),
        Part.GROUPS,
        lambda key, passage: replace(passage, is_shown=groups.get(key, passage.is_shown)),
    )


def _with_part(edition: Edition, part: Part, change: Callable[[str, Passage], Passage]) -> Edition:
    """``change``: of each passage, by its key."""
    return replace(
        edition,
        parts=tuple(
            replace(each, passages=tuple(change(k, p) for k, p in each.by_key.items()))
            if each.part is part
            else each
            for each in edition.parts
        ),
    )
