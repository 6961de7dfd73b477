"""An activity as Teams delivers it: the parts that we read, and their shapes.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
What is missing or of another shape is a ValidationError: the body is malformed.
"""

from datetime import datetime
from typing import Any

from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel


class _Part(BaseModel):
    model_config = ConfigDict(
        alias_generator=AliasGenerator(validation_alias=to_camel), frozen=True, extra="ignore"
    )


class ChannelAccount(_Part):
    """``id`` is ``29:…`` for a person, ``28:…`` for a bot."""

    id: str = Field(min_length=1)
    name: str | None = None
    aad_object_id: str | None = None
    role: str | None = None


class ConversationAccount(_Part):
    id: str = Field(min_length=1)
    conversation_type: str | None = None
    tenant_id: str | None = None


class Tenant(_Part):
    id: str | None = None


class ChannelData(_Part):
    tenant: Tenant | None = None


class Entity(_Part):
    """``text`` is what stands in the message for the one mentioned."""

    type: str | None = None
    text: str | None = None
    mentioned: ChannelAccount | None = None


def _is_mention(entity: dict[str, Any]) -> bool:
    mentioned = entity.get("mentioned")
    has_id = isinstance(mentioned, dict) and isinstance(mentioned.get("id"), str)
    return entity.get("type") == "mention" and has_id


class Attachment(_Part):
    """https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4"""

    content_type: str | None = None
    name: str | None = None
    content: Any = None
    """Its shape depends on ``content_type``."""


class InboundActivity(_Part):
    type: str
    id: str = Field(min_length=1)
    channel_id: str = Field(min_length=1)
    service_url: str = Field(min_length=1)
    sender: ChannelAccount = Field(validation_alias="from")
    recipient: ChannelAccount
    conversation: ConversationAccount
    channel_data: ChannelData | None = None
    timestamp: datetime | None = None
    text: str | None = None
    value: Any = None
    """Its shape depends on ``type`` and ``name``."""
    name: str | None = None
    action: str | None = None
    reply_to_id: str | None = None
    delivery_mode: str | None = None
    locale: str | None = None
    entities: tuple[Entity, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    members_added: tuple[ChannelAccount, ...] | None = None

    @field_validator("entities", mode="before")
    @classmethod
    def _mentions_only(cls, entities: object) -> object:
        """Other kinds of entity have shapes of their own, and we read none of them."""
        if not isinstance(entities, list):
            return entities
        return [e for e in entities if isinstance(e, dict) and _is_mention(e)]

    @property
    def tenant(self) -> str:
        """Empty where it is not said."""
        data = self.channel_data.tenant if self.channel_data else None
        return (data.id if data else None) or self.conversation.tenant_id or ""
