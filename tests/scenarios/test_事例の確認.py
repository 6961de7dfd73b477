"""改善事例 under review: who decides, what comes of it, who is told, and that nobody overwrites anybody."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlmodel import col

from cards.case_answers import REASON_LENGTH
from cards.renderers import plain_text
from domain.improvement_case import TEXT_LENGTH, Case, CaseChanged, CaseState, CaseText
from handlers.case_revise import revise
from handlers.command import Member
from handlers.reply import Pressed, RejectFields
from scheduler.bring_up_waiting_cases import bring_up_waiting_cases
from storage.audit import audit_entries
from storage.case_history import decisions_of, revisions_of
from storage.case_tables import CaseAttachmentRow, CaseRow
from storage.outbox_entries import outbox_entries
from storage.tables import DepartmentRow, StaffRow, StaffTeamRoleRow
from tests.city import NOW
from tests.largest_cases import largest_text
from tests.scenarios.post import deliver, post_in
from tests.scenarios.reported_cases import TEXT, case_now, person_of, presses_in_box, reported
from tests.scenarios.world import Talker, World

QUEUE = Pressed("case.queue")


def number_of(world: World) -> int:
    return world.bot.deployment.organization.id


def leader_of(world: World) -> Talker:
    """木下, of 市民部, where 市川 works."""
    return world.person("kinoshita.maho")


async def becomes_leader(world: World, talker: Talker, department: str = "市民部") -> None:
    person = await person_of(world, talker)
    async with world.bot.deployment.database.begin() as session:
        found = await session.scalar(
            select(col(DepartmentRow.id)).where(col(DepartmentRow.name) == department)
        )
        assert found is not None
        session.add(
            StaffTeamRoleRow(
                organization_id=number_of(world),
                staff_id=person.id,
                department_id=found,
                name="DX推進リーダー",
            )
        )


async def is_no_leader_any_more(world: World, talker: Talker) -> None:
    person = await person_of(world, talker)
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            delete(StaffTeamRoleRow).where(col(StaffTeamRoleRow.staff_id) == person.id)
        )


async def is_now(world: World, talkers: Collection[Talker], **values: object) -> None:
    async with world.bot.deployment.database.begin() as session:
        emails = [talker.email for talker in talkers]
        await session.execute(
            update(StaffRow).where(col(StaffRow.email).in_(emails)).values(**values)
        )


async def revised(world: World, talker: Talker, case: Case, text: CaseText, *, base: int) -> Case:
    """As the form of a report does, whose draft says which version it was made from."""
    bot = world.bot
    member = Member(await person_of(world, talker), bot.deployment.organization)
    async with bot.deployment.database.begin() as session:
        return await revise(
            session, text, case_id=case.id, base_version=base, member=member, deps=bot.deps
        )


async def test_差し戻されて直しリーダーと事務局が承認すると公開される(world: World) -> None:
    post, 市川, 木下, 水谷 = post_in(world.bot), world.市川, leader_of(world), world.水谷
    case = await reported(world, 市川)
    await deliver(world.bot)
    assert "確認をお願いします" in post.read(木下.email or "")
    assert post.read(水谷.email or "") == ""
    assert "市川" in await presses_in_box(木下, post, "内容を確かめる")
    assert "毎月20時間かかっていた。" in 木下.reads

    await 木下.presses("差し戻す")
    読んだ = await 木下.sends_in(reason="  ")
    assert "差し戻しの理由を書いてください" in 読んだ
    読んだ = await 木下.sends_in(reason="読み取れないときのことも書いてください")
    assert "を差し戻しました。" in 読んだ
    assert (await case_now(world, case)).state is CaseState.SENT_BACK
    await deliver(world.bot)
    assert "読み取れないときのことも書いてください" in post.read(市川.email or "")
    assert "差し戻しました" in await presses_in_box(市川, post, "これまでの経過")

    newer = replace(TEXT, after=f"{TEXT.after}読めないものは職員が入力する。")
    await revised(world, 市川, case, newer, base=1)
    await deliver(world.bot)
    await presses_in_box(木下, post, "内容を確かめる")
    assert "＋ 読めないものは職員が入力する。" in 木下.reads
    assert "このあと事務局が確認します" in await 木下.presses("承認する")

    await deliver(world.bot)
    await presses_in_box(水谷, post, "内容を確かめる")
    assert "を承認し、公開しました" in await 水谷.presses("承認する")
    now = await case_now(world, case)
    assert (now.state, now.version, now.published_version) == (CaseState.PUBLISHED, 2, 2)
    await deliver(world.bot)
    told = [card.title for card in post.boxes[市川.email or ""]]
    assert told == [
        "改善事例が差し戻されました",
        "改善事例が承認されました",
        "改善事例が承認されました",
    ]
    assert "公開されました" in post.read(市川.email or "")
    読んだ = await 水谷.presses("これまでの経過")
    for words in ("第2版", "第1版", "木下　真帆さんが差し戻しました", "水谷　香さんが承認しました"):
        assert words in 読んだ
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=number_of(world))
    done = [each.action for each in entries if each.action.startswith("CASE_")]
    assert done == ["CASE_SENT_BACK", "CASE_REVISED", "CASE_APPROVED", "CASE_APPROVED"]
    another = await reported(world, 市川, replace(TEXT, title="届出書の転記を自動化"))
    読んだ = await 木下.sends(Pressed("case.review", {"case": str(another.id)}))
    assert f"似ている公開済みの事例\n{case.name}「{TEXT.title}」" in 読んだ


async def test_修正提案は一つのボタンで取り入れられ二度押しても一度だけ(world: World) -> None:
    post, 市川, 木下 = post_in(world.bot), world.市川, leader_of(world)
    case = await reported(world, 市川)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.presses("修正を提案する")
    same = {"title": TEXT.title, "before": TEXT.before, "after": TEXT.after, "reuse": ""}
    assert "変わったところがありません" in await 木下.sends_in(**same)
    読んだ = await 木下.sends_in(**(same | {"title": " "}))
    assert "題名を書いてください" in 読んだ
    読んだ = await 木下.sends_in(**(same | {"title": "転記の自動化", "reason": "題を短く"}))
    assert "の修正を提案しました" in 読んだ

    await deliver(world.bot)
    assert "− 申請書の転記を自動化" in post.read(市川.email or "")
    assert "＋ 転記の自動化" in post.read(市川.email or "")
    card = post.last(市川.email or "")
    読んだ = await presses_in_box(市川, post, "この修正で出し直す")
    assert "修正提案を取り入れて、もう一度確認に出しました" in 読んだ
    assert "すでに処理されています" in await 市川.sends(市川.last_sent.body, nonce=card.nonce)
    now = await case_now(world, case)
    assert (now.text, now.version) == (replace(TEXT, title="転記の自動化"), 2)
    読んだ = await 市川.sends(市川.last_sent.body, nonce="another")
    assert "先に市川　遥さんが内容を直したため" in 読んだ
    assert "報告した人だけ" in await world.森田.sends(市川.last_sent.body, nonce="n3")


async def test_どの欄も上限まで直した修正提案も一通で届き_全部は経過で読める(world: World) -> None:
    post, 市川, 木下 = post_in(world.bot), world.市川, leader_of(world)
    case = await reported(world, 市川, largest_text("字"))
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.presses("修正を提案する")
    await 木下.sends_in(
        title="新しい題名",
        before="課" * TEXT_LENGTH,
        after="工" * TEXT_LENGTH,
        reuse="条" * TEXT_LENGTH,
        reason="理" * REASON_LENGTH,
    )
    assert "の修正を提案しました" in 木下.reads
    await deliver(world.bot)
    届いた = post.read(市川.email or "")
    assert "…（続きは「これまでの経過」）" in 届いた
    assert "＋ 工" in 届いた
    assert "工" * TEXT_LENGTH not in 届いた
    assert "＋ " + "工" * TEXT_LENGTH in await presses_in_box(市川, post, "これまでの経過")

    await presses_in_box(市川, post, "この修正で出し直す")
    assert (await case_now(world, case)).text.after == "工" * TEXT_LENGTH
    await 市川.presses("これまでの経過")
    assert 市川.reads.count("＋ " + "工" * TEXT_LENGTH) == 1


async def test_同時に決めても直しても一つだけが残りほかの人は誰が先かを読む(world: World) -> None:
    市川, 木下, 田村, 水谷 = world.市川, leader_of(world), world.person("tamura.akiko"), world.水谷
    await becomes_leader(world, 田村)
    case = await reported(world, 市川)
    args = {"case": str(case.id)}
    await asyncio.gather(*(each.sends(Pressed("case.review", args)) for each in (木下, 田村)))
    await 田村.presses("差し戻す")

    async def revises() -> str:
        try:
            await revised(world, 市川, case, replace(TEXT, title="新しい題名"), base=1)
        except CaseChanged as refusal:
            return refusal.sentence
        return ""

    answers = await asyncio.gather(
        木下.presses("承認する"), 田村.sends_in(reason="もう少し詳しく"), revises()
    )
    async with world.bot.deployment.database.read() as session:
        decided = await decisions_of(session, organization_id=number_of(world), case_id=case.id)
        revisions = await revisions_of(session, organization_id=number_of(world), case_id=case.id)
    # The author may mend what has just been decided; of the two reviewers one alone decides.
    assert len([each for each in decided if each.version == 1]) <= 1
    assert len(decided) + len(revisions) - 1 in (1, 2)
    late = [text for text in answers if "先に" in text]
    assert len(late) == 3 - (len(decided) + len(revisions) - 1)
    if isinstance(田村.reply, RejectFields):
        assert 田村.form.fields[0].value == "もう少し詳しく"
    await 水谷.sends(
        Pressed("case.approve", args | {"version": "1", "step": "LEADER_REVIEW"}), nonce="n"
    )
    assert "先に" in 水谷.reads


async def test_先に決めた人と内容を後の人に言い書いた理由は消えない(world: World) -> None:
    市川, 木下, 田村 = world.市川, leader_of(world), world.person("tamura.akiko")
    await becomes_leader(world, 田村)
    case = await reported(world, 市川)
    for each in (木下, 田村):
        await each.sends(Pressed("case.review", {"case": str(case.id)}))
    await 田村.presses("差し戻す")
    await 木下.presses("承認する")
    読んだ = await 田村.sends_in(reason="もう少し詳しく")
    assert "先に木下　真帆さんが承認したため、変えていません" in 読んだ
    assert "もう少し詳しく" in 読んだ
    読んだ = await 木下.sends(木下.last_sent.body, nonce=木下.last_sent.nonce)
    assert "すでに処理されています" in 読んだ
    読んだ = await 木下.sends(木下.last_sent.body, nonce="another")
    assert "先に木下　真帆さんが承認したため" in 読んだ


async def test_直される前のカードを押した人は_いまの内容をそこから開ける(world: World) -> None:
    市川, 木下 = world.市川, leader_of(world)
    case = await reported(world, 市川)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await revised(world, 市川, case, replace(TEXT, title="新しい題名"), base=1)
    assert "先に市川　遥さんが内容を直したため" in await 木下.presses("承認する")
    assert "新しい題名" in await 木下.presses("いまの内容")
    assert "このあと事務局が確認します" in await 木下.presses("承認する")


async def test_役割を離れた人は断られ休みの人しかいなければ事務局が確認する(world: World) -> None:
    post, 市川, 木下, 水谷 = post_in(world.bot), world.市川, leader_of(world), world.水谷
    case = await reported(world, 市川)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await is_no_leader_any_more(world, 木下)
    assert "いまは事務局の方が行います" in await 木下.presses("承認する")
    await deliver(world.bot)
    assert post.boxes == {}
    assert f"{case.name}「{TEXT.title}」" in await 水谷.sends(QUEUE)
    await 水谷.presses("内容を確かめる")
    assert "を承認し、公開しました" in await 水谷.presses("承認する")

    await becomes_leader(world, 木下)
    await is_now(world, [木下], attendance="休職")
    second = await reported(world, 市川)
    assert second.state is CaseState.OFFICE_REVIEW
    await deliver(world.bot)
    assert "確認のお願い" in post.last(水谷.email or "").title
    await 木下.sends(Pressed("case.review", {"case": str(second.id)}))
    assert "承認する" not in 木下.reads


async def test_自分の事例はほかに誰もいないときだけ自分で確認できる(world: World) -> None:
    水谷, 間宮, 木下 = world.水谷, world.person("mamiya.ritsu"), leader_of(world)
    own = await reported(world, 木下)
    assert own.state is CaseState.OFFICE_REVIEW
    case = await reported(world, 水谷)
    press = Pressed("case.approve", {"case": str(case.id), "version": "1", "step": case.state.name})
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(CaseRow).where(col(CaseRow.id) == case.id).values(state="事務局確認待ち")
        )
    press = Pressed(press.action, {**press.args, "step": "OFFICE_REVIEW"})
    await 水谷.sends(Pressed("case.review", {"case": str(case.id)}))
    assert "ご自分の事例は、ほかの方が確認します。" in 水谷.reads
    assert "ご自分の事例は確認できません" in await 水谷.sends(press, nonce="n1")
    await is_now(world, [間宮], attendance="育休")
    assert "を承認し、公開しました" in await 水谷.sends(press, nonce="n2")
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=number_of(world))
        told = await outbox_entries(session, organization_id=number_of(world), limit=20)
    assert [e.detail for e in entries if e.action == "CASE_APPROVED"] == [
        f"case {case.id} version 1, own, no other reviewer"
    ]
    assert "case.decided" not in {each.kind for each in told}


async def test_関わりのない人には見えず古いボタンはそう言う(world: World) -> None:
    case = await reported(world, world.市川)
    args = {"case": str(case.id)}
    森田 = world.森田
    for press in (Pressed("case.review", args), Pressed("case.history", args)):
        assert "だけが見られます" in await 森田.sends(press)
        assert TEXT.title not in 森田.reads
    step = args | {"version": "1", "step": "LEADER_REVIEW"}
    assert "だけが見られます" in await 森田.sends(Pressed("case.approve", step), nonce="n")
    assert "事例の確認は、各部局のDX推進リーダーと事務局が行います" in await 森田.sends(QUEUE)
    for action in ("case.review", "case.approve", "case.history", "case.ask_suggest"):
        読んだ = await 森田.sends(Pressed(action, {"case": "99999", "version": "1"}), nonce="n")
        assert "その事例が見つかりません" in 読んだ
    assert "古くなっています" in await leader_of(world).sends(Pressed("case.approve", step))
    # the next step is not for who reviewed the first
    await leader_of(world).sends(Pressed("case.approve", step), nonce="n4")
    again = Pressed("case.approve", step | {"step": "OFFICE_REVIEW"})
    assert "いまは事務局の方が行います" in await leader_of(world).sends(again, nonce="n5")
    assert "事務局確認待ち（第1版）" in await world.市川.sends(Pressed("case.review", args))


async def test_確認待ちは古い順に並び言葉でも開けて添付と注意も見える(world: World) -> None:
    市川, 木下 = world.市川, leader_of(world)
    for n in range(6):
        await reported(world, 市川, replace(TEXT, title=f"事例の題{n}"))
        world.clock.now += timedelta(minutes=1)
    risky = replace(TEXT, title="注意の要る事例", after="水谷さんと、090-1234-5678に電話した。")
    case = await reported(world, 市川, risky)
    async with world.bot.deployment.database.begin() as session:
        session.add(
            CaseAttachmentRow(
                organization_id=number_of(world),
                case_id=case.id,
                staff_id=(await person_of(world, 市川)).id,
                name="手順.txt",
                content=b"1",
                kept_at=world.clock(),
            )
        )
    assert "事例の確認待ち" not in await 市川.says("使い方")
    await 木下.says("使い方")
    読んだ = await 木下.presses("事例の確認待ち")
    assert 読んだ == await 木下.says("事例の確認待ち")
    assert "あなたの確認を待っている事例が7件あります。" in 読んだ
    assert 読んだ.index("事例の題0") < 読んだ.index("事例の題4")
    assert "事例の題5" not in 読んだ
    assert "あなたの確認を待っている事例が7件あります。" in await 木下.says("確認待ち")
    await 木下.presses("次の2件")
    読んだ = await 木下.presses("内容を確かめる", about="注意の要る事例")
    assert "電話番号らしいもの：「090-1234-5678」" in 読んだ
    assert "氏名らしいもの" not in 読んだ  # of the roster
    await 木下.presses("手順.txt")
    assert 木下.files == {"手順.txt": b"1"}
    読んだ = await world.水谷.sends(Pressed("desk.show"))
    assert "改善事例の確認" not in 読んだ
    world.clock.pass_days(12)
    読んだ = await world.水谷.sends(Pressed("desk.show"))
    assert "DX推進リーダーの確認を長く待っている事例が7件。" in 読んだ
    読んだ = await world.水谷.says("事例の確認待ち")
    assert "注意の要る事例」　市民部（7開庁日・長く待っています）" in 読んだ


async def test_5開庁日を超えると確認する人にその倍で事務局に一度だけ伝わる(world: World) -> None:
    post, 木下, 水谷 = post_in(world.bot), leader_of(world), world.水谷
    case = await reported(world, world.市川)
    await deliver(world.bot)

    async def brought_up() -> int:
        deps = world.bot.deps
        return await bring_up_waiting_cases(
            world.bot.deployment.database, world.clock, deps.is_national_holiday
        )

    # from Friday the 20th: Monday the 23rd is a holiday, the fifth open day is Monday the 30th
    counts = {}
    for day in (10, 11, 12, 17, 18, 24):
        world.clock.now = NOW + timedelta(days=day)
        counts[day] = await brought_up(), await brought_up()
        await deliver(world.bot)
    nothing = (0, 0)
    assert counts == {
        10: nothing,
        11: (1, 0),
        12: nothing,
        17: nothing,
        18: (2, 0),
        24: nothing,
    }
    assert [card.title for card in post.boxes[木下.email or ""]][1:] == [
        "確認を待っている改善事例があります"
    ]
    assert "6開庁日、確認を待っています" in post.read(木下.email or "")
    assert "市民部のDX推進リーダーに声をかけてください" in post.read(水谷.email or "")

    await revised(world, world.市川, case, replace(TEXT, title="直した"), base=1)
    await deliver(world.bot)
    world.clock.pass_days(9)
    assert await brought_up() == 1  # a new version waits anew
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.presses("承認する")
    before = len(post.boxes[木下.email or ""])
    await deliver(world.bot)
    assert len(post.boxes[木下.email or ""]) == before
    async with world.bot.deployment.database.read() as session:
        rows = await outbox_entries(session, organization_id=number_of(world), limit=20)
    late = [row.reason for row in rows if row.kind == "case.waiting_long" and row.reason]
    assert late == ["decided_otherwise"]


async def test_知らせた後に部局のリーダーがいなくなれば事務局に伝わる(world: World) -> None:
    post, 木下, 水谷 = post_in(world.bot), leader_of(world), world.水谷
    await reported(world, world.市川)
    deps, database = world.bot.deps, world.bot.deployment.database
    for day in (11, 18):
        world.clock.now = NOW + timedelta(days=day)
        await bring_up_waiting_cases(database, world.clock, deps.is_national_holiday)
        await deliver(world.bot)
        if day == 11:
            assert "確認を待っています" in post.read(木下.email or "")
            assert post.read(水谷.email or "") == ""
            await is_no_leader_any_more(world, 木下)
    assert "11開庁日、確認を待っています" in post.read(水谷.email or "")
    assert "承認・差し戻し・修正提案のどれか" in post.read(水谷.email or "")


async def test_承認の知らせはそのあと差し戻されていればそう言う(world: World) -> None:
    post, 市川, 木下, 水谷 = post_in(world.bot), world.市川, leader_of(world), world.水谷
    case = await reported(world, 市川)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.presses("承認する")
    await 水谷.sends(Pressed("case.review", {"case": str(case.id)}))
    await 水谷.presses("差し戻す")
    await 水谷.sends_in(reason="数字の根拠も")
    await deliver(world.bot)
    承認, 差し戻し = (plain_text.render(card) for card in post.boxes[市川.email or ""])
    assert "木下　真帆さんが承認しました" in 承認
    assert "いまは「差し戻し」です" in 承認
    assert "公開されました" not in 承認
    assert "このあと事務局が確認します" not in 承認
    assert "数字の根拠も" in 差し戻し


async def test_確認の順番は事務局が決め待っている事例にも当てはまる(world: World) -> None:
    post, 木下, 水谷 = post_in(world.bot), leader_of(world), world.水谷
    case = await reported(world, world.市川)
    await 水谷.sends(QUEUE)
    await 水谷.presses("確認の順番を変える")
    assert "「事務局だけ」にしました" in await 水谷.sends_in(route="事務局")
    await deliver(world.bot)
    assert 木下.email not in post.boxes  # dropped: it is not theirs to decide any more
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    assert "承認する" not in 木下.reads
    await presses_in_box(水谷, post, "内容を確かめる")
    await 水谷.presses("承認する")
    assert (await case_now(world, case)).state is CaseState.PUBLISHED
    for press in (Pressed("case.ask_route"),):
        assert "事務局が決めます" in await 木下.sends(press)
    await 水谷.sends(Pressed("case.ask_route"))
    await 水谷.sends_in(route="リーダー")
    second = await reported(world, world.市川)
    await 木下.sends(Pressed("case.review", {"case": str(second.id)}))
    assert "を承認し、公開しました" in await 木下.presses("承認する")


async def test_公開前の事例を番号で言うと関わる人にだけ今の様子が開く(world: World) -> None:
    市川, 木下, ほかの人 = world.市川, leader_of(world), world.person("aizawa.yuna")
    case = await reported(world, 市川)
    for talker in (市川, 木下, world.水谷):
        assert "リーダー確認待ち（第1版）" in await talker.says(f"{case.name}を見せて")
    assert "承認する" in await 木下.says(case.name)
    assert "いまは見られません" in await ほかの人.says(f"{case.name}を見せて")
    assert "いまは見られません" in await 市川.says("事例99を見せて")
