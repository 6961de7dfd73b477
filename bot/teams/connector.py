"""Calls to Teams' connector: pooled, patient, and never with a token to a host not listed.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

import asyncio
import random
from dataclasses import dataclass
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.pacing import UNPACED, Paces
from bot.teams.hosts import is_service_url
from bot.teams.refusals import ConnectorRefused, ConnectorSilent, Json, read_answer, refusal
from bot.teams.tokens import Tokens

TOO_MANY = 429
NOT_DONE = frozenset({412, TOO_MANY})
"""Teams has not carried it out."""
PERHAPS_DONE = frozenset({502, 503, 504})
ATTEMPTS = 5
LONGEST_WAIT = 60.0
"""Seconds, all waits of one call together. Who waits longer for an answer has given up."""
TIMEOUT = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True, slots=True)
class Connector:
    """One pool of connections for all that we send. Every call raises ConnectorRefused."""

    session: aiohttp.ClientSession
    tokens: Tokens
    also_hosts: frozenset[str] = frozenset()
    paces: Paces = UNPACED
    """Of a conversation and of the app. All tenants together count as one: that is never too fast."""

    async def post(
        self, service_url: str, conversation: str, activity: Json, *, at_most_once: bool = False
    ) -> str:
        """A new message; its id. An answer may come twice rather than not at all; a message that
        nobody asked for goes ``at_most_once``.
        """
        path = (conversation, "activities")
        repeats = NOT_DONE if at_most_once else NOT_DONE | PERHAPS_DONE
        sent = await self._call("POST", service_url, path, activity, repeats=repeats)
        return str(sent.get("id", ""))

    async def reply(self, service_url: str, conversation: str, to: str, activity: Json) -> str:
        """A message in answer to the activity ``to``; its id."""
        sent = await self._call("POST", service_url, (conversation, "activities", to), activity)
        return str(sent.get("id", ""))

    async def update(self, service_url: str, conversation: str, id: str, activity: Json) -> None:  # noqa: A002 - the platform's word
        await self._call("PUT", service_url, (conversation, "activities", id), activity)

    async def delete(self, service_url: str, conversation: str, id: str) -> None:  # noqa: A002 - the same
        await self._call("DELETE", service_url, (conversation, "activities", id))

    async def create_conversation(
        self, service_url: str, *, bot_id: str, member_id: str, tenant: str
    ) -> str:
        """The personal chat with somebody, made where there is none; its id.

        ``member_id``: their id in a conversation, or their aadObjectId.
        """
        wanted = {
            "bot": {"id": bot_id},
            "members": [{"id": member_id}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        made = await self._call("POST", service_url, (), wanted)
        return str(made["id"])

    async def member(self, service_url: str, conversation: str, member_id: str) -> Json:
        """Whom Teams knows under ``member_id``, in a conversation that we are in."""
        return await self._call("GET", service_url, (conversation, "members", member_id))

    async def _call(
        self,
        method: str,
        service_url: str,
        path: tuple[str, ...],
        body: Json | None = None,
        *,
        repeats: frozenset[int] = NOT_DONE | PERHAPS_DONE,
    ) -> Json:
        if not is_service_url(service_url, also=self.also_hosts):
            raise ConnectorRefused(0, "host not listed")
        url = _address(service_url, path)
        waited = 0.0
        for attempt in range(1, ATTEMPTS + 1):
            if not await self._turn(path):
                raise ConnectorRefused(TOO_MANY, "more than our own limits")
            try:
                status, retry_after, answer = await self._once(method, url, body)
            except ConnectorSilent:
                # A connection that had been dropped meanwhile: once more, where twice does no harm.
                if attempt > 1 or not repeats >= PERHAPS_DONE:
                    raise
                continue
            if 200 <= status < 300:
                return answer
            wait = _seconds(retry_after, attempt)
            if status not in repeats or attempt == ATTEMPTS or waited + wait > LONGEST_WAIT:
                raise refusal(status, answer)
            waited += wait
            await asyncio.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    async def _turn(self, path: tuple[str, ...]) -> bool:
        """Writing into a conversation has limits of its own; asking has wider ones."""
        if "activities" not in path:
            return await self.paces.together.turn(within=LONGEST_WAIT)
        thread = path[0].partition(";messageid=")[0]
        return await self.paces.turn(thread, within=LONGEST_WAIT)

    async def _once(self, method: str, url: URL, body: Json | None) -> tuple[int, str, Json]:
        """Status, ``Retry-After`` and body. A redirect is not followed: the token would go along."""
        headers = {"Authorization": f"Bearer {await self.tokens.current()}"}
        written = None if body is None else orjson.dumps(body)
        if written is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            async with self.session.request(
                method, url, data=written, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                retry_after = answer.headers.get("Retry-After", "")
                return answer.status, retry_after, read_answer(await answer.read())
        except (aiohttp.ClientError, TimeoutError) as lost:
            raise ConnectorSilent(0, type(lost).__name__) from None


def _address(service_url: str, path: tuple[str, ...]) -> URL:
    parts = "".join(f"/{quote(part, safe='')}" for part in path)
    return URL(f"{service_url.rstrip('/')}/v3/conversations{parts}", encoded=True)


def _seconds(retry_after: str, attempt: int) -> float:
    """What Teams asks for; else twice as long each time, so that not all come back at once."""
    if retry_after.isdecimal():
        return float(retry_after)
    return 2.0 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
