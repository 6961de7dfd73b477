"""Rows of an old collection of improvement cases, as offices have kept it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain import fiscal_year, office_dates, office_values
from domain.case_row_effect import SAID_UNKNOWN, ReadHours, effect_in
from domain.improvement_case import (
    MOST_TOOLS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    CaseText,
    Visibility,
    tools_in,
)
from domain.office_columns import CASES
from domain.office_table import Cell, Layout, OfficeTable, RowProblem
from domain.office_values import Unreadable, compact, is_blank, label
from domain.row_reading import Placed, RowReading, rows_named

_FISCAL_YEAR = re.compile(
    r"(?:(明治|大正|昭和|平成|令和|[mtshr])(元|\d{1,2})|(\d{4}))(?:年度?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class KnownToCases:
    """``sections``: department and section. ``staff``: id by number and by e-mail, ids by name;
    ``homes``: where each is now.
    """

    sections: frozenset[tuple[str, str]]
    staff: Mapping[str, int]
    named: Mapping[str, tuple[int, ...]]
    homes: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """``done_on``: None where the file does not say."""

    text: CaseText
    department: str
    section: str
    author_id: int | None
    done_on: date | None

    @property
    def key(self) -> tuple[str, str, int | None]:
        """Of two rows, or of a row and a case that is there, with one key they are the same case."""
        year = fiscal_year.fiscal_year(self.done_on) if self.done_on else None
        return title_key(self.text.title), self.section or self.department, year


def title_key(title: str) -> str:
    return "".join(unicodedata.normalize("NFKC", title).split()).casefold()


def with_columns(mapping: Mapping[str, str]) -> Layout:
    """The layout of cases that also knows these headings, each the name of one of its columns."""
    own = {
        name: tuple(h for h, meant in mapping.items() if meant == name) for name in mapping.values()
    }
    return replace(
        CASES,
        columns=tuple(
            replace(
                column,
                variants=(
                    *own.get(column.name, ()),
                    *(v for v in column.variants if mapping.get(v, column.name) == column.name),
                ),
            )
            for column in CASES.columns
        ),
    )


def read_cases(
    tables: Iterable[OfficeTable], *, known: KnownToCases, today: date, hours: ReadHours
) -> tuple[list[Placed[CaseEntry]], list[RowProblem], list[RowProblem]]:
    """The entries, each key once; the rows that are not taken over; what to look at in the others."""
    placed: dict[object, Placed[CaseEntry]] = {}
    problems: list[RowProblem] = []
    warnings: list[RowProblem] = []
    for table in tables:
        for row in table.rows:
            reading, notes = RowReading(table, row), list[tuple[str, str]]()
            entry = _entry(reading, known, today, notes, hours)
            if reading.problems:
                problems += reading.problems
                continue
            one = reading.place(entry)
            first = placed.setdefault(entry.key, one)
            if first is not one and first.entry != entry:
                sentence = (
                    f"{first.row}行目と同じ題名・部署・年度の事例です。どちらかにしてください。"
                )
                problems.append(one.problem("題名", sentence))
            elif first is not one:
                warnings.append(one.problem("題名", _same_as(first, one)))
            else:
                warnings += [one.problem(column, sentence) for column, sentence in notes]
    return [*placed.values()], problems, warnings


def _same_as(first: Placed[CaseEntry], one: Placed[CaseEntry]) -> str:
    return f"{rows_named([first], beside=one)}行目と同じ内容です。1件の事例として取り込みます。"


def _entry(
    reading: RowReading,
    known: KnownToCases,
    today: date,
    notes: list[tuple[str, str]],
    hours: ReadHours,
) -> CaseEntry:
    title = reading.required("題名", office_values.line, default="")
    if len(title) > TITLE_LENGTH:
        reading.refuse(
            "題名", f"題名は{TITLE_LENGTH}文字以内で書いてください（いまは{len(title)}文字）。"
        )
    author_id = _author(reading, known, notes)
    department, section = _place(reading, known, author_id, notes)
    tools = tools_in(reading.optional("道具", office_values.text, default=""))
    if len(tools) > MOST_TOOLS:
        reading.refuse("道具", f"道具は{MOST_TOOLS}個までにしてください。")
    return CaseEntry(
        CaseText(
            title=title,
            before=_long(reading, "課題", required=True),
            after=_long(reading, "工夫", required=True),
            effect=effect_in(reading, other=_long(reading, "効果"), hours=hours, notes=notes),
            tools=tools,
            reuse=_long(reading, "再利用の条件・注意"),
            visibility=reading.optional("公開範囲", _visibility, default=Visibility.OFFICE),
        ),
        department,
        section,
        author_id,
        _day(reading, today, notes),
    )


def _long(reading: RowReading, column: str, *, required: bool = False) -> str:
    read = reading.required if required else reading.optional
    text = read(column, office_values.text, default="")
    if len(text) > TEXT_LENGTH:
        reading.refuse(
            column,
            f"{column}は{TEXT_LENGTH:,}文字以内で書いてください（いまは{len(text):,}文字）。",
        )
    return "" if text in SAID_UNKNOWN and not required else text


def _author(reading: RowReading, known: KnownToCases, notes: list[tuple[str, str]]) -> int | None:
    """Of the roster, by number, e-mail or a name that one person has."""
    for column in ("職員番号", "メールアドレス", "担当者"):
        word = reading.optional(column, compact, default="")
        if not word:
            continue
        if found := known.staff.get(word.lower()):
            return found
        named = known.named.get(word, ())
        if len(named) == 1:
            return named[0]
        why = "同じ名前の人が名簿に複数います" if named else "名簿にいません"
        notes.append((column, f"「{word[:20]}」は{why}。報告者のない事例として取り込みます。"))
        return None
    return None


def _place(
    reading: RowReading,
    known: KnownToCases,
    author_id: int | None,
    notes: list[tuple[str, str]],
) -> tuple[str, str]:
    """部局 and 所属, as the roster writes them; what it has no more stays as it is written."""
    department = reading.optional("部局", label, default="")
    section = reading.optional("部署", label, default="")
    if not department and not section:
        if author_id is not None and author_id in known.homes:
            return known.homes[author_id]
        reading.refuse("部署", "部署が空です。部署か、名簿にいる担当者を入力してください。")
        return "", ""
    written = compact(department + section)
    found = [
        place
        for place in known.sections
        if written in {compact("".join(place)), compact(place[1])} or (department, section) == place
    ]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        reading.refuse("部署", f"「{section}」は複数の部局にあります。部局の名前も書いてください。")
    elif department or written not in {compact(name) for name, _ in known.sections}:
        notes.append(
            (
                "部署",
                f"「{section or department}」は名簿にありません。書かれた名前のまま取り込みます。",
            )
        )
    return (department, section) if department else (section, "")


def _visibility(cell: Cell) -> Visibility:
    also = {"全職員": Visibility.OFFICE, "庁内": Visibility.OFFICE, "部局内": Visibility.DEPARTMENT}
    return office_values.one_of(cell, Visibility, also=also)


def _day(reading: RowReading, today: date, notes: list[tuple[str, str]]) -> date | None:
    """Of a month its first day; of a fiscal year its last: nothing is counted that may not have been
    saved. None, with a note, where it is no day that can be told (「去年の秋」).
    """
    day = _day_in(reading, "実施日", notes)
    year = _day_in(reading, "年度", notes)
    found = day or year
    if found is None or found <= today:
        return found
    if fiscal_year.fiscal_year(found) == fiscal_year.fiscal_year(today) and day is None:
        return today
    reading.refuse("実施日" if day else "年度", "今日より後です。日付を確かめてください。")
    return None


def _day_in(reading: RowReading, column: str, notes: list[tuple[str, str]]) -> date | None:
    cell = reading.row.cells.get(column)
    if is_blank(cell):
        return None
    try:
        return _date_or_year(cell)
    except Unreadable:
        written = compact(cell)[:20]
        notes.append(
            (column, f"「{written}」は日付として読めません。{column}は空けて取り込みます。")
        )
        return None


def _date_or_year(cell: Cell) -> date:
    written = str(int(cell)) if isinstance(cell, float) and cell < 3000 else compact(cell)
    match = _FISCAL_YEAR.fullmatch(written)
    if match and match[3]:
        return fiscal_year.last_day(int(match[3]))
    if match:
        return fiscal_year.last_day(office_dates.era_year(match[1], match[2], written=written))
    return office_dates.first_of_month(cell) or office_dates.date_of(cell)
