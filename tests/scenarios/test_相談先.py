"""「聞ける人いますか」: colleagues by role, the nearest first, and nothing else of them."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update
from sqlmodel import col

from domain.people import Attendance
from handlers.reply import Pressed
from language.intents import Intent
from storage.tables import StaffRow
from storage.versions import mark_roster_changed
from tests.scenarios.policies import city_under
from tests.scenarios.world import Talker, World


@pytest.fixture
async def tokyo(city_url: str) -> AsyncIterator[World]:
    async with city_under("tokyo-template", url=city_url) as world:
        yield world


async def asks(who: Talker, text: str) -> str:
    return await who.sends(Pressed("intent.choose", {"intent": Intent.CONSULT.value, "text": text}))


async def test_近い人から順に相談先がわかる(world: World) -> None:
    読んだ = await asks(world.市川, "マクロで困ってるんですけど聞ける人いますか")
    課, 部局, 全庁 = (読んだ.index(f"■ {near}") for near in ("同じ課・所属", "同じ部局", "全庁"))
    assert 課 < 読んだ.index("市民部 市民課・DX推進員") < 部局 < 全庁
    assert 全庁 < 読んだ.index("情報政策課・デジタル専門人材")
    assert "ＤＸ推進チームが抱える課題・対応策について必要な助言や支援の実施" in 読んだ


async def test_名前の出た役割の人だけを近い順に出す(world: World) -> None:
    読んだ = await asks(world.市川, "うちの課のデジタル推進リーダーは誰")
    assert "市民部 市民課・DX推進リーダー" in 読んだ
    assert "・DX推進員" not in 読んだ
    読んだ = await asks(world.森田, "うちの課のDX推進員は誰")
    assert "森田　翔さん（あなた）" in 読んだ


async def test_名簿にない課はないと言い相談先を示す(world: World) -> None:
    読んだ = await asks(world.市川, "デジタル推進課の誰に聞けば")
    assert "「デジタル推進課」は職員名簿に見つかりません。" in 読んだ
    assert "デジタル専門人材" in 読んだ
    読んだ = await asks(world.市川, "情報政策課の誰に聞けば")
    assert "情報政策課・" in 読んだ
    assert "市民課・" not in 読んだ


async def test_電話番号もアドレスも経験も見せない(world: World) -> None:
    読んだ = await asks(world.市川, "情報政策課の内線番号わかりますか")
    assert "電話番号とメールアドレスは、お見せしていません。" in 読んだ
    読んだ += await asks(world.市川, "BPRの経験がある職員を探しています")
    assert "だれが何に詳しいか、何を受講したかはお見せしていません。" in 読んだ
    assert "@" not in 読んだ
    assert "主査" not in 読んだ
    assert "1002" not in 読んだ


async def test_全庁の相談先がない名簿では事務局を案内する(tokyo: World) -> None:
    読んだ = await asks(tokyo.市川, "データ分析に詳しい人を紹介してほしい")
    assert "事務局を案内します" in 読んだ
    assert "水谷　香さん" in 読んだ
    assert "・事務局" in 読んだ
    assert "第2章 2 DX推進員" in 読んだ


async def test_事務局はだれかと聞ける(world: World) -> None:
    assert "水谷　香さん" in await asks(world.市川, "事務局の人は誰ですか")


async def test_休みに入った人は相談先に出なくなる(world: World) -> None:
    聞く = "うちの課のDX推進員は誰"
    assert "田村　亜希子さん" in await asks(world.市川, 聞く)
    organization = world.bot.deployment.organization
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.name) == "田村　亜希子")
            .values(attendance=Attendance.LEAVE.value)
        )
        await mark_roster_changed(session, organization_id=organization.id)
    assert "田村" not in await asks(world.市川, 聞く)


async def test_ボタンの言葉を打っても相談先が出る(world: World) -> None:
    assert "相談できる人" in await world.市川.says("デジタル専門人材に聞く")


async def test_ボタンからは専門人材を先に出し見出しは役割という(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("デジタル専門人材に聞く")
    assert (
        読んだ.index("■ 全庁") < 読んだ.index("・デジタル専門人材") < 読んだ.index("■ 同じ課・所属")
    )
    assert "（情報政策課）" in 市川.cards[0].summary
    assert "相談できること" not in 読んだ
    assert "■ それぞれの役割（育成方針から）" in 読んだ


async def test_課が見つからないことを先に言ってから次の人を案内する(world: World) -> None:
    読んだ = await asks(world.市川, "税務課で詳しい人")
    assert 読んだ.index("「税務課」は職員名簿に見つかりません。") < 読んだ.index(
        "次の人に相談してください。"
    )
