"""What is news of people's records in the weekly messages: for one of them, or for all at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from domain.japan_time import JAPAN
from domain.reminder import Decision
from domain.section_reminder import LATE, Done
from domain.training import RecordState
from storage.tables import CourseRow, TrainingRecordRow

_RECORD = TrainingRecordRow
News = TypeVar("News", Decision, Done)


async def decisions_since(
    session: AsyncSession,
    since: datetime,
    *,
    organization_id: int,
    among: Collection[int] | None = None,
) -> dict[int, tuple[Decision, ...]]:
    """What others have decided of people's reports, older first, by person id.

    ``among``: person ids; None is everybody. People without any are absent.
    """
    query = (
        _records(col(_RECORD.state), col(_RECORD.decided_at))
        .where(
            _are_of(organization_id, among),
            col(_RECORD.decided_at) > since,
            col(_RECORD.decided_by) != col(_RECORD.staff_id),
            col(_RECORD.state).in_([RecordState.COMPLETED.value, RecordState.REJECTED.value]),
        )
        .order_by(col(_RECORD.decided_at), col(_RECORD.id))
    )
    found = await session.execute(query)
    return _by_person(
        (person_id, Decision(name, on, RecordState(state), at))
        for person_id, name, on, state, at in found
    )


async def done_since(
    session: AsyncSession,
    since: datetime,
    *,
    organization_id: int,
    among: Collection[int] | None = None,
) -> dict[int, tuple[Done, ...]]:
    """All courses done that may be news, as ``Done.is_news`` says, older first; otherwise as
    ``decisions_since``.
    """
    query = (
        _records(col(_RECORD.decided_at), col(_RECORD.recorded_at))
        .where(
            _are_of(organization_id, among),
            col(_RECORD.state) == RecordState.COMPLETED.value,
            _may_be_news(since),
        )
        .order_by(col(_RECORD.completed_on), col(_RECORD.id))
    )
    found = await session.execute(query)
    return _by_person((person_id, Done(*done)) for person_id, *done in found)


def _may_be_news(since: datetime) -> ColumnElement[bool]:
    """``Done.is_news`` has the last word. What came in after ``since`` and is of late was done ``LATE``
    before that day at most.
    """
    day, is_confirmed = since.astimezone(JAPAN).date(), col(_RECORD.decided_at).is_not(None)
    came_in = and_(
        col(_RECORD.recorded_at) > since, is_confirmed | (col(_RECORD.completed_on) >= day - LATE)
    )
    nobody_knows = and_(
        col(_RECORD.recorded_at).is_(None),
        (col(_RECORD.decided_at) > since) | (col(_RECORD.completed_on) > day),
    )
    return came_in | nobody_knows


def _records(*more: Mapped[Any]) -> Select[*tuple[Any, ...]]:
    """Whose, the course's name and the day, and ``more``."""
    return select(
        col(_RECORD.staff_id), col(CourseRow.name), col(_RECORD.completed_on), *more
    ).join(CourseRow, col(CourseRow.id) == col(_RECORD.course_id))


def _are_of(organization_id: int, among: Collection[int] | None) -> ColumnElement[bool]:
    theirs = true() if among is None else col(_RECORD.staff_id).in_(among)
    return and_(col(_RECORD.organization_id) == organization_id, theirs)


def _by_person(found: Iterable[tuple[int, News]]) -> dict[int, tuple[News, ...]]:
    news: defaultdict[int, list[News]] = defaultdict(list)
    for person_id, one in found:
        news[person_id].append(one)
    return {person_id: tuple(each) for person_id, each in news.items()}
