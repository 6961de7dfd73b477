"""Our own token for the connector: fetched by msal in a thread, kept until shortly before it ends."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, assert_never

from bot.teams.identity import Certificate, ClientSecret, ManagedIdentity, TeamsIdentity

RESOURCE = "https://api.botframework.com"
EARLY_SECONDS = 5 * 60
TIMEOUT_SECONDS = 10
LONGEST_SECONDS = 30
"""Of a whole fetch: what asks for a managed identity knows no limit of its own."""
PAUSE_SECONDS = 30
"""Between two tries while the old token is still good."""


AFTER_REFUSAL_SECONDS = 5
"""Until it is asked again: who waits in line must not each wait for an answer that does not come."""


class TokenRefused(Exception):
    """None could be had; the message is Microsoft Entra's error code, or what went wrong with us."""


@dataclass(frozen=True, slots=True)
class Token:
    value: str = field(repr=False)
    lasts: float
    """Seconds."""


Fetch = Callable[[], Token]
"""Blocks; runs in a thread. Raises TokenRefused."""


class Tokens:
    """One fetch at a time, however many messages wait for it."""

    def __init__(self, fetch: Fetch, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._token = ""
        self._good_until = self._ends = float("-inf")
        self._refusal: TokenRefused | None = None
        self._refused_until = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def current(self) -> str:
        """Raises TokenRefused."""
        if self._seconds() < self._good_until:
            return self._token
        async with self._one_at_a_time:
            if self._seconds() >= self._good_until:
                await self._renew()
        return self._token

    def drop(self, refused: str) -> None:
        """The connector does not take it: a new one is fetched. Not for each who still had it."""
        if refused == self._token:
            self._good_until = self._ends = float("-inf")

    async def _renew(self) -> None:
        """A token that is still good stays where no new one can be had."""
        asked_at = self._seconds()
        if self._refusal and asked_at < self._refused_until:
            raise self._refusal
        try:
            token = await self._fetched()
        except TokenRefused as refusal:
            if asked_at >= self._ends:
                self._refusal, self._refused_until = (
                    refusal,
                    self._seconds() + AFTER_REFUSAL_SECONDS,
                )
                raise
            self._good_until = min(asked_at + PAUSE_SECONDS, self._ends)
            return
        self._token, self._ends = token.value, asked_at + token.lasts
        self._good_until = self._ends - EARLY_SECONDS

    async def _fetched(self) -> Token:
        """Raises TokenRefused."""
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                return await asyncio.to_thread(self._fetch)
        except (OSError, ValueError) as fault:  # no network, or no answer of Microsoft Entra's
            raise TokenRefused(type(fault).__name__) from None


def fetched_by_msal(identity: TeamsIdentity) -> Fetch:
    """msal and its session are made in the thread: both take their time. They are new each time:
    msal remembers tokens, too, also one that the connector has refused.
    """
    return lambda: _token(_asking(identity)())


def _asking(identity: TeamsIdentity) -> Callable[[], dict[str, Any]]:
    import msal  # type: ignore[import-untyped]  # It ships no types.
    import requests

    if isinstance(identity.credential, ManagedIdentity):
        managed = msal.ManagedIdentityClient(
            msal.UserAssignedManagedIdentity(client_id=identity.credential.client_id),
            http_client=requests.Session(),
        )
        return lambda: dict(managed.acquire_token_for_client(resource=RESOURCE))
    app = msal.ConfidentialClientApplication(
        identity.app_id,
        authority=f"https://login.microsoftonline.com/{identity.tenant_id}",
        client_credential=_for_msal(identity.credential),
        timeout=TIMEOUT_SECONDS,
    )
    return lambda: dict(app.acquire_token_for_client(scopes=[f"{RESOURCE}/.default"]))


def _for_msal(credential: ClientSecret | Certificate) -> str | dict[str, str]:
    match credential:
        case ClientSecret(secret):
            return secret
        case Certificate(private_key, thumbprint):
            return {"private_key": private_key, "thumbprint": thumbprint}
        case _:
            assert_never(credential)


def _token(answer: dict[str, Any]) -> Token:
    if "access_token" not in answer:
        raise TokenRefused(str(answer.get("error", "no answer")))
    return Token(str(answer["access_token"]), float(answer.get("expires_in", 0)))
