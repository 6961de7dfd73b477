"""改善事例 as they stood at a moment: public ones, those that waited, and what they had saved."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_totals import case_totals
from domain.digest import Period
from domain.digest_cases import CaseSaid, CaseThen, CaseWeek, waiting_at
from domain.improvement_case import WAITING, CaseState, Decision
from storage.case_adoptions import all_adoptions
from storage.case_rules import review_route
from storage.case_tables import CaseDecisionRow, CaseRevisionRow, CaseRow, CaseWithdrawalRow
from storage.published_cases import every_published_case


async def case_week(session: AsyncSession, period: Period, *, organization_id: int) -> CaseWeek:
    """What was withdrawn since is not told, whatever it was then."""
    published = tuple(
        case
        for case in await every_published_case(session, organization_id=organization_id)
        if case.published_at < period.until
    )
    shown = {case.id for case in published}
    adoptions = tuple(
        each
        for each in await all_adoptions(session, organization_id=organization_id)
        if each.at < period.until and each.case_id in shown
    )
    earlier = [case for case in published if case.published_at < period.since]
    before = [each for each in adoptions if each.at < period.since]
    return CaseWeek(
        published=published,
        adoptions=tuple(sorted(adoptions, key=lambda each: each.at)),
        waiting=waiting_at(
            period.until,
            await _cases(session, organization_id=organization_id, until=period.until),
            route=await review_route(session, organization_id=organization_id),
        ),
        totals=case_totals(published, adoptions, to=period.last_day),
        totals_before=case_totals(earlier, before, to=period.before().last_day),
        is_touched=await _is_touched(session, period, organization_id=organization_id),
    )


async def _cases(
    session: AsyncSession, *, organization_id: int, until: datetime
) -> tuple[CaseThen, ...]:
    """From the versions, what was decided about each, and what was taken back; none that is so now."""
    cases = await session.execute(
        select(
            col(CaseRow.id),
            col(CaseRow.number),
            col(CaseRow.state),
            col(CaseRow.version),
            col(CaseRow.published_at),
        ).where(
            col(CaseRow.organization_id) == organization_id,
            col(CaseRow.created_at) < until,
            col(CaseRow.state) != CaseState.WITHDRAWN.value,
        )
    )
    newest: dict[int | None, tuple[int, datetime]] = {}
    for of_case, revision, at in await session.execute(
        select(col(CaseRevisionRow.case_id), col(CaseRevisionRow.version), col(CaseRevisionRow.at))
        .where(
            col(CaseRevisionRow.organization_id) == organization_id,
            col(CaseRevisionRow.at) < until,
        )
        .order_by(col(CaseRevisionRow.version))
    ):
        newest[of_case] = (revision, at)
    decisions = await _decisions(session, organization_id=organization_id)
    withdrawn = await _withdrawn(session, organization_id=organization_id)
    then = []
    for case_id, number, state, version, published_at in cases:
        if case_id is None or case_id not in newest:
            continue
        seen, at = newest[case_id]
        came_with_a_file = seen == 1 and published_at is not None and published_at <= at
        then.append(
            CaseThen(
                number=number,
                since=at,
                waits_now=CaseState(state) in WAITING and version == seen,
                is_replaced=version > seen and not came_with_a_file,
                decisions=decisions[case_id, seen],
                withdrawn=withdrawn[case_id],
            )
        )
    return tuple(then)


async def _decisions(
    session: AsyncSession, *, organization_id: int
) -> defaultdict[tuple[int, int], list[CaseSaid]]:
    """About each version of a case, in their order."""
    row = CaseDecisionRow
    found = defaultdict[tuple[int, int], list[CaseSaid]](list)
    for case_id, version, decision, at, step in await session.execute(
        select(col(row.case_id), col(row.version), col(row.decision), col(row.at), col(row.step))
        .where(col(row.organization_id) == organization_id)
        .order_by(col(row.id))
    ):
        found[case_id, version].append(CaseSaid(Decision(decision), at, CaseState(step)))
    return found


async def _is_touched(session: AsyncSession, period: Period, *, organization_id: int) -> bool:
    """Whether a version came in, or was decided about, of a case that has not been taken back since."""
    for row in (CaseRevisionRow, CaseDecisionRow):
        found = await session.scalar(
            select(col(row.id))
            .join(CaseRow, col(CaseRow.id) == col(row.case_id))
            .where(
                col(row.organization_id) == organization_id,
                col(row.at) >= period.since,
                col(row.at) < period.until,
                col(CaseRow.state) != CaseState.WITHDRAWN.value,
            )
            .limit(1)
        )
        if found is not None:
            return True
    return False


async def _withdrawn(
    session: AsyncSession, *, organization_id: int
) -> defaultdict[int, list[datetime]]:
    found = defaultdict[int, list[datetime]](list)
    for case_id, at in await session.execute(
        select(col(CaseWithdrawalRow.case_id), col(CaseWithdrawalRow.at)).where(
            col(CaseWithdrawalRow.organization_id) == organization_id
        )
    ):
        found[case_id].append(at)
    return found
