"""A signed Slack message until its answer is posted: our whole edge against bare Bolt.

The peer is Bolt on aiohttp as its documentation shows it, whose one listener posts a fixed line: no
person is looked up, nothing is understood, read, advised or drawn. Both post to a stand-in for
Slack's Web API in a process of its own; the messages come from a third.
"""

import asyncio
import hashlib
import hmac
import json
import multiprocessing
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from benchmarks.answer import TEXT
from benchmarks.prefecture import PEOPLE, email

SECRET = "signing-secret"  # noqa: S105 - of the benchmark alone
MESSAGES = 1_500
AT_ONCE = 32
STEADY_PER_SECOND = 100
STEADY_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers a second when as many come as can; acknowledgements at a steady rate, in ms."""

    per_second: float
    ack_p50: float
    ack_p99: float


# -- Slack's side -----------------------------------------------------------------------------


async def slack_stand_in(port: int) -> None:
    """Answers what the two ask, and counts posts at ``/posted``."""
    posted = 0

    async def method(request: web.Request) -> web.Response:
        nonlocal posted
        name = request.match_info["method"]
        if name.startswith("chat."):
            await request.read()
            posted += 1
            return web.json_response({"ok": True, "ts": f"{posted}.0", "channel": "D1"})
        if name == "users.info":
            user = request.query.get("user") or str((await request.post())["user"])
            profile = {"email": email(int(user[1:])), "real_name": user}
            return web.json_response(
                {"ok": True, "user": {"id": user, "team_id": "T1", "profile": profile}}
            )
        us = {
            "team_id": "T1",
            "user_id": "UBOT",
            "bot_id": "B1",
            "team": "t",
            "user": "u",
            "url": "https://t.slack.com/",
        }
        return web.json_response({"ok": True, **us})

    async def count(_: web.Request) -> web.Response:
        return web.json_response(posted)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", method)
    app.router.add_get("/posted", count)
    await _serve(app, port)


# -- the two bots -----------------------------------------------------------------------------


async def our_bot(port: int, slack_port: int, database_url: str, policy: str) -> None:
    from bot.main import open_bot
    from bot.settings import read_settings
    from bot.slack.connection import SlackIdentity
    from bot.slack.edge import slack_edge
    from bot.web import web_app

    identity = SlackIdentity("xoxb-1", SECRET, api_url=f"http://127.0.0.1:{slack_port}/api/")
    settings = read_settings(database_url=database_url, policy=policy)
    async with (
        open_bot(settings) as bot,
        slack_edge(
            identity,
            bot.respond,
            database=bot.deployment.database,
            organization=bot.deployment.organization,
            clock=bot.deps.clock,
        ) as edge,
    ):
        await _serve(web_app(bot, edges=[edge]), port)


async def bare_bolt(port: int, slack_port: int) -> None:
    from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{slack_port}/api/")
    bolt = AsyncApp(client=client, signing_secret=SECRET)

    @bolt.event("message")
    async def _(event: dict[str, str]) -> None:
        await client.chat_postMessage(channel=event["channel"], text="お答えします。")

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    app = web.Application()
    app.router.add_post("/slack/events", events)
    await _serve(app, port)


async def _serve(app: web.Application, port: int) -> None:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


# -- the load ---------------------------------------------------------------------------------


async def measured(bot_port: int, slack_port: int) -> Measured:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        load = _Load(
            session,
            f"http://127.0.0.1:{bot_port}/slack/events",
            f"http://127.0.0.1:{slack_port}/posted",
        )
        await load.burst(200)
        begun = time.perf_counter()
        await load.burst(MESSAGES)
        taken = time.perf_counter() - begun
        acks = sorted(await load.steady())
    p50, p99 = (1000 * acks[int(len(acks) * q)] for q in (0.5, 0.99))
    return Measured(MESSAGES / taken, p50, p99)


class _Load:
    def __init__(self, session: aiohttp.ClientSession, events: str, posted: str) -> None:
        self._session = session
        self._events = events
        self._posted = posted
        self._number = 0

    async def burst(self, count: int) -> None:
        """Until the last answer is posted."""
        goal = await self._count() + count
        turns = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with turns:
                await self._message()

        await asyncio.gather(*(one() for _ in range(count)))
        await self._wait_for(goal)

    async def steady(self) -> list[float]:
        """Seconds until each acknowledgement; messages leave by the clock, whatever comes back."""
        count = STEADY_PER_SECOND * STEADY_SECONDS
        goal, begun = await self._count() + count, time.perf_counter()

        async def one(place: int) -> float:
            await asyncio.sleep(begun + place / STEADY_PER_SECOND - time.perf_counter())
            return await self._message()

        acks = await asyncio.gather(*(one(place) for place in range(count)))
        await self._wait_for(goal)
        return acks

    async def _message(self) -> float:
        self._number += 1
        body, headers = signed_message(self._number)
        begun = time.perf_counter()
        async with self._session.post(self._events, data=body, headers=headers) as answer:
            answer.raise_for_status()
        return time.perf_counter() - begun

    async def _count(self) -> int:
        async with self._session.get(self._posted) as answer:
            return int(await answer.json())

    async def _wait_for(self, goal: int) -> None:
        async with asyncio.timeout(120):
            while await self._count() < goal:  # noqa: ASYNC110 - the count is another process's
                await asyncio.sleep(0.02)


def signed_message(number: int) -> tuple[bytes, dict[str, str]]:
    run = f"{time.time_ns()}"
    user, now = f"U{number * 7919 % PEOPLE % 200 + 1}", str(int(time.time()))
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": f"D{number}",
        "user": user,
        "ts": f"{number}.0",
        "text": TEXT,
    }
    payload = {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": f"Ev{run}-{number}",
        "event": event,
    }
    body = json.dumps(payload).encode()
    signature = hmac.new(SECRET.encode(), b"v0:" + now.encode() + b":" + body, hashlib.sha256)
    return body, {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={signature.hexdigest()}",
    }


@asynccontextmanager
async def running(target: object, *arguments: object, port: int) -> AsyncIterator[None]:
    """A process that listens on ``port``, from when it does."""
    process = multiprocessing.get_context("spawn").Process(
        target=_run, args=(target, (port, *arguments)), daemon=True
    )
    process.start()
    try:
        await _listening(port)
        yield
    finally:
        process.kill()
        process.join()


def _run(target: object, arguments: tuple[object, ...]) -> None:
    import logging

    logging.disable(logging.WARNING)
    asyncio.run(target(*arguments))  # type: ignore[operator]  # one of the servers above


async def _listening(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return


async def compare(database_url: str, policy: str) -> tuple[Measured, Measured]:
    """Ours, and the peer's."""
    slack_port, bot_port, bolt_port = free_ports(3)
    async with running(slack_stand_in, port=slack_port):
        async with running(our_bot, slack_port, database_url, policy, port=bot_port):
            ours = await measured(bot_port, slack_port)
        async with running(bare_bolt, slack_port, port=bolt_port):
            bare = await measured(bolt_port, slack_port)
    return ours, bare


def free_ports(count: int) -> list[int]:
    import socket

    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


if __name__ == "__main__":
    print(*asyncio.run(compare(sys.argv[1], sys.argv[2])), sep="\n")
