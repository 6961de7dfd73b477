"""Calls to Teams' connector: pooled, patient, and never with a token to a host not listed.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.pacing import UNPACED, Paces
from bot.teams.hosts import is_service_url
from bot.teams.refusals import (
    ConnectorBusy,
    ConnectorRefused,
    ConnectorSilent,
    ConnectorUnreachable,
    Json,
    read_answer,
    refusal,
)
from bot.teams.tokens import Tokens

UNAUTHORIZED, TOO_MANY = 401, 429
NOT_DONE = frozenset({412, TOO_MANY})
"""Teams has not carried it out."""
PERHAPS_DONE = frozenset({502, 503, 504})
ATTEMPTS = 5
LONGEST_WAIT = 60.0
"""Seconds, all waits of one call together. Who waits longer for an answer has given up."""
SHORT_WAIT = 5.0
"""Seconds until a turn. For a message that nobody waits for: it can as well be sent later."""
TIMEOUT = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True, slots=True)
class Connector:
    """One pool of connections for all that we send. Every call raises ConnectorRefused."""

    session: aiohttp.ClientSession
    tokens: Tokens
    also_hosts: frozenset[str] = frozenset()
    paces: Paces = UNPACED
    """Of a conversation, and of the app in a tenant."""
    tenant: str = ""
    """Whose conversations it writes into: 「per app per tenant」 is how Teams counts."""

    def towards(self, tenant: str) -> "Connector":
        """The same connections and paces, counted for that tenant."""
        return replace(self, tenant=tenant.lower())

    async def post(self, service_url: str, conversation: str, activity: Json) -> str:
        """A new message; its id. An answer may come twice rather than not at all."""
        sent = await self._call("POST", service_url, (conversation, "activities"), activity)
        return str(sent.get("id", ""))

    async def post_once(
        self,
        service_url: str,
        conversation: str,
        activity: Json,
        *,
        before_call: Callable[[], None],
    ) -> str:
        """A message that nobody waits for; its id. Tried once: raises ConnectorBusy too, and
        whatever ``before_call`` does, which is called last before the request goes out.
        """
        path = (conversation, "activities")
        sent = await self._once_in_turn("POST", service_url, path, activity, before_call)
        return str(sent.get("id", ""))

    async def update_once(
        self,
        service_url: str,
        conversation: str,
        id: str,  # noqa: A002 - the platform's word
        activity: Json,
        *,
        before_call: Callable[[], None],
    ) -> None:
        """A message of ours becomes this one. Tried once, as ``post_once``."""
        path = (conversation, "activities", id)
        await self._once_in_turn("PUT", service_url, path, activity, before_call)

    async def _once_in_turn(
        self,
        method: str,
        service_url: str,
        path: tuple[str, ...],
        activity: Json,
        before_call: Callable[[], None],
    ) -> Json:
        url = self._url(service_url, path)
        if not await self._turn(path, within=SHORT_WAIT):
            raise _over_our_limits(SHORT_WAIT)
        headers = await self._headers()
        before_call()
        status, retry_after, answer = await self._once(method, url, activity, headers)
        if 200 <= status < 300:
            return answer
        refused = refusal(status, answer)
        if status in NOT_DONE:
            raise ConnectorBusy(status, refused.code, seconds=_seconds(retry_after, attempt=1))
        raise refused

    async def reply(self, service_url: str, conversation: str, to: str, activity: Json) -> str:
        """A message in answer to the activity ``to``; its id."""
        sent = await self._call("POST", service_url, (conversation, "activities", to), activity)
        return str(sent.get("id", ""))

    async def update(self, service_url: str, conversation: str, id: str, activity: Json) -> None:  # noqa: A002 - the platform's word
        await self._call("PUT", service_url, (conversation, "activities", id), activity)

    async def delete(self, service_url: str, conversation: str, id: str) -> None:  # noqa: A002 - the same
        await self._call("DELETE", service_url, (conversation, "activities", id))

    async def create_conversation(
        self, service_url: str, *, bot_id: str, member_id: str, tenant: str, waits: bool = True
    ) -> str:
        """The personal chat with somebody, made where there is none; its id.

        ``member_id``: their id in a conversation, or their aadObjectId. ``waits`` when Teams says so.
        """
        wanted = {
            "bot": {"id": bot_id},
            "members": [{"id": member_id}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        made = await self.towards(tenant)._call("POST", service_url, (), wanted, waits=waits)
        return str(made["id"])

    async def member(
        self, service_url: str, conversation: str, member_id: str, *, waits: bool = True
    ) -> Json:
        """Whom Teams knows under ``member_id``, in a conversation that we are in: their id there, or
        their aadObjectId. ``waits`` when Teams says so.
        """
        path = (conversation, "members", member_id)
        return await self._call("GET", service_url, path, waits=waits)

    async def _call(
        self,
        method: str,
        service_url: str,
        path: tuple[str, ...],
        body: Json | None = None,
        *,
        waits: bool = True,
    ) -> Json:
        url = self._url(service_url, path)
        waited, longest = 0.0, LONGEST_WAIT if waits else 0.0
        for attempt in range(1, ATTEMPTS + 1):
            turn_within = max(longest, SHORT_WAIT)
            if not await self._turn(path, within=turn_within):
                raise _over_our_limits(turn_within)
            headers = await self._headers()
            try:
                status, retry_after, answer = await self._once(method, url, body, headers)
            except ConnectorSilent:
                # A connection that had been dropped meanwhile: once more.
                if attempt > 1:
                    raise
                continue
            if 200 <= status < 300:
                return answer
            wait = _seconds(retry_after, attempt)
            is_last = attempt == ATTEMPTS or waited + wait > longest
            if status in NOT_DONE and is_last:
                raise ConnectorBusy(status, refusal(status, answer).code, seconds=wait)
            if status not in NOT_DONE | PERHAPS_DONE or is_last:
                raise refusal(status, answer)
            waited += wait
            await asyncio.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _url(self, service_url: str, path: tuple[str, ...]) -> URL:
        if not is_service_url(service_url, also=self.also_hosts):
            raise ConnectorRefused(0, "host not listed")
        return _address(service_url, path)

    async def _turn(self, path: tuple[str, ...], *, within: float) -> bool:
        """Writing into a conversation has limits of its own; asking has wider ones."""
        if "activities" not in path:
            return await self.paces.together.turn(self.tenant, within=within)
        thread = path[0].partition(";messageid=")[0]
        return await self.paces.turn(thread, tenant=self.tenant, within=within)

    async def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {await self.tokens.current()}"}

    async def _once(
        self, method: str, url: URL, body: Json | None, headers: dict[str, str]
    ) -> tuple[int, str, Json]:
        """Status, ``Retry-After`` and body. A redirect is not followed: the token would go along."""
        written = None if body is None else orjson.dumps(body)
        if written is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            async with self.session.request(
                method, url, data=written, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                if answer.status == UNAUTHORIZED:
                    self.tokens.drop(headers["Authorization"].removeprefix("Bearer "))
                retry_after = answer.headers.get("Retry-After", "")
                return answer.status, retry_after, read_answer(await answer.read())
        except aiohttp.ClientConnectorError as unreachable:
            raise ConnectorUnreachable(0, type(unreachable).__name__) from None
        except (aiohttp.ClientError, TimeoutError) as lost:
            raise ConnectorSilent(0, type(lost).__name__) from None


def _over_our_limits(seconds: float) -> ConnectorBusy:
    return ConnectorBusy(TOO_MANY, "more than our own limits", seconds=seconds, is_ours=True)


def _address(service_url: str, path: tuple[str, ...]) -> URL:
    parts = "".join(f"/{quote(part, safe='')}" for part in path)
    return URL(f"{service_url.rstrip('/')}/v3/conversations{parts}", encoded=True)


def _seconds(retry_after: str, attempt: int) -> float:
    """What Teams asks for; else twice as long each time, so that not all come back at once."""
    if retry_after.isdecimal():
        return float(retry_after)
    return 2.0 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
