"""All that a week's digest is made of, as one value that is another one once any of it has changed."""

from collections.abc import Hashable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.case_tables import CaseAdoptionRow, CaseDecisionRow, CaseRulesRow, CaseWithdrawalRow
from storage.countermeasure_tables import CountermeasureRevisionRow, CountermeasureRow
from storage.dx_measure_tables import DxMeasureRevisionRow
from storage.exchange_tables import ExchangeItemRow
from storage.issue_group_tables import IssueGroupRevisionRow
from storage.issue_tables import IssueLinkRow
from storage.issue_thread_tables import IssueMarkRow, IssueMessageRow
from storage.table_base import Table
from storage.tables import OrganizationRow

_ADDED_ONLY: tuple[type[Table], ...] = (
    DxMeasureRevisionRow,
    IssueGroupRevisionRow,
    CountermeasureRevisionRow,
    CaseDecisionRow,
    CaseWithdrawalRow,
    CaseAdoptionRow,
)
"""Tables whose rows are added and taken away, and do not change; what they say of a 対応策 is forgotten with
its message, which is looked at itself.
"""


async def digest_basis(session: AsyncSession, *, organization_id: int) -> Hashable:
    """The organization's versions of issues, cases and people, and what these do not count."""
    added = [
        (
            select(func.count(col(table.id))).where(col(table.organization_id) == organization_id),
            select(func.max(col(table.id))).where(col(table.organization_id) == organization_id),
        )
        for table in _ADDED_ONLY
    ]
    item, told, link = ExchangeItemRow, CountermeasureRow, IssueLinkRow
    mark, message = IssueMarkRow, IssueMessageRow
    counts = (
        select(col(OrganizationRow.issues_version)).where(
            col(OrganizationRow.id) == organization_id
        ),
        select(col(OrganizationRow.cases_version)).where(
            col(OrganizationRow.id) == organization_id
        ),
        select(col(OrganizationRow.roster_version)).where(
            col(OrganizationRow.id) == organization_id
        ),
        # By whom cases wait to be looked at.
        select(col(CaseRulesRow.route)).where(col(CaseRulesRow.organization_id) == organization_id),
        *(query for pair in added for query in pair),
        # What is asked about is put in before anybody has answered, as version 0.
        select(func.count(col(item.id))).where(col(item.organization_id) == organization_id),
        select(func.sum(col(item.version))).where(col(item.organization_id) == organization_id),
        select(func.sum(col(told.version))).where(col(told.organization_id) == organization_id),
        select(func.max(col(link.id))).where(col(link.organization_id) == organization_id),
        select(func.count(col(link.ended_at))).where(col(link.organization_id) == organization_id),
        select(func.max(col(mark.id))).where(col(mark.organization_id) == organization_id),
        select(func.count(col(mark.ended_at))).where(col(mark.organization_id) == organization_id),
        # One that was told late is of a week past; an edit or a deletion raises its version.
        select(func.max(col(message.id))).where(col(message.organization_id) == organization_id),
        select(func.sum(col(message.version))).where(
            col(message.organization_id) == organization_id
        ),
    )
    numbers = (await session.execute(select(*(query.scalar_subquery() for query in counts)))).one()
    return tuple(numbers)
