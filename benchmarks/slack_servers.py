"""What ``benchmarks/slack.py`` compares, and the Slack that both post to; each a process of its own."""

import json
import time
from contextlib import AsyncExitStack

from aiohttp import web

from benchmarks.prefecture import email
from benchmarks.servers import listen

SECRET = "signing-secret"  # noqa: S105 - of the benchmark alone


async def slack_stand_in(port: int) -> None:
    """Answers what the two ask, counts posts at ``/posted``, and tells at ``/arrived`` when one came
    to a channel (seconds on the computer's clock, which its processes share).
    """
    posted = 0
    arrived: dict[str, float] = {}

    async def method(request: web.Request) -> web.Response:
        nonlocal posted
        name = request.match_info["method"]
        if name.startswith("chat."):
            channel = json.loads(await request.read())["channel"]
            posted += 1
            arrived[channel] = time.monotonic()
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

    async def when(_: web.Request) -> web.Response:
        return web.json_response(arrived)

    app.router.add_get("/posted", count)
    app.router.add_get("/arrived", when)
    await listen(app, port)


async def our_bot(port: int, slack_port: int, database_url: str, policy: str) -> None:
    from bot.main import open_bot
    from bot.pacing import LEEWAY, Pacer, limits
    from bot.settings import read_settings
    from bot.slack.connection import SlackIdentity
    from bot.slack.edge import slack_edge
    from bot.web import web_app

    identity = SlackIdentity("xoxb-1", SECRET, api_url=f"http://127.0.0.1:{slack_port}/api/")
    settings = read_settings(database_url=database_url, policy=policy)
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(open_bot(settings))
        edge = await stack.enter_async_context(
            slack_edge(
                identity,
                bot.respond,
                database=bot.deployment.database,
                organization=bot.deployment.organization,
                clock=bot.deps.clock,
                platforms=bot.platforms,
                pacer=Pacer(limits(settings.slack_channel_limits)),
                together=Pacer(limits(settings.slack_workspace_limits), leeway=LEEWAY),
            )
        )
        await listen(web_app(bot, edges=[edge]), port)


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
    await listen(app, port)
