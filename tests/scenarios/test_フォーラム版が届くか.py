"""What the secretariat is told of a フォーラム版 that has not arrived, or perhaps not."""

from datetime import timedelta

import pytest

from domain.outbox import OutboxState
from scheduler.forget_old_messages import KEPT, forget_old_messages
from scheduler.platforms import CannotTell, Gone, Refused
from storage.outbox_decisions import drop_message
from storage.outbox_entries import Which, outbox_entries
from tests.scenarios.post import Post, deliver
from tests.scenarios.test_まとめの公開 import (
    draft_in_forum,
    drafter,
    group_in_forum,
    opens,
    post,
    reads,
    rewords,
)
from tests.scenarios.test_フォーラム版の言葉 import only_budget
from tests.scenarios.test_公開したまとめから消えるもの import talked, talks_in_forum
from tests.scenarios.world import World

__all__ = ["post"]
pytestmark = pytest.mark.city(after=group_in_forum)


@pytest.mark.parametrize("method", ["send", "edit"])
@pytest.mark.city(after=draft_in_forum)
async def test_届いたか分からないものは届いていないと言わず送り直しも勧めない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    if method == "edit":
        await deliver(world.bot)
        await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
        await 水.presses("フォーラムに公開する")

    async def cannot_tell(*_: object) -> CannotTell:
        return CannotTell("no_answer")

    monkeypatch.setattr(Post, method, cannot_tell)
    await deliver(world.bot)
    for _ in range(2):  # what is published after that cannot be told of either
        for 読んだ in (await 水.says("まとめの履歴"), await 水.says("フォーラム版")):
            assert "フォーラムに届いたか分かりません。フォーラムのチャンネルを見て" in 読んだ
            assert "届いていません" not in 読んだ
            assert "もう一度送ります" not in 読んだ
        await rewords(水, "課題の動き", "3件", "また3件")
        await 水.presses("フォーラムに公開する")
        await deliver(world.bot)
    assert "分かりません" not in await world.市川.says("まとめの履歴")


@pytest.mark.city(after=draft_in_forum)
async def test_届かなかった変更は載っているとは言わない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
    読んだ = await 水.presses("フォーラムに公開する")
    assert "公開しています。まもなくフォーラムに載ります。" in 読んだ

    async def refuses(*_: object) -> Refused:
        return Refused("cant_update_message")

    monkeypatch.setattr(Post, "edit", refuses)
    assert "直した3件" not in await reads(world, post)
    for 読んだ in (await 水.says("フォーラム版"), await 水.says("まとめの履歴")):
        assert "いちばん新しい内容は、フォーラムに届いていません" in 読んだ
        assert "載っています" not in 読んだ
    assert "届いていません" not in await world.市川.says("まとめの履歴")
    monkeypatch.undo()
    await 水.says("フォーラム版")
    await rewords(水, "課題の動き", "直した3件", "また直した3件")
    await 水.presses("フォーラムに公開する")
    assert "また直した3件" in await reads(world, post)
    assert "フォーラムに載っています。" in await 水.says("フォーラム版")


取りやめた = "送るのを取りやめたため、フォーラムに届いたか分かりません。"
届いていない = "送るのを取りやめました。いちばん新しい内容は、フォーラムに届いていません。"


async def forgets(world: World) -> int:
    world.clock.now += KEPT + timedelta(days=1)
    return await forget_old_messages(world.bot.deployment.database, world.clock)


async def drops(world: World, state: OutboxState) -> None:
    async with world.bot.deployment.database.begin() as session:
        dropped = await drop_message(
            session,
            Which(state),
            organization_id=world.bot.deployment.organization.id,
            at=world.clock(),
        )
    assert len(dropped) == 1


async def of_editions(world: World) -> list[tuple[str, str]]:
    """What the outbox still has, the first first: each row's state and reason."""
    async with world.bot.deployment.database.read() as session:
        entries = await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=200
        )
    return [(e.state.value, e.reason) for e in reversed(entries) if e.kind.startswith("digest.")]


@pytest.mark.parametrize("is_in_doubt", [False, True])
@pytest.mark.city(after=draft_in_forum)
async def test_取りやめた変更は九十日たっても載っているとは言わない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch, is_in_doubt: bool
) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
    await 水.presses("フォーラムに公開する")

    async def does_not(*_: object) -> CannotTell | Refused:
        return CannotTell("no_answer") if is_in_doubt else Refused("cant_update_message")

    monkeypatch.setattr(Post, "edit", does_not)
    await deliver(world.bot)
    monkeypatch.undo()
    await drops(world, OutboxState.UNKNOWN if is_in_doubt else OutboxState.FAILED)
    for _ in range(2):
        for 読んだ in (
            await 水.says("まとめの履歴"),
            await 水.says("11月16日の週のフォーラム版"),
        ):
            assert (取りやめた if is_in_doubt else 届いていない) in 読んだ
            assert (届いていない if is_in_doubt else 取りやめた) not in 読んだ
            assert "載っています" not in 読んだ
        reason = "dropped" if is_in_doubt else "dropped_refused"
        assert await of_editions(world) == [("sent", ""), ("dead", reason)]
        await forgets(world)
    assert "取りやめ" not in await world.市川.says("まとめの履歴")
    await rewords(水, "課題の動き", "直した3件", "また直した3件")
    await 水.presses("フォーラムに公開する")
    assert "また直した3件" in await reads(world, post)
    assert "フォーラムに載っています。" in await 水.says("11月16日の週のフォーラム版")
    await forgets(world)
    assert await of_editions(world) == [("sent", ""), ("sent", "")]


@pytest.mark.parametrize("stands", [False, True])
@pytest.mark.city(after=draft_in_forum)
async def test_送る前に取りやめたものは届いていないと言い切る(
    world: World, post: Post, stands: bool
) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    if stands:
        await deliver(world.bot)
        await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
        await 水.presses("フォーラムに公開する")
    await drops(world, OutboxState.PENDING)
    for 読んだ in (await 水.says("まとめの履歴"), await 水.says("フォーラム版")):
        assert 届いていない in 読んだ
    await rewords(水, "課題の動き", "3件", "また3件")
    await 水.presses("フォーラムに公開する")
    assert "また3件" in await reads(world, post)
    assert "フォーラムに載っています。" in await 水.says("フォーラム版")


@pytest.mark.parametrize("again", [False, True])
async def test_届いたか分からないまま送れなくなったものを取りやめても分からないと言う(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """What could not be changed since nobody knows what stands there was left without an attempt of its own."""
    水 = world.水谷
    await opens(水)
    await 水.presses("フォーラムに公開する")

    async def cannot_tell(*_: object) -> CannotTell:
        return CannotTell("no_answer")

    monkeypatch.setattr(Post, "send", cannot_tell)
    await deliver(world.bot)
    await rewords(水, "課題の動き", "3件", "直した3件")
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    monkeypatch.undo()
    if again:
        await drops(world, OutboxState.UNKNOWN)
    await drops(world, OutboxState.FAILED)
    assert 取りやめた in await 水.says("フォーラム版")


@pytest.mark.city(after=talks_in_forum)
async def test_消された投稿は九十日たっても載っているとは言わない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, 水 = talked(world), world.水谷
    await only_budget(水)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)

    async def is_gone(*_: object) -> Gone:
        return Gone("message_not_found")

    monkeypatch.setattr(Post, "edit", is_gone)
    await thread.writes(world.森田, None, message="m6", after=60)
    await deliver(world.bot)
    for _ in range(2):
        assert "いまのフォーラムのチャンネルには載っていません。" in await 水.says("まとめの履歴")
        await forgets(world)
