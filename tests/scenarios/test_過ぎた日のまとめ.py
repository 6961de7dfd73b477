"""``kakehashi digest --as-of``: what waited on a day that is over, and nothing that only today knows."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.cli import run
from bot.commands import digest
from tests.scenarios.world import World

その日 = "2026-11-20 18:00"
Seen = Callable[[str], Awaitable[str]]


@pytest.fixture
def seen(
    world: World,
    city_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Seen:
    """The command's answer, as of then."""
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", city_url)
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "demo")
    monkeypatch.setenv("KAKEHASHI_POLICY", "shimonoseki")
    monkeypatch.setattr(digest, "japan_now", world.clock)

    async def look(as_of: str) -> str:
        status = await asyncio.to_thread(run, ["digest", "--as-of", as_of])
        said = capfd.readouterr()
        assert status == 0, said.err
        return said.out

    return look


async def close_requests(world: World) -> None:
    水谷 = world.水谷
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("対応済みにする", about="表示名")


async def test_過ぎた日に見たまとめは今の報告の数を言わない(world: World, seen: Seen) -> None:
    world.clock.pass_days(3)
    assert "修了の報告が6件、確認を待っています。" in await seen("2026-11-23 10:00")
    assert "修了の報告が" not in await seen(その日)


async def test_過ぎた日に見たまとめはその日に待っていた申し出を言う(
    world: World, seen: Seen
) -> None:
    await world.person("dareka@example.com").says("こんにちは")
    world.clock.pass_days(3)
    await close_requests(world)
    assert "申し出が" not in await seen("2026-11-23 10:00")
    assert "名簿にない人からの申し出が1件あります。" in await seen(その日)
    assert "申し出が" not in await seen("2026-11-20 9:00")


async def test_あとで申し出た人があれば前に待っていた数はわからないので言わない(
    world: World, seen: Seen
) -> None:
    人 = world.person("dareka@example.com")
    await 人.says("こんにちは")
    world.clock.pass_days(3)
    await close_requests(world)
    await 人.says("入れません")
    assert "名簿にない人からの申し出が1件あります。" in await seen("2026-11-23 10:00")
    assert "申し出が" not in await seen(その日)
