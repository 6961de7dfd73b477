"""What the secretariat is told of a フォーラム版 that has not arrived, or perhaps not."""

import pytest

from scheduler.platforms import CannotTell, Refused
from tests.scenarios.post import Post, deliver
from tests.scenarios.test_まとめの公開 import opens, post, reads, rewords
from tests.scenarios.world import World

__all__ = ["post"]


@pytest.mark.parametrize("method", ["send", "edit"])
async def test_届いたか分からないものは届いていないと言わず送り直しも勧めない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    水 = world.水谷
    await opens(水)
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


async def test_届かなかった変更は載っているとは言わない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    水 = world.水谷
    await opens(水)
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
