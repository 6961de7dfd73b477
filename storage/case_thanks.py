"""「参考になった」: once a person, taken back as easily."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.case_tables import CaseThanksRow
from storage.dialect import insert_for
from storage.improvement_cases import touch_case


async def thank_for_case(
    session: AsyncSession, *, case_id: int, staff_id: int, organization_id: int, at: datetime
) -> bool:
    """False where they have done so before."""
    given = await session.execute(
        insert_for(session, CaseThanksRow)
        .values(organization_id=organization_id, case_id=case_id, staff_id=staff_id, at=at)
        .on_conflict_do_nothing(index_elements=["case_id", "staff_id"])
        .returning(col(CaseThanksRow.id))
    )
    if given.first() is None:
        return False
    await touch_case(session, organization_id=organization_id, case_id=case_id)
    return True


async def take_thanks_back(
    session: AsyncSession, *, case_id: int, staff_id: int, organization_id: int
) -> bool:
    """False where there is nothing to take back."""
    taken = await session.execute(
        delete(CaseThanksRow)
        .where(
            col(CaseThanksRow.organization_id) == organization_id,
            col(CaseThanksRow.case_id) == case_id,
            col(CaseThanksRow.staff_id) == staff_id,
        )
        .returning(col(CaseThanksRow.id))
        .execution_options(synchronize_session=False)
    )
    if taken.first() is None:
        return False
    await touch_case(session, organization_id=organization_id, case_id=case_id)
    return True
