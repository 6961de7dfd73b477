"""The 職員名簿 of an office taken over, or only compared with what is stored."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.import_difference import Difference, Stored, difference
from domain.import_report import ImportKind, ImportReport, file_notes
from domain.office_columns import ROSTER
from domain.office_table import RowProblem
from domain.people import Attendance
from domain.policy import Policy
from domain.roster_checks import check_roster, unknown_grades
from domain.roster_rows import StaffEntry, read_roster
from domain.row_reading import codes_in
from storage.office_file import OfficeFile, read_tables
from storage.organization_lock import hold_organization
from storage.roster import stored_staff, write_roster
from storage.session import Database


async def import_roster(
    content: bytes,
    *,
    filename: str,
    organization_id: int,
    policy: Policy,
    database: Database,
    now: datetime,
    dry_run: bool = False,
    retire_missing: bool = False,
    actor_id: int | None = None,
) -> ImportReport:
    """Good rows go in, bad ones are reported, all in one transaction.

    People who are not in the file stay as they are; with ``retire_missing`` they become 退職.
    Raises DomainError for a file that is no roster.
    """
    file = await asyncio.to_thread(read_tables, content, filename=filename, layouts=(ROSTER,))
    placed, problems = await asyncio.to_thread(read_roster, file.tables, policy=policy)
    numbers = frozenset(codes_in(file.tables, ROSTER.key).values())
    async with database.read() if dry_run else database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        stored = await stored_staff(session, organization_id=organization_id)
        known = {number: one.entry for number, one in stored.items()}
        gone = _gone(stored, numbers)
        leaving = frozenset(gone if retire_missing else ())
        kept, contradictions = check_roster(
            placed, numbers_in_file=numbers, stored=known, leaving=leaving
        )
        found = difference(kept, stored=stored, key=_number, named=_number)
        problems = [*problems, *contradictions]
        report = _report(found, gone, problems, file=file, dry_run=dry_run, retired=retire_missing)
        report = replace(report, warnings=unknown_grades(kept, policy=policy))
        if not dry_run:
            await write_roster(
                session,
                found,
                organization_id=organization_id,
                retired=[stored[number].id for number in gone] if retire_missing else [],
                actor_id=actor_id,
                now=now,
            )
    return report


def _number(entry: StaffEntry) -> str:
    return entry.employee_number


def _gone(stored: Mapping[str, Stored[StaffEntry]], numbers: frozenset[str]) -> tuple[str, ...]:
    """Those in service whom no row names, not even a bad one."""
    return tuple(
        sorted(
            number
            for number, one in stored.items()
            if number not in numbers and one.entry.attendance is not Attendance.LEFT
        )
    )


def _report(
    found: Difference[StaffEntry],
    gone: tuple[str, ...],
    problems: Sequence[RowProblem],
    *,
    file: OfficeFile,
    dry_run: bool,
    retired: bool,
) -> ImportReport:
    return ImportReport(
        kind=ImportKind.ROSTER,
        dry_run=dry_run,
        new=tuple(entry.employee_number for entry in found.new),
        changed=tuple(change.item for change in found.changed),
        gone=gone,
        unchanged=found.unchanged,
        retired=retired,
        problems=tuple(sorted(problems, key=lambda problem: (problem.sheet, problem.row))),
        notes=file_notes(file.tables, passed_over=file.passed_over),
    )
