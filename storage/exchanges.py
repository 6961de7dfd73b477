"""The weekly 情報交換: what is asked in a round, and how it was answered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.dx_measure import DxMeasure
from domain.exchange import (
    MOST_ITEMS,
    Answer,
    Exchange,
    ExchangeItem,
    HelperIds,
    Progress,
    Round,
    left_longest,
)
from domain.issue import Issue
from domain.issue_board import IssueFilter
from storage.dialect import insert_for, is_one_of
from storage.dx_measures import measures_by_id
from storage.exchange_tables import ExchangeItemRow, ExchangeRoundRow
from storage.issues import issues_by_id, issues_left_the_longest
from storage.open_measures import open_measures


async def open_items(
    session: AsyncSession, *, organization_id: int, departments: Collection[str], now: datetime
) -> dict[str, tuple[Issue | DxMeasure, ...]]:
    """By department, those left the longest first, ``MOST_ITEMS`` at most; none without any."""
    measures = await open_measures(session, organization_id=organization_id)
    found: dict[str, tuple[Issue | DxMeasure, ...]] = {}
    for department in departments:
        issues = await issues_left_the_longest(
            session,
            IssueFilter(department=department),
            organization_id=organization_id,
            now=now,
            limit=MOST_ITEMS,
        )
        theirs = [each for each in measures if each.text.lead_department == department]
        if items := left_longest(issues, theirs):
            found[department] = items
    return found


async def open_round(
    session: AsyncSession,
    new: Round,
    items: dict[str, tuple[Issue | DxMeasure, ...]],
    *,
    organization_id: int,
) -> bool:
    """``new.id`` is not looked at. False where that week has one."""
    put = await session.execute(
        insert_for(session, ExchangeRoundRow)
        .values(
            organization_id=organization_id,
            week=new.week,
            opened_at=new.opened_at,
            again_at=new.again_at,
            closes_at=new.closes_at,
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "week"])
        .returning(col(ExchangeRoundRow.id))
    )
    round_id = put.scalar_one_or_none()
    if round_id is None:
        return False
    session.add_all(
        ExchangeItemRow(
            organization_id=organization_id,
            round_id=round_id,
            department=department,
            issue_id=about.id if isinstance(about, Issue) else None,
            measure_id=about.id if isinstance(about, DxMeasure) else None,
            position=position,
        )
        for department, listed in items.items()
        for position, about in enumerate(listed)
    )
    await session.flush()
    return True


async def newest_exchange(session: AsyncSession, *, organization_id: int) -> Exchange | None:
    newest = _rounds(organization_id).order_by(col(ExchangeRoundRow.week).desc()).limit(1)
    return await _exchange(session, await session.scalar(newest), organization_id=organization_id)


async def exchange_of_week(
    session: AsyncSession, week: str, *, organization_id: int
) -> Exchange | None:
    row = await session.scalar(_rounds(organization_id).where(col(ExchangeRoundRow.week) == week))
    return await _exchange(session, row, organization_id=organization_id)


async def exchanges_of_weeks(
    session: AsyncSession, weeks: Collection[str], *, organization_id: int
) -> tuple[Exchange, ...]:
    """Those that there are, the newest first."""
    rows = await session.scalars(
        _rounds(organization_id)
        .where(is_one_of(session, col(ExchangeRoundRow.week), weeks))
        .order_by(col(ExchangeRoundRow.week).desc())
    )
    found = [await _exchange(session, r, organization_id=organization_id) for r in rows.all()]
    return tuple(each for each in found if each)


async def open_exchanges(session: AsyncSession, *, organization_id: int) -> tuple[Exchange, ...]:
    """Whose answers have not been put together yet, the oldest first."""
    rows = await session.scalars(
        _rounds(organization_id)
        .where(col(ExchangeRoundRow.closed_at).is_(None))
        .order_by(col(ExchangeRoundRow.week))
    )
    found = [await _exchange(session, r, organization_id=organization_id) for r in rows.all()]
    return tuple(each for each in found if each)


async def organizations_exchanging(session: AsyncSession) -> tuple[int, ...]:
    """Those with such a round."""
    number = col(ExchangeRoundRow.organization_id)
    found = await session.scalars(
        select(number).where(col(ExchangeRoundRow.closed_at).is_(None)).distinct().order_by(number)
    )
    return tuple(found)


async def note_asked_again(
    session: AsyncSession,
    round_id: int,
    *,
    closes_at: datetime,
    organization_id: int,
    at: datetime,
) -> bool:
    """False where it was."""
    values = {"asked_again_at": at, "closes_at": closes_at}
    return await _note(session, round_id, "asked_again_at", values, organization_id=organization_id)


async def note_closed(
    session: AsyncSession, round_id: int, *, organization_id: int, at: datetime
) -> bool:
    """False where it was."""
    values = {"closed_at": at}
    return await _note(session, round_id, "closed_at", values, organization_id=organization_id)


async def save_answer(session: AsyncSession, item: ExchangeItem, *, organization_id: int) -> None:
    """Whoever calls holds the organization, and has looked at the version before."""
    assert item.answer is not None, "it has been answered"  # noqa: S101 - narrows the type
    await session.execute(
        update(ExchangeItemRow)
        .where(
            col(ExchangeItemRow.organization_id) == organization_id,
            col(ExchangeItemRow.id) == item.id,
        )
        .values(
            version=item.version,
            progress=item.answer.progress.value,
            line=item.answer.line,
            answered_by=item.answered_by,
            answered_at=item.answered_at,
            helper_issue_ids=[*item.helpers.issues],
            helper_case_ids=[*item.helpers.cases],
            helper_staff_ids=[*item.helpers.people],
        )
        .execution_options(synchronize_session=False)
    )


async def exchange_with_item(
    session: AsyncSession, item_id: int, *, organization_id: int
) -> tuple[Exchange, ExchangeItem] | None:
    week = await session.scalar(
        select(col(ExchangeRoundRow.week))
        .join(ExchangeItemRow, col(ExchangeItemRow.round_id) == col(ExchangeRoundRow.id))
        .where(
            col(ExchangeRoundRow.organization_id) == organization_id,
            col(ExchangeItemRow.id) == item_id,
        )
    )
    found = await exchange_of_week(session, week or "", organization_id=organization_id)
    items = found.items if found else ()
    item = next((each for each in items if each.id == item_id), None)
    return (found, item) if found and item else None


def _rounds(organization_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(ExchangeRoundRow)
        .where(col(ExchangeRoundRow.organization_id) == organization_id)
        .execution_options(populate_existing=True)
    )


async def _note(
    session: AsyncSession,
    round_id: int,
    column: str,
    values: dict[str, datetime],
    *,
    organization_id: int,
) -> bool:
    """Only where nothing stands in ``column``."""
    noted = await session.execute(
        update(ExchangeRoundRow)
        .where(
            col(ExchangeRoundRow.organization_id) == organization_id,
            col(ExchangeRoundRow.id) == round_id,
            getattr(ExchangeRoundRow, column).is_(None),
        )
        .values(values)
        .returning(col(ExchangeRoundRow.id))
        .execution_options(synchronize_session=False)
    )
    return noted.first() is not None


async def _exchange(
    session: AsyncSession, row: ExchangeRoundRow | None, *, organization_id: int
) -> Exchange | None:
    if row is None or row.id is None:
        return None
    items = await session.scalars(
        select(ExchangeItemRow)
        .where(
            col(ExchangeItemRow.organization_id) == organization_id,
            col(ExchangeItemRow.round_id) == row.id,
        )
        .order_by(col(ExchangeItemRow.department), col(ExchangeItemRow.position))
        .execution_options(populate_existing=True)
    )
    read = await _items(session, items.all(), organization_id=organization_id)
    return Exchange(_round(row, row.id), read)


async def _items(
    session: AsyncSession, rows: Sequence[ExchangeItemRow], *, organization_id: int
) -> tuple[ExchangeItem, ...]:
    issues = {
        each.id: each
        for each in await issues_by_id(
            session,
            [row.issue_id for row in rows if row.issue_id is not None],
            organization_id=organization_id,
        )
    }
    asked = [row.measure_id for row in rows if row.measure_id is not None]
    found = await measures_by_id(session, asked, organization_id=organization_id) if asked else ()
    measures = {each.id: each for each in found}
    going_on = await open_measures(session, organization_id=organization_id) if asked else ()
    are_open = {each.id for each in going_on}
    return tuple(_item(row, issues, measures, are_open) for row in rows)


def _item(
    row: ExchangeItemRow,
    issues: dict[int, Issue],
    measures: dict[int, DxMeasure],
    are_open: Collection[int],
) -> ExchangeItem:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    about: Issue | DxMeasure
    if row.issue_id is not None:
        about = issues[row.issue_id]
        is_open = about.is_open
    else:
        about = measures[row.measure_id or 0]
        is_open = about.id in are_open
    return ExchangeItem(
        id=row.id,
        department=row.department,
        about=about,
        is_open=is_open,
        version=row.version,
        answer=Answer(Progress(row.progress), row.line) if row.progress else None,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        helpers=HelperIds(
            tuple(row.helper_issue_ids), tuple(row.helper_case_ids), tuple(row.helper_staff_ids)
        ),
    )


def _round(row: ExchangeRoundRow, number: int) -> Round:
    return Round(
        id=number,
        week=row.week,
        opened_at=row.opened_at,
        again_at=row.again_at,
        closes_at=row.closes_at,
        asked_again_at=row.asked_again_at,
        closed_at=row.closed_at,
    )
