"""What a file changes in what is stored: new, changed and unchanged entries."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.import_report import ColumnChange, ItemChange
from domain.row_reading import Entry, Placed, differences, keeping

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stored(Generic[Entry]):
    """``withdrawn``: kept for its records, but not in the catalogue any more."""

    id: int
    entry: Entry
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Changed(Generic[Entry]):
    """An entry that is stored otherwise, under the id it is stored with."""

    id: int
    old: Entry
    new: Entry
    item: ItemChange


@dataclass(frozen=True, slots=True)
class Difference(Generic[Entry]):
    new: tuple[Entry, ...] = ()
    changed: tuple[Changed[Entry], ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed)


def _as_written(_old: Entry, new: Entry) -> Entry:
    return new


def difference(
    placed: Iterable[Placed[Entry]],
    *,
    stored: Mapping[Key, Stored[Entry]],
    key: Callable[[Entry], Key],
    named: Callable[[Entry], str],
    settled: Callable[[Entry, Entry], Entry] = _as_written,
) -> Difference[Entry]:
    """``named`` gives the key that the report shows; ``settled(old, new)`` what is to be stored.

    Columns that the file does not have keep what is stored.
    """
    new: list[Entry] = []
    changed: list[Changed[Entry]] = []
    unchanged = 0
    for one in placed:
        known = stored.get(key(one.entry))
        if known is None:
            new.append(one.entry)
            continue
        kept = keeping(known.entry, one.entry, columns=one.columns)
        entry = settled(known.entry, kept)
        if entry == known.entry and not known.withdrawn:
            unchanged += 1
            continue
        item = ItemChange(named(entry), _changes(known, entry))
        changed.append(Changed(known.id, known.entry, entry, item))
    return Difference(tuple(new), tuple(changed), unchanged)


def _changes(known: Stored[Entry], entry: Entry) -> tuple[ColumnChange, ...]:
    again = (ColumnChange("掲載", "終了", "再開"),) if known.withdrawn else ()
    return (*differences(known.entry, entry), *again)
