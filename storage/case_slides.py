"""成果発表: improvement cases as a PowerPoint presentation, one slide a case.

Text is never cut: it is set smaller as long as it can be read at the back of a room, and goes on on a
further slide from there.
"""

import io
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from domain.case_effect import UNKNOWN, effect_amounts, hours_words, monthly_words
from domain.case_files import CaseCollection
from domain.case_totals import BASIS, CaseTotals, Saved
from domain.improvement_case import Adoption, Effect, PublishedCase, Visibility

_FONT = "游ゴシック"
_WIDTH, _HEIGHT, _MARGIN = 33.867, 19.05, 1.5
"""Centimetres: 16:9."""
_TOP, _BOTTOM = 3.6, 17.9
_LABEL, _LABEL_GAP = 6.0, 0.4
"""「再利用の条件（続き）」 stands in one line beside the smallest letters, 「再利用の条件」 beside the largest."""
_SIZES = (20, 18, 16, 14)
_POINT = 0.03528
"""Centimetres."""
_LINE = 1.35
_INK, _PALE, _ACCENT = map(RGBColor.from_string, ("222B3A", "5B6778", "1F5AA6"))
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class _Part:
    """A label and its lines, as they break on the slide."""

    label: str
    lines: tuple[str, ...]


def case_slides(collection: CaseCollection, *, to: date, organization: str) -> bytes:
    """A title, one slide a case, the sums and what they rest on."""
    show = Presentation()
    show.slide_width, show.slide_height = Cm(_WIDTH), Cm(_HEIGHT)
    show.core_properties.author = "かけはし"
    show.core_properties.title = f"改善事例の成果発表　{_shown(collection.of)}".strip()
    _title(show, collection, to=to, organization=organization)
    adoptions: dict[int, list[Adoption]] = {}
    for case, adoption in collection.elsewhere():
        adoptions.setdefault(case.id, []).append(adoption)
    for case in collection.published:
        _case(show, case, adoptions.get(case.id, []))
    _sums(show, collection.totals(to=to))
    content = io.BytesIO()
    show.save(content)
    return content.getvalue()


def _title(show: Any, collection: CaseCollection, *, to: date, organization: str) -> None:
    slide = _blank(show)
    _bar(slide, top=7.0, height=0.15)
    _text(slide, ("改善事例の成果発表",), top=4.2, height=2.6, size=44, is_bold=True)
    departments = len({case.department for case in collection.published})
    lines = (
        *([collection.of] if collection.of else []),
        f"{len(collection.published):,}件　{departments:,}部局",
        organization,
        f"{to.year}年{to.month}月{to.day}日",
    )
    _text(slide, "\n".join(lines), top=7.6, height=6.0, size=24, color=_PALE)


def _case(show: Any, case: PublishedCase, adoptions: Sequence[Adoption]) -> None:
    parts = tuple(_parts(case, adoptions))
    size, pages = _pages(parts)
    for number, page in enumerate(pages, start=1):
        slide = _blank(show)
        going_on = f"（{number}／{len(pages)}）" if len(pages) > 1 else ""
        _text(slide, (_whence(case) + going_on,), top=0.7, height=0.9, size=14, color=_PALE)
        _heading(slide, case.text.title)
        _bar(slide, top=3.3, height=0.08)
        _body(slide, page, size)


def _whence(case: PublishedCase) -> str:
    """With who may see it, where not everybody may: slides are shown to a room."""
    seen_by = case.text.visibility
    is_narrow = seen_by is not Visibility.OFFICE
    return f"{case.name}　{case.place}" + (f"　公開範囲：{seen_by}" if is_narrow else "")


def _heading(slide: Any, title: str) -> None:
    """Two lines at most where a title has its usual length; a longer one is set smaller."""
    for size in (28, 24, 20, 16, 12, 8, 4, 2):
        lines = _broken(title, size, _WIDTH - 2 * _MARGIN)
        if len(lines) * size * _POINT * _LINE <= 1.8 or size == 2:
            _text(slide, lines, top=1.5, height=1.8, size=size, is_bold=True)
            return


def _parts(case: PublishedCase, adoptions: Sequence[Adoption]) -> Iterator[tuple[str, str]]:
    text = case.text
    yield "課題", text.before
    yield "工夫", text.after
    yield "効果", _effect(text.effect)
    yield "道具", "、".join(text.tools) or UNKNOWN
    yield "横展開", "\n".join(map(_adopted, adoptions)) or "まだありません"
    if text.reuse:
        yield "再利用の条件", text.reuse


def _adopted(adoption: Adoption) -> str:
    hours = monthly_words(adoption.hours)
    place = adoption.place
    return f"{place}（{adoption.since.year}年{adoption.since.month}月から・削減時間 {hours}）"


def _effect(effect: Effect) -> str:
    hours = (f"削減時間 {UNKNOWN}",) if effect.hours is None else ()
    return "　".join(filter(None, (*hours, *effect_amounts(effect), effect.other)))


def _pages(parts: Sequence[tuple[str, str]]) -> tuple[int, list[list[_Part]]]:
    """The largest letters with which all fits on one slide, else the smallest ones on several."""
    for size in _SIZES:
        broken = [_Part(label, _broken(text, size, _body_width())) for label, text in parts]
        if sum(len(part.lines) + _GAP for part in broken) <= _lines(size):
            return size, [broken]
    size = _SIZES[-1]
    broken = [_Part(label, _broken(text, size, _body_width())) for label, text in parts]
    return size, _split(broken, _lines(size))


_GAP = 0.5
"""Lines between two parts."""


def _split(parts: Sequence[_Part], room: float) -> list[list[_Part]]:
    pages: list[list[_Part]] = [[]]
    left = room
    for part in parts:
        rest, label = part.lines, part.label
        while rest:
            fits = int(left - _GAP)
            if fits < min(len(rest), 2):
                pages.append([])
                left = room
                continue
            pages[-1].append(_Part(label, rest[:fits]))
            left -= len(rest[:fits]) + _GAP
            rest, label = rest[fits:], f"{part.label}（続き）"
    return pages


def _body_width() -> float:
    return _WIDTH - 2 * _MARGIN - _LABEL


def _lines(size: int) -> float:
    return (_BOTTOM - _TOP) / (size * _POINT * _LINE)


def _broken(text: str, size: int, width: float) -> tuple[str, ...]:
    """As PowerPoint will break it, full-width letters counted as two, with some room left: a line of
    its own ends with a line end, one that goes on does not.
    """
    room = max(math.floor(width / (size * _POINT) * 2 * 0.94), 2)
    lines: list[str] = []
    for written in _shown(text).split("\n"):
        line, used = "", 0
        for letter in written:
            wide = _wide(letter)
            if used + wide > room:
                kept, line = _at_word(line, letter)
                lines.append(kept)
                used = sum(map(_wide, line))
            line, used = line + letter, used + wide
        lines.append(line + "\n")
    return tuple(lines)


def _at_word(line: str, following: str) -> tuple[str, str]:
    """What stays on the line, and what of a Latin word goes to the next one."""
    space = line.rfind(" ")
    if not following.isascii() or following == " " or space < len(line) // 2:
        return line, ""
    return line[: space + 1], line[space + 1 :]


def _wide(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 1 if unicodedata.east_asian_width(letter) in "NaH" and ord(letter) < 0x2000 else 2


def _body(slide: Any, parts: Sequence[_Part], size: int) -> None:
    line, top = size * _POINT * _LINE, _TOP
    for part in parts:
        height = len(part.lines) * line
        label = _broken(part.label, size, _LABEL - _LABEL_GAP)
        _text(
            slide,
            label,
            top=top,
            height=height,
            size=size,
            width=_LABEL - _LABEL_GAP,
            color=_ACCENT,
            is_bold=True,
        )
        _text(
            slide,
            part.lines,
            top=top,
            height=height,
            size=size,
            left=_MARGIN + _LABEL,
            width=_body_width(),
        )
        top += height + _GAP * line


def _sums(show: Any, totals: CaseTotals) -> None:
    slide = _blank(show)
    to = f"{totals.to.year}年{totals.to.month}月{totals.to.day}日まで"
    _text(slide, (f"累計削減時間（{to}）",), top=1.2, height=1.8, size=32, is_bold=True)
    _bar(slide, top=3.0, height=0.08)
    _text(
        slide,
        (f"合計　{_hours(totals.together)}",),
        top=3.5,
        height=2.0,
        size=32,
        is_bold=True,
        color=_ACCENT,
    )
    rows = (
        f"報告した課の分　{_hours(totals.own)}　{_counted(totals.own)}",
        f"横展開の分　{_hours(totals.elsewhere)}　{_counted(totals.elsewhere)}",
    )
    _text(slide, "\n".join(rows), top=6.2, height=3.0, size=22)
    _text(slide, ("計算の根拠",), top=10.2, height=1.0, size=16, is_bold=True, color=_PALE)
    basis = [line for each in BASIS for line in _broken(f"・{each}", 16, _WIDTH - 2 * _MARGIN)]
    _text(slide, basis, top=11.2, height=6.0, size=16, color=_PALE)


def _hours(saved: Saved) -> str:
    """0 only where nothing is saved: not where nobody has written it, nor before a month has ended."""
    if not saved.known:
        return UNKNOWN if saved.count else "まだありません"
    if not saved.until_now and saved.monthly:
        return f"満1か月から数えます（{monthly_words(saved.monthly)}）"
    return hours_words(saved.until_now)


def _counted(saved: Saved) -> str:
    unknown = f"、うち削減時間が未記入 {saved.unknown:,}件" if saved.unknown else ""
    return f"（{saved.count:,}件{unknown}）"


def _blank(show: Any) -> Any:
    return show.slides.add_slide(show.slide_layouts[6])


def _bar(slide: Any, *, top: float, height: float) -> None:
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Cm(_MARGIN), Cm(top), Cm(_WIDTH - 2 * _MARGIN), Cm(height)
    )
    shape.fill.solid()
    shape.fill.fore_color.rgb = _ACCENT
    shape.line.fill.background()


def _text(
    slide: Any,
    lines: str | Sequence[str],
    *,
    top: float,
    height: float,
    size: int,
    left: float = _MARGIN,
    width: float = _WIDTH - 2 * _MARGIN,
    color: RGBColor = _INK,
    is_bold: bool = False,
) -> None:
    frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height)).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    for number, line in enumerate("".join(lines).removesuffix("\n").split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.line_spacing = Pt(round(size * _LINE))
        run = paragraph.add_run()
        run.text = _shown(line)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, color
        run.font.name = _FONT
        east_asian = run.font._element.makeelement(qn("a:ea"), {"typeface": _FONT})
        run.font._element.append(east_asian)


def _shown(text: str) -> str:
    """What XML can carry: every other control character would be written as ``_x0007_``."""
    return _NOT_IN_XML.sub("\ufffd", _LINE_END.sub("\n", text)).replace("\t", "　")
