"""「次に何の研修を受ければいい？」 as people of the sample city ask it."""

from cards.elements import Heading
from tests.scenarios.world import Talker, World


def suggested(talker: Talker) -> list[str]:
    """The headings of the card, without their numbers."""
    return [
        element.text.partition(". ")[2]
        for card in talker.cards
        for element in card.elements
        if isinstance(element, Heading)
    ]


async def test_三つまでの研修が理由と出典つきで返る(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("次に何の研修を受ければいい？")
    assert len(suggested(市川)) == 3
    assert "下関市デジタル人材育成方針" in 読んだ
    assert "習得できるスキル" in 読んだ


async def test_期限を過ぎた必須研修が先頭に来る(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("次に何の研修を受ければいい？")
    assert suggested(市川)[0] == "情報セキュリティ研修（年次）"
    assert "受講期限を過ぎています" in 読んだ.split("■ 2.")[0]


async def test_ICT機器を使わない会計年度任用職員にはセキュリティ研修をすすめない(
    world: World,
) -> None:
    大谷 = world.大谷
    await 大谷.says("次に何の研修を受ければいい？")
    assert suggested(大谷)
    assert "情報セキュリティ研修（年次）" not in suggested(大谷)


async def test_全部見ると残りがすべて並ぶ(world: World) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    最初の三つ = suggested(市川)
    読んだ = await 市川.presses("全部見る")
    assert all(研修 in 読んだ for 研修 in 最初の三つ)


async def test_今年度の計画は合計時間つきで返る(world: World) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    読んだ = await 市川.presses("今年度の計画")
    assert "令和8年度の受講計画" in 読んだ
    assert "合計" in 読んだ


async def test_詳しくを押すと研修の中身がわかる(world: World) -> None:
    市川 = world.市川
    await 市川.says("次に何の研修を受ければいい？")
    読んだ = await 市川.presses("詳しく", about="情報セキュリティ研修（年次）")
    assert 読んだ.startswith("【情報セキュリティ研修（年次）")
    assert "実施主体" in 読んだ


async def test_研修名で尋ねると中身がわかる(world: World) -> None:
    読んだ = await world.市川.says("情報セキュリティ研修（年次）の内容を教えてください")
    assert 読んだ.startswith("【情報セキュリティ研修（年次）")


async def test_育休中の人の期限は止まる(world: World) -> None:
    読んだ = await world.person("katagiri.shiho").says("次に何の研修を受ければいい？")
    assert "育休中のため、受講期限は止まっています。" in 読んだ
    assert "過ぎています" not in 読んだ


async def test_研修をすべて受けた人には残っていないと伝える(world: World) -> None:
    早瀬 = world.person("hayase.kanade")
    読んだ = await 早瀬.says("次に何の研修を受ければいい？")
    assert suggested(早瀬) == []
    assert "受けています" in 読んだ or "研修が未登録のスキル" in 読んだ


async def test_受講状況は分野ごとの進みと期限切れと記録を示す(world: World) -> None:
    読んだ = await world.市川.says("受講状況を見せて")
    assert "必要なスキルの習得" in 読んだ
    for 分野 in ("マインド", "ICT"):
        assert 分野 in 読んだ
    assert "期限を過ぎた必須研修" in 読んだ


async def test_年度が変わると毎年度の研修がまた必要になる(world: World) -> None:
    早瀬 = world.person("hayase.kanade")
    await 早瀬.says("次に何の研修を受ければいい？")
    assert "情報セキュリティ研修（年次）" not in suggested(早瀬)
    world.clock.pass_days(150)
    await 早瀬.says("次に何の研修を受ければいい？")
    assert "情報セキュリティ研修（年次）" in suggested(早瀬)
