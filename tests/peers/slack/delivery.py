"""How Slack tells the app: requests that are signed, and sent again when they were not heard."""

import asyncio
import hashlib
import hmac
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp

SECRET = "peer-signing-secret"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"

SETTLES_WITHIN = 60
"""Seconds. Slack gives three for the acknowledgement, which a busy machine may not have."""


@dataclass(frozen=True)
class Retry:
    """``number`` from 1; ``reason`` such as http_timeout or http_error."""

    number: int
    reason: str = "http_timeout"


@dataclass
class Receiver(ABC):
    """Whatever way events take: signed requests, or the envelopes of ``sockets.py``."""

    is_idle: Callable[[], bool]
    """Whether the app has nothing left to do."""

    @abstractmethod
    async def acknowledges(
        self, content: bytes, content_type: str, *, retry: Retry | None = None
    ) -> tuple[int, str]:
        """Status and body, while the app may still be at work."""

    async def receives(
        self, content: bytes, content_type: str, *, retry: Retry | None = None
    ) -> tuple[int, str]:
        """Status and body of the acknowledgement, once all that follows from it is done."""
        acknowledged = await self.acknowledges(content, content_type, retry=retry)
        await self.settles()
        return acknowledged

    async def settles(self) -> None:
        async with asyncio.timeout(SETTLES_WITHIN):
            while not self.is_idle():  # noqa: ASYNC110 - the edge's work is its own
                await asyncio.sleep(0.01)


@dataclass
class App(Receiver):
    """Where the app listens, and how to sign for it."""

    events: str
    now: Callable[[], float]

    async def acknowledges(
        self, content: bytes, content_type: str, *, retry: Retry | None = None
    ) -> tuple[int, str]:
        headers = self.signed(content) | {"Content-Type": content_type}
        if retry:
            headers["X-Slack-Retry-Num"] = str(retry.number)
            headers["X-Slack-Retry-Reason"] = retry.reason
        return await self.raw(content, headers)

    def signed(self, content: bytes) -> dict[str, str]:
        stamp = str(int(self.now()))
        signature = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + content, hashlib.sha256)
        return {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature.hexdigest()}",
        }

    async def raw(self, content: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        """Any bytes under any headers, as anyone on the network may send them."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.events, data=content, headers=headers) as answer,
        ):
            return answer.status, await answer.text()
