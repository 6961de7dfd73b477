"""What a フォーラム版 keeps of what was typed, and what of the words of others that are not said any more."""

import pytest

from tests.scenarios.test_まとめの公開 import opens, post, rewords, second, values
from tests.scenarios.test_公開したまとめから消えるもの import talks, 予算, 試し
from tests.scenarios.world import World

__all__ = ["post"]


@pytest.mark.parametrize("is_deleted", [False, True])
async def test_先に直された文は二度目に送っても消されたことにならず誰も消していない文は残る(
    world: World, post: object, is_deleted: bool
) -> None:
    thread, 水, 野 = await talks(world), world.水谷, await second(world)
    await opens(水)
    await opens(野)
    await 野.presses("部局横断の課題を直す")
    await rewords(
        水, "部局横断の課題", "話し合いで決まったとみられること（11月20日）：", "水谷が直した："
    )
    if is_deleted:
        await thread.writes(world.森田, None, message="m6", after=60)
    読んだ = await 野.sends_in(
        **{name: f"{text}\n来週、掲示を直します。" for name, text in values(野).items()}
    )
    assert "先に水谷" in 読んだ
    assert f"（11月20日）：「{試し}」" in str(values(野))
    読んだ = await 野.sends_in(**values(野))
    assert "下書きを保存しました" in 読んだ
    assert "来週、掲示を直します。" in 読んだ
    assert 試し in 読んだ
    assert (予算 in 読んだ) is not is_deleted
    assert "入れていません" not in 読んだ
