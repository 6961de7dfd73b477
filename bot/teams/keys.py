"""The keys by which the Bot Framework signs what it sends us.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from jwt import PyJWK
from jwt.exceptions import PyJWTError

OPENID_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
KEPT_SECONDS = 24 * 60 * 60
REFRESH_SECONDS = 60
"""Between two fetches: a stranger who invents key ids makes us ask no more often."""
TIMEOUT = aiohttp.ClientTimeout(total=10)


class KeysUnreachable(Exception):
    """No keys yet, and none to be had."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    key: PyJWK
    endorsements: frozenset[str]
    """The channels for which it may sign."""


class SigningKeys:
    """Fetched when first needed, every day, and when a key is not among them."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        metadata_url: str = OPENID_METADATA,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._seconds = seconds
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = self._tried_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """None for a key that Microsoft does not name. Raises KeysUnreachable."""
        if kid in self._keys and self._seconds() - self._fetched_at < KEPT_SECONDS:
            return self._keys[kid]
        async with self._one_at_a_time:
            if self._seconds() - self._tried_at >= REFRESH_SECONDS:
                await self._refresh()
        if not self._keys:
            raise KeysUnreachable
        return self._keys.get(kid)

    async def _refresh(self) -> None:
        """Old keys stay where new ones cannot be had."""
        self._tried_at = self._seconds()
        try:
            metadata = await self._get(self._metadata_url)
            self._keys = _signing_keys(await self._get(str(metadata["jwks_uri"])))
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, AttributeError):
            return
        self._fetched_at = self._tried_at

    async def _get(self, url: str) -> Any:
        async with self._session.get(url, timeout=TIMEOUT, raise_for_status=True) as answer:
            return await answer.json(content_type=None)


def _signing_keys(published: Mapping[str, Any]) -> Mapping[str, SigningKey]:
    """RSA keys only; one that cannot be read does not spoil the others."""
    found: dict[str, SigningKey] = {}
    for entry in published["keys"]:
        if entry.get("kty") != "RSA":
            continue
        try:
            key = PyJWK(entry, algorithm="RS256")
        except PyJWTError:
            continue
        found[str(entry.get("kid"))] = SigningKey(key, frozenset(entry.get("endorsements") or ()))
    return found
