"""A report said again, corrected, or with a slip in it."""

import pytest

from tests.scenarios.world import World


@pytest.mark.parametrize("text", ["日付", "はい？", "え？", "どういうこと？", "わかりません"])
async def test_答えになっていない返事には同じことをもう一度聞く(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says("RPA入門を受けました")
    読んだ = await 市川.says(text)
    assert "もう一度お聞きします" in 読んだ
    assert "いつ受けましたか" in 読んだ
    assert "2026年11月4日(水)" in await 市川.says("11/4")


async def test_研修名とだけ返されても研修を聞き直す(world: World) -> None:
    市川 = world.市川
    await 市川.says("研修を受けました")
    読んだ = await 市川.says("研修名")
    assert "もう一度お聞きします" in 読んだ
    assert "どの研修を受けましたか" in 読んだ


async def test_確かめる画面に聞き返すと同じ画面を出す(world: World) -> None:
    市川 = world.市川
    await 市川.says("RPA入門を11/4に受けました")
    assert "RPA入門を2026年11月4日(水)に受講したと報告します。" in await 市川.says("はい？")
    assert "受講を記録しました" in await 市川.says("はい")


@pytest.mark.parametrize("text", ["ううん、木曜", "木曜", "いや、木曜日です"])
async def test_曜日だけの言い直しは同じ週の日にする(world: World, text: str) -> None:
    市川 = world.市川
    await 市川.says("RPA入門を11/4に受けました")
    assert "2026年11月5日(木)に受講したと報告します" in await 市川.says(text)


async def test_その週の曜日がまだ来ていなければ過ぎた日にする(world: World) -> None:
    市川 = world.市川
    await 市川.says("RPA入門を11/19に受けました")
    assert "2026年11月14日(土)に受講したと報告します" in await 市川.says("ううん、土曜")


@pytest.mark.parametrize(
    "text", ["11月10日の水曜", "11/10(水)", "11月10日水曜日", "11/10（水・祝）"]
)
async def test_日付と曜日が合わなければどちらか聞く(world: World, text: str) -> None:
    市川 = world.市川
    読んだ = await 市川.says(f"RPA入門を{text}に受けました")
    assert "11月10日(火)は水曜日ではありません。" in 読んだ
    for 候補 in ("11月4日(水)", "11月10日(火)", "11月11日(水)"):
        assert 候補 in 読んだ
    assert "2026年11月11日(水)に受講したと報告します" in await 市川.presses("11月11日(水)")


@pytest.mark.parametrize("text", ["11月10日の火曜", "11/10(火)", "先週の水曜"])
async def test_日付と曜日が合っていれば聞かない(world: World, text: str) -> None:
    assert "この内容で報告しますか" in await world.市川.says(f"RPA入門を{text}に受けました")


@pytest.mark.parametrize(
    ("course", "state"),
    [("RPA入門", "修了として記録してあります"), ("DX推進員養成研修", "担当者が確認します")],
)
async def test_同じ日の同じ研修をもう一度報告すると記録済みと言う(
    world: World, course: str, state: str
) -> None:
    市川 = world.市川
    await 市川.says(f"{course}を11/4に受けました")
    await 市川.says("はい")
    読んだ = await 市川.says(f"{course}を11/4に受けました")
    assert "もう記録してあります" in 読んだ
    assert state in 読んだ
    assert "途中" not in await 市川.says("受講状況")
    assert "この内容で報告しますか" in await 市川.says(f"{course}を11/5に受けました")


async def test_別のフォームで同じ日を送っても記録は一つ(world: World) -> None:
    市川 = world.市川
    await 市川.says("RPA入門を受けました")
    await 市川.presses("日付を選ぶ")
    await 市川.sends_in(completed_on="2026-11-04")
    await 市川.says("RPA入門を受けました")
    await 市川.presses("日付を選ぶ")
    assert "もう記録してあります" in await 市川.sends_in(completed_on="2026-11-04")


async def test_二枚の確かめる画面の両方で報告しても一度だけ受け付ける(world: World) -> None:
    一枚目, 二枚目 = world.市川, world.市川
    await 一枚目.says("RPA入門を11/4に受けました")
    await 二枚目.says("RPA入門を11/4に受けました")
    assert "受講を記録しました" in await 一枚目.presses("報告する")
    読んだ = await 二枚目.presses("報告する")
    assert "受講を記録しました" not in 読んだ


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("宇宙開発研修を昨日受けました", "宇宙開発研修"),
        ("ドローン操縦講座おわりました", "ドローン操縦講座"),
        ("きのう接遇マナー研修を修了しました", "接遇マナー研修"),
    ],
)
async def test_一覧にない研修の報告はないと言い近いものと伝える先を示す(
    world: World, text: str, name: str
) -> None:
    市川 = world.市川
    読んだ = await 市川.says(text)
    assert f"「{name}」は研修一覧に見つかりません。" in 読んだ
    assert "研修担当に伝えると記録されます" in 読んだ
    assert "研修名を送ってください" in 読んだ
    assert "【RPA入門】" not in 読んだ
    assert "受講したと報告します" in await 市川.says("RPA入門、昨日です")


async def test_一覧にない研修には近い研修を勧める(world: World) -> None:
    読んだ = await world.市川.says("個人情報漏えい対策研修を昨日受けました")
    assert "「個人情報漏えい対策研修」は研修一覧に見つかりません。" in 読んだ
    assert "1 個人情報・マイナンバー取扱研修" in 読んだ


async def test_研修とだけ言えばないとは言わない(world: World) -> None:
    読んだ = await world.市川.says("昨日研修を受けました")
    assert "どの研修を受けましたか" in 読んだ
    assert "見つかりません" not in 読んだ
