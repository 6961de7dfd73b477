"""The 受講記録 taken over, or only compared with what is stored."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from domain import fiscal_year
from domain.import_difference import Difference, Stored, difference
from domain.import_report import ImportKind, ImportReport, file_notes
from domain.office_columns import RECORDS
from domain.office_table import RowProblem
from domain.office_values import nearest
from domain.policy import Policy
from domain.record_rows import (
    AnyRecord,
    KnownToRecords,
    QualificationEntry,
    RecordEntry,
    read_records,
)
from domain.row_reading import Placed, codes_in
from domain.training import RecordState
from storage.audit import record_audit
from storage.office_file import OfficeFile, read_tables
from storage.organization_lock import hold_organization
from storage.record_entries import (
    Named,
    RecordKey,
    named_courses,
    named_staff,
    stored_records,
    write_records,
)
from storage.session import Database, Session


async def import_records(
    content: bytes,
    *,
    filename: str,
    organization_id: int,
    database: Database,
    clock: Callable[[], datetime],
    policy: Policy | None = None,
    dry_run: bool = False,
    actor_id: int | None = None,
) -> ImportReport:
    """Good rows go in, bad ones are reported, all in one transaction. Records are never deleted.

    ``policy`` tells qualifications that count for nothing. Raises DomainError for a file that is no
    list of records.
    """
    today = clock().date()
    file = await asyncio.to_thread(read_tables, content, filename=filename, layouts=(RECORDS,))
    async with database.read() as session:
        staff = await named_staff(session, organization_id=organization_id)
        courses = await named_courses(session, organization_id=organization_id)
    # Nobody waits for the writer while a long file is read.
    known = KnownToRecords.of(staff=staff.names, courses=courses.names)
    placed, problems = await asyncio.to_thread(read_records, file.tables, known=known, today=today)
    first, last = _span(placed, today=today)
    async with database.read() if dry_run else database.begin() as session:
        await hold_organization(session, organization_id=organization_id)
        # People and courses may have come in since: what is stored can name them.
        staff = await named_staff(session, organization_id=organization_id)
        courses = await named_courses(session, organization_id=organization_id)
        stored = await stored_records(
            session,
            organization_id=organization_id,
            staff=staff,
            courses=courses,
            first=first,
            last=last,
        )
        found = difference(placed, stored=stored, key=_key, named=_named, settled=_settled)
        if not dry_run:
            now = clock()  # a long file has been read since, and others' changes waited for
            await write_records(
                session,
                found,
                organization_id=organization_id,
                staff=staff,
                courses=courses,
                at=now,
            )
            _audit(
                session, found, staff, organization_id=organization_id, now=now, actor_id=actor_id
            )
    gone = _gone(stored, placed, bad_numbers=_numbers_of(problems, file))
    report = _report(found, gone=gone, problems=problems, file=file, dry_run=dry_run)
    return replace(report, warnings=_strange_qualifications(placed, policy))


def _strange_qualifications(
    placed: Iterable[Placed[AnyRecord]], policy: Policy | None
) -> tuple[RowProblem, ...]:
    """Taken over, since people hold many; but a slip in a name that the policy has would go unseen."""
    known = [qualification.name for qualification in policy.qualifications] if policy else []
    return tuple(
        one.problem("名称", f"資格「{one.entry.name}」は方針にありません{hint}。記録だけします。")
        for one in placed
        if isinstance(one.entry, QualificationEntry)
        and one.entry.name not in known
        and (hint := nearest(one.entry.name, known))
    )


def _audit(
    session: Session,
    found: Difference[AnyRecord],
    staff: Named,
    *,
    organization_id: int,
    now: datetime,
    actor_id: int | None,
) -> None:
    """How many, and whose records are not what they were."""
    shared = partial(
        record_audit, session, organization_id=organization_id, at=now, actor_id=actor_id
    )
    counts = f"new {len(found.new)} changed {len(found.changed)}"
    shared(action="records.imported", detail=counts)
    for number in sorted({change.new.employee_number for change in found.changed}):
        shared(action="records.changed", subject_id=staff.ids[number])


def _key(entry: AnyRecord) -> RecordKey:
    return entry.key


def _named(entry: AnyRecord) -> str:
    number, kind, name, day = entry.key
    return f"{number} {kind} {name} {day.isoformat()}"


def _settled(old: AnyRecord, new: AnyRecord) -> AnyRecord:
    """A 申告 of the file undoes no decision, and a blank 備考 no remark."""
    if not isinstance(old, RecordEntry) or not isinstance(new, RecordEntry):
        return new
    decided = old.state in (RecordState.COMPLETED, RecordState.REJECTED)
    state = old.state if decided and new.state is RecordState.REPORTED else new.state
    return replace(new, state=state, remark=new.remark or old.remark)


def _span(placed: Iterable[Placed[AnyRecord]], *, today: date) -> tuple[date, date]:
    """The first and the last day of the fiscal years that the file touches."""
    years = {fiscal_year.fiscal_year(one.entry.key[3]) for one in placed}
    years = years or {fiscal_year.fiscal_year(today)}
    return fiscal_year.first_day(min(years)), fiscal_year.last_day(max(years))


def _gone(
    stored: Mapping[RecordKey, Stored[AnyRecord]],
    placed: Iterable[Placed[AnyRecord]],
    *,
    bad_numbers: frozenset[str],
) -> tuple[str, ...]:
    """Stored records of a kind and fiscal year that the file covers, but that no row names."""
    in_file = {one.entry.key for one in placed}
    covered = {(kind, fiscal_year.fiscal_year(day)) for _, kind, _, day in in_file}
    return tuple(
        _named(one.entry)
        for (number, kind, name, day), one in sorted(stored.items())
        if (number, kind, name, day) not in in_file
        and (kind, fiscal_year.fiscal_year(day)) in covered
        and number not in bad_numbers
    )


def _numbers_of(problems: Iterable[RowProblem], file: OfficeFile) -> frozenset[str]:
    """A bad row may mean any record of its person."""
    numbers = codes_in(file.tables, RECORDS.key)
    return frozenset(numbers.get((problem.sheet, problem.row), "") for problem in problems)


def _report(
    found: Difference[AnyRecord],
    *,
    gone: tuple[str, ...],
    problems: Sequence[RowProblem],
    file: OfficeFile,
    dry_run: bool,
) -> ImportReport:
    return ImportReport(
        kind=ImportKind.RECORDS,
        dry_run=dry_run,
        new=tuple(_named(entry) for entry in found.new),
        changed=tuple(change.item for change in found.changed),
        gone=gone,
        unchanged=found.unchanged,
        problems=tuple(sorted(problems, key=lambda problem: (problem.sheet, problem.row))),
        notes=file_notes(file.tables, passed_over=file.passed_over),
    )
