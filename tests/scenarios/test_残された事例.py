"""A case whose author has left: somebody else mends, withdraws and hears of it."""

from dataclasses import replace

from sqlalchemy import update
from sqlmodel import col

from domain.improvement_case import Case, CaseState, sent_back
from handlers.reply import Pressed
from storage.case_history import revisions_of
from storage.improvement_cases import change_case
from storage.outbox_entries import outbox_entries
from storage.tables import StaffRow
from tests.scenarios.post import deliver, post_in
from tests.scenarios.published import publish
from tests.scenarios.reported_cases import TEXT, case_now, person_of, reported
from tests.scenarios.world import Talker, World

WRITTEN = {"title": "直した題名", "before": TEXT.before, "after": TEXT.after}


def number_of(world: World) -> int:
    return world.bot.deployment.organization.id


def leader_of(world: World) -> Talker:
    """木下, of 市民部, where 市川 works."""
    return world.person("kinoshita.maho")


async def leaves(world: World, talker: Talker, attendance: str = "退職") -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) == talker.email)
            .values(attendance=attendance)
        )


async def is_sent_back(world: World, case: Case) -> None:
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(
            session,
            sent_back(case, "足りない"),
            read=case,
            organization_id=number_of(world),
            at=world.clock(),
        )


async def mends(talker: Talker, case: Case) -> str:
    await talker.sends(Pressed("case.history", {"case": str(case.id)}))
    await talker.presses("内容を直す")
    await talker.sends_in(**WRITTEN, visibility="全庁")
    return await talker.presses("報告する")


async def test_報告した人が退職した差し戻しの事例は部局のリーダーが直せてほかの人が確認する(
    world: World,
) -> None:
    post, 市川, 木下, 水谷 = post_in(world.bot), world.市川, leader_of(world), world.水谷
    case = await reported(world, 市川)
    await is_sent_back(world, case)
    for talker in (木下, 水谷):
        assert TEXT.title not in await talker.sends(Pressed("case.queue"))
    await leaves(world, 市川)
    for talker in (木下, 水谷):
        読んだ = await talker.sends(Pressed("case.queue"))
        assert "報告した人が退職した、差し戻しの事例" in 読んだ
        assert TEXT.title in 読んだ
    await 木下.presses("これまでの経過", about=TEXT.title)
    await 木下.presses("内容を直す")
    await 木下.sends_in(**WRITTEN, visibility="全庁")
    assert "事務局が確認します" in await 木下.presses("報告する")
    now = await case_now(world, case)
    assert (now.version, now.author_id) == (2, case.author_id)
    assert now.editor_id == (await person_of(world, 木下)).id
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    assert "承認する" not in 木下.reads
    args = {"case": str(case.id), "version": "2", "step": "OFFICE_REVIEW"}
    assert "ご自分で直した内容は確認できません" in await 木下.sends(
        Pressed("case.approve", args), nonce="n1"
    )
    await 水谷.sends(Pressed("case.review", {"case": str(case.id)}))
    await 水谷.presses("差し戻す")
    await 水谷.sends_in(reason="数字の根拠も")
    await deliver(world.bot)
    assert "数字の根拠も" in post.read(木下.email or "")
    読んだ = await 木下.sends(Pressed("case.mine"))
    assert "直した題名" in 読んだ
    assert "理由：数字の根拠も" in 読んだ
    await 木下.presses("直す", about="直した題名")
    assert 木下.form.fields[0].value == "直した題名"
    assert "まだ改善事例を書いていません" in await 水谷.sends(Pressed("case.mine"))
    await 水谷.sends(Pressed("case.history", {"case": str(case.id)}))
    assert "木下　真帆さんが直しました" in 水谷.reads


async def test_公開中の事例も事務局が直し取り下げられて経過に残る(world: World) -> None:
    市川, 森田, 水谷 = world.市川, world.森田, world.水谷
    case = await reported(world, 市川)
    await publish(world.bot)
    press = Pressed("case.write", {"case": str(case.id)})
    assert "報告した人だけ" in await 水谷.sends(press)
    await leaves(world, 市川, "休職")
    assert "報告した人だけ" in await 水谷.sends(press)
    await leaves(world, 市川)
    assert "報告した人だけ" in await 森田.sends(press)
    assert "直した内容を提出しました" in await mends(水谷, case)
    async with world.bot.deployment.database.read() as session:
        revisions = await revisions_of(session, organization_id=number_of(world), case_id=case.id)
    assert [r.editor_id for r in revisions] == [
        case.author_id,
        (await person_of(world, 水谷)).id,
    ]
    now = await case_now(world, case)
    assert (now.state, now.published_version) == (CaseState.LEADER_REVIEW, 1)
    await 水谷.sends(Pressed("case.history", {"case": str(case.id)}))
    await 水谷.presses("取り下げる")
    assert "取り下げました" in await 水谷.sends_in(reason="担当がいなくなった")
    読んだ = await 水谷.sends(Pressed("case.history", {"case": str(case.id)}))
    assert "水谷　香さんが取り下げました" in 読んだ


async def test_報告した人も書いた人もわからない事例を承認しても止まらない(world: World) -> None:
    """As an old collection leaves it, and the author of which has left."""
    市川, 木下, 水谷 = world.市川, leader_of(world), world.水谷
    case = await reported(world, 市川)
    async with world.bot.deployment.database.begin() as session:
        nobodys = replace(case, version=2, editor_id=None)
        assert await change_case(
            session, nobodys, read=case, organization_id=number_of(world), at=world.clock()
        )
    await leaves(world, 市川)
    for reviewer in (木下, 水谷):
        await reviewer.sends(Pressed("case.review", {"case": str(case.id)}))
        await reviewer.presses("承認する")
    assert (await case_now(world, case)).state is CaseState.PUBLISHED
    assert "ほかの方が直しました" in await 水谷.presses("これまでの経過")
    async with world.bot.deployment.database.read() as session:
        rows = await outbox_entries(session, organization_id=number_of(world), limit=20)
    assert "case.decided" not in {row.kind for row in rows}


async def test_自分の事例の数はどのページでもすべての数(world: World) -> None:
    for _ in range(12):
        await reported(world, world.市川)
    市川 = world.市川
    await 市川.sends(Pressed("case.mine"))
    assert 市川.cards[0].summary == "下書き0件、報告した事例12件です。"
    await 市川.presses("もっと見る")
    assert 市川.cards[0].summary == "2ページ目です。報告した事例12件です。"
