"""Nothing reaches Bolt that Slack has not signed, lately, in a shape that it sends."""

import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.slack.gate import LARGEST, Gate, Rejected

SECRET = "ないしょの印"
NOW = 1_795_000_000
EVENT = json.dumps({"type": "event_callback", "event": {"type": "message"}}).encode()
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signed(content: bytes, *, at: object = NOW, secret: str = SECRET) -> dict[str, str]:
    base = f"v0:{at}:".encode() + content
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={signature}"}


@pytest.fixture
async def slack() -> AsyncIterator[TestClient[web.Request, web.Application]]:
    gate = Gate(SECRET, now=lambda: NOW)

    async def let_in(request: web.Request) -> web.Response:
        try:
            return web.json_response(await gate.read(request))
        except Rejected as rejection:
            return web.Response(status=rejection.status)

    application = web.Application()
    application.router.add_post("/", let_in)
    async with TestClient(TestServer(application)) as client:
        yield client


Slack = TestClient[web.Request, web.Application]


async def status(
    slack: Slack, content: bytes, headers: dict[str, str], content_type: str = JSON
) -> int:
    async with slack.post("/", data=content, headers=headers | {"Content-Type": content_type}) as a:
        return a.status


async def test_正しい印の出来事は通る(slack: Slack) -> None:
    assert await status(slack, EVENT, signed(EVENT)) == 200


async def test_押されたボタンとコマンドも通る(slack: Slack) -> None:
    for content in (b"payload=%7B%22type%22%3A%22block_actions%22%7D", b"command=%2Fkenshu&text="):
        assert await status(slack, content, signed(content), FORM) == 200


async def test_payloadという文字のあるコマンドも失われない(slack: Slack) -> None:
    content = b"command=%2Fkenshu&text=payload+%E3%81%A8%E3%81%AF&response_url="
    headers = {"Content-Type": FORM, **signed(content)}
    async with slack.post("/", data=content, headers=headers) as answer:
        read = await answer.json()
    assert read == {"command": "/kenshu", "text": "payload とは", "response_url": ""}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(EVENT, secret="ちがう"),
        signed(EVENT + b" "),
        signed(EVENT, at=NOW - 301),
        signed(EVENT, at=NOW + 301),
        signed(EVENT, at="abc"),
        signed(EVENT, at="-1"),
        signed(EVENT, at="١٧٩٥٠٠٠٠٠٠"),
        signed(EVENT, at="9" * 400),
        signed(EVENT, at="1795000000.0"),
        {**signed(EVENT), "X-Slack-Signature": "v0="},
        {**signed(EVENT), "X-Slack-Signature": "印"},
    ],
    ids=str,
)
async def test_印のない古い違うものは401(slack: Slack, headers: dict[str, str]) -> None:
    sendable = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert await status(slack, EVENT, sendable) == 401


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"{", JSON),
        (b"[1, 2]", JSON),
        (b'"words"', JSON),
        (b"", JSON),
        (b"\xff\xfe{}", JSON),
        (b"[" * 5000, JSON),
        (b"payload=%7B", FORM),
        (b"payload=%5B%5D", FORM),
        (b"text=no+command", FORM),
        (EVENT, "text/plain"),
    ],
    ids=repr,
)
async def test_印が正しくてもSlackの形でなければ400(
    slack: Slack, content: bytes, content_type: str
) -> None:
    assert await status(slack, content, signed(content), content_type) == 400


async def test_1MBを超える本文は400(slack: Slack) -> None:
    content = b'{"a": "' + b"x" * LARGEST + b'"}'
    headers = {"Content-Type": JSON, **signed(content)}
    async with slack.post("/", data=io.BytesIO(content), headers=headers) as answer:
        assert answer.status == 400


async def test_長さを言わずに送り続けても1MBで止める(slack: Slack) -> None:
    async def without_end() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    headers = {"Content-Type": JSON, **signed(b"")}
    async with slack.post("/", data=without_end(), headers=headers) as answer:
        assert answer.status == 400
