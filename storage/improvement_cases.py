"""Improvement cases: reported, changed, decided; who writes names the version that was read.

Each change is one row of ``case_revision`` or ``case_decision``; nothing is overwritten.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.improvement_case import WAITING, Case, CaseState, CaseText
from storage.case_tables import CaseAttachmentRow, CaseRevisionRow, CaseRow
from storage.case_texts import case_text, text_columns
from storage.dialect import is_one_of
from storage.organization_lock import hold_organization
from storage.versions import next_cases_version


async def add_case(
    session: AsyncSession, case: Case, *, organization_id: int, editor_id: int | None
) -> Case:
    """With the next number; ``case.id``, ``number`` and ``version`` are not looked at."""
    await hold_organization(session, organization_id=organization_id)
    last = await session.scalar(
        select(func.max(CaseRow.number)).where(col(CaseRow.organization_id) == organization_id)
    )
    row = CaseRow(
        organization_id=organization_id,
        number=(last or 0) + 1,
        author_id=case.author_id,
        department=case.department,
        section=case.section,
        created_at=case.created_at,
        changed=await next_cases_version(session, organization_id=organization_id),
        established_at=case.established_at,
        **_standing(replace(case, version=1)),
    )
    session.add(row)
    await session.flush()
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    added = replace(case, id=row.id, number=row.number, version=1, editor_id=editor_id)
    _add_revision(session, added, organization_id=organization_id, at=case.created_at)
    await session.flush()
    return added


async def change_case(
    session: AsyncSession,
    after: Case,
    *,
    read: Case,
    organization_id: int,
    at: datetime,
) -> bool:
    """False where it is not what was ``read`` any more: nothing is written then.

    A new version brings its text, and whose that is. 「定着した」 is ``establish_case``'s.
    """
    changed = await session.execute(
        update(CaseRow)
        .where(
            col(CaseRow.organization_id) == organization_id,
            col(CaseRow.id) == read.id,
            col(CaseRow.version) == read.version,
            col(CaseRow.state) == read.state.value,
        )
        .values(
            **_standing(after),
            **({} if after.waiting_since == read.waiting_since else {"brought_up": 0}),
            changed=await next_cases_version(session, organization_id=organization_id),
        )
        .returning(col(CaseRow.id))
        .execution_options(synchronize_session=False)
    )
    if changed.first() is None:
        return False
    if after.version != read.version:
        _add_revision(session, after, organization_id=organization_id, at=at)
        await session.flush()
    return True


async def touch_case(session: AsyncSession, *, organization_id: int, case_id: int) -> None:
    """What others did with it is part of what a copy in memory shows."""
    version = await next_cases_version(session, organization_id=organization_id)
    await session.execute(
        update(CaseRow)
        .where(col(CaseRow.organization_id) == organization_id, col(CaseRow.id) == case_id)
        .values(changed=version)
        .execution_options(synchronize_session=False)
    )


async def establish_case(
    session: AsyncSession, *, organization_id: int, case_id: int, at: datetime | None
) -> bool:
    """「定着した」; ``at`` None takes it back. False where it is so already, or nobody sees the case.

    Whoever decides about a version at the same moment does not undo it, nor is undone.
    """
    is_so = (
        col(CaseRow.established_at).is_not(None) if at else col(CaseRow.established_at).is_(None)
    )
    changed = await session.execute(
        update(CaseRow)
        .where(
            col(CaseRow.organization_id) == organization_id,
            col(CaseRow.id) == case_id,
            col(CaseRow.published_version).is_not(None),
            ~is_so,
        )
        .values(
            established_at=at,
            changed=await next_cases_version(session, organization_id=organization_id),
        )
        .returning(col(CaseRow.id))
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


async def case_by_id(session: AsyncSession, *, organization_id: int, case_id: int) -> Case | None:
    return await _one(session, newest_cases(organization_id).where(col(CaseRow.id) == case_id))


async def every_case(session: AsyncSession, *, organization_id: int) -> tuple[Case, ...]:
    """In whatever state, by number."""
    return await cases_in(session, newest_cases(organization_id).order_by(col(CaseRow.number)))


async def some_cases(
    session: AsyncSession,
    *,
    organization_id: int,
    after: int,
    limit: int,
    published: tuple[datetime, datetime] | None = None,
) -> tuple[Case, ...]:
    """Those behind the number ``after``, in its order. ``published``: for the first time from then to
    before then, and still.
    """
    query = newest_cases(organization_id).where(col(CaseRow.number) > after)
    if published:
        since, until = published
        query = query.where(
            col(CaseRow.published_version).is_not(None),
            col(CaseRow.published_at) >= since,
            col(CaseRow.published_at) < until,
        )
    return await cases_in(session, query.order_by(col(CaseRow.number)).limit(limit))


async def waiting_cases(
    session: AsyncSession,
    *,
    organization_id: int,
    states: Collection[CaseState] = WAITING,
    departments: Collection[str] | None = None,
    limit: int,
) -> tuple[Case, ...]:
    """The longest waiting first; of all departments where none are named."""
    query = newest_cases(organization_id).where(
        col(CaseRow.waiting_since).is_not(None),
        is_one_of(session, col(CaseRow.state), [state.value for state in states]),
    )
    if departments is not None:
        query = query.where(is_one_of(session, col(CaseRow.department), [*departments]))
    ordered = query.order_by(col(CaseRow.waiting_since), col(CaseRow.number))
    return await cases_in(session, ordered.limit(limit))


async def revision(
    session: AsyncSession, *, organization_id: int, case_id: int, version: int
) -> CaseText | None:
    row = await session.scalar(
        select(CaseRevisionRow).where(
            col(CaseRevisionRow.organization_id) == organization_id,
            col(CaseRevisionRow.case_id) == case_id,
            col(CaseRevisionRow.version) == version,
        )
    )
    return case_text(row) if row else None


async def hand_over_attachments(
    session: AsyncSession, *, organization_id: int, draft_key: str, case_id: int, version: int
) -> None:
    """What came with the draft is the case's from now on, and of the moment at which that ``version``
    was written: others see it once that version is published.
    """
    written_at = (
        select(col(CaseRevisionRow.at))
        .where(
            col(CaseRevisionRow.organization_id) == organization_id,
            col(CaseRevisionRow.case_id) == case_id,
            col(CaseRevisionRow.version) == version,
        )
        .scalar_subquery()
    )
    await session.execute(
        update(CaseAttachmentRow)
        .where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.draft_key) == draft_key,
        )
        .values(case_id=case_id, draft_key=None, kept_at=written_at)
        .execution_options(synchronize_session=False)
    )


def _standing(case: Case) -> dict[str, Any]:
    return {
        "state": case.state.value,
        "version": case.version,
        "published_version": case.published_version,
        "published_at": case.published_at,
        "waiting_since": case.waiting_since,
    }


def _add_revision(
    session: AsyncSession,
    case: Case,
    *,
    organization_id: int,
    at: datetime,
) -> None:
    session.add(
        CaseRevisionRow(
            organization_id=organization_id,
            case_id=case.id,
            version=case.version,
            editor_id=case.editor_id,
            at=at,
            **text_columns(case.text),
        )
    )


def newest_cases(organization_id: int) -> Select[*tuple[Any, ...]]:
    """Each with its newest version; read by ``cases_in``."""
    is_newest = (col(CaseRevisionRow.case_id) == col(CaseRow.id)) & (
        col(CaseRevisionRow.version) == col(CaseRow.version)
    )
    return (
        select(CaseRow, CaseRevisionRow)
        .join(CaseRevisionRow, is_newest)
        .where(col(CaseRow.organization_id) == organization_id)
    )


async def _one(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> Case | None:
    row = (await session.execute(query)).one_or_none()
    return _case(*row) if row else None


async def cases_in(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> tuple[Case, ...]:
    return tuple(_case(*row) for row in await session.execute(query))


def _case(row: CaseRow, newest: CaseRevisionRow) -> Case:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return Case(
        id=row.id,
        number=row.number,
        author_id=row.author_id,
        department=row.department,
        section=row.section,
        state=CaseState(row.state),
        version=row.version,
        text=case_text(newest),
        created_at=row.created_at,
        waiting_since=row.waiting_since,
        published_version=row.published_version,
        published_at=row.published_at,
        established_at=row.established_at,
        editor_id=newest.editor_id,
    )
