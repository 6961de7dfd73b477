"""What a deleted message has said goes from wherever it was taken over: 対応策, and editions of digests."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.countermeasure import TEXT_GONE, WHAT_LENGTH, Countermeasure
from storage.countermeasure_forgetting import forget_told
from storage.countermeasures import countermeasure_of_message, countermeasure_revisions
from storage.digest_edition_forgetting import forget_words
from storage.issue_thread_tables import IssueMessageRow


async def forget_message(
    session: AsyncSession,
    message: IssueMessageRow,
    said: str,
    *,
    organization_id: int,
    by: int | None,
    at: datetime,
) -> bool:
    """``said``: what the message was. False where no 対応策 has been changed.

    ``by``: who has deleted it; None of somebody who is not in the roster.
    """
    assert message.id is not None, "it has been read"  # noqa: S101 - narrows the type
    measure = await countermeasure_of_message(session, message.id, organization_id=organization_id)
    words = frozenset({said.strip()[:WHAT_LENGTH]} - {""})
    is_changed = False
    if measure is not None:
        words |= await _told_first(session, measure, organization_id=organization_id)
        is_changed = await forget_told(
            session, measure, words, organization_id=organization_id, by=by, at=at
        )
    every = {said, *words}
    await forget_words(
        session, message.id, every, organization_id=organization_id, issue_id=message.issue_id
    )
    return is_changed


async def _told_first(
    session: AsyncSession, measure: Countermeasure, *, organization_id: int
) -> frozenset[str]:
    """What the message said when it was made a 対応策: its writer may have edited it since."""
    revisions = await countermeasure_revisions(session, measure.id, organization_id=organization_id)
    return frozenset(each.text.what for each in revisions[:1]) - {TEXT_GONE}
