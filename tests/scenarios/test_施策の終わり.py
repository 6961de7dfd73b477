"""A 部局横断DX施策 ends: completed with what came of it, stopped with why, and taken up again."""

import io
from datetime import timedelta

import openpyxl
import pytest

from domain.dx_measure import DxMeasureState
from domain.exchange import Progress
from handlers.dx_measure_notice import KIND
from handlers.reply import Pressed, RejectFields
from storage.achievements import achievements_of
from storage.outbox_entries import outbox_entries
from storage.people import person_by_email
from tests.scenarios.post import deliver, post_in
from tests.scenarios.test_情報交換 import FORUM, MONDAY, City, exchange_to_come
from tests.scenarios.test_情報交換 import city as city
from tests.scenarios.test_部局横断の施策 import begun, led, measures, 始め
from tests.scenarios.world import Talker, World

できた = "市民課と福祉課で、申請書の入力が一度で済むようになった。"


async def completes(talker: Talker, outcome: str = できた) -> str:
    await talker.says("施策1")
    await talker.presses("完了にする")
    return await talker.sends_in(outcome=outcome)


async def state(world: World) -> DxMeasureState:
    (施策,) = await measures(world)
    return 施策.text.state


@pytest.mark.city(after=begun)
async def test_完了はできたことと一緒に残り再開すると戻り経過で両方読める(world: World) -> None:
    長 = world.again()
    await 長.presses("完了にする")
    assert "できたことを書いてください。" in await 長.sends_in(outcome="　")
    assert isinstance(長.reply, RejectFields)
    assert "1,000文字までです" in await 長.sends_in(outcome="あ" * 1_001)
    assert "施策1を完了にしました。" in await 長.sends_in(outcome=できた)
    assert "状態：完了" in 長.reads
    assert できた in 長.reads
    again = 長.last_sent
    assert "すでに処理されています" in await 長.sends(again.body, nonce=again.nonce)
    assert "市民部・完了" in await world.大谷.says("施策一覧")
    assert "（完了）" in await world.大谷.says("まとまり1")
    assert "（完了）" in await world.大谷.says("#1")
    await 長.says("施策1")
    assert "施策1を再開しました。" in await 長.presses("施策を再開する")
    assert await state(world) is DxMeasureState.UNDER_WAY
    読んだ = await 長.presses("施策の経過")
    assert "が再開しました" in 読んだ
    assert "が完了にしました" in 読んだ
    assert f"− {できた}" in 読んだ


@pytest.mark.city(after=begun)
async def test_中止は理由と一緒に残り経過もExcelもそう言う(world: World) -> None:
    長 = world.again()
    await 長.presses("中止にする")
    assert "中止の理由を書いてください。" in await 長.sends_in(outcome="")
    assert "施策1を中止にしました。" in await 長.sends_in(outcome="国の標準システムに移るため。")
    assert "改善事例として報告する" not in 長.reads
    assert "が中止にしました" in await 長.presses("施策の経過")
    await 長.says("課題をExcelで")
    book = openpyxl.load_workbook(io.BytesIO([*長.files.values()][-1]))
    names, row = book["施策"].iter_rows(values_only=True)
    said = dict(zip(names, row, strict=True))
    assert said["状態"] == "中止"
    assert said["できたこと・中止の理由"] == "国の標準システムに移るため。"
    (_, *後) = book["施策の経過"].iter_rows(values_only=True, min_row=2)
    assert "状態：− 進行中 ＋ 中止" in str(後)


@pytest.mark.city(after=begun)
async def test_終えられるのは変えられる人だけで先に変えた人がいれば書いたものは残る(
    world: World,
) -> None:
    長 = world.again()
    人, 水 = world.大谷, world.水谷
    assert "完了にする" not in await 人.says("施策1")
    args = {"measure": "1", "version": "1", "state": "COMPLETED"}
    for action in ("measure.ask_end", "measure.resume"):
        assert "施策を変えられるのは" in await 人.sends(Pressed(action, args), nonce="n1")
    await 水.says("施策1")
    await 水.presses("完了にする")
    await 長.presses("施策を変える")
    await 長.sends_in(**始め | {"effect": "月80時間減らす。"})
    assert "さんが「めざす効果」を変えたため" in await 水.sends_in(outcome=できた)
    assert できた in 水.reads
    assert "施策1を完了にしました。" in await 水.sends_in(outcome=できた)
    assert "もう「完了」になっています" in await 長.sends(Pressed("measure.ask_end", args))
    assert "進行中です" not in await 長.sends(Pressed("measure.report", {"measure": "1"}))


@pytest.mark.city(after=begun)
async def test_完了した施策はその言葉で改善事例の下書きになる(world: World) -> None:
    長 = world.again()
    await completes(長)
    await 長.presses("改善事例として報告する")
    出た = {field.name: str(getattr(field, "value", "")) for field in 長.form.fields}
    assert (出た["title"], 出た["after"]) == ("申請の入力を一度にする", できた)
    assert 出た["before"] == 始め["aim"]


@pytest.mark.city(after=begun)
async def test_主導するOJTの経験は終わりの日に終わり再開すると続く(world: World) -> None:
    人 = world.市川
    number = world.bot.deployment.organization.id

    async def ends() -> list[object]:
        async with world.bot.deployment.database.read() as session:
            person = await person_by_email(session, organization_id=number, email=人.email or "")
            assert person is not None
            found = await achievements_of(session, organization_id=number, person_id=person.id)
        return [each.ended_on for each in found.projects if each.name.startswith("部局横断DX")]

    await 人.says("施策1")
    await 人.presses("OJTの経験として記録する")
    await completes(人)
    assert await ends() == [world.clock().date()]
    await 人.presses("施策を再開する")
    assert await ends() == [None]


@pytest.mark.city(after=begun)
async def test_終えたあとに書き直してもOJTの経験は終えた日と終えたときの人のまま(
    world: World,
) -> None:
    人, 後の人 = world.市川, world.森田
    await completes(人)
    終えた日 = world.clock().date()
    world.clock.pass_days(9)
    await 人.presses("施策を変える")
    await 人.sends_in(**始め | {"lead": "森田 翔（福祉政策課）", "members": ""})
    assert "OJTの経験として記録する" not in await 後の人.says("施策1")
    await 人.says("施策1")
    await 人.presses("OJTの経験として記録する")
    assert await led(world) == [("部局横断DX施策1「申請の入力を一度にする」", 終えた日)]


@pytest.mark.city(after=begun)
async def test_終えた施策を週のまとめは言い節目を過ぎたとは言わない(world: World) -> None:
    長 = world.again()
    world.clock.pass_days(42)
    assert "日たちました" in await world.水谷.says("今週のまとめ")
    await completes(長)
    読んだ = await world.水谷.says("今週のまとめ")
    assert f"施策1「申請の入力を一度にする」が完了になりました。「{できた}」" in 読んだ
    assert "日たちました" not in 読んだ
    assert "取り組んでいます" not in 読んだ


@pytest.mark.city(after=exchange_to_come)
async def test_終えた施策は情報交換で聞かれず止まっているものにもならない(city: City) -> None:
    安藤 = city.安藤
    await 安藤.sends(Pressed("group.ask_confirm", {"issues": "1,3"}))
    await 安藤.sends_in(label="二度打ちをなくす", kind="跨る課題")
    await 安藤.presses("部局横断DX施策にする")
    await 安藤.sends_in(**始め)
    await city.comes(MONDAY)
    assert "市民部の課題・施策2件について" in city.post.read(安藤.email or "")
    await completes(安藤)
    assert "課題・施策2件" not in await 安藤.says("情報交換に答える")
    await city.answers(安藤, "転入届", Progress.SAME)
    await city.comes(MONDAY + timedelta(days=3, hours=1))
    assert "施策1" not in city.post.read(FORUM)
    await city.comes(MONDAY + timedelta(days=7))
    assert "市民部の課題・施策1件について" in city.post.read(安藤.email or "")
    await city.comes(MONDAY + timedelta(days=50))
    assert "動きがない施策" not in await 安藤.says("止まっているもの")
    assert "施策1を見る" not in city.post.read(安藤.email or "")


@pytest.mark.city(after=begun)
async def test_施策に入った人に一度だけ届き自分で入れた人と変わらない人には届かない(
    world: World,
) -> None:
    長 = world.again()
    post = post_in(world.bot)

    async def told() -> int:
        number = world.bot.deployment.organization.id
        async with world.bot.deployment.database.read() as session:
            entries = await outbox_entries(session, organization_id=number, limit=99)
        return sum(each.kind == KIND for each in entries)

    assert await told() == 2
    await deliver(world.bot)
    assert "施策1「申請の入力を一度にする」の主導する人になりました。" in post.read(
        world.市川.email or ""
    )
    assert "の参加する人になりました。" in post.read(world.森田.email or "")
    await 長.presses("施策を変える")
    await 長.sends_in(**始め | {"effect": "月80時間減らす。"})
    assert await told() == 2
    水 = world.水谷
    await 水.says("施策1")
    await 水.presses("施策を変える")
    await 水.sends_in(**始め | {"members": "森田 翔、水谷 香", "supporters": "森田 翔、大谷 勇"})
    assert await told() == 4
    await deliver(world.bot)
    assert "支援するデジタル専門人材になりました。" in post.read(world.森田.email or "")
    assert "水谷　香さんが登録しました。" in post.read(world.大谷.email or "")
    assert "施策のメンバー" not in post.read(水.email or "")


@pytest.mark.parametrize("is_out", [True, False])
@pytest.mark.city(after=begun)
async def test_届く前に外れた人や終えた施策のことは届けない(world: World, is_out: bool) -> None:
    長 = world.again()
    if is_out:
        await 長.presses("施策を変える")
        await 長.sends_in(**始め | {"members": ""})
    else:
        await completes(長)
    await deliver(world.bot)
    assert "施策のメンバー" not in post_in(world.bot).read(world.森田.email or "")


@pytest.mark.city(after=begun)
async def test_終えている間に入った人には再開したときに一度だけ届く(world: World) -> None:
    長 = world.again()
    post = post_in(world.bot)
    await deliver(world.bot)
    await completes(長)
    await 長.presses("施策を変える")
    await 長.sends_in(**始め | {"supporters": "大谷 勇"})
    await deliver(world.bot)
    assert "施策のメンバー" not in post.read(world.大谷.email or "")
    前 = post.read(world.森田.email or "")
    水 = world.水谷
    await 水.says("施策1")
    assert "施策1を再開しました。" in await 水.presses("施策を再開する")
    await deliver(world.bot)
    読んだ = post.read(world.大谷.email or "")
    assert 読んだ.count("支援するデジタル専門人材になりました。") == 1
    assert f"{await _name(world, 長)}さんが登録しました。" in 読んだ
    assert post.read(world.森田.email or "") == 前


async def _name(world: World, talker: Talker) -> str:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        person = await person_by_email(session, organization_id=number, email=talker.email or "")
    assert person is not None
    return person.name
