"""Talk in an issue's thread is movement: the board, the notices, the digest and the exchange agree on it."""

from datetime import timedelta

import pytest

from handlers.reply import Overheard
from scheduler.bring_up_stalled import bring_up_stalled
from tests.scenarios.post import deliver
from tests.scenarios.test_課題の話し合い import FRIDAY, Forum, issue_in_forum
from tests.scenarios.test_課題の話し合い import forum as forum
from tests.scenarios.world import World


async def talks(world: World, forum: Forum, *, message: str, days: int) -> None:
    said = FRIDAY + timedelta(days=days)
    world.clock.now = said
    await forum.thread.tells(world.森田, Overheard(message, said, said, "試しています。"))


async def brought_up(world: World, forum: Forum) -> bool:
    bot = world.bot
    await bring_up_stalled(bot.deployment.database, world.clock, bot.deps.is_national_holiday)
    await deliver(bot)
    everybody = (card.title for cards in forum.post.boxes.values() for card in cards)
    return any("動きのない" in title for title in everybody)


@pytest.mark.city(after=issue_in_forum)
async def test_話し合いの続いている課題は止まっているものにならない(
    world: World, forum: Forum
) -> None:
    await talks(world, forum, message="m1", days=20)
    world.clock.now = FRIDAY + timedelta(days=35)
    assert "転入届の二度打ち" not in await world.市川.says("止まっているもの")
    読んだ = await world.市川.says("#1")
    assert "最後に動いた日" in 読んだ
    assert "12月10日" in 読んだ
    assert "動きのない課題" not in await world.水谷.says("今週のまとめ")
    assert not await brought_up(world, forum)
    world.clock.now = FRIDAY + timedelta(days=53)
    assert "33日動きなし" in await world.市川.says("止まっているもの")
    assert "30日以上動きのない課題が1件あります。" in await world.水谷.says("今週のまとめ")
    assert await brought_up(world, forum)


@pytest.mark.city(after=issue_in_forum)
async def test_書き直しや遅れて届いた古い発言や削除は動きにしない(
    world: World, forum: Forum
) -> None:
    await talks(world, forum, message="m2", days=10)
    later = FRIDAY + timedelta(days=39)
    world.clock.now = later
    said = FRIDAY + timedelta(days=10)
    await forum.thread.tells(world.森田, Overheard("m2", said, later, "直しました。"))
    await forum.thread.tells(world.森田, Overheard("m1", FRIDAY, FRIDAY, "古い発言です。"))
    await forum.thread.tells(world.森田, Overheard("m1", FRIDAY, later, None))
    world.clock.now = FRIDAY + timedelta(days=40)
    assert "30日動きなし" in await world.市川.says("止まっているもの")
