"""Asked about someone else: their own answer where one may see it, a refusal that helps where not."""

import pytest
from sqlalchemy import update
from sqlmodel import col

from cards.elements import Heading
from handlers.reply import Pressed
from storage.audit import audit_entries
from storage.people import person_by_email
from storage.tables import CourseRow, OrganizationRow, StaffRow
from tests.scenarios.world import Talker, World


async def rename(world: World, email: str, name: str, *, attendance: str = "在職") -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) == f"{email}@kakehashi.example")
            .values(name=name, attendance=attendance)
        )


async def number_of(world: World, email: str) -> int:
    async with world.bot.deployment.database.read() as session:
        found = await person_by_email(
            session,
            organization_id=world.bot.deployment.organization.id,
            email=f"{email}@kakehashi.example",
        )
    assert found is not None
    return found.id


def title(talker: Talker) -> str:
    return talker.cards[0].title


@pytest.mark.parametrize(
    "text", ["市川さんは次に何を受ければいい？", "市川さんに次に何を受けさせればいい？"]
)
async def test_上司は部下が次に受ける研修を聞ける(world: World, text: str) -> None:
    await world.市川.says("次に何の研修を受ければいい？")
    三宅 = world.三宅
    読んだ = await 三宅.says(text)
    assert title(三宅) == "市川　遥さんの次に受ける研修"
    assert "1. 情報セキュリティ研修（年次）" in 読んだ
    assert "受講済みにする" not in 読んだ
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    seen = [entry.subject_id for entry in entries if entry.action == "SEE_TRAINING"]
    assert seen == [await number_of(world, "ichikawa.haruka")]


async def test_部下の画面から進んでも部下のまま(world: World) -> None:
    三宅 = world.三宅
    await 三宅.says("市川さんは次に何を受ければいい？")
    await 三宅.presses("全部見る")
    assert title(三宅) == "市川　遥さんのこれから受ける研修（全部）"
    await 三宅.presses("今年度の計画")
    assert title(三宅) == "市川　遥さんの令和8年度の受講計画"
    await 三宅.presses("受講状況")
    assert title(三宅) == "市川　遥さんの受講状況"
    await 三宅.presses("次に受ける研修")
    assert title(三宅) == "市川　遥さんの次に受ける研修"


async def test_見られない人の次の研修は断られる(world: World) -> None:
    読んだ = await world.市川.says("森田さんは次に何を受ければいい？")
    assert "本人・上司・事務局・研修担当だけが見られます" in 読んだ


@pytest.mark.parametrize(
    "action", ["training.next", "training.all", "training.plan", "training.status"]
)
async def test_ボタンの番号を書き換えても見られない人は見られない(
    world: World, action: str
) -> None:
    person = str(await number_of(world, "morita.sho"))
    読んだ = await world.市川.sends(Pressed(action, {"person": person}))
    assert "本人・上司・事務局・研修担当だけが見られます" in 読んだ
    読んだ = await world.市川.sends(Pressed(action, {"person": "999999999"}))
    assert "職員名簿に見つかりません" in 読んだ


@pytest.mark.parametrize("text", ["市川の受講状況", "部下の市川さんの受講状況"])
async def test_敬称がなくても誰の部下と書いてもその人が出る(world: World, text: str) -> None:
    三宅 = world.三宅
    await 三宅.says(text)
    assert title(三宅) == "市川　遥さんの受講状況"


@pytest.mark.parametrize(
    "text", ["課のみんなの受講状況", "課の受講状況", "未受講者の一覧", "部下の受講状況"]
)
async def test_何人かのことは一人ずつ尋ねるよう伝える(world: World, text: str) -> None:
    読んだ = await world.三宅.says(text)
    assert "お一人ずつ名前を入れて送ってください" in 読んだ
    assert "毎週の「課の受講のお知らせ」でお伝えします" in 読んだ
    assert "必要なスキルの習得" not in 読んだ


async def test_名簿にない人の次の研修を尋ねても自分のものは出ない(world: World) -> None:
    三宅 = world.三宅
    読んだ = await 三宅.says("架空さんは次に何を受ければいい？")
    assert "「架空」さんは職員名簿に見つかりません" in 読んだ
    assert not [e for card in 三宅.cards for e in card.elements if isinstance(e, Heading)]


async def test_同じ氏名の人が二人いればどちらかを選べる(world: World) -> None:
    await rename(world, "morita.sho", "市川　遥")
    水谷 = world.水谷
    読んだ = await 水谷.says("市川遥さんの受講状況")
    assert "どなたのことですか" in 読んだ
    await 水谷.presses("市川　遥（福祉政策課 主任）")
    assert title(水谷) == "市川　遥さんの受講状況"
    assert "福祉政策課" not in 読んだ.split("市民課")[0]


async def test_見られる人がひとりなら選ばずに出る(world: World) -> None:
    await rename(world, "morita.sho", "市川　翔")
    三宅 = world.三宅
    await 三宅.says("市川さんの受講状況")
    assert title(三宅) == "市川　遥さんの受講状況"


async def test_退職した人とは取り違えない(world: World) -> None:
    await rename(world, "morita.sho", "市川　翔", attendance="退職")
    水谷 = world.水谷
    await 水谷.says("市川さんの受講状況")
    assert title(水谷) == "市川　遥さんの受講状況"


@pytest.mark.parametrize("name", ["市川遥", "市川 遥"])
async def test_名簿の氏名に空白がなくても姓で見つかる(world: World, name: str) -> None:
    await rename(world, "ichikawa.haruka", name)
    三宅 = world.三宅
    await 三宅.says("市川さんの受講状況")
    assert title(三宅) == f"{name}さんの受講状況"


async def test_研修名の中の名前は人のことではない(world: World) -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(CourseRow)
            .where(col(CourseRow.code) == "AI-01")
            .values(name="市川さんに学ぶ業務改善")
        )
        await session.execute(
            update(OrganizationRow).values(catalogue_version=OrganizationRow.catalogue_version + 1)
        )
    三宅 = world.三宅
    asked = {"intent": "training_status", "text": "市川さんに学ぶ業務改善の受講状況"}
    await 三宅.sends(Pressed("intent.choose", asked))
    assert title(三宅) == "受講状況"


async def test_自分の名前を書いても自分のことになる(world: World) -> None:
    市川 = world.市川
    await 市川.says("市川の受講状況")
    assert title(市川) == "受講状況"


@pytest.mark.parametrize(
    "text", ["うちの課で遅れとる人おる？", "部下で研修が遅れてる人は", "遅れてる部下は？"]
)
async def test_所属長は課で遅れている人を聞ける(world: World, text: str) -> None:
    三宅 = world.三宅
    読んだ = await 三宅.says(text)
    assert title(三宅) == "課の受講の遅れ"
    assert "市川　遥さん　期限を過ぎています：情報セキュリティ研修（年次）" in 読んだ
    assert "森田" not in 読んだ
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    seen = {entry.subject_id for entry in entries if entry.action == "SEE_TRAINING"}
    assert await number_of(world, "ichikawa.haruka") in seen
    assert "声かけ" in await 三宅.presses("声をかける", about="市川")


async def test_部下のいない人には課の遅れを見せない(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("うちの課で遅れとる人おる？")
    assert "お一人ずつ名前を入れて送ってください" in 読んだ
    assert "期限を過ぎています" not in 読んだ


@pytest.mark.parametrize(
    "text", ["市川さんの記録みせて", "市川さんの研修の記録を見せて", "市川さんの履歴は？"]
)
async def test_記録を見せてと言われればその人の状況を答える(world: World, text: str) -> None:
    三宅 = world.三宅
    await 三宅.says(text)
    assert title(三宅) == "市川　遥さんの受講状況"
    読んだ = await world.森田.says(text)
    assert "本人・上司・事務局・研修担当だけが見られます" in 読んだ
    assert "ほかの業務" not in 読んだ


async def test_名簿にない人の記録は見つからないと言う(world: World) -> None:
    assert "職員名簿に見つかりません" in await world.三宅.says("鬼瓦さんの記録みせて")


@pytest.mark.parametrize(
    "text", ["事例の記録を見せて", "業者さんの実績を教えて", "会議の記録みせて"]
)
async def test_人の名前のない記録は受講状況にしない(world: World, text: str) -> None:
    三宅 = world.三宅
    await 三宅.says(text)
    assert "受講状況" not in title(三宅)
