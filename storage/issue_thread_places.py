"""Which thread is the discussion of which issue."""

from collections.abc import Collection

from sqlalchemy import Integer, cast, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue import RaisedAt
from domain.office import ChannelPlace
from domain.posting import posting_of_issue
from storage.issue_tables import IssueRow
from storage.office_tables import OrganizationOfficeRow
from storage.outbox_table import OF_ISSUES, OutboxRow


async def issue_of_thread(
    session: AsyncSession, at: RaisedAt, *, organization_id: int
) -> int | None:
    """Whose thread that is: of the issue whose card begins it, else of the newest that was raised in it.

    Everybody of the roster reads a discussion. Where an issue was raised elsewhere than in the forum,
    in a private channel say, the thread stays theirs who write in it.
    """
    shown = await session.scalar(
        select(cast(col(OutboxRow.args)["issue"].as_string(), Integer))
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.message_id) == at.thread,
            col(OutboxRow.platform) == at.platform,
            col(OutboxRow.conversation) == at.channel,
            # As it stands in the index, which else is not used.
            text(OF_ISSUES),
        )
        .limit(1)
    )
    if shown is not None:
        return await session.scalar(
            select(col(IssueRow.id)).where(
                col(IssueRow.organization_id) == organization_id, col(IssueRow.id) == shown
            )
        )
    raised = await _raised_at(session, at, organization_id=organization_id)
    if raised and not await _is_forum(session, at, organization_id=organization_id):
        raised = await _with_a_card(session, raised, at, organization_id=organization_id)
    return max(raised, default=None)


async def _raised_at(
    session: AsyncSession, at: RaisedAt, *, organization_id: int
) -> Collection[int]:
    found = await session.scalars(
        select(col(IssueRow.id)).where(
            col(IssueRow.organization_id) == organization_id,
            col(IssueRow.platform) == at.platform,
            col(IssueRow.channel) == at.channel,
            col(IssueRow.thread) == at.thread,
        )
    )
    return [each for each in found if each is not None]


async def _is_forum(session: AsyncSession, at: RaisedAt, *, organization_id: int) -> bool:
    found = await session.execute(
        select(
            col(OrganizationOfficeRow.forum_platform), col(OrganizationOfficeRow.forum_channel)
        ).where(
            col(OrganizationOfficeRow.organization_id) == organization_id,
            col(OrganizationOfficeRow.forum_channel).is_not(None),
        )
    )
    return any(
        ChannelPlace(platform, channel).has(at.platform, at.channel)
        for platform, channel in found
        if platform and channel
    )


async def _with_a_card(
    session: AsyncSession, raised: Collection[int], at: RaisedAt, *, organization_id: int
) -> Collection[int]:
    """Those whose card was put into that thread: of what was the forum then."""
    names = {at.channel, at.channel.rpartition("/")[2]}
    places = [ChannelPlace(at.platform, name).in_thread(at.thread) for name in names]
    keys = {f"{posting_of_issue(each)}{place}": each for each in raised for place in places}
    found = await session.scalars(
        select(col(OutboxRow.dedupe_key)).where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.dedupe_key).in_(keys),
        )
    )
    return [keys[key] for key in found]
