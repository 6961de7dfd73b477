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


class TokenRefused(Exception):
    """Microsoft Entra gave none; the message is its error code."""


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
        self._good_until = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def current(self) -> str:
        """Raises TokenRefused."""
        if self._seconds() < self._good_until:
            return self._token
        async with self._one_at_a_time:
            if self._seconds() >= self._good_until:
                asked_at = self._seconds()
                token = await asyncio.to_thread(self._fetch)
                self._token, self._good_until = token.value, asked_at + token.lasts - EARLY_SECONDS
        return self._token


def fetched_by_msal(identity: TeamsIdentity) -> Fetch:
    """msal and its session are made on first use, in the thread: both take their time."""
    made: list[Callable[[], dict[str, Any]]] = []

    def fetch() -> Token:
        if not made:
            made.append(_asking(identity))
        return _token(made[0]())

    return fetch


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
