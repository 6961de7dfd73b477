"""A signed press of a button on Slack until ``views.open`` is called: a trigger lives three seconds.

Measured to the arrival of two calls: of the window, which is what the trigger is for, and of the form
that fills it.
"""

import asyncio
import hashlib
import hmac
import json
import time
import urllib.parse
from collections.abc import Mapping, Sequence

import aiohttp
from aiohttp import web

from benchmarks.servers import Server, listen, running
from benchmarks.slack_servers import SECRET, our_bot
from cards.renderers.slack_button import OPENS_FORM

PRESSES, WARM_UP = 220, 20
_PAUSE = 0.01


async def slack_with_views(port: int, email: str) -> None:
    """Everybody is ``email``. ``/arrived``: when a call of each method came for each trigger."""
    arrived: dict[str, dict[str, float]] = {}

    async def method(request: web.Request) -> web.Response:
        name, now = request.match_info["method"], time.monotonic()
        if name.startswith("views."):
            said = json.loads(await request.read())
            trigger = said.get("trigger_id") or said["view_id"]
            arrived.setdefault(trigger, {}).setdefault(name, now)
            return web.json_response({"ok": True, "view": {"id": trigger}})
        who = {"id": "U1", "team_id": "T1", "profile": {"email": email, "real_name": "U1"}}
        us = {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1", "url": "https://t.slack.com/"}
        return web.json_response(
            {"ok": True, "ts": "1.0", "channel": "D1", "team": "t", "user": who}
            if name == "users.info"
            else {"ok": True, "ts": "1.0", "channel": "D1", "team": "t", "user": "u", **us}
        )

    async def when(_: web.Request) -> web.Response:
        return web.json_response(arrived)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", method)
    app.router.add_get("/arrived", when)
    await listen(app, port)


async def opened(
    database_url: str, policy: str, *, email: str, action: str, args: Mapping[str, str]
) -> str:
    """What is printed."""
    async with (
        running(slack_with_views, email) as slack,
        running(our_bot, slack.port, database_url, policy) as bot,
        aiohttp.ClientSession() as session,
    ):
        taken = [await _press(session, bot, slack, _value(action, args), n) for n in range(PRESSES)]
    window, form = zip(*taken[WARM_UP:], strict=True)
    return (
        f"  入力画面（{action}）  目標：押してから開く呼び出しまで ≤ 100 ms\n"
        f"    開く呼び出し {_spread(window)}\n    中身がそろう {_spread(form)}"
    )


async def _press(
    session: aiohttp.ClientSession, bot: Server, slack: Server, value: str, number: int
) -> tuple[float, float]:
    """Seconds until the window's call has arrived, and until the form's has."""
    trigger = f"{time.time_ns()}.{number}"
    body, headers = _signed(trigger, value)
    begun = time.monotonic()
    async with session.post(f"{bot.url}/slack/events", data=body, headers=headers) as answer:
        answer.raise_for_status()
    async with asyncio.timeout(10):
        while True:
            async with session.get(f"{slack.url}/arrived") as answer:
                came = (await answer.json()).get(trigger, {})
            if "views.update" in came:
                return came["views.open"] - begun, came["views.update"] - begun
            await asyncio.sleep(_PAUSE)


def _value(action: str, args: Mapping[str, str]) -> str:
    return json.dumps({"action": action, "args": dict(args), "nonce": ""})


def _signed(trigger: str, value: str) -> tuple[bytes, dict[str, str]]:
    now = str(int(time.time()))
    payload = {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "api_app_id": "A1",
        "team": {"id": "T1", "domain": "t"},
        "trigger_id": trigger,
        "container": {"type": "message", "message_ts": "1.0", "channel_id": "D1"},
        "channel": {"id": "D1", "name": "directmessage"},
        "message": {"type": "message", "ts": "1.0", "text": ""},
        "response_url": "http://127.0.0.1:9/none",
        "actions": [
            {
                "type": "button",
                "action_id": f"{OPENS_FORM}bench#1",
                "block_id": "b",
                "value": value,
                "action_ts": "1.0",
            }
        ],
    }
    body = urllib.parse.urlencode({"payload": json.dumps(payload)}).encode()
    signature = hmac.new(SECRET.encode(), b"v0:" + now.encode() + b":" + body, hashlib.sha256)
    return body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={signature.hexdigest()}",
    }


def _spread(seconds: Sequence[float]) -> str:
    ordered = [1000 * each for each in sorted(seconds)]
    p50, p95 = (ordered[int(len(ordered) * q)] for q in (0.5, 0.95))
    return f"p50 {p50:.1f} ms  p95 {p95:.1f} ms  最長 {ordered[-1]:.1f} ms"
