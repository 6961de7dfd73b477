"""「#12を解決にして」: said back before it is saved; who may, and who hears of it."""

import pytest

from cards.elements import ChoiceField
from domain.issue import IssueState
from handlers.issue_moved_notice import OWNED, SOLVED
from handlers.reply import Pressed
from tests.scenarios.post import deliver, post_in
from tests.scenarios.test_対応策 import notices, raised
from tests.scenarios.test_課題 import issues
from tests.scenarios.world import World


async def state(world: World) -> IssueState:
    (issue,) = await issues(world)
    return issue.standing.state


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("#1を解決にして", IssueState.SOLVED),
        ("#1 対応中にして", IssueState.AT_WORK),
        ("1番は見送りで", IssueState.WITHDRAWN),
    ],
)
async def test_言葉で変えると確かめてから保存し二度目は保存しない(
    world: World, text: str, after: IssueState
) -> None:
    await raised(world)
    人 = world.市川
    assert f"「受付」から「{after}」に変えます。" in await 人.says(text)
    assert await state(world) is IssueState.RECEIVED
    assert f"課題#1を「{after}」にしました。" in await 人.presses("はい")
    assert await state(world) is after
    again = 人.last_sent
    assert "すでに処理されています" in await 人.sends(again.body, nonce=again.nonce)
    assert f"もう「{after}」です。" in await 人.says(text)


async def test_はいでも保存しやめるなら何も変えない(world: World) -> None:
    await raised(world)
    人 = world.市川
    await 人.says("#1を解決にして")
    assert "をやめました" in await 人.says("やめる")
    assert await state(world) is IssueState.RECEIVED
    await 人.says("#1を解決にして")
    assert "課題#1を「解決」にしました。" in await 人.says("はい")
    assert await state(world) is IssueState.SOLVED


async def test_言い直せば新しいほうだけが保存され古いカードは効かない(world: World) -> None:
    await raised(world)
    人 = world.市川
    await 人.says("#1を見送りにして")
    (old,) = 人.cards
    assert "どの状態にしますか" in await 人.says("状態が違います")
    assert "「対応中」に変えます" in await 人.presses("対応中")
    stale = Pressed("issue.move_said", {"issue": "1", "state": "取り下げ"})
    assert "「対応中」に変えます" in await 人.sends(stale, nonce=old.nonce)
    assert await state(world) is IssueState.RECEIVED
    await 人.says("はい")
    assert await state(world) is IssueState.AT_WORK


async def test_知らない番号や変えられない人や問いかけでは何も変わらない(world: World) -> None:
    await raised(world)
    人 = world.市川
    assert "#99" in await 人.says("#99を解決にして")
    for text in ("#1は解決しましたか？", "#1はまだ解決していません"):
        assert "変えますか" not in await 人.says(text)
    assert "変えられるのは、書いた人・担当" in await world.大谷.says("#1を解決にして")
    assert await state(world) is IssueState.RECEIVED


async def test_なれない状態は言って次を選んでもらう(world: World) -> None:
    await raised(world)
    人 = world.市川
    await 人.says("#1を取り下げて")
    await 人.says("はい")
    assert "いま「取り下げ」です" in await 人.says("#1を解決にして")
    assert "「受付」に変えます" in await 人.presses("受付")
    await 人.presses("はい")
    assert await state(world) is IssueState.RECEIVED


async def test_担当になった人と解決した課題を書いた人に一度だけ届く(world: World) -> None:
    await raised(world)
    post, 事務局, 書いた人 = post_in(world.bot), world.水谷, world.市川
    await 事務局.says("#1")
    await 事務局.presses("状態・段階・担当を変える")
    owner = next(field for field in 事務局.form.fields if field.name == "owner")
    assert isinstance(owner, ChoiceField)
    (市川,) = [each.value for each in owner.options if each.label == "市川　遥"]
    await 事務局.sends_in(state="対応中", stage="", owner=市川, remark="お願いします。")
    await deliver(world.bot)
    assert "あなたを課題#1の担当にしました。" in post.read(書いた人.email or "")
    assert "お願いします。" in post.read(書いた人.email or "")
    await 事務局.says("#1を解決にして")
    await 事務局.says("はい")
    await deliver(world.bot)
    assert "あなたの課題#1を「解決」にしました。" in post.read(書いた人.email or "")
    await 書いた人.says("#1を対応中にして")
    await 書いた人.says("はい")
    await 書いた人.says("#1を解決にして")
    await 書いた人.says("はい")
    await deliver(world.bot)
    assert await notices(world, OWNED, SOLVED) == [OWNED, SOLVED]


async def test_解決がすぐ戻されたら解決の知らせは送らない(world: World) -> None:
    await raised(world)
    post, 事務局 = post_in(world.bot), world.水谷
    for text in ("#1を解決にして", "#1を対応中にして"):
        await 事務局.says(text)
        await 事務局.says("はい")
    await deliver(world.bot)
    assert post.read(world.市川.email or "") == ""
