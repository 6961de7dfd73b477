"""A 対応策 that came of an improvement case is read by those who may read the case, as it is now."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest

from domain.improvement_case import CaseState, Visibility, resubmitted
from handlers.case_publish import enqueue_published
from handlers.reply import Pressed
from storage.improvement_cases import change_case
from tests.scenarios.post import deliver
from tests.scenarios.published import case_numbered, publish
from tests.scenarios.test_対応策 import notices
from tests.scenarios.test_対応策 import sends_in as fills_in
from tests.scenarios.test_課題のまとまり import confirmed
from tests.scenarios.test_課題の話し合い import Forum, issue_in_forum
from tests.scenarios.test_課題の話し合い import forum as forum
from tests.scenarios.world import Talker, World

文 = "届出の転記"
消えた = "その対応策が見つかりません"


async def came_of_case(world: World) -> None:
    """森田's case 1 is 対応策1 of 市川's issue."""
    人 = world.森田
    await 人.sends(Pressed("case.write", {"new": "yes"}))
    await fills_in(人, title=文, before="転記していた。", after="RPAで転記。", hours="5")
    await 人.presses("報告する")
    await publish(world.bot)
    await 人.says("事例1")
    await 人.presses("課題の対応策にする")
    assert "対応策1として、課題#1" in await 人.sends_in(issue="", number="#1")


async def withdraws(talker: Talker) -> None:
    await talker.sends(Pressed("case.ask_withdraw", {"case": "1", "version": "1"}))
    assert "取り下げました" in await talker.sends_in(reason="住民の名前が入っていた")


async def is_for(world: World, visibility: Visibility) -> None:
    """The case is approved anew, for those."""
    number, now = world.bot.deployment.organization.id, world.clock()
    was = await case_numbered(world.bot, 1)
    text = replace(was.text, visibility=visibility)
    after = resubmitted(was, text, state=CaseState.OFFICE_REVIEW, at=now)
    after = replace(
        after, state=CaseState.PUBLISHED, waiting_since=None, published_version=after.version
    )
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(session, after, read=was, organization_id=number, at=now)
        await enqueue_published(session, after, organization_id=number, at=now)


async def goes_out(world: World) -> None:
    for _ in range(3):
        await deliver(world.bot)
        world.clock.now += timedelta(seconds=4)


async def exported(talker: Talker) -> str:
    await talker.says("課題をExcelで")
    content = [*talker.files.values()][-1]
    rows = openpyxl.load_workbook(io.BytesIO(content))["対応策"].iter_rows(values_only=True)
    return str([*rows])


@pytest.mark.city(after=issue_in_forum)
async def test_事例を取り下げると対応策もどこからも消え公開し直すと戻る(
    world: World, forum: Forum
) -> None:
    await came_of_case(world)
    await goes_out(world)
    人 = world.市川
    assert 文 in await 人.says("#1")
    assert 文 in await 人.says("対応策1")
    assert 文 in await forum.reads()
    assert 文 in await exported(人)
    await withdraws(world.森田)
    await goes_out(world)
    for talker in (人, world.水谷, world.森田):
        assert 文 not in await talker.says("#1")
        assert 消えた in await talker.says("対応策1")
        for action in ("show", "history", "ask_adopt", "write", "withdraw", "report"):
            args = {"countermeasure": "1", "version": "1"}
            assert 文 not in await talker.sends(
                Pressed(f"countermeasure.{action}", args), nonce="n"
            )
    assert 文 not in await forum.reads()
    assert 文 not in await exported(人)
    await is_for(world, Visibility.OFFICE)
    await goes_out(world)
    assert 文 in await 人.says("対応策1")
    assert 文 in await forum.reads()
    assert 文 in await exported(人)


@pytest.mark.city(after=issue_in_forum)
async def test_公開範囲を狭めた事例の対応策は事例を読める人だけが読む(
    world: World, forum: Forum
) -> None:
    await came_of_case(world)
    await is_for(world, Visibility.DEPARTMENT)
    await goes_out(world)
    for 読める人 in (world.森田, world.水谷):
        assert 文 in await 読める人.says("#1")
        assert 文 in await 読める人.says("対応策1")
    assert 文 not in await world.市川.says("#1")
    assert 消えた in await world.市川.says("対応策1")
    assert 文 not in await forum.reads()
    assert 文 not in await exported(world.市川)


@pytest.mark.city(after=issue_in_forum)
async def test_知らせる前に取り下げられた事例の対応策は知らせない(
    world: World, forum: Forum
) -> None:
    await came_of_case(world)
    await withdraws(world.森田)
    assert await notices(world, "countermeasure.told") == ["countermeasure.told"]
    await goes_out(world)
    assert "対応策が届きました" not in forum.post.read(world.市川.email or "")


@pytest.mark.city(after=confirmed)
async def test_週のまとめも取り下げられた事例の対応策を引かない(world: World) -> None:
    await came_of_case(world)
    assert 文 in await world.水谷.says("今週のまとめ")
    await withdraws(world.森田)
    assert 文 not in await world.水谷.says("今週のまとめ")
