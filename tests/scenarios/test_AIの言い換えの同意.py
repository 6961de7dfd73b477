"""「AIの言い換え」 in chat: what leaves is read before anybody agrees, and it ends with one press."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import cast

import pytest

from bot.main import open_bot
from bot.phrasing import Endpoint
from domain.phrasing_consent import Destination
from handlers.phrasings import Phrasings
from handlers.reply import Pressed
from storage.audit import audit_entries
from storage.phrasing_consents import phrasing_consent
from tests.city import NOW, settings_for
from tests.scenarios.world import Clock, World

PLACE = "https://llm.example.lg.jp/v1"


@pytest.fixture
async def world(city_url: str) -> AsyncIterator[World]:
    """Whose settings name a model. Nothing here asks it anything."""
    named = {"llm_url": PLACE, "llm_model": "model-1"}
    clock = Clock(NOW)
    async with open_bot(settings_for(city_url).model_copy(update=named), clock=clock) as bot:
        yield World(bot, clock)


async def agreed_to(world: World) -> Destination | None:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        consent = await phrasing_consent(session, organization_id=deployment.organization.id)
    return consent.destination if consent else None


async def audited(world: World) -> list[tuple[str, bool, str]]:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=deployment.organization.id)
    return [
        (each.action, each.actor_id is not None, each.detail)
        for each in entries
        if each.action.startswith("PHRASING")
    ]


async def test_読んだ事務局が同意しやめるまでが残る(world: World) -> None:
    水 = world.水谷
    読んだ = await 水.says("AIの言い換え")
    assert "使っていません。課題の文は、外へ送られません。" in 読んだ
    for 言葉 in (
        PLACE,
        "model-1",
        "「望む姿」",
        "登録した対応策の「していること」",
        "伏せきれないもの",
        "1件600文字まで",
    ):
        assert 言葉 in 読んだ
    assert await agreed_to(world) is None
    同意した = await 水.presses("AIの言い換えに同意する")
    assert "同意を記録しました。" in 同意した
    assert "使っています（水谷　香さんが11月20日(金)に同意）。" in 同意した
    assert await agreed_to(world) == Destination(PLACE, "model-1")
    やめた = await 水.presses("AIの言い換えをやめる")
    assert "これから作るまとめから、何も送りません。" in やめた
    assert await agreed_to(world) is None
    assert await audited(world) == [
        ("PHRASING_ON", True, f"{PLACE} model-1"),
        ("PHRASING_OFF", True, ""),
    ]


async def test_言葉で同意と送っても読むまでは始まらず_やめるのは言葉だけでできる(
    world: World,
) -> None:
    水 = world.水谷
    assert "外へ送られるもの" in await 水.says("AIの言い換えに同意する")
    assert await agreed_to(world) is None
    await 水.presses("AIの言い換えに同意する")
    assert "使っています" in await 水.says("AIの言い換えをやめる？")
    assert await agreed_to(world)
    assert "やめました。" in await 水.says("AIの言い換えをやめる")
    assert await agreed_to(world) is None
    assert "やめました。" not in await 水.says("AIの言い換えをやめる")


async def test_読んでいる間に送り先が変わると同意にならない(world: World) -> None:
    水 = world.水谷
    await 水.says("AIの言い換え")
    bot = world.bot
    other = Destination(PLACE, "model-2")
    endpoint = replace(cast(Endpoint, bot.deps.phrasings.phraser), destination=other)
    deps = replace(bot.deps, phrasings=Phrasings(endpoint))
    world.bot = replace(bot, deps=deps)
    水.bot = world.bot
    読んだ = await 水.presses("AIの言い換えに同意する")
    assert "送り先が変わりました。もう一度お読みください。" in 読んだ
    assert "model-2" in 読んだ
    assert await agreed_to(world) is None
    await 水.presses("AIの言い換えに同意する")
    assert await agreed_to(world) == other


async def test_二人目が同意しても初めに同意した人のまま残る(world: World) -> None:
    水 = world.水谷
    await 水.says("AIの言い換え")
    ボタン = next(each for _, each in 水._buttons() if each.action == "phrasing.agree")
    await 水.sends(Pressed(ボタン.action, ボタン.args))
    await 水.sends(Pressed(ボタン.action, ボタン.args))
    assert len(await audited(world)) == 1


async def test_書く人は何が送られるかを読めるが決められない(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("AIの言い換え")
    assert "伏せきれないもの" in 読んだ
    assert "使うかどうかは、事務局が決めます。" in 読んだ
    assert not 市川._buttons()
    key = Destination(PLACE, "model-1").key
    for action in ("phrasing.agree", "phrasing.end"):
        assert "事務局の職員が決めます。" in await 市川.sends(Pressed(action, {"to": key}))
    assert await agreed_to(world) is None


async def test_送り先の設定がなければ何も始まらない(world: World) -> None:
    bot = world.bot
    world.bot = replace(bot, deps=replace(bot.deps, phrasings=Phrasings()))
    水 = world.水谷
    assert "システム管理者に KAKEHASHI_LLM_URL などの設定を頼んでください。" in await 水.says(
        "AIの言い換え"
    )
    assert "AIの送り先が設定されていません。" in await 水.sends(
        Pressed("phrasing.agree", {"to": Destination(PLACE, "model-1").key})
    )
    assert await agreed_to(world) is None
