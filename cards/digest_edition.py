"""フォーラム版 of a week's digest, as the forum reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from cards.digest import cites_behind, until_words, week_days
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    Inline,
    note,
    paragraph,
    plain,
)
from cards.example_editions import EDITION, ROWS
from cards.example_values import TODAY
from cards.renderers.one_message import in_one_message, is_one_message
from domain.digest import Cite, CiteKind, Part
from domain.digest_edition import Edition, EditionPart, Passage
from domain.digest_line import Line

RowsOfCites = Mapping[Cite, int]
_SHOWS = {
    CiteKind.ISSUE: ("issue.show", "issue"),
    CiteKind.GROUP: ("group.show", "group"),
    CiteKind.MEASURE: ("measure.show", "measure"),
    CiteKind.CASE: ("case.show", "case"),
    CiteKind.COUNTERMEASURE: ("countermeasure.show", "countermeasure"),
}
_OF_GROUP, _OF_PART = 3, 5
"""Buttons that lead on."""
_MARK = "（直した文）"
HISTORY_BUTTON = Button("まとめの履歴", "digest.editions")


@dataclass(frozen=True, slots=True)
class Shape:
    """How much is told. ``lines`` of a passage, None for all; ``glanced``: parts of which each passage's
    first sentence is told; ``leads_on``: with buttons.
    """

    lines: int | None = None
    glanced: frozenset[Part] = frozenset()
    leads_on: bool = True
    is_marked: bool = False
    """Sentences that are the secretariat's."""


_WHOLE = Shape()
_BUT_GROUPS = frozenset(Part) - {Part.GROUPS, Part.KEY_POINTS}
_SHORTER = (
    Shape(6),
    Shape(3, _BUT_GROUPS),
    Shape(2, _BUT_GROUPS),
    Shape(1, frozenset(Part) - {Part.KEY_POINTS}, leads_on=False),
)
"""Tried in turn where the whole is more than one message."""
_GLANCED = 8
"""Passages of a part, and key points; each is a sentence."""


def posted_card(edition: Edition, rows: RowsOfCites, *, today: date) -> Card:
    """As the forum reads it, ``edition`` without what is not shown; one message, whatever its length."""
    card = _post(edition, rows, _WHOLE, today=today)
    for shape in _SHORTER:
        if is_one_message(card):
            return card
        card = _post(edition, rows, shape, today=today)
    return in_one_message(card, onward=_READ)


_READ = "全文を読む"


def _post(edition: Edition, rows: RowsOfCites, shape: Shape, *, today: date) -> Card:
    week = {"week": edition.period.week}
    is_cut = shape != _WHOLE
    return Card(
        edition_title(edition, today=today),
        (
            *body(edition, rows, shape, today=today),
            *([note(f"長いため、短くしています。続きは「{_READ}」にあります。")] if is_cut else []),
            Buttons(
                (
                    *([Button(_READ, "digest.read", week)] if is_cut else []),
                    Button("課題一覧", "issue.list"),
                    Button("課題のまとまり", "group.list"),
                    HISTORY_BUTTON,
                )
            ),
        ),
        summary=f"{week_days(edition.period, today=today)}のまとめです。",
    )


def read_card(edition: Edition, rows: RowsOfCites, *, today: date) -> Card:
    """To whoever opens it, all of it."""
    return _post(edition, rows, _WHOLE, today=today)


def withdrawn_card(edition: Edition, *, today: date) -> Card:
    """In its place in the channel."""
    line = "このまとめは、事務局が取り下げました。"
    return Card(edition_title(edition, today=today), (paragraph(line),), summary=line)


def not_shown_here_card(edition: Edition, *, today: date) -> Card:
    line = "このまとめは、このチャンネルでは表示していません。"
    moved = note("フォーラムのチャンネルが変わりました。")
    return Card(edition_title(edition, today=today), (paragraph(line), moved), summary=line)


def edition_title(edition: Edition, *, today: date) -> str:
    return f"週のまとめ（{week_days(edition.period, today=today)}）"


def body(edition: Edition, rows: RowsOfCites, shape: Shape, *, today: date) -> Iterator[Element]:
    if not edition.period.is_whole:
        yield note(f"{until_words(edition.period, today=today)}のまとめです。")
    if edition.remark:
        yield paragraph(edition.remark)
    for part in edition.parts:
        yield Heading(part.part.called)
        if part.part in shape.glanced:
            yield from _glance(part)
        else:
            yield from _part(part, rows if shape.leads_on else {}, shape)


def _glance(part: EditionPart) -> Iterator[Element]:
    firsts = (passage.lines[0] for passage in part.passages if passage.lines)
    yield Bullets(tuple(_line(line) for line in islice(firsts, _GLANCED)))


def _part(part: EditionPart, rows: RowsOfCites, shape: Shape) -> Iterator[Element]:
    for passage in part.passages:
        yield from _passage(passage, shape)
        if part.part is Part.GROUPS:
            yield from _shows(_cites_of([passage]), rows, most=_OF_GROUP)
    if part.part is not Part.GROUPS:
        yield from _shows(_named_alone(part), rows, most=_OF_PART)


def _passage(passage: Passage, shape: Shape) -> Iterator[Element]:
    if not passage.lines:
        return
    if passage.heading:
        yield paragraph(Bold(passage.heading))
    shown = passage.lines[: shape.lines]
    items = [_line(line, is_marked=shape.is_marked) for line in shown]
    if len(shown) < len(passage.lines):
        items.append(plain(f"ほかに{len(passage.lines) - len(shown)}文あります。"))
    yield Bullets(tuple(items))


def _line(line: Line, *, is_marked: bool = False) -> tuple[Inline, ...]:
    """What it rests on stands behind it, also where the words are the secretariat's."""
    mark = _MARK if is_marked and line.is_edited else ""
    return plain(line.text, cites_behind(line.text, line.cites), mark)


def _cites_of(passages: Sequence[Passage]) -> tuple[Cite, ...]:
    """Groups and measures first, then the issues; each once."""
    cites = dict.fromkeys(cite for p in passages for line in p.lines for cite in line.cites)
    return tuple(sorted(cites, key=lambda cite: cite.kind is CiteKind.ISSUE))


def _named_alone(part: EditionPart) -> tuple[Cite, ...]:
    """What a sentence is about, and no count of many."""
    if part.part is Part.KEY_POINTS:
        return ()
    alone = (line.cites[0] for p in part.passages for line in p.lines if len(line.cites) == 1)
    return tuple(dict.fromkeys(alone))


def _shows(cites: Sequence[Cite], rows: RowsOfCites, *, most: int) -> Iterator[Element]:
    found = [cite for cite in cites if cite in rows][:most]
    if found:
        yield Buttons(tuple(_show(cite, rows[cite]) for cite in found))


def _show(cite: Cite, row: int) -> Button:
    action, name = _SHOWS[cite.kind]
    return Button(f"{cite.name}を見る", action, {name: str(row)})


EXAMPLES = {
    "フォーラムの週のまとめ": posted_card(EDITION.chosen(), ROWS, today=TODAY),
    "フォーラムの週のまとめの全文": read_card(EDITION.chosen(), ROWS, today=TODAY),
    "取り下げた週のまとめ": withdrawn_card(EDITION, today=TODAY),
    "フォーラムでなくなったチャンネルの週のまとめ": not_shown_here_card(EDITION, today=TODAY),
}
