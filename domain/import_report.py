"""What an import did, or would do."""

from dataclasses import dataclass
from enum import StrEnum

from domain.office_table import OfficeTable, RowProblem


class ImportKind(StrEnum):
    """In the order in which a town takes them over: records name people and trainings."""

    ROSTER = "職員名簿"
    CATALOGUE = "研修一覧"
    RECORDS = "受講記録"
    CASES = "改善事例"


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One column of one item, as it was and as it is, both as shown to people."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    key: str
    changes: tuple[ColumnChange, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The difference between a file and what is stored. Items are named by their keys.

    ``gone``: stored, but not in the file. ``retired`` says whether these were ended (退職, 掲載終了)
    or left as they are. Rows with ``problems`` were not taken over; rows with ``warnings`` were.
    """

    kind: ImportKind
    dry_run: bool
    new: tuple[str, ...] = ()
    changed: tuple[ItemChange, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0
    retired: bool = False
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    """About the file as a whole: columns and sheets that were passed over."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed or (self.retired and self.gone))


def file_notes(
    tables: tuple[OfficeTable, ...], *, passed_over: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Sentences about columns and sheets that no column of ours answers to."""
    unknown = dict.fromkeys(name for table in tables for name in table.ignored_columns)
    notes = []
    if unknown:
        notes.append(f"読み込まない列: {'、'.join(unknown)}")
    if passed_over:
        notes.append(f"読み込まないシート: {'、'.join(passed_over)}")
    return tuple(notes)
