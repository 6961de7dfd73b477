"""Which 対応策 are read by whom: what came of an improvement case goes only where the case goes."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from domain.case_sight import Sight
from domain.countermeasure import Countermeasure, is_readable
from storage.published_cases import published_cases


async def readable(
    session: AsyncSession,
    measures: Iterable[Countermeasure],
    *,
    organization_id: int,
    sight: Sight | None,
) -> tuple[Countermeasure, ...]:
    """In their order. ``sight``: of who reads; None of what everybody reads."""
    told = tuple(measures)
    ids = {each.case_id for each in told if each.case_id is not None}
    if not ids:
        return told
    cases = await published_cases(session, ids, organization_id=organization_id)
    return tuple(each for each in told if is_readable(each, cases.get(each.case_id or 0), sight))
