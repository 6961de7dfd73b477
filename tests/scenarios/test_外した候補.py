"""「これはまとまりではない」: a candidate is dismissed as a whole, and taken up again."""

import pytest

from handlers.reply import Pressed
from storage.audit import audit_entries
from tests.scenarios.test_課題のまとまり import registers, three_issues
from tests.scenarios.world import Talker, World


async def dismissed(world: World) -> Talker:
    長 = await three_issues(world)
    await 長.says("課題のまとまり")
    await 長.presses("候補を見る")
    assert "を候補から外しました。" in await 長.presses("これはまとまりではない")
    return 長


async def test_外した候補は一覧にもまとめにも出ず誰がいつ外したかが残り戻せる(world: World) -> None:
    長 = await dismissed(world)
    again = 長.last_sent
    assert "すでに処理されています" in await 長.sends(again.body, nonce=again.nonce)
    人 = world.大谷
    assert "候補を見る" not in await 人.says("課題のまとまり")
    読んだ = await 人.presses("外した候補")
    assert "外した候補は1件です。" in 読んだ
    assert "市民部、福祉部・2件（#1、#2）" in 読んだ
    assert "さんが外しました。" in 読んだ
    assert "候補に戻す" not in 読んだ
    assert "まとまりとして確かめてください" not in await world.水谷.says("今週のまとめ")
    await 長.says("外した候補")
    assert "候補に戻しました。" in await 長.presses("候補に戻す")
    assert "外した候補は、ありません。" in 長.reads
    assert "候補を見る" in await 人.says("課題のまとまり")
    assert "まとまりとして確かめてください" in await world.水谷.says("今週のまとめ")
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=number)
    actions = [each.action for each in entries if each.action.endswith("_CANDIDATE")]
    assert sorted(actions) == ["DISMISS_CANDIDATE", "TAKE_UP_CANDIDATE"]


async def test_顔ぶれが変わった候補はまた出る(world: World) -> None:
    長 = await dismissed(world)
    assert "候補を見る" not in await 長.says("課題のまとまり")
    await registers(
        world.森田,
        title="紙の申請書を二度打ちしている",
        what="申請書の内容を、福祉システムと台帳の両方に手で二度入力している。",
    )
    assert "候補を見る" in await 長.says("課題のまとまり")
    assert "#4" in await 長.presses("候補を見る")


@pytest.mark.city(after=three_issues)
async def test_外した週より前のまとめは変わらない(world: World) -> None:
    world.clock.pass_days(7)
    水 = world.水谷
    assert "まとまりとして確かめてください" in await 水.says("先週のまとめ")
    await 水.says("課題のまとまり")
    await 水.presses("候補を見る")
    await 水.presses("これはまとまりではない")
    assert "まとまりとして確かめてください" in await 水.says("先週のまとめ")
    assert "まとまりとして確かめてください" not in await 水.says("今週のまとめ")


async def test_外せるのも戻せるのも統括リーダーと事務局だけ(world: World) -> None:
    await dismissed(world)
    人 = world.大谷
    for action, args in (
        ("group.dismiss", {"issues": "1,2"}),
        ("group.take_up", {"dismissal": "1"}),
    ):
        assert "課題のまとまりを変えられるのは" in await 人.sends(Pressed(action, args), nonce="n")
    水 = world.水谷
    gone = Pressed("group.take_up", {"dismissal": "9"})
    assert "もう取り消されています" in await 水.sends(gone, nonce="n")
    assert "（#1、#2）" in await 水.says("外した候補")
