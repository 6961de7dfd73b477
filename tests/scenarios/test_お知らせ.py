"""「今週のお知らせ」: what people find in their chat, and what they can ask for of it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from bot.national_holidays import is_national_holiday
from cards.reminder import reminder_card
from cards.renderers import plain_text
from cards.section_reminder import section_reminder_card
from domain.account import Account
from domain.business_calendar import Days
from domain.iso_week import week_of
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.outbox import Claimed, OutboxEntry, OutboxState
from domain.requirements import Rulebook
from handlers.import_records import import_records
from handlers.occasion import Dropped, Postponed
from handlers.outgoing import Written
from handlers.reminder_preview import reminder_preview
from handlers.reply import Pressed, Show
from scheduler import writing
from scheduler.outcome import Outcomes
from scheduler.platforms import Address, InDoubt, Letter, Refused, Sent
from scheduler.writing import Writing
from storage.audit import audit_entries
from storage.organization_office import (
    begin_office,
    office_of,
    save_days,
    save_office,
    set_paused,
)
from storage.outbox_entries import outbox_entries
from storage.people import person_by_email
from storage.reminder_rows import put_reminders
from storage.session import Session
from storage.tables import StaffRow, TrainingRecordRow
from tests.handlers.office import RECORDS_HEADER, records_xlsx, row
from tests.scenarios.post import Post, deliver, post_in
from tests.scenarios.world import Talker, World

MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=JAPAN)
"""The next one is an open day too; the one after it is 勤労感謝の日."""


AT_WORK = ("ichikawa.haruka", "otani.isamu", "morita.sho", "miyake.kazue", "mizutani.kaori")


@pytest.fixture
async def post(world: World) -> Post:
    """Few are left: three hundred would say the same, and take longer."""
    world.clock.now = MONDAY
    left = [f"{name}@kakehashi.example" for name in AT_WORK]
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow).where(col(StaffRow.email).not_in(left)).values(attendance="退職")
        )
    return post_in(world.bot)


async def goes_out(world: World, kind: str = "reminder.person") -> None:
    """The week's reminders are put down and sent."""
    async with world.bot.deployment.database.begin() as session:
        await put_reminders(
            session,
            kind,
            week=week_of(world.clock().date()),
            own_time=None,
            managers_only=kind == "reminder.manager",
            organization_id=world.bot.deployment.organization.id,
            at=world.clock(),
        )
    await deliver(world.bot)


async def entries(world: World) -> tuple[OutboxEntry, ...]:
    async with world.bot.deployment.database.read() as session:
        return await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=10_000
        )


def box(talker: Talker) -> str:
    return talker.email or ""


def looks_at(talker: Talker, post: Post) -> Talker:
    """The last message in their chat is before them, with its buttons."""
    talker.reply = Show((post.last(box(talker)),))
    return talker


async def test_期限を過ぎた必須研修が月曜に一通だけ届く(world: World, post: Post) -> None:
    await goes_out(world)
    await goes_out(world)
    assert len(post.boxes[box(world.市川)]) == 1
    assert "期限を過ぎた必須研修" in post.read(box(world.市川))
    assert "情報セキュリティ研修（年次）" in post.read(box(world.市川))


async def test_知らせることのない人には届かない(world: World, post: Post) -> None:
    await goes_out(world)
    reasons = {entry.reason for entry in await entries(world) if entry.state == "dead"}
    assert reasons == {"nothing_new"}
    silent = [entry for entry in await entries(world) if entry.state == "dead"]
    assert silent
    assert len(post.boxes) == len(await entries(world)) - len(silent)


async def test_もう送らないと言っても期限を過ぎた必須だけは届く(world: World, post: Post) -> None:
    市川 = world.市川
    assert "お知らせを止めました" in await 市川.says("もう送らないで")
    await goes_out(world)
    読んだ = post.read(box(市川))
    assert "期限を過ぎた必須研修" in 読んだ
    assert "お知らせは止めていますが、必須研修の期限だけはお伝えします" in 読んだ
    await looks_at(市川, post).presses("お知らせの設定")
    assert "にまた送ります" in await 市川.presses("また送る")


async def test_止めている間は必須の期限のほかは届かない(world: World, post: Post) -> None:
    森田 = world.森田
    await _decides_report_of_森田(world)
    assert "11月22日(日)まで止めます" in await 森田.says("来週まで止めて")
    await goes_out(world)
    assert "報告への返事" not in post.read(box(森田))
    world.clock.pass_days(15)  # over the holiday
    await goes_out(world)
    assert "報告への返事" in post.read(box(森田))


async def _decides_report_of_森田(world: World) -> None:
    水谷 = world.水谷
    await 水谷.sends(Pressed("desk.show"))
    await 水谷.presses("修了を確認", about="森田")


async def _has_done_nothing(world: World, talker: Talker) -> None:
    """But for what they have reported."""
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            delete(TrainingRecordRow).where(
                col(TrainingRecordRow.staff_id) == await number_of(session, talker),
                col(TrainingRecordRow.state) == "修了",
            )
        )


async def test_止めている間に載らなかったものはまた送ってと言えば次に出る(
    world: World, post: Post
) -> None:
    """Though what is overdue was sent meanwhile."""
    森田 = world.森田
    await _has_done_nothing(world, 森田)
    await _decides_report_of_森田(world)
    await 森田.says("もう送らないで")
    await goes_out(world)
    assert "期限を過ぎた必須研修" in post.read(box(森田))
    assert "報告への返事" not in post.read(box(森田))
    await 森田.says("また送って")
    for _ in range(2):
        world.clock.pass_days(8)  # the second time over the holiday
        await goes_out(world)
    assert post.read(box(森田)).count("■ 報告への返事") == 1


async def test_前のお知らせのあとに決まった報告は次のお知らせに一度だけ出る(
    world: World, post: Post
) -> None:
    world.clock.pass_days(1)
    await _decides_report_of_森田(world)
    world.clock.pass_days(6)
    await goes_out(world)
    assert "報告への返事" in post.read(box(world.森田))
    world.clock.pass_days(8)  # over the holiday
    await goes_out(world)
    assert post.read(box(world.森田)).count("■ 報告への返事") == 1


async def test_届いたかわからない間に決まった報告も次のお知らせに出る(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written at nine, the answer is lost; only at eleven it is found that it has arrived."""

    async def send(letter: Letter, address: Address) -> InDoubt:
        await sends(letter, address)
        return InDoubt("TimeoutError")

    async def find(_key: str, *, conversation: str, since: datetime) -> Sent:
        return Sent(f"{conversation} {since}")

    await _has_done_nothing(world, world.森田)
    sends = post.send
    monkeypatch.setattr(post, "send", send)
    monkeypatch.setattr(post, "find", find)
    await goes_out(world)
    monkeypatch.setattr(post, "send", sends)
    world.clock.now += timedelta(hours=1)
    await _decides_report_of_森田(world)
    world.clock.now += timedelta(hours=1)
    await deliver(world.bot)
    assert "今週のお知らせ" in post.read(box(world.森田))
    assert "報告への返事" not in post.read(box(world.森田))
    world.clock.pass_days(7)
    await goes_out(world)
    assert post.read(box(world.森田)).count("■ 報告への返事") == 1


async def test_書いてから送るまでに決まった報告も次のお知らせに出る(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack is asked first who somebody is: the message has been written by then."""
    森田 = box(world.森田)

    async def address(account: Account) -> Address:
        if account.platform_id == 森田:
            monkeypatch.undo()
            world.clock.now += timedelta(seconds=2)
            await _decides_report_of_森田(world)
            world.clock.now += timedelta(seconds=1)
        return Address(account.platform_id)

    await _has_done_nothing(world, world.森田)
    monkeypatch.setattr(post, "address", address)
    await goes_out(world)
    assert "報告への返事" not in post.read(森田)
    world.clock.pass_days(7)
    await goes_out(world)
    assert post.read(森田).count("■ 報告への返事") == 1


async def test_書いている間に決まった報告も一度だけ出る(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite what is read is of the moment of the first look."""
    async with world.bot.deployment.database.read() as session:
        number = await number_of(session, world.森田)

    async def of_森田(self: Writing, message: Claimed) -> Written | Dropped | Postponed:
        if message.staff_id == number:
            monkeypatch.undo()
            monkeypatch.setattr(writing, "office_of", slowly)
        return await writes(self, message)

    async def slowly(session: Session, *, organization_id: int) -> Office:
        monkeypatch.undo()
        office = await office_of(session, organization_id=organization_id)
        world.clock.now += timedelta(seconds=2)
        await _decides_report_of_森田(world)
        world.clock.now += timedelta(seconds=1)
        return office

    await _has_done_nothing(world, world.森田)
    writes = Writing.written
    monkeypatch.setattr(Writing, "written", of_森田)
    await goes_out(world)
    world.clock.pass_days(7)
    await goes_out(world)
    assert post.read(box(world.森田)).count("■ 報告への返事") == 1


async def test_言うことがないと見てから書きとめるまでに決まった報告も次に出る(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    森田 = box(world.森田)

    async def give_up(self: Outcomes, message: Claimed, *given: Any, **named: Any) -> None:
        if message.staff_id == number:
            monkeypatch.undo()
            world.clock.now += timedelta(seconds=2)
            await _decides_report_of_森田(world)
            world.clock.now += timedelta(seconds=1)
        await gives_up(self, message, *given, **named)

    gives_up = Outcomes.give_up
    async with world.bot.deployment.database.read() as session:
        number = await number_of(session, world.森田)
    monkeypatch.setattr(Outcomes, "give_up", give_up)
    await goes_out(world)
    assert "今週のお知らせ" not in post.read(森田)
    world.clock.pass_days(7)
    await goes_out(world)
    assert post.read(森田).count("■ 報告への返事") == 1


async def test_届いたお知らせから詳しく見て受講済みにできる(world: World, post: Post) -> None:
    await goes_out(world)
    市川 = looks_at(world.市川, post)
    assert "実施主体" in await 市川.presses("詳しく", about="情報セキュリティ")
    looks_at(市川, post)
    await 市川.presses("受講済みにする", about="情報セキュリティ")
    assert "受講を記録しました" in await 市川.sends_in(completed_on="2026-11-09")
    world.clock.pass_days(7)
    await goes_out(world)
    assert (
        "期限を過ぎた"
        not in post.read(box(市川)).partition("今週のお知らせ")[2].partition("今週のお知らせ")[2]
    )


async def test_休みに入った人には戻るまで届かない(world: World, post: Post) -> None:
    async with world.bot.deployment.database.begin() as session:
        await put_reminders(
            session,
            "reminder.person",
            week=week_of(MONDAY.date()),
            own_time=None,
            managers_only=False,
            organization_id=world.bot.deployment.organization.id,
            at=MONDAY,
        )
        await session.execute(
            update(StaffRow).where(col(StaffRow.email) == box(world.市川)).values(attendance="休職")
        )
    await deliver(world.bot)
    assert not post.boxes[box(world.市川)]
    (held,) = [entry for entry in await entries(world) if entry.reason == "on_leave"]
    assert held.state == "pending"


async def test_曜日と時刻をフォームで変えるとない時刻は断られ直せる(world: World) -> None:
    市川 = world.市川
    assert "毎週月曜日 9:00（全体と同じ）" in await 市川.says("お知らせの設定")
    await 市川.presses("曜日と時刻を変える")
    断り = await 市川.sends_in(weekday="火曜日", at="25時")
    assert "「25時」という時刻はありません" in 断り
    assert 市川.form.fields[1].value == "25時"
    assert "送らない時間帯（20:00-8:00）" in await 市川.sends_in(weekday="火曜日", at="21:00")
    assert "お知らせを毎週火曜日 8:30に送ります" in await 市川.sends_in(
        weekday="火曜日", at="８時半"
    )
    await 市川.presses("曜日と時刻を変える")
    assert [field.value for field in 市川.form.fields] == ["火曜日", "8:30"]
    assert "毎週月曜日 9:00に送ります" in await 市川.sends_in(weekday="office", at="")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("毎週火曜の8時半に", "お知らせを毎週火曜日 8:30に送ります。次は11月24日(火) 8:30です。"),
        ("毎週月曜の9時半に", "次は11月24日(火) 9:30（23日(月)は祝日のため）です。"),
        ("12月1日まで止めて", "お知らせを12月1日(火)まで止めます。"),
        ("また送って", "いまの設定のままです。"),
        ("リマインドの設定", "曜日と時刻"),
        ("2月30日まで止めて", "「2月30日」という日はありません"),
        ("毎週土曜の9時に", "土曜日と日曜日は閉庁日なので、送れません"),
        ("毎週火曜の23時に", "送らない時間帯"),
    ],
)
async def test_ふだんの言葉で頼め読み取った日を言う(world: World, said: str, answer: str) -> None:
    assert answer in await world.市川.says(said)


async def test_ない時刻を頼むと読み取ったまま選び直せる(world: World) -> None:
    市川 = world.市川
    assert "「25時」という時刻はありません" in await 市川.says("毎週火曜の25時に送って")
    await 市川.presses("曜日と時刻を選び直す")
    assert [field.value for field in 市川.form.fields] == ["火曜日", "25時"]


async def test_ほかの人のお知らせは変えられない(world: World) -> None:
    assert "ご本人が行います" in await world.三宅.says("市川さんへのリマインドを止めてください")


async def test_所属長には遅れている人が届き声をかけると本人に一度だけ届く(
    world: World, post: Post
) -> None:
    await goes_out(world, "reminder.manager")
    三宅 = looks_at(world.三宅, post)
    assert "受講の時間をとってあげてください" in post.read(box(三宅))
    assert "市川　遥さん" in post.read(box(三宅))
    assert "声かけを送ります" in await 三宅.presses("声をかける", about="市川")
    looks_at(三宅, post)
    assert "今週はすでに受け付けています" in await 三宅.presses("声をかける", about="市川")
    await deliver(world.bot)
    assert len(post.boxes[box(world.市川)]) == 1
    assert "三宅　和江さんから：研修を受ける時間をとってください" in post.read(box(world.市川))


async def test_所属長は言葉でも声をかけられ用のない人には送らない(world: World, post: Post) -> None:
    三宅 = world.三宅
    assert "市川　遥さんに声かけを送ります" in await 三宅.says("市川さんに声をかけて")
    assert "今週はすでに受け付けています" in await 三宅.says("市川　遥さんへ声かけをお願いします")
    assert "声かけを送ります" not in await 三宅.says("市川さんに声をかけてもいい？")
    assert "架空」さんは職員名簿に見つかりません" in await 三宅.says("架空さんに声をかけて")
    assert "その方の上司だけが送れます" in await world.市川.says("三宅さんに声をかけて")
    await deliver(world.bot)
    assert "三宅　和江さんから：研修を受ける時間をとってください" in post.read(box(world.市川))

    deployment = world.bot.deployment
    async with deployment.database.begin() as session:
        chief = await person_by_email(
            session, organization_id=deployment.organization.id, email=三宅.email or ""
        )
        assert chief is not None
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.id) != chief.id)
            .values(manager_number=chief.employee_number)
        )
    assert "森田　翔さんには、期限を過ぎた、または近い必須研修がありません" in await 三宅.says(
        "森田さんに声をかけて"
    )
    await deliver(world.bot)
    assert not post.boxes.get(box(world.森田))


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (datetime(2026, 11, 9, 7, 30, tzinfo=JAPAN), "今日（11月9日(月)）の8:00に届きます。"),
        (datetime(2026, 11, 9, 20, 30, tzinfo=JAPAN), "明日（11月10日(火)）の8:00に届きます。"),
        # 勤労感謝の日 follows the weekend, and 役所 is closed on Tuesday too.
        (datetime(2026, 11, 20, 21, 0, tzinfo=JAPAN), "ため、11月25日(水)の8:00に届きます。"),
        (datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN), "明日（11月25日(水)）の8:00に届きます。"),
    ],
)
async def test_時間外の声かけはいつ届くかを言いそのとおりに届く(
    world: World, post: Post, at: datetime, says: str
) -> None:
    await goes_out(world, "reminder.manager")
    tuesday = Days(date(2026, 11, 24), date(2026, 11, 24))
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        await save_days(session, tuesday, is_open=False, organization_id=number)
    world.clock.now = at
    読んだ = await looks_at(world.三宅, post).presses("声をかける", about="市川")
    assert says in 読んだ
    await deliver(world.bot)
    month, day = map(int, re.findall(r"(\d+)月(\d+)日", 読んだ)[0])
    arrives = datetime(2026, month, day, 8, 0, tzinfo=JAPAN)
    for now, count in ((arrives - timedelta(minutes=1), 0), (arrives, 1)):
        world.clock.now = now
        await deliver(world.bot)
        assert len(post.boxes[box(world.市川)]) == count


async def test_休止中と休職中の声かけはいつからかを言う(world: World, post: Post) -> None:
    await goes_out(world, "reminder.manager")
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        await begin_office(session, organization_id=number, at=MONDAY)
        await set_paused(session, organization_id=number, paused_at=MONDAY)
    三宅 = looks_at(world.三宅, post)
    assert "再開したあとに届きます。" in await 三宅.presses("声をかける", about="市川")
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow).where(col(StaffRow.email) == box(world.市川)).values(attendance="休職")
        )
    world.clock.pass_days(7)
    assert "復帰したあとに届きます。" in await looks_at(三宅, post).presses(
        "声をかける", about="市川"
    )


async def test_修了した人にはねぎらいを送れる(world: World, post: Post) -> None:
    市川 = world.市川
    await 市川.says("情報セキュリティ研修（年次）を受講しました")
    await 市川.presses("日付を選ぶ")
    await 市川.sends_in(completed_on="2026-11-09")
    await goes_out(world, "reminder.manager")
    三宅 = looks_at(world.三宅, post)
    assert "前回のお知らせからの修了" in post.read(box(三宅))
    await 三宅.presses("ねぎらいを送る", about="市川")
    await deliver(world.bot)
    assert "「情報セキュリティ研修（年次）」の受講、お疲れさまでした" in post.read(box(市川))


async def test_あとから取り込まれた修了も所属長に一度だけ届く(world: World, post: Post) -> None:
    """The 所属長 is told at nine, 市川 finishes at three, and the file is taken over on Tuesday."""
    await goes_out(world, "reminder.manager")
    前に届いた = len(post.boxes[box(world.三宅)])
    world.clock.now += timedelta(days=1)
    content = await _records_of_市川(world, MONDAY.date())
    await _taken_over(world, content)
    world.clock.now += timedelta(days=6)
    await goes_out(world, "reminder.manager")
    assert len(post.boxes[box(world.三宅)]) == 前に届いた + 1
    三宅 = looks_at(world.三宅, post)
    await 三宅.presses("ねぎらいを送る", about="市川")
    await deliver(world.bot)
    assert "「情報セキュリティ研修（年次）」の受講、お疲れさまでした" in post.read(box(world.市川))
    await _taken_over(world, content)
    world.clock.pass_days(8)  # over the holiday
    await goes_out(world, "reminder.manager")
    assert len(post.boxes[box(world.三宅)]) == 前に届いた + 1


async def test_何年も前からの記録が取り込まれても近頃の修了だけが所属長に届く(
    world: World, post: Post
) -> None:
    await goes_out(world, "reminder.manager")
    world.clock.now += timedelta(days=1)
    days = [MONDAY.date() - timedelta(days=days) for days in (31, 60, 400, 1500)]
    await _taken_over(world, await _records_of_市川(world, *days))
    world.clock.now += timedelta(days=6)
    await goes_out(world, "reminder.manager")
    last = plain_text.render(post.last(box(world.三宅)))
    assert "ねぎらいを送る" in last
    assert last.count("情報セキュリティ研修（年次）") == 1


async def _records_of_市川(world: World, *days: date) -> bytes:
    """修了 of this year's security training."""
    async with world.bot.deployment.database.read() as session:
        number = await session.scalar(
            select(col(StaffRow.employee_number)).where(col(StaffRow.email) == box(world.市川))
        )
    name = "情報セキュリティ研修（年次）"
    cells = {"職員番号": number, "名称": name, "状態": "修了"}
    return records_xlsx(*(row(RECORDS_HEADER, **cells, 受講日=day) for day in days))


async def _taken_over(world: World, content: bytes) -> None:
    report = await import_records(
        content,
        filename="記録.xlsx",
        organization_id=world.bot.deployment.organization.id,
        database=world.bot.deployment.database,
        clock=world.clock,
    )
    assert report.problems == ()


async def test_止めた所属長に修了は届かずまた送ってと言えば次に出る(
    world: World, post: Post
) -> None:
    市川, 三宅 = world.市川, world.三宅
    await 市川.says("情報セキュリティ研修（年次）を受講しました")
    await 市川.presses("日付を選ぶ")
    await 市川.sends_in(completed_on="2026-11-09")
    assert "所属長の方には、課の方の必須研修についても" in await 三宅.says("もう送らないで")
    await goes_out(world, "reminder.manager")
    assert not post.boxes[box(三宅)]
    await 三宅.presses("また送る")
    world.clock.pass_days(8)
    await goes_out(world, "reminder.manager")
    assert "前回のお知らせからの修了" in post.read(box(三宅))


async def test_もう送らないと言った所属長にも必須の遅れは届く(world: World, post: Post) -> None:
    三宅 = world.三宅
    await 三宅.says("もう送らないで")
    await goes_out(world, "reminder.manager")
    assert "受講の時間をとってあげてください" in post.read(box(三宅))
    assert "お知らせは止めていますが、必須研修の期限だけはお伝えします" in post.read(box(三宅))
    await looks_at(三宅, post).presses("お知らせの設定")
    assert "にまた送ります" in await 三宅.presses("また送る")


async def looked_at(world: World, talker: Talker) -> list[int | None]:
    """Whose training the audit log says that they have seen."""
    async with world.bot.deployment.database.read() as session:
        organization_id = world.bot.deployment.organization.id
        found = await audit_entries(session, organization_id=organization_id)
        actor = await number_of(session, talker)
    return [e.subject_id for e in found if e.action == "SEE_TRAINING" and e.actor_id == actor]


async def number_of(session: Session, talker: Talker) -> int | None:
    return await session.scalar(select(col(StaffRow.id)).where(col(StaffRow.email) == box(talker)))


async def test_所属長が見た人は届いたときに一人ずつ監査の記録に残る(
    world: World, post: Post
) -> None:
    await goes_out(world, "reminder.manager")
    assert post.boxes[box(world.三宅)]
    async with world.bot.deployment.database.read() as session:
        市川 = await number_of(session, world.市川)
    seen = await looked_at(world, world.三宅)
    assert 市川 in seen
    assert len(seen) == len(set(seen))


async def test_所属長に届かなかったものは見たことにならない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def send(_letter: Letter, _address: Address) -> Refused:
        return Refused("user_not_found")

    monkeypatch.setattr(post, "send", send)
    await goes_out(world, "reminder.manager")
    assert "failed" in {entry.state for entry in await entries(world)}
    assert await looked_at(world, world.三宅) == []


async def test_答えのなかったものはあとで届いていたとわかったときに見たことになる(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def send(_letter: Letter, _address: Address) -> InDoubt:
        return InDoubt("TimeoutError")

    async def find(_key: str, *, conversation: str, since: datetime) -> Sent:
        return Sent(f"{conversation} {since}")

    monkeypatch.setattr(post, "send", send)
    monkeypatch.setattr(post, "find", find)
    await goes_out(world, "reminder.manager")
    assert await looked_at(world, world.三宅) == []
    world.clock.now += timedelta(minutes=5)
    await deliver(world.bot)
    assert await looked_at(world, world.三宅)


async def test_上司でなくなった人の声かけは送れず置かれたものも届かない(
    world: World, post: Post
) -> None:
    await goes_out(world, "reminder.manager")
    三宅 = looks_at(world.三宅, post)
    await 三宅.presses("声をかける", about="市川")
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) == box(world.市川))
            .values(manager_number="99999")
        )
    await deliver(world.bot)
    assert not post.boxes[box(world.市川)]
    assert "manager_changed" in {entry.reason for entry in await entries(world)}
    looks_at(三宅, post)
    assert "その方の上司だけが送れます" in await 三宅.presses("声をかける", about="市川")


async def test_古い週のお知らせは届かない(world: World, post: Post) -> None:
    async with world.bot.deployment.database.begin() as session:
        await put_reminders(
            session,
            "reminder.person",
            week="2026-W46",
            own_time=None,
            managers_only=False,
            organization_id=world.bot.deployment.organization.id,
            at=MONDAY,
        )
    world.clock.now = MONDAY + timedelta(days=15)
    await deliver(world.bot)
    assert not any(post.boxes.values())
    assert {entry.reason for entry in await entries(world)} == {"too_old"}


@pytest.mark.parametrize("kind", ["reminder.person", "reminder.manager"])
async def test_待たされた週のお知らせは新しい週の一通だけが届く(
    world: World, post: Post, kind: str
) -> None:
    async with world.bot.deployment.database.begin() as session:
        for week in ("2026-W45", "2026-W46", "2026-W47"):
            await put_reminders(
                session,
                kind,
                week=week,
                own_time=None,
                managers_only=kind == "reminder.manager",
                organization_id=world.bot.deployment.organization.id,
                at=MONDAY,
            )
    world.clock.now = MONDAY + timedelta(days=8)
    await deliver(world.bot)
    assert {len(cards) for cards in post.boxes.values()} == {1}
    late = {e.reason for e in await entries(world) if e.state is OutboxState.DEAD}
    assert late - {"nothing_new"} == {"too_old", "overtaken"}


async def test_配信状況は事務局だけが見られる(world: World, post: Post) -> None:
    await goes_out(world)
    読んだ = await world.水谷.says("配信状況")
    sent = sum(len(cards) for cards in post.boxes.values())
    assert f"{sent}件を送りました。" in 読んだ
    assert "フォーラムのチャンネルが決まっていません" in 読んだ
    assert "事務局と研修担当の方だけ" in await world.市川.says("配信状況")


async def _begins(world: World, *, forum: bool = True) -> None:
    """The office begins on the Friday before, with channels for the forum and the secretariat."""
    organization_id = world.bot.deployment.organization.id
    before = MONDAY - timedelta(days=3)
    office = Office(
        since=before,
        forum=ChannelPlace("post", "FORUM") if forum else None,
        secretariat=ChannelPlace("post", "OFFICE"),
    )
    async with world.bot.deployment.database.begin() as session:
        await save_office(session, office, organization_id=organization_id, at=before)


async def minute(world: World, at: datetime) -> None:
    """What the clock does every minute, at that one."""
    world.clock.now = at
    await world.bot.weekly_turns().settle()
    await deliver(world.bot)


async def test_月曜の朝に本人と所属長とフォーラムに届き十五分後に事務局に届く(
    world: World, post: Post
) -> None:
    await _begins(world)
    await minute(world, MONDAY - timedelta(minutes=31))
    assert not any(post.boxes.values())
    await minute(world, MONDAY - timedelta(minutes=1))
    assert {address for address, cards in post.boxes.items() if cards} == {"OFFICE"}
    assert "週のまとめ（11月2日(月)〜11月8日(日)）" in post.read("OFFICE")
    await minute(world, MONDAY)
    assert "期限を過ぎた必須研修" in post.read(box(world.市川))
    assert "課の受講のお知らせ" in post.read(box(world.三宅))
    assert "このスレッドに書いてください" in post.read("FORUM")
    assert len(post.boxes["OFFICE"]) == 1
    await minute(world, MONDAY + timedelta(minutes=15))
    assert "送りました" in post.read("OFFICE")
    count = {address: len(cards) for address, cards in post.boxes.items()}
    await minute(world, MONDAY + timedelta(days=1))
    assert {address: len(cards) for address, cards in post.boxes.items()} == count


async def test_フォーラムには次の回の日までの研修が届く(world: World, post: Post) -> None:
    """The Monday after next is 勤労感謝の日: the next post is on Tuesday."""
    await _begins(world)
    await minute(world, MONDAY)
    assert "11月9日(月)〜11月16日(月)に開かれる研修" in post.read("FORUM")
    await minute(world, MONDAY + timedelta(days=7))
    assert "11月16日(月)〜11月24日(火)に開かれる研修" in post.read("FORUM")


async def test_祝日の週は次の開庁日の朝に一度だけ届く(world: World, post: Post) -> None:
    await _begins(world)
    holiday = datetime(2026, 11, 23, 9, 0, tzinfo=JAPAN)
    for day in range(-14, 4):
        await minute(world, holiday + timedelta(days=day))
    assert len(post.boxes[box(world.市川)]) == 3
    assert len(post.boxes["FORUM"]) == 3


async def test_曜日を選んだ人にはその曜日に届き週の途中で変えても一通である(
    world: World, post: Post
) -> None:
    await _begins(world)
    市川 = world.市川
    await minute(world, MONDAY)
    await 市川.says("毎週水曜の8時半に")
    await minute(world, MONDAY + timedelta(days=2))
    assert len(post.boxes[box(市川)]) == 1
    await minute(world, MONDAY + timedelta(days=7))
    assert len(post.boxes[box(市川)]) == 1
    await minute(world, MONDAY + timedelta(days=9))
    assert len(post.boxes[box(市川)]) == 2


async def test_チャンネルがなければ見送ったわけが事務局に届く(world: World, post: Post) -> None:
    await _begins(world, forum=False)
    await minute(world, MONDAY)
    await minute(world, MONDAY + timedelta(minutes=15))
    読んだ = post.read("OFFICE")
    assert (
        "フォーラムへのお知らせ（11月9日(月)の週）：送り先のチャンネルが設定されていません"
        in 読んだ
    )
    assert "フォーラムのチャンネルが決まっていません" in 読んだ


async def test_下見に出たとおりの人にだけ届く(world: World, post: Post) -> None:
    """Once as it is, and once where some have asked for silence and some have been told."""
    await _begins(world)
    await _goes_out_as_previewed(world, post, MONDAY)
    await world.市川.says("もう送らないで")
    await world.森田.says("来週まで止めて")
    await world.大谷.says("毎週月曜の8時半に")
    await _decides_report_of_森田(world)
    await _goes_out_as_previewed(world, post, MONDAY + timedelta(days=7))


async def _goes_out_as_previewed(world: World, post: Post, at: datetime) -> None:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        preview = await reminder_preview(
            session,
            organization_id=deployment.organization.id,
            rulebook=Rulebook(deployment.policy),
            is_national_holiday=is_national_holiday,
            as_of=at - timedelta(hours=1),
        )
    post.boxes.clear()
    await minute(world, at - timedelta(minutes=30))
    await minute(world, at)
    told = [card.title for cards in post.boxes.values() for card in cards]
    assert told.count("今週のお知らせ") == len(preview.people)
    assert told.count("課の受講のお知らせ") == len(preview.managers)
    for one in preview.people:
        card = reminder_card(one.reminder, today=at.date())
        assert plain_text.render(card) in map(plain_text.render, post.boxes[one.person.email])
    for manager in preview.managers:
        card = section_reminder_card(manager.reminder, week=manager.turn.week, today=at.date())
        assert plain_text.render(card) in map(plain_text.render, post.boxes[manager.person.email])


async def test_週の途中で変えると次に届く日とその週が抜けることを言う(
    world: World, post: Post
) -> None:
    await _begins(world)
    市川 = world.市川
    await minute(world, MONDAY - timedelta(hours=1))
    assert "次は11月13日(金) 10:00です。" in await 市川.says("毎週金曜の10時に")
    await minute(world, MONDAY + timedelta(days=2))
    assert not post.boxes[box(市川)]
    言った = await 市川.says("毎週火曜の8時半に")
    assert "次は11月17日(火) 8:30です。今週のお知らせは届きません。" in 言った
    言った = await 市川.says("毎週木曜の8時半に")
    assert "次は11月12日(木) 8:30です。" in 言った
    assert "今週のお知らせは届きません" not in 言った
    await minute(world, MONDAY + timedelta(days=3))
    assert len(post.boxes[box(市川)]) == 1
    assert "次は11月20日(金) 10:00です。" in await 市川.says("毎週金曜の10時に")
    await minute(world, MONDAY + timedelta(days=4, hours=2))
    assert len(post.boxes[box(市川)]) == 1
    await minute(world, MONDAY + timedelta(days=11, hours=1))
    assert len(post.boxes[box(市川)]) == 2


async def test_止まっていて遅れた週はすぐ届くと言いその人に一通だけ届く(
    world: World, post: Post
) -> None:
    """Nothing ran on Monday; on Tuesday somebody goes back to the office's time."""
    await _begins(world)
    市川 = world.市川
    world.clock.now = MONDAY - timedelta(hours=1)
    await 市川.says("毎週金曜の10時に")
    world.clock.now = MONDAY + timedelta(days=1, hours=1)
    await 市川.presses("曜日と時刻を変える")
    言った = await 市川.sends_in(weekday="office", at="")
    assert "次は11月10日(火) 10:00です。" in 言った
    await minute(world, world.clock.now)
    assert len(post.boxes[box(市川)]) == 1
    await minute(world, MONDAY + timedelta(days=7))
    assert len(post.boxes[box(市川)]) == 2


async def test_ほかの人がもう選んでいる時刻を選んでも次の週から届く(
    world: World, post: Post
) -> None:
    await _begins(world)
    await minute(world, MONDAY - timedelta(hours=1))
    await world.森田.says("毎週火曜の8時半に")
    await minute(world, MONDAY)
    await minute(world, MONDAY + timedelta(days=1))
    assert "次は11月17日(火) 8:30です。" in await world.市川.says("毎週火曜の8時半に")
    await minute(world, MONDAY + timedelta(days=1, minutes=1))
    assert len(post.boxes[box(world.市川)]) == 1
    await minute(world, MONDAY + timedelta(days=7, hours=23, minutes=30))
    assert len(post.boxes[box(world.市川)]) == 2


async def test_止めている間に変えると止め終わったあとの日を言う(world: World) -> None:
    world.clock.now = MONDAY
    await world.市川.says("12月1日まで止めて")
    言った = await world.市川.says("毎週月曜の9時半に")
    assert "12月1日(火)までは止めたままです。" in 言った
    assert "必須研修の期限のお知らせだけは届き、次は11月9日(月) 9:30です。" in 言った
    assert "ほかのお知らせは12月7日(月) 9:30からです。" in 言った


async def test_止めている間に届くと言った日にだけ届く(world: World, post: Post) -> None:
    await _begins(world)
    world.clock.now = MONDAY + timedelta(days=11)  # a Friday, before the holiday
    await _has_had_this_week(world)
    市川 = world.市川
    言った = await 市川.says("12月4日まで止めて")
    assert "だけは届き、次は11月24日(火) 9:00（23日(月)は祝日のため）です。" in 言った
    assert "ほかのお知らせは12月7日(月) 9:00からです。" in 言った
    post.boxes.clear()
    await minute(world, datetime(2026, 11, 23, 9, 0, tzinfo=JAPAN))
    assert not post.boxes[box(市川)]
    await minute(world, datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN))
    assert "12月4日(金)まで止めていますが" in post.read(box(市川))


async def _has_had_this_week(world: World) -> None:
    await world.bot.weekly_turns().settle()
    await deliver(world.bot)
