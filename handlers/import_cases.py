"""An old collection of improvement cases taken over, or only looked through."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from domain.case_rows import CaseEntry, read_cases, with_columns
from domain.errors import DomainError
from domain.import_report import ImportKind, ImportReport, file_notes
from domain.improvement_case import Case
from domain.office_columns import CASES
from domain.office_table import RowProblem
from domain.permissions import Act
from domain.row_reading import Placed
from handlers.case_warnings import warnings_of_rows
from language.case_numbers import hours_typed
from storage.audit import record_audit
from storage.case_import import CaseKey, case_keys, known_to_cases, write_cases
from storage.case_mappings import keep_mapping, kept_mapping
from storage.office_file import headings_in, read_tables
from storage.office_header import heading
from storage.organization_lock import hold_organization
from storage.session import Database, Session


class NoSuchColumn(DomainError):
    def __init__(self, column: str) -> None:
        names = "」「".join(each.name for each in CASES.columns)
        super().__init__(
            f"「{column[:20]}」という項目はありません。「{names}」から選んでください。"
        )


class NoSuchHeading(DomainError):
    def __init__(self, headings: Collection[str]) -> None:
        super().__init__(
            f"「{'」「'.join(headings)}」という見出しの列が、1つの表の中に見つかりません。"
            "ファイルの見出しのとおりに書いてください。"
        )


async def import_cases(
    content: bytes,
    *,
    filename: str,
    organization_id: int,
    database: Database,
    clock: Callable[[], datetime],
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
    actor_id: int | None = None,
) -> ImportReport:
    """Good rows go in as published cases, bad ones are reported, all in one transaction. What is there
    already is left as it is.

    ``columns``: the name of one of ours by the file's heading; kept for the next file with the same
    headings. Raises DomainError for a file that is no list of cases.
    """
    rows = await asyncio.to_thread(headings_in, content, filename=filename)
    chosen = _checked(columns or {})
    async with database.read() as session:
        kept = await kept_mapping(session, rows, organization_id=organization_id)
        known = await known_to_cases(session, organization_id=organization_id)
    of_table = _table_of(chosen, rows)
    layout = with_columns({**kept, **chosen})
    file = await asyncio.to_thread(read_tables, content, filename=filename, layouts=(layout,))
    placed, problems, warnings = await asyncio.to_thread(
        read_cases, file.tables, known=known, today=clock().date(), hours=hours_typed
    )
    async with database.read() if dry_run else database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        there = await case_keys(session, organization_id=organization_id)
        new = [one for one in placed if one.entry.key not in there]
        if not dry_run:
            await _write(
                session, new, organization_id=organization_id, at=clock(), actor_id=actor_id
            )
        if not dry_run and chosen:
            mapping = {**kept, **chosen}
            await keep_mapping(session, of_table, mapping, organization_id=organization_id)
    is_new = {id(one) for one in new}
    others = _others([one for one in placed if id(one) not in is_new], there)
    private = await warnings_of_rows(new, organization_id=organization_id, database=database)
    return ImportReport(
        kind=ImportKind.CASES,
        dry_run=dry_run,
        new=tuple(_named(one.entry) for one in new),
        unchanged=len(placed) - len(new),
        problems=_by_row(problems),
        warnings=_by_row((*warnings, *others, *private)),
        notes=file_notes(file.tables, passed_over=file.passed_over),
    )


def _by_row(problems: Iterable[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.sheet, one.row)))


async def _write(
    session: Session,
    new: Sequence[Placed[CaseEntry]],
    *,
    organization_id: int,
    at: datetime,
    actor_id: int | None,
) -> None:
    count = await write_cases(
        session,
        [one.entry for one in new],
        organization_id=organization_id,
        at=at,
    )
    if count:
        record_audit(
            session,
            organization_id=organization_id,
            at=at,
            actor_id=actor_id,
            action=Act.IMPORT_CASES.name,
            detail=f"{count}件",
        )


def _checked(columns: Mapping[str, str]) -> dict[str, str]:
    """By the heading without what offices put into it. Raises NoSuchColumn."""
    names = {column.name for column in CASES.columns}
    for column in columns.values():
        if column not in names:
            raise NoSuchColumn(column)
    return {heading(written): column for written, column in columns.items()}


def _table_of(chosen: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> Collection[str]:
    """The headings among which those chosen stand. Raises NoSuchHeading."""
    found = next((row for row in rows if row.keys() >= chosen.keys()), None)
    if found is None and chosen:
        raise NoSuchHeading(tuple(chosen))
    return found or ()


def _others(
    known: Sequence[Placed[CaseEntry]], there: Mapping[CaseKey, Case]
) -> tuple[RowProblem, ...]:
    """Rows that say something else than the case that is there."""
    return tuple(
        one.problem(
            "題名", f"{there[one.entry.key].name}と内容が違います。いまの事例のままにします。"
        )
        for one in known
        if there[one.entry.key].text != one.entry.text
    )


def _named(entry: CaseEntry) -> str:
    return f"{entry.text.title}（{entry.section or entry.department}）"
