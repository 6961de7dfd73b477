"""「事務局の確認待ち」: who decides, what is put down, what waits."""

from sqlalchemy import select, update
from sqlmodel import col

from cards.elements import Buttons
from domain.outbox import OutboxEntry
from handlers.reply import Pressed
from storage.audit import AuditEntry, audit_entries
from storage.outbox_entries import outbox_entries
from storage.people import person_by_email
from storage.tables import AccessRequestRow, StaffRow, TrainingRecordRow
from tests.scenarios.world import Talker, World

DESK = Pressed("desk.show")


async def entries(world: World, action: str) -> list[AuditEntry]:
    async with world.bot.deployment.database.read() as session:
        found = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    return [entry for entry in found if entry.action == action]


async def notices(world: World) -> tuple[OutboxEntry, ...]:
    async with world.bot.deployment.database.read() as session:
        return await outbox_entries(
            session,
            organization_id=world.bot.deployment.organization.id,
            limit=9,
        )


async def number_of(world: World, talker: Talker) -> int:
    async with world.bot.deployment.database.read() as session:
        person = await person_by_email(
            session,
            organization_id=world.bot.deployment.organization.id,
            email=talker.email or "",
        )
    assert person is not None
    return person.id


async def waiting_of(world: World, talker: Talker) -> int:
    """The number of the record that they reported."""
    staff_id = await number_of(world, talker)
    async with world.bot.deployment.database.read() as session:
        found = await session.scalar(
            select(col(TrainingRecordRow.id)).where(
                col(TrainingRecordRow.staff_id) == staff_id,
                col(TrainingRecordRow.state) == "申告",
            )
        )
    assert found is not None
    return found


async def reports_own(world: World) -> Talker:
    """野々村 of the office reports a training that the office confirms; others' are out of the way."""
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(TrainingRecordRow)
            .where(col(TrainingRecordRow.state) == "申告")
            .values(state="修了")
        )
    野々村 = world.person("nonomura.satoru")
    await 野々村.says("DX推進員養成研修を受講しました")
    await 野々村.presses("日付を選ぶ")
    assert "担当者が確認します" in await 野々村.sends_in(completed_on="2026-11-12")
    return 野々村


async def test_自分の報告は自分では確認できずほかの担当者が確認する(world: World) -> None:
    野々村 = await reports_own(world)
    読んだ = await 野々村.sends(DESK)
    assert "ご自分の報告です。ほかの担当の方が確認します。" in 読んだ
    buttons = [b for e in 野々村.cards[0].elements if isinstance(e, Buttons) for b in e.buttons]
    assert not [button for button in buttons if button.action.startswith("completion.")]
    record = str(await waiting_of(world, 野々村))
    for action in ("completion.confirm", "completion.send_back"):
        読んだ = await 野々村.sends(Pressed(action, {"record": record}), nonce="n1")
        assert "ご自分の報告は確認できません" in 読んだ
    水谷 = world.水谷
    await 水谷.sends(DESK)
    読んだ = await 水谷.presses("修了を確認", about="野々村")
    assert "野々村　悟さんの「DX推進員養成研修」の修了を確認しました。" in 読んだ


async def test_担当者がひとりだけなら自分の報告も確認できそのことが残る(world: World) -> None:
    野々村 = await reports_own(world)
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) != 野々村.email)
            .values(duties=["システム管理者"])
        )
    読んだ = await 野々村.sends(DESK)
    assert "ほかに担当の方がいないため、確認すると記録に残ります。" in 読んだ
    await 野々村.presses("修了を確認")
    (entry,) = await entries(world, "COMPLETION_COMPLETED")
    assert entry.actor_id == entry.subject_id == await number_of(world, 野々村)
    assert "no other officer" in entry.detail


async def test_休んでいる担当者しかほかにいなければ自分で確認できる(world: World) -> None:
    野々村 = await reports_own(world)
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow).where(col(StaffRow.email) != 野々村.email).values(attendance="休職")
        )
    await 野々村.sends(DESK)
    assert "修了を確認しました" in await 野々村.presses("修了を確認")


async def test_差し戻した相手と研修を言う(world: World) -> None:
    水谷 = world.水谷
    await 水谷.sends(DESK)
    読んだ = await 水谷.presses("差し戻す", about="森田")
    assert "森田　翔さんの「DX推進員養成研修」の報告を差し戻しました。" in 読んだ


async def test_決めたことは報告した本人に伝わり自分の報告を決めた人には伝えない(
    world: World,
) -> None:
    水谷 = world.水谷
    await 水谷.sends(DESK)
    await 水谷.presses("差し戻す", about="森田")
    (notice,) = await notices(world)
    assert notice.kind == "completion.decided"
    assert notice.staff_id == await number_of(world, world.森田)
    record = str(await waiting_of(world, await reports_own(world)))
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) != "nonomura.satoru@kakehashi.example")
            .values(duties=["システム管理者"])
        )
    野々村 = world.person("nonomura.satoru")
    await 野々村.sends(Pressed("completion.confirm", {"record": record}), nonce="n2")
    assert "修了を確認しました" in 野々村.reads
    assert await notices(world) == (notice,)


async def test_画面に出た人がひとりずつ監査の記録に残る(world: World) -> None:
    水谷 = world.水谷
    await 水谷.sends(DESK)
    seen = await entries(world, "SEE_DESK")
    assert {entry.actor_id for entry in seen} == {await number_of(world, 水谷)}
    assert await number_of(world, world.森田) in {entry.subject_id for entry in seen}
    assert len(seen) == len({entry.subject_id for entry in seen})


async def test_自分の報告を見ただけでは監査の記録に残らない(world: World) -> None:
    野々村 = await reports_own(world)
    await 野々村.sends(DESK)
    assert await entries(world, "SEE_DESK") == []


async def test_使い方には確認待ちの数がそのまま出る(world: World) -> None:
    at = world.clock()
    async with world.bot.deployment.database.begin() as session:
        session.add_all(
            AccessRequestRow(
                organization_id=world.bot.deployment.organization.id,
                platform="test",
                platform_id=f"U{n}",
                email=f"u{n}@example.com",
                display_name="",
                asked_at=at,
            )
            for n in range(130)
        )
        await session.execute(
            update(TrainingRecordRow)
            .where(col(TrainingRecordRow.state) == "申告")
            .values(state="修了")
        )
    assert "確認待ちが130件あります。" in await world.水谷.says("使い方")
    assert "確認待ちは6件以上です。" in await world.水谷.sends(DESK)


async def test_確認待ちがなければないと言う(world: World) -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(TrainingRecordRow)
            .where(col(TrainingRecordRow.state) == "申告")
            .values(state="修了")
        )
    読んだ = await world.水谷.says("使い方")
    assert "確認待ちはありません。" in 読んだ
    assert "0件" not in 読んだ


async def test_もう一度申し出ると新しいメールアドレスが見える(world: World) -> None:
    だれか = world.person("mae@example.com")
    await だれか.says("こんにちは")
    platform_id = だれか.last_sent.actor.platform_id
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(AccessRequestRow)
            .where(col(AccessRequestRow.platform_id) == platform_id)
            .values(platform_id="ato@example.com")
        )
    world.clock.pass_days(1)
    await world.person("ato@example.com").says("こんにちは")
    読んだ = await world.水谷.sends(DESK)
    assert "ato@example.com" in 読んだ
    assert "mae@example.com" not in 読んだ
    assert "11月20日(金)" in 読んだ  # still waiting since the first time
