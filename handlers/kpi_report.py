"""年度末点検の資料: the KPIs as a workbook, and as a document for 起案."""

import asyncio
from datetime import datetime
from pathlib import PurePath

from cards.kpi_report import report_card
from domain import fiscal_year
from domain.kpi import Reading
from domain.kpi_report import NobodyCounted, NoYearEnd, YearReport, year_meant, year_said
from domain.kpi_snapshot import Period, Snapshot
from domain.kpi_target import standings
from domain.organization import Organization
from domain.permissions import Act, require
from domain.requirements import Rulebook
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.kpi_pictures import report_pictures
from handlers.kpi_reading import count_now
from handlers.reply import MadeFile, Reply, Show
from storage.audit import record_audit
from storage.departments import departments_in_order
from storage.kpi_snapshots import month_ends, snapshots_taken
from storage.kpi_workbook import kpi_workbook
from storage.office_pictures import KpiPictures
from storage.session import Database


async def give_report(command: Command, member: Member, deps: Deps) -> Reply:
    """For the office alone. Raises NotAllowed, NoPolicy, NoYearEnd, NobodyCounted."""
    require(Act.EXPORT_KPIS, actor=member.person, subject=member.person)
    now, organization = deps.clock(), member.organization
    report = await year_report(
        deps.database,
        organization,
        deps.advice.rulebook(organization),
        now=now,
        year=year_said(command.text, today=now.date()),
    )
    name = f"年度末点検_{fiscal_year.reiwa(report.year)}_{report.reading.as_of:%Y-%m-%d}"
    pictures = await asyncio.to_thread(report_pictures, report)
    workbook = await asyncio.to_thread(kpi_workbook, report, pictures)
    document = await asyncio.to_thread(_document, report, pictures)
    await _audit(deps.database, organization.id, at=now, actor_id=member.person.id)
    files = (MadeFile(f"{name}.xlsx", workbook), MadeFile(f"{name}.docx", document))
    return Show((report_card(report, file_names=tuple(file.name for file in files)),), files=files)


async def export_kpis(
    database: Database, organization: Organization, rulebook: Rulebook, *, now: datetime, file: str
) -> bytes:
    """For the command line: as the name of the file ends. Raises NobodyCounted."""
    report = await year_report(database, organization, rulebook, now=now)
    await _audit(database, organization.id, at=now, actor_id=None)
    is_document = PurePath(file).suffix.lower() == ".docx"
    pictures = await asyncio.to_thread(report_pictures, report)
    write = _document if is_document else kpi_workbook
    return await asyncio.to_thread(write, report, pictures)


def _document(report: YearReport, pictures: KpiPictures) -> bytes:
    # python-docx takes 4 MB: it is read for those who ask for it.
    from storage.kpi_document import kpi_document

    return kpi_document(report, pictures)


async def year_report(
    database: Database,
    organization: Organization,
    rulebook: Rulebook,
    *,
    now: datetime,
    year: int | None = None,
) -> YearReport:
    """Of a year that has ended what was kept; of this one what there is today.

    Raises NoYearEnd, NobodyCounted.
    """
    async with database.within(organization.id).read() as session:
        number = organization.id
        taken = await snapshots_taken(session, organization_id=number, period=Period.YEAR)
        months = await month_ends(session, organization_id=number)
        departments = await departments_in_order(session, organization_id=number)
    ended = {fiscal_year.fiscal_year(each.reading.as_of): each for each in taken}
    this = fiscal_year.fiscal_year(now.date())
    meant = year_meant(now.date(), has_last=this - 1 in ended) if year is None else year
    kept = ended.get(meant)
    if kept is None and meant != this:
        raise NoYearEnd(meant)
    reading = await _reading(kept, organization, rulebook, database, now=now)
    reading = reading.in_order_of(departments)
    before = ended.get(meant - 1)
    history = tuple(each.shown() for each in months if each.as_of <= reading.as_of)
    return YearReport(
        organization=organization.name,
        policy=rulebook.policy,
        year=meant,
        reading=reading,
        made_at=now,
        is_final=kept is not None,
        before=before.reading.shown() if before else None,
        standings=standings(rulebook.policy, reading, history),
        history=history,
    )


async def _reading(
    kept: Snapshot | None,
    organization: Organization,
    rulebook: Rulebook,
    database: Database,
    *,
    now: datetime,
) -> Reading:
    if kept is not None:
        return kept.reading.shown()
    reading = await count_now(organization, rulebook, database, as_of=now.date())
    if not reading.people:
        raise NobodyCounted
    return reading.shown()


async def _audit(
    database: Database, organization_id: int, *, at: datetime, actor_id: int | None
) -> None:
    async with database.within(organization_id).begin() as session:
        record_audit(
            session,
            organization_id=organization_id,
            at=at,
            actor_id=actor_id,
            action=Act.EXPORT_KPIS.name,
        )
