"""「受講済みにする」: reported, saved once, confirmed where the catalogue wants it."""

import asyncio
from collections.abc import Coroutine

from handlers.reply import Nothing, OpenForm, Pressed, RejectFields, Submitted
from storage.audit import audit_entries
from storage.organization_lock import hold_organization
from storage.people import person_by_email
from tests.scenarios.world import Talker, World
from tests.waiting import held_up


async def open_report(talker: Talker, course: str) -> None:
    await talker.says(f"{course}を受講しました")
    await talker.presses("日付を選ぶ")
    assert isinstance(talker.reply, OpenForm)


async def test_報告すると次のおすすめから消える(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    読んだ = await 市川.sends_in(completed_on="2026-11-20")
    assert "受講を記録しました" in 読んだ
    読んだ = await 市川.presses("次に受ける研修")
    assert "1. 情報セキュリティ研修（年次）" not in 読んだ


async def test_未来の日付は理由つきで戻り入力は残る(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    読んだ = await 市川.sends_in(completed_on="2026-12-01")
    assert isinstance(市川.reply, RejectFields)
    assert "受講した日は今日までの日付にしてください。" in 読んだ
    assert "2026-12-01" in 読んだ


async def test_日付でない値は選び直しを求める(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    読んだ = await 市川.sends_in(completed_on="きのう")
    assert "受講した日を選んでください。" in 読んだ


async def test_同じフォームが四回同時に届いても一度だけ記録する(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    form = 市川.form
    sent = Submitted(form.action, {"completed_on": "2026-11-20"}, form.args)
    fingers = [world.市川 for _ in range(4)]
    読んだ = await asyncio.gather(*(finger.sends(sent, nonce=form.nonce) for finger in fingers))
    assert sum("受講を記録しました" in each for each in 読んだ) == 1
    assert sum("すでに受け付けています" in each for each in 読んだ) == 3


async def test_確認のいる研修は事務局が確認すると修了になる(world: World) -> None:
    森田, 水谷 = world.森田, world.水谷
    await 森田.says("受講状況")
    assert "修了の確認を待っている研修" in 森田.reads
    await 水谷.says("使い方")
    await 水谷.presses("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    assert "森田　翔さんの「DX推進員養成研修」の修了を確認しました。" in 水谷.reads
    assert "森田" not in 水谷.reads.rsplit("確認しました。", 1)[1]
    await 森田.says("受講状況")
    assert "修了の確認を待っている研修" not in 森田.reads


async def test_二人の担当者が同時に確認しても後の人に知らせる(world: World) -> None:
    水谷, 野々村 = world.水谷, world.person("nonomura.satoru")
    for 担当 in (水谷, 野々村):
        await 担当.says("使い方")
        await 担当.presses("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    読んだ = await 野々村.presses("差し戻す", about="森田")
    assert "すでに処理されています" in 読んだ


async def test_差し戻した報告が出し直されても前に届いたボタンの再送では差し戻されない(
    world: World,
) -> None:
    森田, 水谷 = world.森田, world.水谷
    await 水谷.says("使い方")
    await 水谷.presses("事務局の確認待ち")
    card = 水谷.cards[0]
    await 水谷.presses("差し戻す", about="森田")
    差戻し = 水谷.last_sent
    await open_report(森田, "DX推進員養成研修")
    await 森田.sends_in(completed_on="2026-11-12")
    読んだ = await 水谷.sends(差戻し.body, nonce=card.nonce)
    assert "すでに処理されています" in 読んだ
    await 森田.says("受講状況")
    assert "修了の確認を待っている研修" in 森田.reads


async def test_札のない古いボタンでは確認されない(world: World) -> None:
    水谷 = world.水谷
    await 水谷.sends(Pressed("completion.confirm", {"record": "1"}))
    assert "開き直してください" in 水谷.reads


async def test_確認は誰のどの記録かが監査の記録に残る(world: World) -> None:
    水谷 = world.水谷
    await 水谷.says("使い方")
    await 水谷.presses("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    here = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=here)
        subject = await person_by_email(
            session, organization_id=here, email="morita.sho@kakehashi.example"
        )
    assert subject is not None
    decision = next(entry for entry in entries if entry.action == "COMPLETION_COMPLETED")
    assert decision.subject_id == subject.id
    assert decision.detail.startswith("record ")


async def test_同じ配達が二度来ても一度だけ答える(world: World) -> None:
    市川 = world.市川
    await 市川.says("受講状況")
    assert await 市川.bot.respond(市川.last_sent) == Nothing()


async def test_報告は監査の記録に残る(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    await 市川.sends_in(completed_on="2026-11-20")
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    assert "REPORT_COMPLETION" in {entry.action for entry in entries}


async def test_採用より前の日は理由つきで戻る(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    読んだ = await 市川.sends_in(completed_on="2023-03-31")
    assert isinstance(市川.reply, RejectFields)
    assert "採用年月日（2023年4月1日）より前の受講は、研修担当に伝えてください。" in 読んだ


async def test_前の年度の受講は今年度の受講にならないと言う(world: World) -> None:
    市川 = world.市川
    await open_report(市川, "情報セキュリティ研修（年次）")
    読んだ = await 市川.sends_in(completed_on="2026-03-31")
    assert "受講を記録しました" in 読んだ
    assert "今年度の受講にはなりません" in 読んだ


async def test_何年度も前の日は十年度前まで受け付ける(world: World) -> None:
    須藤 = world.person("sudo.shoichi")
    world.clock.pass_days(73)  # 2027-02-01
    await open_report(須藤, "情報セキュリティ研修（年次）")
    読んだ = await 須藤.sends_in(completed_on="2016-03-31")
    assert "2016年4月1日より前の受講は、研修担当に伝えてください。" in 読んだ
    assert "受講を記録しました" in await 須藤.sends_in(completed_on="2017-03-15")


async def still_waits_while_held(world: World, act: Coroutine[None, None, str]) -> str:
    """What ``act`` answers, after it has waited for who holds the organization's records."""
    deployment = world.bot.deployment
    async with deployment.database.begin() as session:
        await hold_organization(session, organization_id=deployment.organization.id)
        # SQLite has its one writer from the first statement on.
        await audit_entries(session, organization_id=deployment.organization.id)
        acting = asyncio.create_task(act)
        await held_up(deployment.database, acting)
    return await acting


async def test_取込みの間の報告と確認は終わるまで待ってから記録される(world: World) -> None:
    市川, 水谷 = world.市川, world.水谷
    await open_report(市川, "情報セキュリティ研修（年次）")
    読んだ = await still_waits_while_held(world, 市川.sends_in(completed_on="2026-11-20"))
    assert "受講を記録しました" in 読んだ
    await 水谷.says("事務局の確認待ち")
    読んだ = await still_waits_while_held(world, 水谷.presses("修了を確認", about="森田"))
    assert "修了を確認しました" in 読んだ
