"""What has the words of a report, of a day or of an end, and does not mean it."""

import pytest

from tests.scenarios.world import World

COURSE = "情報セキュリティ研修（年次）"


@pytest.mark.parametrize(
    "text",
    [
        f"{COURSE}、昨日受ける予定でしたが欠席しました",
        f"{COURSE}を昨日受けましたか？",
    ],
)
async def test_欠席や問いを報告として確かめない(world: World, text: str) -> None:
    市川 = world.市川
    assert "どのご用件ですか" in await 市川.says(text)
    assert "いつ受けましたか" in await 市川.says(f"{COURSE}を受講しました")
    assert "に受講したと報告します" not in await 市川.says(text)


async def test_言い消した日で報告しない(world: World) -> None:
    市川 = world.市川
    assert "2026年11月19日(木)" in await 市川.says(f"{COURSE}、昨日受けました")
    assert "どこを直しますか" in await 市川.says("昨日じゃない")
    assert "いつ受けましたか" in await 市川.presses("受けた日")


@pytest.mark.parametrize(
    ("text", "course", "day"),
    [
        ("日付ちがう、11月5日", COURSE, "11月5日"),
        ("ちがう、情報セキュリティ研修じゃなくてRPA入門", "RPA入門", "11月19日"),
    ],
)
async def test_ちがうと言って正しいことを続ければ直る(
    world: World, text: str, course: str, day: str
) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}、昨日受けました")
    読んだ = await 市川.says(text)
    assert f"{course}を2026年{day}" in 読んだ
    assert "に受講したと報告します" in 読んだ


async def test_ちがう部分だけ言えばそこを聞く(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}、昨日受けました")
    assert "いつ受けましたか" in await 市川.says("日付ちがう")
    assert "どの研修を受けましたか" in await 市川.says("研修が違います")


async def test_数字で一番上と書いても選べる(world: World) -> None:
    市川 = world.市川
    await 市川.says(f"{COURSE}を先週受けました")
    assert "2026年11月9日(月)" in await 市川.says("1番上")
    assert "どこを直しますか" in await 市川.says("ちゃうちゃう")


async def test_途中のものがなければやめるものはないと言う(world: World) -> None:
    assert "途中のものはありません" in await world.市川.says("やめる")


async def test_部下のことを尋ねた所属長に本人の状況を見せない(world: World) -> None:
    読んだ = await world.三宅.says("部下で研修が遅れてる人は")
    assert "課の受講の遅れ" in 読んだ
    assert "必要なスキルの習得" not in 読んだ
