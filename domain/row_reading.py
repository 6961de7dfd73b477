"""One row of an office file being read: values out, problems gathered.

Also what all imported entries share: fields know their column, so that two entries can be compared
column by column, and a column that a file does not have changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from domain.import_report import ColumnChange
from domain.office_table import Cell, OfficeRow, OfficeTable, RowProblem
from domain.office_values import Unreadable, code, is_blank, shown

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
Entry = TypeVar("Entry", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """An entry and where it stands in the file."""

    entry: T
    sheet: str
    row: int
    columns: frozenset[str]
    """The columns that its sheet has."""

    def problem(self, column: str, sentence: str) -> RowProblem:
        return RowProblem(self.sheet, self.row, column, sentence)


@dataclass(slots=True)
class RowReading:
    """Reads one row. After a problem the values still come out, as their defaults."""

    table: OfficeTable
    row: OfficeRow
    problems: list[RowProblem] = field(default_factory=list)

    def required(self, column: str, parse: Callable[[Cell], T], *, default: T) -> T:
        if is_blank(self.row.cells.get(column)):
            self.refuse(column, f"{column}が空です。入力してください。")
            return default
        return self.optional(column, parse, default=default)

    def optional(self, column: str, parse: Callable[[Cell], T], *, default: T) -> T:
        """``default`` for a blank cell."""
        cell = self.row.cells.get(column)
        if is_blank(cell):
            return default
        try:
            return parse(cell)
        except Unreadable as unreadable:
            self.refuse(column, unreadable.sentence)
            return default

    def refuse(self, column: str, sentence: str) -> None:
        self.problems.append(RowProblem(self.table.sheet, self.row.number, column, sentence))

    def place(self, entry: T) -> Placed[T]:
        return Placed(entry, self.table.sheet, self.row.number, self.table.columns)


def column(name: str, *, shown: Callable[[Any], str] = shown) -> dict[str, Any]:
    """``metadata`` of a dataclass field that stands in that column of the office file."""
    return {"column": name, "shown": shown}


def differences(old: Entry, new: Entry) -> tuple[ColumnChange, ...]:
    """The columns in which two entries differ, each once, in the order of the fields."""
    found: dict[str, ColumnChange] = {}
    for one in fields(new):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if before != after and "column" in one.metadata:
            name, show = one.metadata["column"], one.metadata["shown"]
            found.setdefault(name, ColumnChange(name, show(before), show(after)))
    return tuple(found.values())


def keeping(old: Entry, new: Entry, *, columns: frozenset[str]) -> Entry:
    """``new``, with what ``old`` says in the columns that the file does not have."""
    absent = {
        f.name: getattr(old, f.name)
        for f in fields(new)
        if "column" in f.metadata and f.metadata["column"] not in columns
    }
    return replace(new, **absent) if absent else new


def codes_in(tables: Iterable[OfficeTable], column: str) -> dict[tuple[str, int], str]:
    """The readable code of each row, also of rows that are bad otherwise: (sheet, row) → code."""
    found: dict[tuple[str, int], str] = {}
    for table in tables:
        for row in table.rows:
            cell = row.cells.get(column)
            if not is_blank(cell):
                with suppress(Unreadable):
                    found[table.sheet, row.number] = code(cell)
    return found


def without_duplicates(
    placed: Iterable[Placed[T]], *, key: Callable[[T], object], column: str, name: str
) -> tuple[list[Placed[T]], list[RowProblem]]:
    """One entry for each key. Equal rows count once; rows that contradict each other are refused,
    each naming the other, because the file does not say which is right.
    """
    groups: dict[object, list[Placed[T]]] = {}
    for one in placed:
        groups.setdefault(key(one.entry), []).append(one)
    kept: list[Placed[T]] = []
    problems: list[RowProblem] = []
    for group in groups.values():
        if all(one.entry == group[0].entry for one in group):
            kept.append(group[0])
        else:
            problems.extend(_contradiction(group, column=column, name=name))
    return kept, problems


def _contradiction(group: list[Placed[T]], *, column: str, name: str) -> Iterable[RowProblem]:
    for one in group:
        others = rows_named([other for other in group if other is not one], beside=one)
        yield one.problem(
            column, f"同じ{name}が{others}行目にもあり、内容が違います。どちらか1行にしてください。"
        )


def rows_named(rows: Iterable[Placed[T]], *, beside: Placed[T]) -> str:
    """「5・9」, with the sheet where it is not that of ``beside``."""
    return "・".join(
        str(one.row) if one.sheet == beside.sheet else f"{one.sheet} {one.row}" for one in rows
    )


def circles(links: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Every key that lies on a circle of ``links`` (上司 or 前提研修)."""
    held = _held_by_circles(links)
    return frozenset(key for key in held if _reaches(key, links))


def _held_by_circles(links: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys from which some circle is reached; links to unknown keys end there."""
    followers: dict[str, list[str]] = {}
    waiting_for: dict[str, int] = {}
    for key, targets in links.items():
        known = [target for target in targets if target in links]
        waiting_for[key] = len(known)
        for target in known:
            followers.setdefault(target, []).append(key)
    free = [key for key, count in waiting_for.items() if count == 0]
    while free:
        for follower in followers.get(free.pop(), ()):
            waiting_for[follower] -= 1
            if waiting_for[follower] == 0:
                free.append(follower)
    return [key for key, count in waiting_for.items() if count > 0]


def _reaches(start: str, links: Mapping[str, Iterable[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key == start:
            return True
        if key not in seen:
            seen.add(key)
            waiting.extend(links.get(key, ()))
    return False
