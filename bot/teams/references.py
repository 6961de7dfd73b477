"""Where we may write unasked: kept from everything that comes in, marked where Teams refuses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.teams.lately import Lately
from bot.teams.payloads import Place
from bot.teams.people import PLATFORM
from domain.conversation_reference import ConversationReference, ConversationScope
from scheduler.together import Together
from storage.conversation_references import (
    block_reference,
    has_blocked_reference,
    keep_reference,
    latest_service_url,
    personal_references,
    reference_of,
)
from storage.session import Database


@dataclass(slots=True)
class References:
    database: Database
    organization_id: int
    clock: Callable[[], datetime]
    _written: Lately[str] = field(default_factory=Lately)
    """By conversation: the service URL."""
    _personal: Together[str, ConversationReference | None] = field(init=False)

    def __post_init__(self) -> None:
        self._personal = Together(self._read_personal)

    async def keep(self, place: Place) -> None:
        """The service URL may be another one than the last time."""
        conversation, now = place.conversation_itself, self.clock()
        if self._written.recall(conversation, now=now) == place.service_url:
            return
        reference = ConversationReference(
            platform=PLATFORM,
            conversation_id=conversation,
            scope=place.scope,
            platform_id=place.aad_object_id if place.is_private else "",
            tenant_id=place.tenant,
            service_url=place.service_url,
            seen_at=now,
        )
        await self._save(reference)
        self._written.remember(conversation, place.service_url, now=now)

    async def keep_personal(
        self, conversation: str, *, aad_object_id: str, tenant: str, service_url: str
    ) -> ConversationReference:
        """The chat that was made for somebody who has not written in it yet."""
        reference = ConversationReference(
            platform=PLATFORM,
            conversation_id=conversation,
            scope=ConversationScope.PERSONAL,
            platform_id=aad_object_id,
            tenant_id=tenant,
            service_url=service_url,
            seen_at=self.clock(),
        )
        await self._save(reference)
        return reference

    async def personal(self, aad_object_id: str) -> ConversationReference | None:
        """None where there is none, or where Teams has refused us for good."""
        if not aad_object_id:
            return None
        return await self._personal(aad_object_id)

    async def of(self, conversation: str) -> ConversationReference | None:
        """None where nothing has come from, or where Teams has refused us for good."""
        async with self.database.within(self.organization_id).read() as session:
            return await reference_of(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                conversation_id=conversation,
            )

    async def block(self, conversation: str) -> None:
        self._written.forget(conversation)
        async with self.database.within(self.organization_id).begin() as session:
            await block_reference(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                conversation_id=conversation,
                at=self.clock(),
            )

    async def is_blocked(self, aad_object_id: str) -> bool:
        """Whether Teams has refused us for good in their personal chat."""
        async with self.database.within(self.organization_id).read() as session:
            return await has_blocked_reference(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                platform_id=aad_object_id,
            )

    async def service_url(self, tenant: str) -> str | None:
        """Where that tenant was spoken to last; None where it never was."""
        async with self.database.within(self.organization_id).read() as session:
            return await latest_service_url(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                tenant_id=tenant,
            )

    async def _read_personal(self, people: Sequence[str]) -> Sequence[ConversationReference | None]:
        """One question, however many are told at the same moment."""
        async with self.database.within(self.organization_id).read() as session:
            chats = await personal_references(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                platform_ids=set(people),
            )
        return [chats.get(each) for each in people]

    async def _save(self, reference: ConversationReference) -> None:
        async with self.database.within(self.organization_id).begin() as session:
            await keep_reference(session, reference, organization_id=self.organization_id)
