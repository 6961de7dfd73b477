"""Of thousands of published cases the few that 今月の改善事例 is chosen from."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.improvement_case import PublishedCase, Visibility
from storage.case_tables import CaseAdoptionRow, CaseRevisionRow, CaseRow, CaseThanksRow
from storage.dialect import is_one_of
from storage.published_cases import adopted_elsewhere, published_cases


async def case_candidates(
    session: AsyncSession,
    *,
    organization_id: int,
    since: datetime,
    until: datetime,
    visibilities: Collection[Visibility],
    limit: int,
) -> tuple[PublishedCase, ...]:
    """At most ``limit`` of each: the newest, the newest of those first published from ``since`` to
    before ``until``, those that most other sections have done, and those that have helped most people.
    """
    of_all = _ids(organization_id).where(
        is_one_of(session, col(CaseRevisionRow.visibility), [each.value for each in visibilities])
    )
    number = col(CaseRow.number).desc()
    published_at = col(CaseRow.published_at)
    newest = of_all.order_by(published_at.desc(), number)
    then = newest.where(published_at >= since, published_at < until)
    adopted = of_all.join(CaseAdoptionRow, adopted_elsewhere())
    thanked = of_all.join(CaseThanksRow, col(CaseThanksRow.case_id) == col(CaseRow.id))
    most = (
        each.group_by(col(CaseRow.id), col(CaseRow.number)).order_by(func.count().desc(), number)
        for each in (adopted, thanked)
    )
    ids: set[int] = set()
    for query in (newest, then, *most):
        ids.update(await session.scalars(query.limit(limit)))
    found = await published_cases(session, ids, organization_id=organization_id)
    return tuple(found.values())


def _ids(organization_id: int) -> Select[Any]:
    revision = (col(CaseRevisionRow.case_id) == col(CaseRow.id)) & (
        col(CaseRevisionRow.version) == col(CaseRow.published_version)
    )
    return (
        select(col(CaseRow.id))
        .join(CaseRevisionRow, revision)
        .where(col(CaseRow.organization_id) == organization_id)
    )
