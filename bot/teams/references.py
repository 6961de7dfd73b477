"""Where we may write unasked: kept from everything that comes in, marked where Teams refuses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.teams.lately import Lately
from bot.teams.payloads import Place
from bot.teams.people import PLATFORM
from domain.conversation_reference import ConversationReference, ConversationScope
from storage.conversation_references import block_reference, keep_reference, personal_reference
from storage.session import Database


@dataclass(frozen=True, slots=True)
class References:
    database: Database
    organization_id: int
    clock: Callable[[], datetime]
    _written: Lately[str] = field(default_factory=Lately)
    """By conversation: the service URL."""

    async def keep(self, place: Place) -> None:
        """The service URL may be another one than the last time."""
        conversation, now = place.conversation_itself, self.clock()
        if self._written.recall(conversation, now=now) == place.service_url:
            return
        person = place.aad_object_id if place.is_private else ""
        await self._save(place, conversation, place.scope, person)
        self._written.remember(conversation, place.service_url, now=now)

    async def keep_personal(self, place: Place, conversation: str) -> None:
        """The personal chat that was made for who spoke at ``place``."""
        await self._save(place, conversation, ConversationScope.PERSONAL, place.aad_object_id)

    async def personal(self, aad_object_id: str) -> ConversationReference | None:
        """None where there is none, or where Teams has refused us for good."""
        if not aad_object_id:
            return None
        async with self.database.read() as session:
            return await personal_reference(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                platform_id=aad_object_id,
            )

    async def block(self, conversation: str) -> None:
        self._written.forget(conversation)
        async with self.database.begin() as session:
            await block_reference(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                conversation_id=conversation,
                at=self.clock(),
            )

    async def _save(
        self, place: Place, conversation: str, scope: ConversationScope, person: str
    ) -> None:
        reference = ConversationReference(
            platform=PLATFORM,
            conversation_id=conversation,
            scope=scope,
            platform_id=person,
            tenant_id=place.tenant,
            service_url=place.service_url,
            seen_at=self.clock(),
        )
        async with self.database.begin() as session:
            await keep_reference(session, reference, organization_id=self.organization_id)
