"""部局横断DX施策: begun from a group, changed by several hands, led as OJT; nothing that was typed is lost."""

import asyncio
import io
import re
from datetime import date

import openpyxl
import pytest

from domain.dx_measure import DxMeasure
from handlers.reply import Pressed, RejectFields, Submitted
from storage.achievements import achievements_of
from storage.audit import audit_entries
from storage.dx_measures import measures_of
from storage.people import person_by_email
from tests.scenarios.test_課題のまとまり import confirmed
from tests.scenarios.world import Talker, World

始め = {
    "name": "申請の入力を一度にする",
    "aim": "申請書の内容を、一度の入力で関係するシステムに渡す。",
    "lead_department": "市民部",
    "lead": "市川 遥",
    "departments": "市民部、福祉部",
    "members": "森田 翔（福祉政策課）",
    "supporters": "",
    "milestones": "3月末 市民課で試行を終える\n2026-12-25 対象の申請書を決める",
    "effect": "月60時間の入力を減らす。",
    "stage": "課題の認識・発見",
}


async def measures(world: World) -> tuple[DxMeasure, ...]:
    async with world.bot.deployment.database.read() as session:
        return await measures_of(
            session, organization_id=world.bot.deployment.organization.id, limit=10
        )


async def begun(world: World) -> Talker:
    長 = await confirmed(world)
    await 長.presses("部局横断DX施策にする")
    assert "施策1を始めました。" in await 長.sends_in(**始め)
    return 長


@pytest.mark.city(after=confirmed)
async def test_まとまりから一つの書式で施策を始めると課題の番号が残る(world: World) -> None:
    長 = world.again()
    await 長.presses("部局横断DX施策にする")
    assert {f.name: f.value for f in 長.form.fields if f.name in ("name", "departments")} == {
        "name": "二度打ちをなくす",
        "departments": "市民部、福祉部",
    }
    読んだ = await 長.sends_in(**始め)
    assert "【課題の認識・発見】" in 読んだ
    assert "2027年3月31日" in 読んだ
    assert "市民課で試行を終える" in 読んだ
    assert re.search(r"参加する部局\s*: 福祉部\n", 読んだ)
    assert "#1　転入届を二つのシステムに打っている" in 読んだ
    (施策,) = await measures(world)
    assert 施策.text.issue_ids == (1, 2)
    assert [each.day for each in 施策.text.milestones] == [date(2026, 12, 25), date(2027, 3, 31)]
    assert "すでに処理されています" in await 長.sends(長.last_sent.body, nonce=長.last_sent.nonce)
    assert len(await measures(world)) == 1
    assert "部局横断DX施策は1件です。" in await world.大谷.says("施策一覧")
    assert "申請の入力を一度にする" in await world.大谷.says("施策1")
    assert "施策1「申請の入力を一度にする」" in await 長.says("まとまり1")


@pytest.mark.city(after=confirmed)
async def test_書き間違いは欄のそばの一文で言い打ったものは残る(world: World) -> None:
    長 = world.again()
    await 長.presses("部局横断DX施策にする")
    読んだ = await 長.sends_in(
        **始め
        | {
            "aim": "",
            "lead": "名無しの権兵衛",
            "departments": "市民部、宇宙部",
            "milestones": "いつか終える",
        }
    )
    assert isinstance(長.reply, RejectFields)
    assert set(長.form.errors) == {"aim", "lead", "departments", "milestones"}
    assert "名簿に見つからない名前です：「名無しの権兵衛」" in 読んだ
    assert "名簿にない部局です：「宇宙部」" in 読んだ
    assert "いつか終える" in 読んだ
    多い = "\n".join(f"2027-0{n}-01 節目{n}" for n in range(1, 8))
    assert "節目は6つまで" in await 長.sends_in(**始め | {"milestones": 多い})
    assert await measures(world) == ()


@pytest.mark.city(after=confirmed)
async def test_節目は書いたとおりに残り変えずに送り直しても変わらない(world: World) -> None:
    長 = world.again()
    await 長.presses("部局横断DX施策にする")
    節目 = "12/4 まとめを出す\n12/5までにRPAの試行を終える\n１２／６　A課・B課（試行）"
    assert "施策1を始めました。" in await 長.sends_in(**始め | {"milestones": 節目})
    残り = ["まとめを出す", "RPAの試行を終える", "A課・B課（試行）"]
    (施策,) = await measures(world)
    assert [each.what for each in 施策.text.milestones] == 残り
    await 長.presses("施策を変える")
    出た = {field.name: str(field.value) for field in 長.form.fields}
    assert "変わったところがありません" in await 長.sends_in(**出た)


@pytest.mark.city(after=begun)
async def test_二人が同時に変えると後の人は違いを読み触れていない欄は失われない(
    world: World,
) -> None:
    長 = world.again()
    水 = world.水谷
    await 水.says("施策1")
    await 水.presses("施策を変える")
    後 = {field.name: str(field.value) for field in 水.form.fields}
    await 長.presses("施策を変える")
    先 = {field.name: str(field.value) for field in 長.form.fields}
    assert "変わったところがありません" in await 長.sends_in(**先)
    assert "施策1を変えました。" in await 長.sends_in(**先 | {"effect": "月80時間減らす。"})
    読んだ = await 水.sends_in(**後 | {"name": "入力は一度だけ", "stage": "ソリューションの利活用"})
    assert "さんが「めざす効果」を変えたため、まだ保存していません。" in 読んだ
    assert "月80時間減らす。" in 読んだ
    残り = {field.name: str(field.value) for field in 水.form.fields}
    assert (残り["name"], 残り["effect"]) == ("入力は一度だけ", "月80時間減らす。")
    assert "施策1を変えました。" in await 水.sends_in(**残り)
    (施策,) = await measures(world)
    assert (施策.version, 施策.text.name) == (3, "入力は一度だけ")
    assert (施策.text.effect, 施策.text.stage) == ("月80時間減らす。", "ソリューションの利活用")
    読んだ = await 水.presses("施策の経過")
    assert "＋ 入力は一度だけ" in 読んだ
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=number)
    actions = [each.action for each in entries if each.action.endswith("_MEASURE")]
    assert sorted(actions) == ["BEGIN_MEASURE", "CHANGE_MEASURE", "CHANGE_MEASURE"]


@pytest.mark.city(after=begun)
async def test_まとまりと施策とその経過もExcelで受け取れる(world: World) -> None:
    長 = world.again()
    await 長.presses("施策を変える")
    await 長.sends_in(**始め | {"effect": "月80時間の入力を減らす。"})
    await 長.says("課題をExcelで")
    (content,) = 長.files.values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    (group,) = book["まとまり"].iter_rows(values_only=True, min_row=2)
    assert group == (1, "二度打ちをなくす", "共通する課題", "市民部、福祉部", 2, "#1、#2", "施策1")
    names, measure = book["施策"].iter_rows(values_only=True)
    said = dict(zip(names, measure, strict=True))
    assert (said["主導する人"], said["課題"]) == ("市川　遥", "#1、#2")
    assert (said["主導する部局"], said["参加する部局"]) == ("市民部", "福祉部")
    assert said["節目"] == "2026/12/25 対象の申請書を決める\n2027/03/31 市民課で試行を終える"
    first, second = book["施策の経過"].iter_rows(values_only=True, min_row=2)
    assert first[-1] == "施策を始めた"
    assert second[-1] == "めざす効果：− 月60時間の入力を減らす。 ＋ 月80時間の入力を減らす。"


@pytest.mark.city(after=confirmed)
async def test_書いている間にほかの人が始めたら知らせ打ったものは残り別の施策にもできる(
    world: World,
) -> None:
    長 = world.again()
    後 = world.水谷
    await 後.says("まとまり1")
    await 後.presses("部局横断DX施策にする")
    await 長.presses("部局横断DX施策にする")
    await 長.sends_in(**始め)
    読んだ = await 後.sends_in(**始め | {"name": "窓口を一つにする"})
    assert isinstance(後.reply, RejectFields)
    assert "さんが施策1「申請の入力を一度にする」を始めたため、まだ保存していません。" in 読んだ
    残り = {field.name: str(field.value) for field in 後.form.fields}
    assert 残り == 始め | {"name": "窓口を一つにする"}
    assert len(await measures(world)) == 1
    assert "施策2を始めました。" in await 後.sends_in(**残り)


@pytest.mark.city(after=confirmed)
async def test_まったく同時に始めても一つだけが残りもう一人は打ったものを失わない(
    world: World,
) -> None:
    長, 後 = world.again(), world.水谷
    await 後.says("まとまり1")
    for 人 in (長, 後):
        await 人.presses("部局横断DX施策にする")
    await asyncio.gather(長.sends_in(**始め), 後.sends_in(**始め | {"name": "もう一つ"}))
    (late,) = [each for each in (長, 後) if isinstance(each.reply, RejectFields)]
    assert "を始めたため、まだ保存していません。" in late.reads
    assert len(await measures(world)) == 1


@pytest.mark.city(after=confirmed)
async def test_書いている間にまとまりが解かれたら知らせ打ったものは残る(world: World) -> None:
    長 = world.again()
    後 = world.水谷
    await 後.says("まとまり1")
    await 後.presses("部局横断DX施策にする")
    await 長.says("まとまり1")
    await 長.presses("まとまりを解く")
    assert "そのまとまりは、いまはありません。" in await 後.sends_in(**始め)
    assert isinstance(後.reply, RejectFields)
    assert {field.name: str(field.value) for field in 後.form.fields} == 始め
    assert await measures(world) == ()


@pytest.mark.city(after=begun)
async def test_一度入った課題はまとまりから分けても施策に残る(world: World) -> None:
    長 = world.again()
    await 長.says("まとまり1")
    await 長.presses("まとまりを解く")
    await 長.says("施策1")
    await 長.presses("施策を変える")
    values = {field.name: str(field.value) for field in 長.form.fields}
    await 長.sends_in(**values | {"effect": "減らす。"})
    (施策,) = await measures(world)
    assert 施策.text.issue_ids == (1, 2)


@pytest.mark.city(after=begun)
async def test_主導する人は自分で確かめてOJTの経験にでき交代すると終わる(world: World) -> None:
    長, 人 = world.again(), world.市川
    assert "OJTの経験として記録する" not in 長.reads
    読んだ = await 人.says("施策1")
    assert "OJTの経験として記録する" in 読んだ
    読んだ = await 人.presses("OJTの経験として記録する")
    assert "OJTの経験として記録しました" in 読んだ
    assert "記録する（" not in 読んだ
    assert await led(world) == [("部局横断DX施策1「申請の入力を一度にする」", None)]
    await 人.presses("施策を変える")
    values = {field.name: str(field.value) for field in 人.form.fields}
    await 人.sends_in(**values | {"lead": "森田 翔（福祉政策課）", "members": ""})
    assert await led(world) == [("部局横断DX施策1「申請の入力を一度にする」", date(2026, 11, 20))]
    読んだ = await 人.sends(Pressed("measure.record_led", {"measure": "1"}), nonce="n9")
    assert "いま主導している人だけ" in 読んだ


@pytest.mark.city(after=begun)
async def test_変えられない人には誰に頼むかを言う(world: World) -> None:
    人 = world.大谷
    assert "施策を変える" not in await 人.says("施策1")
    読んだ = await 人.sends(
        Submitted("measure.save", 始め, {"measure": "1", "version": "1"}), nonce="n"
    )
    assert "施策を変えられるのは" in 読んだ
    assert "見つかりません" in await 人.says("施策99")


async def led(world: World) -> list[tuple[str, date | None]]:
    """What 市川 has led of measures, with when it ended."""
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        person = await person_by_email(
            session, organization_id=number, email="ichikawa.haruka@kakehashi.example"
        )
        assert person is not None
        done = await achievements_of(session, organization_id=number, person_id=person.id)
    return [
        (p.name, p.ended_on) for p in done.projects if p.name.startswith("部局横断DX") and p.led
    ]
