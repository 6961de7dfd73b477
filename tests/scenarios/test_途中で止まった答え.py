"""The program is killed while it answers: what was not done is done when it comes again, and only then."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NoReturn

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from handlers import completion
from handlers.arrivals import ANSWERED_WITHIN
from handlers.reply import Nothing, Pressed, Show
from storage.tables import AuditEntryRow, StaffRow
from tests.handlers.office import catalogue_xlsx, course, person, roster_xlsx
from tests.scenarios.test_受講の報告 import open_report
from tests.scenarios.world import World

COURSE = "情報セキュリティ研修（年次）"
LATER = ANSWERED_WITHIN + timedelta(seconds=1)


def killed(*_: object, **__: object) -> NoReturn:
    """Nothing of ours catches it, as nothing catches a kill."""
    raise asyncio.CancelledError


async def effects(world: World, action: str) -> int:
    async with world.bot.deployment.database.read() as session:
        counted = select(func.count()).where(col(AuditEntryRow.action) == action)
        return await session.scalar(counted) or 0


@contextmanager
def killed_at(place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(place, killed)
        with pytest.raises(asyncio.CancelledError):
            yield


@pytest.mark.parametrize("place", ["course_of", "hold_organization", "record_audit"])
async def test_記録する前に止まれば一分あとの再送で記録する(
    place: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = world.市川
    await open_report(市川, COURSE)
    with killed_at(f"handlers.completion.{place}", monkeypatch):
        await 市川.sends_in(completed_on="2026-11-20")
    assert await effects(world, "REPORT_COMPLETION") == 0
    assert await 市川.bot.respond(市川.last_sent) == Nothing()
    world.clock.now += LATER
    assert isinstance(await 市川.bot.respond(市川.last_sent), Show)
    assert await 市川.bot.respond(市川.last_sent) == Nothing()
    assert await effects(world, "REPORT_COMPLETION") == 1


async def test_記録したあとで止まれば再送では何もせず出し直しには受け付け済みと言う(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = world.市川
    await open_report(市川, COURSE)
    form = 市川.form
    with killed_at("handlers.completion.recommend_after_report", monkeypatch):
        await 市川.sends_in(completed_on="2026-11-20")
    world.clock.now += LATER
    assert await 市川.bot.respond(市川.last_sent) == Nothing()
    読んだ = await 市川.sends(市川.last_sent.body, nonce=form.nonce)
    assert "すでに受け付けています" in 読んだ
    assert await effects(world, "REPORT_COMPLETION") == 1


async def test_記録する前に止まったフォームはすぐ出し直せる(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = world.市川
    await open_report(市川, COURSE)
    form = 市川.form
    with killed_at("handlers.completion.record_audit", monkeypatch):
        await 市川.sends_in(completed_on="2026-11-20")
    読んだ = await 市川.sends(市川.last_sent.body, nonce=form.nonce)
    assert "受講を記録しました" in 読んだ


async def test_一分より長く止まっていた答えは代わりに済ませた答えのあとでは何もしない(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川, waits, goes_on = world.市川, asyncio.Event(), asyncio.Event()
    await open_report(市川, COURSE)
    save = completion._save

    async def stopped(*arguments: Any, **named: Any) -> object:
        waits.set()
        await goes_on.wait()
        return await save(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(completion, "_save", stopped)
        first = asyncio.create_task(市川.sends_in(completed_on="2026-11-20"))
        await waits.wait()
    world.clock.now += LATER
    assert isinstance(await 市川.bot.respond(市川.last_sent), Show)
    goes_on.set()
    await first
    assert 市川.reply == Nothing()
    assert await effects(world, "REPORT_COMPLETION") == 1


async def test_読むだけの答えは止まれば答え直し答えたあとは答えない(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = world.市川
    with killed_at("handlers.routes.understand", monkeypatch):
        await 市川.says("受講状況")
    assert await 市川.bot.respond(市川.last_sent) == Nothing()
    world.clock.now += LATER
    assert isinstance(await 市川.bot.respond(市川.last_sent), Show)
    world.clock.now += LATER
    assert await 市川.bot.respond(市川.last_sent) == Nothing()


@pytest.mark.parametrize("place", ["read_tables", "write_roster"])
async def test_取り込みの途中で止まっても押し直せば取り込む(
    place: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    水谷 = world.水谷
    new = person("S9999", メールアドレス="shinjin@kakehashi.example", 職級="主事・技師級")
    await 水谷.attaches(("名簿.xlsx", roster_xlsx(new)))
    (queue,) = {b.args["queue"] for _, b in 水谷._buttons() if b.action == "import.take_over"}
    pressed = Pressed("import.take_over", {"queue": queue})
    with killed_at(f"handlers.import_roster.{place}", monkeypatch):
        await 水谷.sends(pressed)
    await 水谷.sends(pressed)
    assert "取り込みました" in 水谷.reads
    async with world.bot.deployment.database.read() as session:
        found = select(func.count()).where(col(StaffRow.employee_number) == "S9999")
        assert await session.scalar(found) == 1
    await 水谷.sends(pressed)
    assert "取り込みました" not in 水谷.reads


@pytest.mark.parametrize(
    ("action", "is_taken_over"), [("import.take_over", True), ("import.leave", False)]
)
async def test_一つ目を済ませて止まっても押し直せば二つ目に進み一つ目は二度済まさない(
    action: str, is_taken_over: bool, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    水谷 = world.水谷
    new = person("S9999", メールアドレス="shinjin@kakehashi.example", 職級="主事・技師級")
    await 水谷.attaches(
        ("名簿.xlsx", roster_xlsx(new)), ("研修.xlsx", catalogue_xlsx([course("Z-1")]))
    )
    (queue,) = {b.args["queue"] for _, b in 水谷._buttons() if b.action == action}
    pressed = Pressed(action, {"queue": queue})
    news, catalogues = [await effects(world, a) for a in ("roster.new", "catalogue.imported")]
    with killed_at("handlers.office_files._next", monkeypatch):
        await 水谷.sends(pressed)
    world.clock.now += LATER
    assert await 水谷.bot.respond(水谷.last_sent) == Nothing()
    読んだ = await 水谷.sends(pressed)
    assert "このファイルは残っていません" in 読んだ
    assert "研修一覧の取り込み（確認のみ）" in 読んだ
    assert await effects(world, "roster.new") == news + int(is_taken_over)
    assert "取り込みました" in await 水谷.presses("取り込む")
    assert await effects(world, "catalogue.imported") == catalogues + 1
