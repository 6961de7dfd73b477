"""Conversations that a message of our own accord can be sent to (Teams needs them stored)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.conversation_reference import ConversationReference, ConversationScope
from storage.dialect import insert_or_update
from storage.tables import ConversationReferenceRow


async def keep_reference(
    session: AsyncSession, reference: ConversationReference, *, organization_id: int
) -> None:
    """Something came in from there: the address is good again, whatever was refused before."""
    await insert_or_update(
        session,
        ConversationReferenceRow,
        key=("organization_id", "platform", "conversation_id"),
        values={
            "organization_id": organization_id,
            "platform": reference.platform,
            "conversation_id": reference.conversation_id,
            "scope": reference.scope.value,
            "platform_id": reference.platform_id,
            "tenant_id": reference.tenant_id,
            "service_url": reference.service_url,
            "seen_at": reference.seen_at,
            "blocked_at": None,
        },
    )


async def personal_references(
    session: AsyncSession, *, organization_id: int, platform: str, platform_ids: Collection[str]
) -> dict[str, ConversationReference]:
    """By ``platform_id`` the person's own chat with us, seen last; without those who have none or
    where it is blocked.
    """
    rows = await session.scalars(
        select(ConversationReferenceRow)
        .where(
            col(ConversationReferenceRow.organization_id) == organization_id,
            col(ConversationReferenceRow.platform) == platform,
            col(ConversationReferenceRow.platform_id).in_(platform_ids),
            col(ConversationReferenceRow.scope) == ConversationScope.PERSONAL.value,
            col(ConversationReferenceRow.blocked_at).is_(None),
        )
        .order_by(col(ConversationReferenceRow.seen_at))
    )
    return {row.platform_id: _reference(row) for row in rows}


async def reference_of(
    session: AsyncSession, *, organization_id: int, platform: str, conversation_id: str
) -> ConversationReference | None:
    """Of a channel or group chat; None where there is none or it is blocked."""
    row = await session.scalar(
        select(ConversationReferenceRow).where(
            col(ConversationReferenceRow.organization_id) == organization_id,
            col(ConversationReferenceRow.platform) == platform,
            col(ConversationReferenceRow.conversation_id) == conversation_id,
            col(ConversationReferenceRow.blocked_at).is_(None),
        )
    )
    return _reference(row) if row else None


async def has_blocked_reference(
    session: AsyncSession, *, organization_id: int, platform: str, platform_id: str
) -> bool:
    """Whether a chat of the person's own with us is blocked."""
    query = select(col(ConversationReferenceRow.conversation_id)).where(
        col(ConversationReferenceRow.organization_id) == organization_id,
        col(ConversationReferenceRow.platform) == platform,
        col(ConversationReferenceRow.platform_id) == platform_id,
        col(ConversationReferenceRow.scope) == ConversationScope.PERSONAL.value,
        col(ConversationReferenceRow.blocked_at).is_not(None),
    )
    return await session.scalar(query.limit(1)) is not None


async def latest_service_url(
    session: AsyncSession, *, organization_id: int, platform: str, tenant_id: str
) -> str | None:
    """Of whatever conversation of the tenant was seen last; None where there is none."""
    service_url: str | None = await session.scalar(
        select(col(ConversationReferenceRow.service_url))
        .where(
            col(ConversationReferenceRow.organization_id) == organization_id,
            col(ConversationReferenceRow.platform) == platform,
            func.lower(col(ConversationReferenceRow.tenant_id)) == tenant_id.lower(),
        )
        .order_by(col(ConversationReferenceRow.seen_at).desc())
        .limit(1)
    )
    return service_url


async def block_reference(
    session: AsyncSession,
    *,
    organization_id: int,
    platform: str,
    conversation_id: str,
    at: datetime,
) -> None:
    """The platform refused us there for good; nothing is sent until something comes in again."""
    await session.execute(
        update(ConversationReferenceRow)
        .where(
            col(ConversationReferenceRow.organization_id) == organization_id,
            col(ConversationReferenceRow.platform) == platform,
            col(ConversationReferenceRow.conversation_id) == conversation_id,
        )
        .values(blocked_at=at)
    )


def _reference(row: ConversationReferenceRow) -> ConversationReference:
    return ConversationReference(
        platform=row.platform,
        conversation_id=row.conversation_id,
        scope=ConversationScope(row.scope),
        platform_id=row.platform_id,
        tenant_id=row.tenant_id,
        service_url=row.service_url,
        seen_at=row.seen_at,
        blocked_at=row.blocked_at,
    )
