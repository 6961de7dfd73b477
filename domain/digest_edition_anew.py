"""フォーラム版 begun anew from the digest of now; what the secretariat wrote, chose and deleted stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.digest import CiteKind, Digest, Part
from domain.digest_edition import (
    CONTINUED,
    Edition,
    EditionPart,
    Passage,
    begun,
    mark_of,
    pieces_of,
)
from domain.digest_line import Line

FROM_OFFICE = "事務局から"
"""Over sentences of the secretariat whose own heading is gone."""
_SAME_NAME = 0.5
"""Less than one issue in common."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A paragraph, with all passages that it is cut into."""

    passages: tuple[Passage, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for passage in self.passages for line in passage.lines)

    @property
    def deleted(self) -> tuple[str, ...]:
        return tuple(mark for passage in self.passages for mark in passage.deleted)

    @property
    def name(self) -> str:
        return self.passages[0].name

    @property
    def is_group(self) -> bool:
        """One with a rank."""
        return self.name != self.passages[0].heading

    @property
    def group(self) -> int | None:
        """Of a confirmed one."""
        return next(iter(self._numbers(CiteKind.GROUP)), None)

    @property
    def issues(self) -> frozenset[int]:
        return frozenset(self._numbers(CiteKind.ISSUE))

    def _numbers(self, kind: CiteKind) -> Iterator[int]:
        return (cite.number for line in self.lines for cite in line.cites if cite.kind is kind)

    def is_shown(self, at: int) -> bool:
        """Its passage at that place; a further one goes with the last."""
        return self.passages[min(at, len(self.passages) - 1)].is_shown


def begun_anew(former: Edition, digest: Digest) -> Edition:
    """What was said in front and left out stays so; a sentence that the digest says again keeps the
    secretariat's words for it, or stays deleted. Sentences of their own stay under their heading, or go
    under ``FROM_OFFICE`` where that is gone.
    """
    now = begun(digest)
    worded = {line.made: line.text for line in former.lines() if line.made and line.is_edited}
    parts = (_part_anew(part, former.of(part), now.of(part), worded) for part in Part)
    return Edition(digest.period, tuple(each for each in parts if each), former.remark)


def not_carried(former: Edition, anew: Edition) -> tuple[str, ...]:
    """Sentences that the secretariat had worded, and that are gone with what the digest had said."""
    said = {line.text for line in anew.lines()}
    worded = (line.text for line in former.lines() if line.is_edited)
    return tuple(dict.fromkeys(text for text in worded if text not in said))


def _part_anew(
    part: Part, was: EditionPart | None, now: EditionPart | None, worded: Mapping[str, str]
) -> EditionPart | None:
    """None where there is nothing of it."""
    former, told = _told(was), _told(now)
    pairs = _pairs(former, told)
    passages = [
        passage
        for at, each in enumerate(told)
        for passage in _renewed(each, former[pairs[at]] if at in pairs else None, worded)
    ]
    homeless = [each for at, each in enumerate(former) if at not in pairs.values()]
    passages += _homeless(homeless)
    if not passages:
        return None
    return EditionPart(part, tuple(passages), was.is_shown if was else True)


def _told(part: EditionPart | None) -> list[_Told]:
    found: list[_Told] = []
    for passage in part.passages if part else ():
        if found and passage.heading.endswith(CONTINUED):
            found[-1] = _Told((*found[-1].passages, passage))
        else:
            found.append(_Told((passage,)))
    return found


def _pairs(former: Sequence[_Told], told: Sequence[_Told]) -> dict[int, int]:
    """Places of what is told by the places of what it was before; those that are most alike first."""
    alike = [
        (_likeness(was, now), at, place)
        for at, now in enumerate(told)
        for place, was in enumerate(former)
    ]
    found: dict[int, int] = {}
    for likeness, at, place in sorted(alike, key=lambda each: -each[0]):
        if likeness and at not in found and place not in found.values():
            found[at] = place
    return found


def _likeness(one: _Told, other: _Told) -> float:
    """0 where they are two. A group is known by its number, a candidate by half of its issues: either may be
    called otherwise from one day to the next.
    """
    is_named_so = _SAME_NAME if one.name == other.name else 0.0
    if not (one.is_group and other.is_group):
        return 0.0 if one.is_group or other.is_group else is_named_so
    if one.group and other.group:
        return float("inf") if one.group == other.group else 0.0
    fewer = min(len(one.issues), len(other.issues))
    common = len(one.issues & other.issues)
    if not fewer:
        return is_named_so
    return float(common) if 2 * common >= fewer else is_named_so * bool(common)


def _renewed(now: _Told, before: _Told | None, worded: Mapping[str, str]) -> Iterator[Passage]:
    heading = now.passages[0].heading
    if before is None:
        lines = [replace(line, text=worded.get(line.made, line.text)) for line in now.lines]
        yield from pieces_of(heading, lines)
        return
    here = {line.made: line.text for line in before.lines if line.made}
    lines = [
        replace(line, text=here.get(line.made, worded.get(line.made, line.text)))
        for line in now.lines
        if mark_of(line.made) not in before.deleted
    ]
    said = {line.text for line in lines}
    lines += [line for line in before.lines if not line.made and line.text not in said]
    for at, piece in enumerate(pieces_of(heading, lines)):
        deleted = before.deleted if at == 0 else ()
        yield replace(piece, is_shown=before.is_shown(at), deleted=deleted)


def _homeless(former: Sequence[_Told]) -> Iterator[Passage]:
    """What was left out stays so."""
    for is_shown in (True, False):
        own = [
            line
            for told in former
            for passage in told.passages
            if passage.is_shown is is_shown
            for line in passage.lines
            if not line.made
        ]
        if own:
            for piece in pieces_of(FROM_OFFICE, own):
                yield replace(piece, is_shown=is_shown)
