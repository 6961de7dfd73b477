"""The application as the operator's tools see it."""

import asyncio
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.main import open_bot
from bot.settings import read_settings
from bot.web import serve, staff_to_speak_as, web_app


async def test_動いているか受け付けられるかを答える(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        app = web_app(bot, city="試験市", people=staff_to_speak_as(bot))
        async with TestClient(TestServer(app)) as client:
            healthy, ready = await client.get("/healthz"), await client.get("/readyz")
            assert (healthy.status, ready.status) == (200, 200)
            assert (await client.get("/nosuch")).status == 404


async def test_データベースが答えなければ受け付けられないと答える(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        app = web_app(bot, city="試験市", people=staff_to_speak_as(bot))
        async with TestClient(TestServer(app)) as client:
            await bot.deployment.database.close()
            (tmp_path / "a.db").unlink()
            (tmp_path / "a.db").mkdir()
            ready = await client.get("/readyz")
            assert ready.status == 503
            assert (await client.get("/healthz")).status == 200


async def test_止めるよう言われると終わる(tmp_path: Path) -> None:
    settings = read_settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", organization="試験市")
    async with open_bot(settings) as bot:
        stop, ready = asyncio.Event(), asyncio.Event()
        app = web_app(bot, city="試験市", people=staff_to_speak_as(bot))
        serving = asyncio.create_task(
            serve(app, host="127.0.0.1", port=0, ready=ready.set, stop=stop)
        )
        await asyncio.wait_for(ready.wait(), timeout=10)
        stop.set()
        await asyncio.wait_for(serving, timeout=10)
        assert serving.exception() is None
