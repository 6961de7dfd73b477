"""KPIs of the ends of months and fiscal years: written once, read, and never changed."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Select, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_snapshot import Due, Period, Snapshot
from domain.people import Attendance
from storage.dialect import insert_for
from storage.kpi_tables import KpiFigureRow, KpiSnapshotRow
from storage.roster import NEW_PERSON
from storage.tables import AuditEntryRow, OrganizationRow, StaffRow


async def organizations_without(session: AsyncSession, due: Due) -> tuple[int, ...]:
    """Those with a roster for which it has not been taken. Where nobody had come in by
    the end of that day, that month stays without one.
    """
    taken = exists().where(
        col(KpiSnapshotRow.organization_id) == col(OrganizationRow.id),
        col(KpiSnapshotRow.period) == due.period.value,
        col(KpiSnapshotRow.as_of) == due.as_of,
    )
    has_staff = exists().where(
        col(StaffRow.organization_id) == col(OrganizationRow.id),
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )
    began = exists().where(
        col(AuditEntryRow.organization_id) == col(OrganizationRow.id),
        col(AuditEntryRow.action) == NEW_PERSON,
        col(AuditEntryRow.at) < due.ends_at,
    )
    query = (
        select(col(OrganizationRow.id))
        .where(~taken, has_staff, began)
        .order_by(col(OrganizationRow.id))
    )
    return tuple(number for number in await session.scalars(query) if number is not None)


async def keep_snapshot(session: AsyncSession, snapshot: Snapshot, *, organization_id: int) -> bool:
    """False where there is one of that day already, which stays as it is."""
    reading = snapshot.reading
    number = await session.scalar(
        insert_for(session, KpiSnapshotRow)
        .values(
            organization_id=organization_id,
            period=snapshot.period.value,
            as_of=reading.as_of,
            taken_at=snapshot.taken_at,
            policy_id=snapshot.policy_id,
            people=reading.people,
            excluded=[[*each] for each in reading.excluded],
            basics=[*reading.basics],
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "period", "as_of"])
        .returning(col(KpiSnapshotRow.id))
    )
    if number is None:
        return False
    rows = [_row(each) for each in reading.figures]
    of = {"organization_id": organization_id, "snapshot_id": number}
    if rows:
        await session.execute(insert(KpiFigureRow), [row | of for row in rows])
    return True


async def month_ends(session: AsyncSession, *, organization_id: int) -> tuple[Reading, ...]:
    """Of the whole municipality, the oldest first."""
    snapshots = _snapshots(organization_id, Period.MONTH)
    whole = col(KpiFigureRow.department) == ""
    return tuple(each.reading for each in await _read(session, snapshots, _figures().where(whole)))


async def snapshots_taken(
    session: AsyncSession, *, organization_id: int, period: Period
) -> tuple[Snapshot, ...]:
    """With all their figures, the oldest first."""
    return await _read(session, _snapshots(organization_id, period), _figures())


def _snapshots(organization_id: int, period: Period) -> Select[KpiSnapshotRow]:
    return (
        select(KpiSnapshotRow)
        .where(
            col(KpiSnapshotRow.organization_id) == organization_id,
            col(KpiSnapshotRow.period) == period.value,
        )
        .order_by(col(KpiSnapshotRow.as_of))
    )


def _figures() -> Select[KpiFigureRow]:
    return select(KpiFigureRow).order_by(col(KpiFigureRow.id))


async def _read(
    session: AsyncSession, snapshots: Select[KpiSnapshotRow], figures: Select[KpiFigureRow]
) -> tuple[Snapshot, ...]:
    rows = (await session.scalars(snapshots)).all()
    if not rows:
        return ()
    of_them = figures.where(col(KpiFigureRow.snapshot_id).in_([row.id for row in rows]))
    found: defaultdict[int, list[KpiFigureRow]] = defaultdict(list)
    for figure in await session.scalars(of_them):
        found[figure.snapshot_id].append(figure)
    return tuple(_snapshot(row, found[row.id or 0]) for row in rows)


def _snapshot(row: KpiSnapshotRow, figures: Iterable[KpiFigureRow]) -> Snapshot:
    reading = Reading(
        as_of=row.as_of,
        figures=tuple(map(_figure, figures)),
        people=row.people,
        excluded=tuple((str(reason), int(count)) for reason, count in row.excluded),
        basics=tuple(row.basics),
    )
    return Snapshot(Period(row.period), row.taken_at, reading, row.policy_id)


def _figure(row: KpiFigureRow) -> Figure:
    return Figure(
        series=Series(Kpi(row.measure), row.about, row.part, row.department),
        count=row.count,
        of=row.total,
        people=row.people,
        label=row.label,
    )


def _row(figure: Figure) -> dict[str, object]:
    series = figure.series
    return {
        "measure": series.kpi.value,
        "about": series.about,
        "part": series.part,
        "department": series.department,
        "label": figure.label,
        "count": figure.count,
        "total": figure.of,
        "people": figure.people,
    }
