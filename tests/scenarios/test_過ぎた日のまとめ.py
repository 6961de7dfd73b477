"""``kakehashi digest --as-of``: what waited on a day that is over, and nothing that only today knows."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.cli import run
from bot.commands import digest
from tests.scenarios.world import World

その日 = "2026-11-20 18:00"
今日の日付 = "2026-11-23"
載せないもの = digest.LEFT_OUT


@dataclass(frozen=True, slots=True)
class Said:
    """``aside``: what stands on stderr."""

    digest: str
    aside: str


Seen = Callable[..., Awaitable[Said]]


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

    async def look(as_of: str, *more: str) -> Said:
        status = await asyncio.to_thread(run, ["digest", "--as-of", as_of, *more])
        said = capfd.readouterr()
        assert status == 0, said.err
        return Said(said.out, said.err)

    return look


async def close_requests(world: World) -> None:
    水谷 = world.水谷
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("対応済みにする", about="表示名")


async def test_過ぎた日に見たまとめは今の報告の数を言わない(world: World, seen: Seen) -> None:
    world.clock.pass_days(3)
    assert "修了の報告が6件、確認を待っています。" in (await seen("2026-11-23 10:00")).digest
    assert "修了の報告が" not in (await seen(その日)).digest


async def test_過ぎた日に見たまとめはその日に待っていた申し出を言う(
    world: World, seen: Seen
) -> None:
    await world.person("dareka@example.com").says("こんにちは")
    world.clock.pass_days(3)
    await close_requests(world)
    assert "申し出が" not in (await seen("2026-11-23 10:00")).digest
    assert "名簿にない人からの申し出が1件あります。" in (await seen(その日)).digest
    assert "申し出が" not in (await seen("2026-11-20 9:00")).digest


async def test_あとで申し出た人があれば前に待っていた数はわからないので言わない(
    world: World, seen: Seen
) -> None:
    人 = world.person("dareka@example.com")
    await 人.says("こんにちは")
    world.clock.pass_days(3)
    await close_requests(world)
    await 人.says("入れません")
    assert "名簿にない人からの申し出が1件あります。" in (await seen("2026-11-23 10:00")).digest
    assert "申し出が" not in (await seen(その日)).digest


async def test_過ぎた日に見たまとめはわからず載せないものを言う(world: World, seen: Seen) -> None:
    world.clock.pass_days(3)
    assert (await seen(その日)).aside == f"{載せないもの}\n"
    for 載せない in ("修了の報告", "届かなかった人", "情報交換", "申し出"):
        assert 載せない in 載せないもの
    assert not (await seen("2026-11-23 10:00")).aside
    # Of a week so long past nobody is told what waits anyway.
    assert not (await seen(その日, "--week", "2026-11-02")).aside


async def test_今日の日だけを書けば今日の今のまとめになる(world: World, seen: Seen) -> None:
    world.clock.pass_days(3)
    読んだ = await seen(今日の日付)
    assert "修了の報告が6件、確認を待っています。" in 読んだ.digest
    assert not 読んだ.aside
    assert (await seen(f"{今日の日付} 0:00")).aside == f"{載せないもの}\n"
