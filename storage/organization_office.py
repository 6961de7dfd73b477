"""The office of an organization, and its own days. One that was never set up has the defaults."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.business_calendar import Days, OwnDays
from domain.digest_rules import DigestRules
from domain.exchange_rules import ExchangeRules
from domain.office import ChannelPlace, Office, QuietHours
from domain.weekly_schedule import Weekday
from storage.dialect import insert_for, insert_or_update
from storage.office_tables import OfficeDayRow, OrganizationOfficeRow
from storage.tables import OrganizationRow


@dataclass(frozen=True, slots=True)
class KeptOffice:
    """What the rows hold. One that cannot be read keeps nobody from reading the others."""

    row: OrganizationOfficeRow | None
    days: Sequence[OfficeDayRow]

    @property
    def has_not_begun(self) -> bool:
        return self.row is None

    def office(self) -> Office:
        """Raises ImpossibleOffice."""
        office = _office(self.row) if self.row else Office()
        return replace(office, own_days=_own_days(self.days))


async def office_of(session: AsyncSession, *, organization_id: int) -> Office:
    return (await kept_office(session, organization_id=organization_id)).office()


async def kept_office(session: AsyncSession, *, organization_id: int) -> KeptOffice:
    asked = {"organization": organization_id}
    row = await session.scalar(_ITS_ROW, asked)
    days = await session.scalars(_ITS_DAYS, asked)
    return KeptOffice(row, days.all())


# Made once: every message that is sent asks for them.
_ITS_ROW = (
    select(OrganizationOfficeRow)
    .where(col(OrganizationOfficeRow.organization_id) == bindparam("organization"))
    .execution_options(populate_existing=True)
)
_ITS_DAYS = (
    select(OfficeDayRow)
    .where(col(OfficeDayRow.organization_id) == bindparam("organization"))
    .order_by(col(OfficeDayRow.first), col(OfficeDayRow.last))
)


async def kept_offices(session: AsyncSession) -> dict[int, KeptOffice]:
    """Of every organization, with two questions; in the order in which they were made."""
    days = defaultdict[int, list[OfficeDayRow]](list)
    for day in await session.scalars(
        select(OfficeDayRow).order_by(col(OfficeDayRow.first), col(OfficeDayRow.last))
    ):
        days[day.organization_id].append(day)
    row = OrganizationOfficeRow
    found = await session.execute(
        select(col(OrganizationRow.id), row)
        .outerjoin(row, col(row.organization_id) == col(OrganizationRow.id))
        .order_by(col(OrganizationRow.id))
    )
    return {number: KeptOffice(office, days[number]) for number, office in found if number}


async def begin_office(session: AsyncSession, *, organization_id: int, at: datetime) -> None:
    """From now on its turns are counted; nothing where they are already."""
    values = _values(Office(since=at), organization_id)
    await session.execute(
        insert_for(session, OrganizationOfficeRow)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["organization_id"])
    )


async def change_office(
    session: AsyncSession,
    change: Callable[[Office], Office],
    *,
    organization_id: int,
    at: datetime,
) -> tuple[Office, Office]:
    """As it was, and as ``change`` wants it. Till the transaction ends nobody else changes it: what
    somebody changed at the same moment, a pause say, is neither lost nor contradicted.
    """
    await begin_office(session, organization_id=organization_id, at=at)
    row = OrganizationOfficeRow
    # PostgreSQL's; SQLite has one writer in any case.
    await session.execute(
        select(col(row.id)).where(col(row.organization_id) == organization_id).with_for_update()
    )
    was = await office_of(session, organization_id=organization_id)
    wanted = change(was)
    if wanted != was:
        await save_office(session, wanted, organization_id=organization_id, at=at)
    return was, wanted


async def save_office(
    session: AsyncSession, office: Office, *, organization_id: int, at: datetime
) -> None:
    """All but its own days, whatever was there: see ``change_office``. Its turns are counted from
    ``at`` where they had not begun, or come at another time than before.
    """
    was = await office_of(session, organization_id=organization_id)
    is_moved = was.since is not None and (was.weekday, was.at) != (office.weekday, office.at)
    since = at if is_moved else office.since or at
    exchange = office.exchange
    if was.since is not None and _exchange_comes(was) != _exchange_comes(office):
        exchange = replace(exchange, since=at)
    digest = office.digest
    if was.since is not None and replace(was.digest, since=None) != replace(digest, since=None):
        digest = replace(digest, since=at)
    kept = replace(office, since=since, exchange=exchange, digest=digest)
    values = _values(kept, organization_id)
    await insert_or_update(session, OrganizationOfficeRow, key=("organization_id",), values=values)


def _exchange_comes(office: Office) -> tuple[object, ...]:
    """Where another time is chosen, or it is held again, none of before is caught up."""
    own = office.exchange
    return own.is_on, own.weekday or office.weekday, own.at or office.at


async def set_paused(
    session: AsyncSession, *, organization_id: int, paused_at: datetime | None
) -> bool:
    """False where it was so already; of an office that has begun."""
    was = col(OrganizationOfficeRow.paused_at)
    changed = await session.execute(
        update(OrganizationOfficeRow)
        .where(
            col(OrganizationOfficeRow.organization_id) == organization_id,
            was.is_(None) if paused_at else was.is_not(None),
        )
        .values(paused_at=paused_at)
        .returning(col(OrganizationOfficeRow.id))
    )
    return changed.first() is not None


async def save_days(
    session: AsyncSession, days: Days, *, is_open: bool, organization_id: int
) -> None:
    """What was said of the same days before does not hold any more."""
    await insert_or_update(
        session,
        OfficeDayRow,
        key=("organization_id", "first", "last"),
        values={
            "organization_id": organization_id,
            "first": days.first,
            "last": days.last,
            "is_open": is_open,
        },
    )


async def join_days(
    session: AsyncSession, days: Days, *, is_open: bool, organization_id: int
) -> tuple[Days, bool]:
    """As ``save_days``, and no two of one kind have a day in common then. The span that they are in,
    and whether that is new. Raises ImpossibleDays as ``OwnDays.joined``.
    """
    own = (await office_of(session, organization_id=organization_id)).own_days
    whole, met = own.joined(days, is_open=is_open)
    if met == (whole,):
        return whole, False
    for each in met:
        await forget_days(session, each, organization_id=organization_id)
    await save_days(session, whole, is_open=is_open, organization_id=organization_id)
    return whole, True


async def forget_days(session: AsyncSession, days: Days, *, organization_id: int) -> bool:
    """False where nothing was said of exactly these."""
    forgotten = await session.execute(
        delete(OfficeDayRow)
        .where(
            col(OfficeDayRow.organization_id) == organization_id,
            col(OfficeDayRow.first) == days.first,
            col(OfficeDayRow.last) == days.last,
        )
        .returning(col(OfficeDayRow.id))
    )
    return forgotten.first() is not None


def _office(row: OrganizationOfficeRow) -> Office:
    return Office(
        since=row.since,
        weekday=Weekday(row.weekday),
        at=row.at,
        forum=_place(row.forum_platform, row.forum_channel),
        secretariat=_place(row.secretariat_platform, row.secretariat_channel),
        quiet=QuietHours(row.quiet_from, row.quiet_until)
        if row.quiet_from is not None and row.quiet_until is not None
        else None,
        paused_at=row.paused_at,
        digest=DigestRules(
            is_on=row.digest_is_on,
            weekday=Weekday(row.digest_weekday),
            at=row.digest_at,
            since=row.digest_since,
        ),
        exchange=ExchangeRules(
            is_on=row.exchange_is_on,
            weekday=Weekday(row.exchange_weekday) if row.exchange_weekday else None,
            at=row.exchange_at,
            since=row.exchange_since,
            again_after=row.exchange_again_after,
            closes_after=row.exchange_closes_after,
            stalled_office_after=row.stalled_office_after,
        ),
    )


def _values(office: Office, organization_id: int) -> dict[str, object]:
    forum, secretariat, quiet = office.forum, office.secretariat, office.quiet
    return {
        "organization_id": organization_id,
        "since": office.since,
        "weekday": office.weekday.value,
        "at": office.at,
        "quiet_from": quiet.begins if quiet else None,
        "quiet_until": quiet.ends if quiet else None,
        "forum_platform": forum.platform if forum else None,
        "forum_channel": forum.id if forum else None,
        "secretariat_platform": secretariat.platform if secretariat else None,
        "secretariat_channel": secretariat.id if secretariat else None,
        "paused_at": office.paused_at,
        "digest_is_on": office.digest.is_on,
        "digest_weekday": office.digest.weekday.value,
        "digest_at": office.digest.at,
        "digest_since": office.digest.since,
        **_exchange_values(office.exchange),
    }


def _exchange_values(rules: ExchangeRules) -> dict[str, object]:
    return {
        "exchange_is_on": rules.is_on,
        "exchange_weekday": rules.weekday.value if rules.weekday else None,
        "exchange_at": rules.at,
        "exchange_since": rules.since,
        "exchange_again_after": rules.again_after,
        "exchange_closes_after": rules.closes_after,
        "stalled_office_after": rules.stalled_office_after,
    }


def _place(platform: str | None, channel: str | None) -> ChannelPlace | None:
    return ChannelPlace(platform, channel) if platform and channel else None


def _own_days(rows: Sequence[OfficeDayRow]) -> OwnDays:
    return OwnDays(
        closed=tuple(Days(row.first, row.last) for row in rows if not row.is_open),
        opened=tuple(Days(row.first, row.last) for row in rows if row.is_open),
    )
