"""フォーラム版 begun anew from the digest of now; what the secretariat wrote, chose and deleted stays."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.digest import Cite, CiteKind, Digest, Part, Spoken
from domain.digest_edition import CONTINUED, Edition, EditionPart, Passage, begun, pieces_of
from domain.digest_line import Line, mark_in, mark_of, with_cites_in

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
        """As ``Line.deletion`` has it."""
        return tuple(each for passage in self.passages for each in passage.deleted)

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

    def past(self) -> Iterator[Passage]:
        """What has to be known of it when it is told again, without its words; nothing where nobody has
        deleted or left out any of it.
        """
        cites = tuple(dict.fromkeys(cite for line in self.lines for cite in line.cites))
        if self.name == FROM_OFFICE or not (
            self.deleted or any(not passage.is_shown for passage in self.passages)
        ):
            return
        for at, passage in enumerate(self.passages):
            yield replace(passage, lines=(Line("", cites),) if at == 0 else ())


_Same = tuple[str, tuple[Cite, ...], tuple[Spoken, ...]]
"""The same sentence about the same: what the digest says of several groups is a sentence of each."""
_Known = TypeVar("_Known")


def _same(line: Line) -> _Same:
    return line.made, line.cites, line.said


def _is_own(line: Line) -> bool:
    return bool(line.text and not line.made)


def begun_anew(former: Edition, digest: Digest) -> Edition:
    """What was said in front and left out stays so; a sentence that the digest says again keeps the
    secretariat's words for it, or stays deleted. Sentences of their own stay under their heading, or go
    under ``FROM_OFFICE`` where that is gone.
    """
    now = begun(digest)
    worded = _wordings(former.lines(), _same)
    told: list[EditionPart] = []
    past: list[EditionPart] = []
    for part in Part:
        known = (*_told(former.of(part)), *_told(former.past_of(part)))
        passages, gone = _passages(known, _told(now.of(part)), worded)
        before = former.of(part) or former.past_of(part)
        is_shown = before.is_shown if before else True
        if passages:
            told.append(EditionPart(part, passages, is_shown))
        if gone or not (passages or is_shown):
            past.append(EditionPart(part, gone, is_shown))
    return Edition(digest.period, tuple(told), former.remark, tuple(past))


def _wordings(lines: Iterable[Line], known_by: Callable[[Line], _Known]) -> dict[_Known, str]:
    """What each sentence of the digest was made into; none that stands there in two wordings."""
    found = defaultdict[_Known, set[str]](set)
    for line in lines:
        if line.made:
            found[known_by(line)].add(line.text)
    return {known: text for known, (text, *others) in found.items() if not others}


def not_carried(former: Edition, anew: Edition) -> tuple[str, ...]:
    """Sentences that the secretariat had worded, and that are gone with what the digest had said."""
    said = {line.text for line in anew.lines()}
    worded = (line.text for line in former.lines() if line.is_edited)
    return tuple(dict.fromkeys(text for text in worded if text not in said))


def reworded(edition: Edition, *, without: Edition) -> int:
    """How many sentences of the digest the secretariat had put in its own words, but for those of another."""
    counts = (
        sum(1 for line in each.lines() if line.made and line.is_edited)
        for each in (edition, without)
    )
    every, others = counts
    return every - others


def _passages(
    known: Sequence[_Told], told: Sequence[_Told], worded: Mapping[_Same, str]
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """What is told, and what has to be known of what is not told any more."""
    pairs = _pairs(known, told)
    deleted = {with_cites_in(each) for before in known for each in before.deleted} - {""}
    passages = [
        passage
        for at, now in enumerate(told)
        for passage in _renewed(now, known[pairs[at]] if at in pairs else None, worded, deleted)
    ]
    rest = [before for at, before in enumerate(known) if at not in pairs.values()]
    gone = tuple(passage for before in rest for passage in before.past())
    return (*passages, *_homeless(rest)), gone


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


def _renewed(
    now: _Told, before: _Told | None, worded: Mapping[_Same, str], deleted: Collection[str]
) -> Iterator[Passage]:
    """``before``: what it was, None of a new one. ``deleted``: sentences with what they rest on, wherever they
    stood.
    """
    was = before.lines if before else ()
    marks = {mark_in(each) for each in before.deleted} if before else set()
    here, alike = _wordings(was, _same), _wordings(was, lambda line: line.made)
    stand = {_same(line) for line in was}
    lines: list[Line] = []
    left = dict.fromkeys(before.deleted if before else ())
    for line in now.lines:
        is_deleted = mark_of(line.made) in marks or with_cites_in(line.deletion) in deleted
        if is_deleted and _same(line) not in stand:
            left[line.deletion] = None
            continue
        same = _same(line)
        text = here.get(same) or alike.get(line.made) or worded.get(same)
        lines.append(replace(line, text=text or line.text))
    said = {line.text for line in lines}
    lines += [line for line in was if _is_own(line) and line.text not in said]
    for at, piece in enumerate(pieces_of(now.passages[0].heading, lines)):
        is_shown = before.is_shown(at) if before else True
        yield replace(piece, is_shown=is_shown, deleted=tuple(left) if at == 0 else ())


def _homeless(former: Sequence[_Told]) -> Iterator[Passage]:
    """What was left out stays so."""
    for is_shown in (True, False):
        own = [
            line
            for told in former
            for passage in told.passages
            if passage.is_shown is is_shown
            for line in passage.lines
            if _is_own(line)
        ]
        if own:
            for piece in pieces_of(FROM_OFFICE, own):
                yield replace(piece, is_shown=is_shown)
