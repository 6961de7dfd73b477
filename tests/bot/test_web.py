"""The application as the operator's tools see it."""

import asyncio
import socket
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.main import open_bot
from bot.settings import read_settings
from bot.web import CannotListen, add_sign_of_life, has_staff, serve, web_app
from domain.outbox import Notice
from handlers.reply import Actor, Conversation, Incoming, Said
from storage.outbox import enqueue
from storage.tables import StaffRow
from tests.waiting import LONGEST


async def test_動いているか受け付けられるかを答える(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        app = web_app(bot)
        async with TestClient(TestServer(app)) as client:
            healthy, ready = await client.get("/healthz"), await client.get("/readyz")
            assert (healthy.status, ready.status) == (200, 200)
            assert (await client.get("/nosuch")).status == 404


async def test_計測値には送れていない通知と答えの速さがある(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody takes the message before the figures are asked for.
    monkeypatch.setattr("bot.background.delivering", lambda _outbox: nullcontext())
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        await bot.respond(
            Incoming(
                "main",
                Actor("console", "1", "a@b.example", "a"),
                Conversation("1"),
                Said("使い方"),
                "e1",
            )
        )
        async with bot.deployment.database.within(1).begin() as session:
            session.add(
                StaffRow(
                    organization_id=1,
                    employee_number="1",
                    email="a@b.example",
                    name="港　花子",
                    grade="主事",
                    employment="常勤",
                    attendance="在職",
                )
            )
            await session.flush()
            notice = Notice("completion.decided", 1, "a")
            before = bot.deps.clock() - timedelta(minutes=5)
            await enqueue(session, notice, organization_id=1, at=before)
        async with TestClient(TestServer(web_app(bot))) as client:
            answer = await client.get("/metrics")
            text = await answer.text()
    assert answer.content_type == "text/plain"
    found = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(found['kakehashi_answer_seconds_count{platform="console"}']) == 1
    assert float(found['kakehashi_outbox_messages{state="pending"}']) == 1
    assert float(found['kakehashi_outbox_messages{state="unknown"}']) == 0
    assert float(found["kakehashi_outbox_oldest_due_seconds"]) >= 300


async def test_データベースが答えなければ受け付けられないと答える(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        app = web_app(bot)
        async with TestClient(TestServer(app)) as client:
            (tmp_path / "a.db").unlink()
            (tmp_path / "a.db").mkdir()
            ready = await client.get("/readyz")
            assert ready.status == 503
            assert (await client.get("/healthz")).status == 200


async def test_止めるよう言われると終わる(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        stop, ready = asyncio.Event(), asyncio.Event()
        app = web_app(bot)
        serving = asyncio.create_task(
            serve(
                app,
                host="127.0.0.1",
                port=0,
                port_set_by="--port",
                ready=ready.set,
                stop=stop,
            )
        )
        await asyncio.wait_for(ready.wait(), timeout=LONGEST)
        stop.set()
        await asyncio.wait_for(serving, timeout=LONGEST)
        assert serving.exception() is None


async def served(app: web.Application, *, port: int) -> None:
    """Stops as soon as it is ready."""
    stop = asyncio.Event()
    await serve(
        app,
        host="127.0.0.1",
        port=port,
        port_set_by="KAKEHASHI_PORT",
        ready=stop.set,
        stop=stop,
    )


async def test_ポートがふさがっていれば変えるところを言う() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as refused:
            await served(web.Application(), port=port)

    assert f"127.0.0.1 のポート {port} で待ち受けられません" in refused.value.sentence
    assert "KAKEHASHI_PORT で別の番号" in refused.value.sentence


async def test_ポートがふさがっていれば仕事を始めない() -> None:
    begun = []

    async def begins(_: web.Application) -> None:
        begun.append("仕事")

    app = web.Application()
    app.on_startup.append(begins)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CannotListen):
        await served(app, port=taken.getsockname()[1])

    assert begun == []


@pytest.mark.parametrize("moment", ["on_startup", "on_cleanup"])
async def test_ポートのほかの障害をポートのせいにしない(moment: str) -> None:
    async def fails(_: web.Application) -> None:
        raise ConnectionRefusedError("データベースがない")

    app = web.Application()
    getattr(app, moment).append(fails)

    with pytest.raises(ConnectionRefusedError):
        await served(app, port=0)


async def test_住所をブラウザーで開いた人に動いていることを言う(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        app = web_app(bot)
        add_sign_of_life(app)
        async with TestClient(TestServer(app)) as client:
            answer = await client.get("/")
            assert "動いています" in await answer.text()
        assert not await has_staff(bot)
