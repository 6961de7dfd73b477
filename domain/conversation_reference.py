"""Where a platform lets us write to somebody without being spoken to first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ConversationScope(StrEnum):
    PERSONAL = "personal"
    GROUP_CHAT = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class ConversationReference:
    """``platform_id`` is the person's for a personal chat, else empty.

    ``service_url`` changes now and then: it is renewed with everything that comes in.
    ``blocked_at`` is set where the platform refused us for good (the app was removed or blocked).
    """

    platform: str
    conversation_id: str
    scope: ConversationScope
    platform_id: str
    tenant_id: str
    service_url: str
    seen_at: datetime
    blocked_at: datetime | None = None
