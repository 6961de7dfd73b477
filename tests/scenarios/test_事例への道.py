"""Cases are met where one is at work: beside one's open issue, beside the next training, as a notice."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from cards.elements import Buttons
from domain.improvement_case import Case, CaseText, Visibility
from handlers.reply import Pressed
from scheduler.tell_alike_departments import tell_alike_departments
from storage.case_tables import CaseRow
from storage.people import person_by_email
from tests.cases import publish
from tests.scenarios.post import deliver, post_in
from tests.scenarios.world import Talker, World

転入届 = CaseText(
    title="転入届の二度打ちをなくす",
    before="転入届の内容を、住民記録システムと台帳の両方に手で打っていた。",
    after="RPAが台帳に写すようにした。",
    tools=("RPA",),
)
二度打ち = {
    "title": "転入届の二度打ち",
    "what": "転入届の内容を、住民記録システムと台帳の両方に手で打っている。",
}
二重入力 = {
    "title": "福祉の申請を二重に入力している",
    "what": "福祉の申請書の内容を、福祉システムと台帳の両方に手で打ち込んでいる。",
}
日程 = CaseText(title="会議の日程調整", before="電話で合わせていた。", after="予定表で見せた。")
福祉の申請 = CaseText(
    title="福祉の申請書の二重の入力をなくす",
    before="福祉の申請書の内容を、福祉システムと台帳の両方に手で打ち込んでいた。",
    after="福祉システムから台帳を出すようにした。",
)
川瀬 = "kawase.maki@kakehashi.example"


@pytest.fixture(autouse=True)
async def 事例のない町(world: World) -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(delete(CaseRow))


async def publishes(world: World, text: CaseText, *, place: str) -> Case:
    """Reported by somebody of another department."""
    database = world.bot.deployment.database
    async with database.read() as session:
        number = world.bot.deployment.organization.id
        author = await person_by_email(
            session, organization_id=number, email="hayase.kanade@kakehashi.example"
        )
    assert author is not None
    return await publish(database, text, place=place, author_id=author.id, at=world.clock())


async def registers(talker: Talker, **values: str) -> None:
    await talker.sends(Pressed("issue.write", {"new": "yes"}))
    assert "を登録しました。" in await talker.sends_in(**values)


async def test_開いている課題は部局の人に参考になる事例を示す(world: World) -> None:
    case = await publishes(world, 転入届, place="財務部 税務課")
    人 = world.市川
    await registers(人, **二度打ち)
    読んだ = await 人.says("#1")
    assert "参考になりそうな改善事例" in 読んだ
    assert "転入届の二度打ちをなくす（事例1・財務部 税務課）" in 読んだ
    assert "RPAが台帳に写すようにした。" in await 人.presses("事例1を見る")
    issue = Pressed("issue.show", {"issue": "1"})
    assert f"事例{case.number}を見る" in await 人.sends(issue)
    assert "参考になりそうな" not in await world.森田.says("#1")
    assert "参考になりそうな" in await world.水谷.says("#1")


async def test_課題には見られない事例も遠い事例も示さず終わった課題には何も示さない(
    world: World,
) -> None:
    人 = world.市川
    await registers(人, **二度打ち)
    own = replace(転入届, visibility=Visibility.DEPARTMENT)
    await publishes(world, own, place="財務部 税務課")
    await publishes(world, 日程, place="総務部 人事課")
    assert "参考になりそうな" not in await 人.says("#1")
    for _ in range(4):
        await publishes(world, 転入届, place="財務部 税務課")
    assert (await 人.says("#1")).count("転入届の二度打ちをなくす（事例") == 3
    await 人.presses("状態・段階・担当を変える")
    await 人.sends_in(state="解決")
    assert "参考になりそうな" not in await 人.says("#1")


async def told_of(world: World) -> str:
    """What the DX推進リーダー of 福祉部 reads."""
    post = post_in(world.bot)
    await tell_alike_departments(world.bot.deps)
    await deliver(world.bot)
    return post.read(川瀬)


async def test_似た課題のある部局に課題の番号とともに一度だけ知らせる(world: World) -> None:
    await registers(world.森田, **二重入力)
    await publishes(world, 福祉の申請, place="市民部 市民課")
    届いた = await told_of(world)
    assert "似た仕事の改善事例があります" in 届いた
    assert (
        "あなたの部局の課題#1「福祉の申請を二重に入力している」と似た仕事の事例のため、お知らせしています。"
        in 届いた
    )
    assert await tell_alike_departments(world.bot.deps) == 0


async def test_解決した課題は似た仕事として知らせない(world: World) -> None:
    森田 = world.森田
    await registers(森田, **二重入力)
    await 森田.says("#1")
    await 森田.presses("状態・段階・担当を変える")
    assert "課題#1を変えました。" in await 森田.sends_in(state="解決")
    await publishes(world, 福祉の申請, place="市民部 市民課")
    assert "課題#1" not in await told_of(world)


async def test_次の研修の最初の一つにはそこから生まれた見られる事例が一行で付く(
    world: World,
) -> None:
    人 = world.市川
    await 人.says("次に何の研修を受ければいい？")
    first, second = [
        element.buttons[0].args["course"]
        for element in 人.cards[0].elements
        if isinstance(element, Buttons) and element.buttons[0].action == "course.show"
    ][:2]
    hidden = replace(転入届, course_code=first, visibility=Visibility.DEPARTMENT)
    await publishes(world, hidden, place="財務部 税務課")
    await publishes(world, replace(日程, course_code=second), place="財務部 税務課")
    assert "生まれた事例" not in await 人.says("次に何の研修を受ければいい？")
    seen = await publishes(world, replace(転入届, course_code=first), place="財務部 税務課")
    読んだ = await 人.says("次に何の研修を受ければいい？")
    line = (
        f"この研修から生まれた事例：事例{seen.number}「転入届の二度打ちをなくす」（財務部 税務課）"
    )
    assert line in 読んだ.split("■ 2.")[0]
    assert 読んだ.count("生まれた事例") == 1
    assert "ほか1件" not in 読んだ
    assert "RPAが台帳に写すようにした。" in await 人.presses(f"事例{seen.number}を見る")
