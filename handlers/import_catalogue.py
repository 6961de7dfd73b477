"""The 研修一覧 with its 開催日程 taken over, or only compared with what is stored."""

import asyncio
from datetime import datetime

from domain.catalogue_difference import (
    CatalogueDifference,
    CatalogueRows,
    compare_catalogue,
    course_named,
    session_named,
)
from domain.catalogue_rows import read_courses, read_sessions
from domain.import_report import ImportKind, ImportReport, file_notes
from domain.office_columns import CATALOGUE, SESSIONS
from domain.policy import Policy
from domain.row_reading import codes_in
from storage.audit import record_audit
from storage.catalogue_entries import stored_courses, stored_sessions, write_catalogue
from storage.office_file import OfficeFile, read_tables
from storage.organization_lock import hold_organization
from storage.session import Database


async def import_catalogue(
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

    The file may hold courses, sessions or both; what it does not hold stays. With
    ``retire_missing`` courses that a list of courses does not name are withdrawn, and sessions to
    come that a list of sessions does not name are removed. Raises DomainError for another file.
    """
    file = await asyncio.to_thread(
        read_tables, content, filename=filename, layouts=(CATALOGUE, SESSIONS)
    )
    rows = _read(file, policy)
    async with database.read() if dry_run else database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        found = compare_catalogue(
            rows,
            courses=await stored_courses(session, organization_id=organization_id),
            sessions=await stored_sessions(session, organization_id=organization_id),
            now=now,
        )
        report = _report(found, file=file, dry_run=dry_run, retired=retire_missing)
        if not dry_run and not report.changes_nothing:
            await write_catalogue(
                session, found, organization_id=organization_id, retired=retire_missing, at=now
            )
            record_audit(
                session,
                organization_id=organization_id,
                at=now,
                actor_id=actor_id,
                action="catalogue.imported",
                detail=_counts(report),
            )
    return report


def _counts(report: ImportReport) -> str:
    gone = len(report.gone) if report.retired else 0
    return f"new {len(report.new)} changed {len(report.changed)} withdrawn {gone}"


def _read(file: OfficeFile, policy: Policy) -> CatalogueRows:
    course_tables, session_tables = file.of(CATALOGUE), file.of(SESSIONS)
    courses, course_problems = read_courses(course_tables, policy=policy)
    sessions, session_problems = read_sessions(session_tables)
    return CatalogueRows(
        courses=courses,
        sessions=sessions,
        problems=[*course_problems, *session_problems],
        codes=frozenset(codes_in(course_tables, CATALOGUE.key).values()),
        session_codes=codes_in(session_tables, SESSIONS.key),
        has_courses=bool(course_tables),
        has_sessions=bool(session_tables),
    )


def _report(
    found: CatalogueDifference, *, file: OfficeFile, dry_run: bool, retired: bool
) -> ImportReport:
    sheets = [table.sheet for table in file.tables]
    return ImportReport(
        kind=ImportKind.CATALOGUE,
        dry_run=dry_run,
        new=(
            *(course_named(entry) for entry in found.courses.new),
            *(session_named(entry) for entry in found.sessions.new),
        ),
        changed=(
            *(change.item for change in found.courses.changed),
            *(change.item for change in found.sessions.changed),
        ),
        gone=found.gone,
        unchanged=found.courses.unchanged + found.sessions.unchanged,
        retired=retired,
        problems=tuple(sorted(found.problems, key=lambda p: (sheets.index(p.sheet), p.row))),
        warnings=tuple(found.warnings),
        notes=file_notes(file.tables, passed_over=file.passed_over),
    )
