"""Signed messages to one bot, until what it posts in answer has arrived at the stand-in for Slack."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from benchmarks.answer import TEXT
from benchmarks.loop_gap import PATH, Gap
from benchmarks.servers import Server
from benchmarks.slack_servers import SECRET

AT_ONCE = 32


class Load:
    """Asked by ``people`` different people in turn."""

    def __init__(
        self, session: aiohttp.ClientSession, *, bot: Server, slack: Server, people: int
    ) -> None:
        self._session = session
        self._bot = bot
        self._slack = slack
        self._people = people
        self._run = time.time_ns()
        self._number = 0
        self._sent: dict[str, float] = {}

    async def burst(self, count: int) -> float:
        """As many as come through, ``AT_ONCE`` together: seconds until the last answer is posted."""
        begun, goal = time.perf_counter(), await self.posted() + count
        turns = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with turns:
                await self._message()

        await asyncio.gather(*(one() for _ in range(count)))
        await self._wait_for(goal)
        return time.perf_counter() - begun

    async def steady(self, *, per_second: int, seconds: int) -> list[float]:
        """Seconds until each acknowledgement; messages leave by the clock, whatever comes back."""
        count = per_second * seconds
        goal, begun = await self.posted() + count, time.perf_counter()

        async def one(place: int) -> float:
            await asyncio.sleep(begun + place / per_second - time.perf_counter())
            return await self._message()

        acks = await asyncio.gather(*(one(place) for place in range(count)))
        await self._wait_for(goal)
        return sorted(acks)

    async def answered(self, *, per_second: int, seconds: int) -> list[float]:
        """Seconds from each message until its answer has come to its channel."""
        self._sent.clear()
        await self.steady(per_second=per_second, seconds=seconds)
        async with asyncio.timeout(120):
            while not self._sent.keys() <= (arrived := await self._arrived()).keys():  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.1)
        return sorted(arrived[channel] - sent for channel, sent in self._sent.items())

    async def longest_gap(self) -> Gap:
        """Since it was asked for last."""
        async with self._session.get(f"{self._bot.url}{PATH}") as answer:
            return Gap(**await answer.json())

    async def _message(self) -> float:
        self._number += 1
        user = f"U{self._number % self._people + 1}"
        event = f"{self._run}-{self._number}"
        body, headers = signed_message(user, event=event)
        self._sent[f"D{event}"] = time.monotonic()
        begun = time.perf_counter()
        url = f"{self._bot.url}/slack/events"
        async with self._session.post(url, data=body, headers=headers) as answer:
            answer.raise_for_status()
        return time.perf_counter() - begun

    async def posted(self) -> int:
        async with self._session.get(f"{self._slack.url}/posted") as answer:
            return int(await answer.json())

    async def _arrived(self) -> dict[str, float]:
        async with self._session.get(f"{self._slack.url}/arrived") as answer:
            return dict(await answer.json())

    async def _wait_for(self, goal: int) -> None:
        async with asyncio.timeout(120):
            while await self.posted() < goal:  # noqa: ASYNC110 - the count is another process's
                await asyncio.sleep(0.02)


@asynccontextmanager
async def load_on(bot: Server, *, slack: Server, people: int) -> AsyncIterator[Load]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        yield Load(session, bot=bot, slack=slack, people=people)


def signed_message(user: str, *, event: str) -> tuple[bytes, dict[str, str]]:
    """A direct message in a channel of its own: a channel may be posted to once in a second."""
    now = str(int(time.time()))
    said = {
        "type": "message",
        "channel_type": "im",
        "channel": f"D{event}",
        "user": user,
        "ts": "1.0",
        "text": TEXT,
    }
    payload = {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": f"Ev{event}",
        "event": said,
    }
    body = json.dumps(payload).encode()
    signature = hmac.new(SECRET.encode(), b"v0:" + now.encode() + b":" + body, hashlib.sha256)
    return body, {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={signature.hexdigest()}",
    }
