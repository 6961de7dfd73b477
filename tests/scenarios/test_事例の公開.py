"""A published case in the channels: posted, changed in place, taken back, and put up again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from cards.elements import Buttons, Card
from domain.improvement_case import Case, CaseState, CaseText, Effect, Visibility, resubmitted
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.outbox import OutboxState
from handlers.case_publish import CHANGED, PUBLISHED, enqueue_changed, enqueue_published
from handlers.reply import Actor, Conversation, Incoming, Pressed, RejectFields, Said, Submitted
from scheduler.forget_old_messages import forget_old_messages
from storage.audit import audit_entries
from storage.case_rules import add_case_channel, remove_case_channel
from storage.improvement_cases import add_case, case_by_id, change_case
from storage.organization_office import change_office, save_office, set_paused
from storage.outbox_entries import outbox_entries
from storage.outbox_table import OutboxRow
from storage.people import person_by_email
from tests.largest_cases import largest_text
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.reported_cases import reported
from tests.scenarios.world import Talker, World

FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
FORUM, NEWS = ChannelPlace(PLATFORM, "FORUM"), ChannelPlace(PLATFORM, "NEWS")
TEXT = CaseText(
    title="申請書の転記を自動化 <!channel>",
    before="紙の申請書を台帳に転記していた。",
    after="RPAで読み取るようにした。",
    effect=Effect(hours=18),
    tools=("RPA",),
)


@pytest.fixture
async def post(world: World) -> Post:
    world.clock.now = FRIDAY
    async with world.bot.deployment.database.begin() as session:
        number = world.bot.deployment.organization.id
        await save_office(session, Office(forum=FORUM), organization_id=number, at=FRIDAY)
        await add_case_channel(session, NEWS, organization_id=number)
    return post_in(world.bot)


async def published(world: World, text: CaseText = TEXT) -> Case:
    """森田's, of 福祉部; as after the last approval."""
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        author = await person_by_email(
            session, organization_id=number, email=world.森田.email or ""
        )
        assert author is not None
        case = Case(
            id=0,
            number=0,
            author_id=author.id,
            department="福祉部",
            section="福祉政策課",
            state=CaseState.PUBLISHED,
            version=1,
            text=text,
            created_at=world.clock(),
            published_version=1,
            published_at=world.clock(),
        )
        added = await add_case(session, case, organization_id=number, editor_id=author.id)
        await enqueue_published(session, added, organization_id=number, at=world.clock())
    return added


async def now_is(world: World, case: Case) -> Case:
    async with world.bot.deployment.database.read() as session:
        found = await case_by_id(
            session, organization_id=world.bot.deployment.organization.id, case_id=case.id
        )
    assert found is not None
    return found


async def publishes_anew(world: World, case: Case, text: CaseText) -> Case:
    """A new version, approved at once."""
    number, was = world.bot.deployment.organization.id, await now_is(world, case)
    after = resubmitted(was, text, state=CaseState.OFFICE_REVIEW, at=world.clock())
    after = replace(
        after, state=CaseState.PUBLISHED, waiting_since=None, published_version=after.version
    )
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(session, after, read=was, organization_id=number, at=world.clock())
        await enqueue_published(session, after, organization_id=number, at=world.clock())
    return after


async def touched(world: World, case: Case) -> None:
    async with world.bot.deployment.database.begin() as session:
        number = world.bot.deployment.organization.id
        await enqueue_changed(session, case.id, organization_id=number, at=world.clock())


async def goes_out(world: World) -> None:
    """Until nothing waits for an earlier change any more."""
    for _ in range(3):
        await deliver(world.bot)
        world.clock.now += timedelta(seconds=4)


async def outcomes(world: World) -> list[tuple[str, OutboxState, str]]:
    async with world.bot.deployment.database.read() as session:
        found = await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=99
        )
    kinds = (PUBLISHED, CHANGED)
    return [(e.kind, e.state, e.reason) for e in reversed(found) if e.kind in kinds]


def buttons(talker: Talker, post: Post) -> Iterator[tuple[Pressed, str]]:
    """Of the card that came last into their box, each with the card's nonce."""
    card = post.last(talker.email or "")
    for element in card.elements:
        for button in element.buttons if isinstance(element, Buttons) else ():
            yield Pressed(button.action, button.args), card.nonce


async def withdraws(talker: Talker, case: Case, reason: str = "住民の名前が入っていた") -> str:
    args = {"case": str(case.id), "version": str(case.version)}
    await talker.sends(Pressed("case.ask_withdraw", args))
    return await talker.sends_in(reason=reason)


async def test_公開した事例は一度だけ投稿され_変わるとその場で書き換わる(
    world: World, post: Post
) -> None:
    case = await published(world)
    await goes_out(world)
    assert len(post.boxes["FORUM"]) == len(post.boxes["NEWS"]) == 1
    assert "転記を自動化 <!channel>" in post.read("FORUM")
    assert "月18時間" in post.read("NEWS")
    again = await publishes_anew(world, case, replace(TEXT, effect=Effect(hours=25)))
    await publishes_anew(world, again, replace(TEXT, effect=Effect(hours=30)))
    await goes_out(world)
    assert len(post.boxes["FORUM"]) == len(post.boxes["NEWS"]) == 1
    assert "月30時間" in post.read("FORUM")
    assert "月30時間" in post.read("NEWS")
    done = await outcomes(world)
    assert done.count((CHANGED, OutboxState.DEAD, "edit_overtaken")) == 2
    assert done.count((CHANGED, OutboxState.SENT, "")) == 2


async def test_どの欄も上限まで書いた事例も一通で投稿され_書き換わり_続きはボタンで読める(
    world: World, post: Post
) -> None:
    largest = replace(largest_text("😀"), title=TEXT.title)
    case = await published(world, largest)
    await goes_out(world)
    assert "…（続きは「くわしく見る」）" in post.read("FORUM")
    await publishes_anew(world, case, replace(largest, title="直した題名"))
    await goes_out(world)
    assert "直した題名" in post.read("FORUM")
    show = next(b for b in pressed_on(post.last("FORUM")) if b.action == "case.show")
    assert largest.after in await world.市川.sends(show)


def pressed_on(card: Card) -> list[Pressed]:
    rows = [element for element in card.elements if isinstance(element, Buttons)]
    return [Pressed(button.action, button.args) for row in rows for button in row.buttons]


async def test_ほかの課が始めると投稿にもその数が出て取り消すと消える(
    world: World, post: Post
) -> None:
    case, 市川 = await published(world), world.市川
    await goes_out(world)
    assert "広がり: 実施" in post.read("FORUM")
    adopt = Pressed("case.ask_adopt", {"case": str(case.id)})
    await 市川.sends(adopt)
    place = str(市川.form.fields[0].value)
    await 市川.sends_in(place=place, since="2026-09-01", hours="10", remark="")
    await goes_out(world)
    assert "横展開（ほか1か所）" in post.read("FORUM")
    await 市川.sends(adopt)
    await 市川.sends_in(place=place, since="2026-09-01", hours="", remark="", keep="remove")
    await goes_out(world)
    assert "広がり: 実施" in post.read("FORUM")
    drawn = (await outcomes(world)).count((CHANGED, OutboxState.SENT, ""))
    other = {"place": place, "since": "2026-09-01", "hours": "", "remark": "", "keep": "remove"}
    await 市川.sends(Submitted("case.adopt", other, adopt.args), nonce="nothing-there")
    await goes_out(world)
    assert (await outcomes(world)).count((CHANGED, OutboxState.SENT, "")) == drawn
    establish = Pressed("case.establish", {"case": str(case.id), "to": "established"})
    await world.森田.sends(establish, nonce="e1")
    await goes_out(world)
    assert "広がり: 定着" in post.read("FORUM")
    assert len(post.boxes["FORUM"]) == 1


async def test_投稿する前に変わった事例は最新の内容で一度だけ投稿される(
    world: World, post: Post
) -> None:
    world.clock.now = FRIDAY.replace(hour=21)
    case = await published(world)
    await deliver(world.bot)
    assert not post.boxes["FORUM"], "送らない時間帯には投稿しません。"
    await publishes_anew(world, case, replace(TEXT, title="新しい題名"))
    await deliver(world.bot)
    world.clock.now = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
    await goes_out(world)
    assert len(post.boxes["FORUM"]) == 1
    assert "新しい題名" in post.read("FORUM")
    assert (CHANGED, OutboxState.DEAD, "edit_not_needed") in await outcomes(world)


@pytest.mark.parametrize(
    ("visibility", "forum", "news"),
    [
        (Visibility.OFFICE, 1, 1),
        (Visibility.FORUM, 1, 0),
        (Visibility.DEPARTMENT, 0, 0),
    ],
)
async def test_公開範囲に合うチャンネルだけに出る(
    world: World, post: Post, visibility: Visibility, forum: int, news: int
) -> None:
    await published(world, replace(TEXT, visibility=visibility))
    await goes_out(world)
    assert (len(post.boxes["FORUM"]), len(post.boxes["NEWS"])) == (forum, news)


async def test_公開範囲かチャンネルが変わると_出ていたところの内容が消える(
    world: World, post: Post
) -> None:
    case = await published(world)
    await goes_out(world)
    narrow = await publishes_anew(world, case, replace(TEXT, visibility=Visibility.FORUM))
    await goes_out(world)
    assert "このチャンネルでは表示していません" in post.read("NEWS")
    assert "申請書" not in post.read("NEWS")
    assert "申請書" in post.read("FORUM")
    wide = await publishes_anew(world, narrow, TEXT)
    await goes_out(world)
    assert "申請書" in post.read("NEWS")
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        await remove_case_channel(session, NEWS, organization_id=number)
        await change_office(
            session,
            lambda was: replace(was, forum=ChannelPlace(PLATFORM, "NEW-FORUM")),
            organization_id=number,
            at=world.clock(),
        )
    await publishes_anew(world, wide, replace(TEXT, title="別の題名"))
    await goes_out(world)
    assert "別の題名" in post.read("NEW-FORUM")
    for box in ("FORUM", "NEWS"):
        assert len(post.boxes[box]) == 1
        assert "題名" not in post.read(box)
        assert "申請書" not in post.read(box)


async def test_送る直前に選ばれなくなったチャンネルには出ない(world: World, post: Post) -> None:
    await published(world)
    async with world.bot.deployment.database.begin() as session:
        number = world.bot.deployment.organization.id
        await remove_case_channel(session, NEWS, organization_id=number)
    await goes_out(world)
    assert (len(post.boxes["FORUM"]), len(post.boxes["NEWS"])) == (1, 0)
    assert (PUBLISHED, OutboxState.DEAD, "case_not_shown_here") in await outcomes(world)


async def test_取り下げると投稿がその場で変わり_戻して承認するとまた出る(
    world: World, post: Post
) -> None:
    case = await published(world)
    await goes_out(world)
    川瀬, 森田 = world.person("kawase.maki"), world.森田
    assert "取り下げる理由を書いてください" in await withdraws(川瀬, case, " ")
    assert isinstance(川瀬.reply, RejectFields)
    assert "取り下げました" in await withdraws(川瀬, case)
    world.clock.now = FRIDAY.replace(hour=22)
    await goes_out(world)
    for box in ("FORUM", "NEWS"):
        assert len(post.boxes[box]) == 1
        assert "取り下げられました" in post.read(box)
        assert "申請書" not in post.read(box)
        assert "住民の名前" not in post.read(box)
    assert "住民の名前が入っていた" in post.read(森田.email or "")
    assert "すでに取り下げられています" in await withdraws_late(森田, case)
    world.clock.now = FRIDAY + timedelta(days=4)
    restore = next((p, n) for p, n in buttons(森田, post) if p.action == "case.restore")
    assert "確認に戻しました" in await 森田.sends(restore[0], nonce=restore[1])
    assert "すでに処理されています" in await 森田.sends(restore[0], nonce=restore[1])
    waiting = await now_is(world, case)
    assert (waiting.state, waiting.version) == (CaseState.LEADER_REVIEW, 2)
    await goes_out(world)
    assert "取り下げられました" in post.read("FORUM")
    for reviewer in (川瀬, world.水谷):
        await goes_out(world)
        await approves(reviewer, await now_is(world, case))
    await goes_out(world)
    assert (await now_is(world, case)).state is CaseState.PUBLISHED
    assert len(post.boxes["FORUM"]) == 1
    assert "申請書" in post.read("FORUM")


async def approves(talker: Talker, case: Case) -> None:
    await talker.sends(Pressed("case.review", {"case": str(case.id)}))
    await talker.presses("承認する")


async def withdraws_late(talker: Talker, case: Case) -> str:
    args = {"case": str(case.id), "version": str(case.version)}
    return await talker.sends(Pressed("case.ask_withdraw", args))


async def test_取り下げられるのは報告した人と確認する人と事務局だけ(
    world: World, post: Post
) -> None:
    case = await published(world)
    refused = await withdraws_late(world.市川, case)
    assert "報告した人・その部局のDX推進リーダー・事務局だけ" in refused
    args = {"case": str(case.id), "version": "1"}
    assert "だけが行えます" in await world.市川.sends(Pressed("case.restore", args), nonce="n")
    assert "取り下げられていません" in await world.森田.sends(
        Pressed("case.restore", args), nonce="n"
    )
    talker = world.水谷
    await talker.sends(Pressed("case.ask_withdraw", args))
    await publishes_anew(world, case, replace(TEXT, title="直した題名"))
    assert "直した" in await talker.sends_in(reason="重なっていた")
    assert "重なっていた" in talker.reads
    assert (await now_is(world, case)).state is CaseState.PUBLISHED
    async with world.bot.deployment.database.read() as session:
        number = world.bot.deployment.organization.id
        found = await audit_entries(session, organization_id=number)
    assert not [entry for entry in found if entry.action == "CASE_WITHDRAWN"]


async def test_消された投稿は新しく投稿し_取り下げた事例なら何もしない(
    world: World, post: Post
) -> None:
    case = await published(world)
    await goes_out(world)
    post.boxes["FORUM"].clear()
    await touched(world, case)
    await goes_out(world)
    assert len(post.boxes["FORUM"]) == 1
    assert "申請書" in post.read("FORUM")
    assert (CHANGED, OutboxState.SENT, "posted_anew") in await outcomes(world)
    post.boxes["FORUM"].clear()
    await withdraws(world.森田, case)
    await goes_out(world)
    assert not post.boxes["FORUM"]
    assert (CHANGED, OutboxState.DEAD, "nothing_stands_there") in await outcomes(world)


async def test_投稿が届いたか分からなければ書き換えずに一覧に載る(world: World, post: Post) -> None:
    case = await published(world)
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.kind) == PUBLISHED)
            .values(state="unknown", reason="no_answer")
        )
    await touched(world, case)
    await goes_out(world)
    assert not post.boxes["FORUM"]
    assert (await outcomes(world)).count((CHANGED, OutboxState.FAILED, "posted_in_doubt")) == 2


async def test_休止中でも出ているものは書き換わる(world: World, post: Post) -> None:
    case = await published(world)
    await goes_out(world)
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        await set_paused(session, organization_id=number, paused_at=world.clock())
    await withdraws(world.森田, case)
    await goes_out(world)
    assert "取り下げられました" in post.read("FORUM")


async def test_公開している間は投稿の記録を忘れない(world: World, post: Post) -> None:
    case, gone = await published(world), await published(world)
    await goes_out(world)
    await withdraws(world.森田, gone)
    await goes_out(world)
    world.clock.pass_days(100)
    database = world.bot.deployment.database
    await forget_old_messages(database, world.clock)
    assert await outcomes(world) == [(PUBLISHED, OutboxState.SENT, "")] * 2
    await publishes_anew(world, case, replace(TEXT, title="百日後の題名"))
    world.clock.now = datetime(2027, 3, 1, 10, 0, tzinfo=JAPAN)
    await goes_out(world)
    assert "百日後の題名" in post.read("FORUM")
    assert len(post.boxes["FORUM"]) == 2


async def says_in(talker: Talker, text: str, place: ChannelPlace) -> str:
    sent = Incoming(
        organization=talker.bot.deployment.organization.key,
        actor=Actor(place.platform, talker.email or "", talker.email),
        conversation=Conversation(place.id, is_private=False, channel=place.id),
        body=Said(text),
        event_id=f"said-{talker.numbers()}",
    )
    talker.reply = await talker.bot.respond(sent)
    return talker.reads


async def test_周知するチャンネルは事務局がそこで決める(world: World, post: Post) -> None:
    here, ask = ChannelPlace(PLATFORM, "HERE"), "このチャンネルに改善事例を周知して"
    assert "事務局が決めます" in await says_in(world.市川, ask, here)
    assert "研修担当" not in await says_in(world.person("nonomura.satoru"), ask, here)
    assert "そのチャンネルで" in await world.水谷.says(ask)
    assert "このチャンネルに投稿します" in await says_in(world.水谷, ask, here)
    assert "このチャンネルに投稿しています" in await says_in(world.水谷, ask, here)
    assert "すでにここに投稿しています" in await says_in(world.水谷, ask, FORUM)
    await published(world)
    await goes_out(world)
    assert [len(post.boxes[box]) for box in ("FORUM", "NEWS", "HERE")] == [1, 1, 1]
    stop = "このチャンネルに改善事例を周知しないで"
    assert "投稿しないようにしました" in await says_in(world.水谷, stop, here)
    assert "ではありません" in await says_in(world.水谷, stop, here)
    assert "フォーラムへの投稿は続きます" in await says_in(world.水谷, stop, FORUM)
    async with world.bot.deployment.database.read() as session:
        number = world.bot.deployment.organization.id
        found = await audit_entries(session, organization_id=number)
    said = [entry.detail for entry in found if entry.action == "CHOOSE_CASE_CHANNEL"]
    assert sorted(said) == [f"+{here}", f"-{here}"]


async def approved(world: World) -> tuple[Case, str]:
    """By its leader, then by the secretariat: and what that one reads."""
    case, 木下, 水谷 = await reported(world, world.市川), world.person("kinoshita.maho"), world.水谷
    for reviewer in (木下, 水谷):
        await reviewer.sends(Pressed("case.review", {"case": str(case.id)}))
        await reviewer.presses("承認する")
    assert "このあと事務局が確認します" in 木下.reads
    assert "チャンネルには" not in 木下.reads
    assert "を承認し、公開しました" in 水谷.reads
    return case, 水谷.reads


@pytest.mark.parametrize(
    ("now", "when"),
    [
        (FRIDAY.replace(hour=21), "11月24日(火)の8:00"),
        (FRIDAY.replace(day=19, hour=21), "明日（11月20日(金)）の8:00"),
    ],
)
async def test_夜間や閉庁日の承認は_チャンネルにいつ載るかを言いその時に載る(
    world: World, post: Post, now: datetime, when: str
) -> None:
    world.clock.now = now
    _, 読んだ = await approved(world)
    assert f"送らない時間帯か閉庁日のため、チャンネルには{when}に載ります。" in 読んだ
    month, day = (int(each) for each in re.findall(r"(\d+)月(\d+)日", when)[0])
    world.clock.now = datetime(2026, month, day, 7, 59, tzinfo=JAPAN)
    await deliver(world.bot)
    assert "FORUM" not in post.boxes
    world.clock.now += timedelta(minutes=1)
    await goes_out(world)
    assert "申請書の転記を自動化" in post.read("FORUM")


async def test_すぐに載る承認と_載っているものの承認は_いつとは言わない(
    world: World, post: Post
) -> None:
    case, 読んだ = await approved(world)
    assert "チャンネルには" not in 読んだ
    await goes_out(world)
    world.clock.now += timedelta(days=1)
    was = await now_is(world, case)
    after = resubmitted(was, TEXT, state=CaseState.OFFICE_REVIEW, at=world.clock())
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        assert await change_case(session, after, read=was, organization_id=number, at=world.clock())
    水谷 = world.水谷
    await 水谷.sends(Pressed("case.review", {"case": str(case.id)}))
    読んだ = await 水谷.presses("承認する")
    assert "を承認し、公開しました" in 読んだ
    assert "チャンネルには" not in 読んだ


async def test_配信を止めている間の承認は_まだ載らないと言う(world: World, post: Post) -> None:
    async with world.bot.deployment.database.begin() as session:
        number = world.bot.deployment.organization.id
        assert await set_paused(session, organization_id=number, paused_at=world.clock())
    _, 読んだ = await approved(world)
    assert "チャンネルにはまだ載りません。配信を止めています。" in 読んだ
