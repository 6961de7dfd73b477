"""Any of the office files, taken over by its own import."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import assert_never

from domain.errors import DomainError
from domain.import_report import ImportKind, ImportReport
from domain.office_columns import CASES, CATALOGUE, RECORDS, ROSTER, SESSIONS
from domain.office_table import Layout
from domain.policy import Policy
from handlers.import_cases import import_cases
from handlers.import_catalogue import import_catalogue
from handlers.import_records import import_records
from handlers.import_roster import import_roster
from storage.office_file import read_tables
from storage.session import Database

_LAYOUTS: Mapping[ImportKind, tuple[Layout, ...]] = {
    ImportKind.ROSTER: (ROSTER,),
    ImportKind.CATALOGUE: (CATALOGUE, SESSIONS),
    ImportKind.RECORDS: (RECORDS,),
    ImportKind.CASES: (CASES,),
}


class RecordsStay(DomainError):
    """Records are never deleted because a file does not list them."""

    def __init__(self) -> None:
        super().__init__(
            "受講記録と改善事例は消しません。名簿か研修一覧の取り込みで使ってください。"
        )


def kinds_in(content: bytes, *, filename: str) -> tuple[ImportKind, ...]:
    """What a file can be taken over as; more than one where its sheets differ.

    Raises DomainError for a file that is none of the three.
    """
    every = [layout for layouts in _LAYOUTS.values() for layout in layouts]
    file = read_tables(content, filename=filename, layouts=every)
    return tuple(
        kind for kind, layouts in _LAYOUTS.items() if any(file.of(layout) for layout in layouts)
    )


async def import_office_file(
    kind: ImportKind,
    content: bytes,
    *,
    filename: str,
    organization_id: int,
    policy: Policy,
    database: Database,
    clock: Callable[[], datetime],
    dry_run: bool = False,
    retire_missing: bool = False,
    actor_id: int | None = None,
    columns: Mapping[str, str] | None = None,
) -> ImportReport:
    """``columns``: what the columns of a list of cases mean. ``actor_id`` is None from the command line. Raises DomainError for a file that is not of that kind; bad rows are in the report."""
    match kind:
        case ImportKind.ROSTER | ImportKind.CATALOGUE:
            take_over = import_roster if kind is ImportKind.ROSTER else import_catalogue
            return await take_over(
                content,
                filename=filename,
                organization_id=organization_id,
                policy=policy,
                database=database,
                now=clock(),
                dry_run=dry_run,
                retire_missing=retire_missing,
                actor_id=actor_id,
            )
        case ImportKind.RECORDS:
            if retire_missing:
                raise RecordsStay
            return await import_records(
                content,
                filename=filename,
                organization_id=organization_id,
                database=database,
                clock=clock,
                policy=policy,
                dry_run=dry_run,
                actor_id=actor_id,
            )
        case ImportKind.CASES:
            if retire_missing:
                raise RecordsStay
            return await import_cases(
                content,
                filename=filename,
                organization_id=organization_id,
                database=database,
                clock=clock,
                columns=columns,
                dry_run=dry_run,
                actor_id=actor_id,
            )
        case _:
            assert_never(kind)
