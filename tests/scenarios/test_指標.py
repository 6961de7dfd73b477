"""KPIを聞く: figures with their meaning, their day and their source; nobody is told of by a small number."""

import re
from datetime import date, timedelta

import pytest

from cards.charts import LineChart
from cards.elements import Table
from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_snapshot import Period, Snapshot
from storage.kpi_snapshots import keep_snapshot
from tests.scenarios.policies import city_under
from tests.scenarios.world import World

BASIC = Series(Kpi.BASIC)


async def keeps_months(world: World, *shares: int) -> None:
    """Month ends up to October 2026, each with that share of 200 people."""
    deployment, day = world.bot.deployment, date(2026, 10, 31)
    days = [day]
    while len(days) < len(shares):
        days.insert(0, days[0].replace(day=1) - timedelta(days=1))
    for as_of, share in zip(days, shares, strict=True):
        figure = Figure(series=BASIC, count=2 * share, of=200, people=200)
        reading = Reading(as_of=as_of, figures=(figure,), people=200)
        async with deployment.database.begin() as session:
            snapshot = Snapshot(Period.MONTH, world.clock(), reading)
            assert await keep_snapshot(session, snapshot, organization_id=deployment.organization.id)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("受講率は？", "全職員基礎研修の受講率"),
        ("推進員の配置率", "DX推進員の配置率"),
        ("目標に届きそう？", "目標と見込み"),
        ("KPIを見せて", "指標（KPI）"),
        ("総務部の受講率", "総務部の受講率"),
        ("情報セキュリティ研修の受講率", "情報セキュリティ研修（年次）の受講率"),
        ("講座別の受講率", "講座別の受講率"),
        ("月別の受講率の推移", "月ごとの推移"),
        ("資格を持っている人は何人？", "資格の保有者数"),
        ("案件リードの経験者は何人いますか", "案件リード経験者数"),
        ("削減時間は累計で何時間？", "累計削減時間"),
        ("育成段階の到達", "育成段階の到達"),
        ("スキル到達度", "スキル到達度"),
    ],
)
async def test_聞かれた指標が答えられる(world: World, text: str, title: str) -> None:
    人 = world.市川
    await 人.says(text)
    assert 人.cards[0].title == title


async def test_受講率は分子と分母と定義と基準日と除いた人をともなう(world: World) -> None:
    読んだ = await world.市川.says("受講率は？")
    assert re.search(r"\d+(\.\d)?%（\d+名／294名）です", 読んだ)
    assert "「全職員基礎研修をすべて修了し、その修了がいまも有効な職員」÷" in 読んだ
    assert "2026年11月20日(金)" in 読んだ
    assert "休職・育休の職員（受講できないため） 8名" in 読んだ
    assert "「自分ごとのDX（DX基礎研修）」" in 読んだ
    assert "育成方針に、この指標の定めはありません" in 読んだ


async def test_五人に満たない区分は数が出ない(world: World) -> None:
    人 = world.市川
    読んだ = await 人.says("総務部の受講率")
    assert "DX統括リーダー研修（部局横断の変革） ／ 値: 5人未満のため非表示" in 読んだ
    assert "引き算で分かる区分も" in 読んだ
    assert not re.search(r"／[1-4]名", 読んだ)


async def test_うちの課と聞くと部局の数と理由が返る(world: World) -> None:
    読んだ = await world.市川.says("うちの課の受講率は？")
    assert "市民部の受講率" in 読んだ
    assert "課・係ごとの数は" in 読んだ


async def test_数えていない指標はそう言って数えているものを見せる(world: World) -> None:
    読んだ = await world.市川.says("研修の満足度の平均は")
    assert "お尋ねの数字は、かけはしでは数えていません" in 読んだ
    assert "DX推進員の配置率" in 読んだ


async def test_ボタンで講座別のつぎのページと推移に進める(world: World) -> None:
    人 = world.市川
    await 人.says("受講率は？")
    assert "1〜15件目" in await 人.presses("講座別の受講率")
    assert "16〜30件目" in await 人.presses("もっと見る")
    assert "月末の記録は、まだありません" in await 人.presses("月ごとの推移")
    assert "指標（KPI）" in await 人.presses("指標の一覧")


async def test_月末の記録があれば前の月末と前の年度末が並ぶ(world: World) -> None:
    await keeps_months(world, 30, 31, 32, 33, 34, 35, 36, 37)
    読んだ = await world.市川.says("受講率は？")
    assert re.search(r"前の月末（2026年10月31日）\s*: 37%（74名／200名）", 読んだ)
    assert re.search(r"前の年度末（2026年3月31日）\s*: 30%（60名／200名）", 読んだ)
    assert "月末の記録は8か月分あります" in await world.市川.says("月ごとの推移")


async def test_月ごとの推移は十四か月のすべてを図と表で見せる(world: World) -> None:
    await keeps_months(world, *range(30, 44))
    人 = world.市川
    読んだ = await 人.says("月ごとの推移")
    [図] = [each for each in 人.cards[0].elements if isinstance(each, LineChart)]
    [表] = [each for each in 人.cards[0].elements if isinstance(each, Table)]
    assert "月末の記録は14か月分あります。いちばん上はきょうの値です。" in 読んだ
    assert 図.title == "全職員基礎研修の受講率（月末）"
    assert [point.day for point in 図.lines[0].points][:2] == [
        date(2025, 9, 30),
        date(2025, 10, 31),
    ]
    assert [point.value for point in 図.lines[0].points][:14] == list(range(30, 44))
    assert len(表.rows) == 15
    assert "前の月を見る" not in 読んだ


async def test_月末の記録が多ければどの月かを言い前の月へ戻れる(world: World) -> None:
    await keeps_months(world, *range(30, 47))
    人 = world.市川
    assert "2025年8月から2026年10月までの15か月分をお見せします" in await 人.says("月ごとの推移")
    前の月 = await 人.presses("前の月を見る")
    assert "2025年6月から2025年7月までの2か月分をお見せします" in 前の月
    assert "きょうの値" not in 前の月
    assert "15か月分をお見せします" in await 人.presses("新しい月に戻る")


async def test_数値目標のない方針では目標がないと言う(world: World) -> None:
    読んだ = await world.市川.says("目標に届きそう？")
    assert "下関市デジタル人材育成方針に、数値目標はありません。" in 読んだ
    assert "事務局が方針ファイルの「targets」に書くと" in 読んだ


async def test_目標のある方針では目標線と見込みが根拠とともに出る(city_url: str) -> None:
    async with city_under("tokyo-template", url=city_url) as world:
        少ない = await world.市川.says("目標に届きそう？")
        assert "見込みは、月末の記録が6か月分たまってから示します（いまは0か月分）。" in 少ない
        await keeps_months(world, 40, 41, 42, 43, 44, 45, 46)
        読んだ = await world.市川.says("目標に届きそう？")
        assert "目標は5年以内に100%以上です。" in 読んだ
        assert "目標線（2026年4月30日の40%から2031年3月31日の100%まで）" in 読んだ
        assert "直近7か月分の記録（2026年4月30日〜2026年10月31日）の変わり方（1か月に+1ポイント）" in 読んだ  # fmt: skip
        assert re.search(r"2031年3月31日に9[89](\.\d)?%の見込みで、目標に届かないおそれがあります。", 読んだ)  # fmt: skip
        assert "方針で空欄（○名）です" in 読んだ
        assert 読んだ.count("何年度から数えるかが方針ファイルにない") == 1
        受講率 = await world.市川.says("受講率は？")
        assert "目標「基礎研修(リテラシー研修)の受講率」：いまは" in 受講率
        assert "成果指標（KPI）として受講率（リテラシー研修）" in 受講率


async def test_記録が変わると次に聞いたときの数も変わる(world: World) -> None:
    事務局 = world.水谷
    before = await 事務局.says("情報セキュリティ研修の受講率")
    人 = world.市川
    await 人.says("情報セキュリティ研修（年次）を今日受講しました")
    await 人.presses("報告する")
    after = await 事務局.says("情報セキュリティ研修の受講率")

    def done(text: str) -> int:
        found = re.search(r"（(\d+)名／285名）", text)
        assert found
        return int(found[1])

    assert done(after) == done(before) + 1
