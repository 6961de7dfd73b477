"""定期的な情報交換: two simulated weeks, on the organization's days; and what is stalled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from cards.exchange_form import line_field, progress_field
from domain.exchange import Exchange, Progress
from domain.exchange_rules import ExchangeRules
from domain.iso_week import week_of
from domain.issue import IssueState, Standing, moved
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.weekly_schedule import Weekday
from handlers.exchange_ask import ASK
from handlers.reply import Pressed, RejectFields, Submitted
from scheduler.bring_up_stalled import bring_up_stalled
from scheduler.go_on_with_exchanges import go_on_with_exchanges
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.audit import audit_entries
from storage.exchanges import newest_exchange
from storage.issues import change_issue, every_issue
from storage.organization_office import change_office, save_office, set_paused
from storage.outbox_entries import end_pause, outbox_entries
from tests.left import Left
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.test_部局横断の施策 import 始め
from tests.scenarios.world import Talker, World

FORUM, OFFICE = "FORUM", "OFFICE"
FRIDAY = datetime(2026, 11, 6, 10, 0, tzinfo=JAPAN)
MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=JAPAN)
"""The Monday after it is an open day as well; the one after that is 勤労感謝の日."""
二度打ち = {
    "title": "転入届を二つのシステムに打っている",
    "what": "転入届の内容を、住民記録システムと台帳の両方に手で二度入力している。",
}
二重入力 = {
    "title": "申請書を二重に入力している",
    "what": "申請書の内容を、福祉システムと台帳の両方に手で二度入力している。",
}
公用車 = {
    "title": "公用車の空きが分からない",
    "what": "公用車が空いているか、総務課の台帳まで見に行かないと分からない。",
}


@dataclass
class City:
    """#1 市民部, #2 福祉部 and solved, #3 福祉部; the organization's turns are counted from ``FRIDAY``."""

    world: World
    post: Post

    @property
    def number(self) -> int:
        return self.world.bot.deployment.organization.id

    @property
    def 安藤(self) -> Talker:
        """市民部's DX統括リーダー."""
        return self.world.person("ando.noriko")

    @property
    def 堀内(self) -> Talker:
        """福祉部's."""
        return self.world.person("horiuchi.takashi")

    async def comes(self, moment: datetime) -> int:
        """The scheduler's jobs at that time, each twice, and what they send. How much was done."""
        self.world.clock.now = moment
        bot, database = self.world.bot, self.world.bot.deployment.database
        jobs = tuple(job for job in WEEKLY_REMINDERS if job.name == ASK)
        done = 0
        for _ in range(2):
            await replace(bot.weekly_turns(), jobs=jobs).settle()
            done += await go_on_with_exchanges(
                database, self.world.clock, bot.deps.is_national_holiday
            )
            done += await bring_up_stalled(database, self.world.clock, bot.deps.is_national_holiday)
        await deliver(bot)
        return done

    async def exchange(self) -> Exchange:
        async with self.world.bot.deployment.database.read() as session:
            found = await newest_exchange(session, organization_id=self.number)
        assert found
        return found

    async def item(self, title: str) -> int:
        items = (await self.exchange()).items
        return next(each.id for each in items if title in each.called)

    def box(self, talker: Talker) -> Sequence[str]:
        return [card.title for card in self.post.boxes[talker.email or ""]]

    async def answers(self, talker: Talker, title: str, progress: Progress, line: str = "") -> str:
        """From the card that 「情報交換に答える」 shows."""
        await talker.says("情報交換に答える")
        await talker.presses(progress.value, about=title)
        if progress is Progress.SAME:
            return talker.reads
        item = await self.item(title)
        return await talker.sends_in(
            **{progress_field(item): progress.value, line_field(item): line}
        )

    async def solved(self, number: int) -> None:
        async with self.world.bot.deployment.database.begin() as session:
            issues = await every_issue(session, organization_id=self.number)
            issue = next(each for each in issues if each.number == number)
            standing = Standing(IssueState.SOLVED, issue.standing.stage)
            after = moved(issue, standing, at=self.world.clock())
            await change_issue(
                session, after, read=issue, organization_id=self.number, editor_id=issue.author_id
            )

    async def pauses(self) -> None:
        async with self.world.bot.deployment.database.begin() as session:
            now = self.world.clock()
            assert await set_paused(session, organization_id=self.number, paused_at=now)

    async def resumes(self, moment: datetime) -> None:
        self.world.clock.now = moment
        async with self.world.bot.deployment.database.begin() as session:
            assert await end_pause(session, organization_id=self.number, at=moment)

    async def rules(self, rules: ExchangeRules) -> None:
        async with self.world.bot.deployment.database.begin() as session:
            await change_office(
                session,
                lambda was: replace(was, exchange=replace(rules, since=was.exchange.since)),
                organization_id=self.number,
                at=self.world.clock(),
            )


async def exchange_to_come(world: World) -> Post:
    """The Friday before the first: #1 and #3 are open, #2 is solved."""
    world.clock.now = FRIDAY
    found = City(world, post_in(world.bot))
    office = Office(forum=ChannelPlace(PLATFORM, FORUM), secretariat=ChannelPlace(PLATFORM, OFFICE))
    async with world.bot.deployment.database.begin() as session:
        await save_office(session, office, organization_id=found.number, at=FRIDAY)
    for talker, values in ((world.市川, 二度打ち), (world.森田, 二重入力), (world.森田, 公用車)):
        await talker.sends(Pressed("issue.write", {"new": "yes"}))
        await talker.sends_in(**values)
    await found.solved(2)
    await found.comes(FRIDAY)
    return found.post


pytestmark = pytest.mark.city(after=exchange_to_come)


@pytest.fixture
def city(world: World, left: Left) -> City:
    """With ``exchange_to_come``."""
    return City(world, post_in(world.bot, left.found.again()))


async def test_二週間の情報交換(city: City) -> None:
    安藤, 堀内, post = city.安藤, city.堀内, city.post
    assert city.box(安藤) == []

    # The first week: on Monday each 統括リーダー is asked once, and nobody else.
    await city.comes(MONDAY)
    await city.comes(MONDAY + timedelta(hours=1))
    assert city.box(安藤) == city.box(堀内) == ["今週の情報交換"]
    assert {card.title for box in post.boxes.values() for card in box} == {
        "課題#1",
        "課題#2",
        "課題#3",
        "今週の情報交換",
    }
    assert "市民部の課題・施策1件について" in post.read(安藤.email or "")
    assert "二重に入力" not in post.read(堀内.email or "")

    # In trouble: who has solved a like one is shown, in the thread too.
    読んだ = await city.answers(安藤, "転入届", Progress.TROUBLED, "業者の返事が\n来ません")
    assert "1件に答えました。" in 読んだ
    assert "課題#2「申請書を二重に入力している」を解決した福祉部" in 読んだ
    assert "・デジタル専門人材）" in 読んだ
    await deliver(city.world.bot)
    thread = f"{FORUM};messageid=1"
    assert "困っている：業者の返事が 来ません" in post.read(thread)
    assert "を解決した福祉部" in post.read(thread)

    assert "困っている：業者の返事が 来ません（安藤　典子さん）" in await city.world.市川.says("#1")

    # Changed before the summary: what stands in the thread is changed in place.
    await city.answers(安藤, "転入届", Progress.FORWARD, "業者と日程が決まりました")
    await deliver(city.world.bot)
    assert len(post.boxes[thread]) == 1
    assert "進んだ：業者と日程が決まりました" in post.read(thread)
    assert "解決した" not in post.read(thread)

    # The next 開庁日 who has not answered is asked once more.
    assert await city.comes(MONDAY + timedelta(days=1, minutes=25)) == 1
    assert city.box(安藤) == ["今週の情報交換"]
    assert city.box(堀内) == ["今週の情報交換"] * 2
    assert "もう一度お送りしています" in post.read(堀内.email or "")
    assert await city.comes(MONDAY + timedelta(days=2)) == 0

    # At the deadline there is one post, and the secretariat hears who has not answered.
    assert await city.comes(MONDAY + timedelta(days=3, minutes=25)) == 1
    before = len(post.boxes[FORUM])
    まとめ = post.last(FORUM)
    assert まとめ.title == "11月9日(月)の週の情報交換のまとめ"
    assert "進んだ：" not in post.read(FORUM)
    assert "転入届を二つのシステムに打っている（市民部）：業者と日程が決まりました" in post.read(
        FORUM
    )
    assert "未回答" not in post.read(FORUM)
    assert "福祉部（堀内　孝さん）：1件" in post.read(OFFICE)
    assert "未回答" in post.read(OFFICE)
    assert await city.comes(MONDAY + timedelta(days=3, hours=2)) == 0

    # Late ones are added in place; what has been put together is changed no more.
    item = await city.item("転入届")
    読んだ = await 安藤.sends(
        Submitted(
            "exchange.answer",
            {progress_field(item): "困っている", line_field(item): "やはり"},
            {"item": str(item), "version": "2"},
        )
    )
    assert "まとめを載せたあとなので変えられません" in 読んだ
    assert isinstance(安藤.reply, RejectFields)
    assert "やはり" in 読んだ
    await city.answers(堀内, "公用車", Progress.SAME)
    await deliver(city.world.bot)
    assert len(post.boxes[FORUM]) == before
    assert "2部局から答えがありました。" in post.read(FORUM)
    assert "ほかに1件は、変わりありません。" in post.read(FORUM)
    assert "届きしだい" not in post.read(FORUM)

    # The second week: all at once, and the summary comes without the deadline.
    await city.comes(MONDAY + timedelta(days=7))
    assert city.box(安藤)[-1] == "今週の情報交換"
    assert "進んだ" not in "".join(str(i.answer) for i in (await city.exchange()).items)
    await 安藤.says("今週の情報交換")
    await 安藤.presses("まとめて答える")
    item = await city.item("転入届")
    長い = "あ" * 201
    await 安藤.sends_in(**{progress_field(item): "進んだ", line_field(item): 長い})
    assert isinstance(安藤.reply, RejectFields)
    assert 安藤.form.errors == {line_field(item): "ひとことは200文字までにしてください。"}
    assert 長い in 安藤.reads
    読んだ = await 安藤.sends_in(
        **{progress_field(item): "進んだ", line_field(item): "試行しました"}
    )
    assert "すべて答えてあります" in 読んだ
    await 堀内.says("情報交換")
    assert "すべて答えてあります" in await 堀内.presses("残りはすべて変わりなし")
    assert await city.comes(MONDAY + timedelta(days=7, hours=1)) == 1
    assert post.last(FORUM).title == "11月16日(月)の週の情報交換のまとめ"
    assert len(post.boxes[FORUM]) == before + 1
    assert len(post.boxes[OFFICE]) == 1
    assert len(post.boxes[thread]) == 2
    assert await city.comes(MONDAY + timedelta(days=10, hours=1)) == 0
    読んだ = await city.world.大谷.says("みんなの答え")
    assert "2部局から2件の答えがありました。" in 読んだ
    assert "進んだ：試行しました（安藤　典子さん）" in 読んだ


async def test_誰も答えなかった週は最初の遅い答えでまとめが載る(city: City) -> None:
    安藤, 堀内, post = city.安藤, city.堀内, city.post
    await city.comes(MONDAY)
    await city.comes(MONDAY + timedelta(days=1, hours=1))
    before = len(post.boxes[FORUM])
    assert await city.comes(MONDAY + timedelta(days=3, hours=1)) == 1
    assert len(post.boxes[FORUM]) == before
    assert len(post.boxes[OFFICE]) == 1
    await city.answers(安藤, "転入届", Progress.FORWARD, "日程が決まりました")
    await deliver(city.world.bot)
    assert len(post.boxes[FORUM]) == before + 1
    assert post.last(FORUM).title == "11月9日(月)の週の情報交換のまとめ"
    assert "1部局から答えがありました。" in post.read(FORUM)
    assert "日程が決まりました" in post.read(FORUM)
    # The next one is added where it stands; the secretariat has heard of the week once.
    await city.answers(堀内, "公用車", Progress.SAME)
    await deliver(city.world.bot)
    assert len(post.boxes[FORUM]) == before + 1
    assert "2部局から答えがありました。" in post.read(FORUM)
    assert len(post.boxes[OFFICE]) == 1


async def test_聞くことがなければ送らず答えられるのはその部局の統括リーダーだけ(city: City) -> None:
    await city.comes(MONDAY)
    item = await city.item("転入届")
    for talker in (city.堀内, city.world.水谷, city.world.市川):
        読んだ = await talker.sends(
            Pressed("exchange.no_change", {"item": str(item), "version": "0"})
        )
        assert "答えられるのは、市民部のDX統括リーダーです" in 読んだ
    assert "情報交換はありません" in await city.world.市川.says("情報交換に答えたい")
    assert (await city.exchange()).answering == ()
    await city.solved(1)
    assert "情報交換はありません" in await city.安藤.says("情報交換")
    await city.solved(3)
    assert await city.comes(MONDAY + timedelta(hours=2)) == 1  # nothing is left to wait for
    assert city.box(city.安藤) == ["今週の情報交換"]
    assert "まとめ" not in city.post.read(FORUM)
    assert city.post.read(OFFICE) == ""
    await city.comes(MONDAY + timedelta(days=7))
    assert (await city.exchange()).round.week == week_of(MONDAY.date())
    async with city.world.bot.deployment.database.read() as session:
        entries = await outbox_entries(session, organization_id=city.number, limit=200)
    assert [each.kind for each in entries if each.kind.startswith("exchange")] == [ASK, ASK]


async def test_二つの画面で答えると後の人は先の答えを読み打った言葉は残る(city: City) -> None:
    await city.comes(MONDAY)
    先, 後 = city.安藤, city.安藤
    for talker in (先, 後):
        await talker.says("情報交換に答える")
        await talker.presses("困っている", about="転入届")
    item = await city.item("転入届")
    await 先.sends_in(**{progress_field(item): "進んだ", line_field(item): "相談しました"})
    await 先.sends(先.last_sent.body, nonce=先.last_sent.nonce)
    assert "変わったところはありません。" in 先.reads
    読んだ = await 後.sends_in(
        **{progress_field(item): "困っている", line_field(item): "手が足りません"}
    )
    assert "先に安藤　典子さんが「進んだ：相談しました」と答えた" in 読んだ
    assert isinstance(後.reply, RejectFields)
    assert "手が足りません" in 読んだ
    assert "1件に答えました。" in await 後.sends_in(
        **{progress_field(item): "困っている", line_field(item): "手が足りません"}
    )
    async with city.world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=city.number)
    assert [e.action for e in entries].count("ANSWER_EXCHANGE") == 2
    await deliver(city.world.bot)
    assert len(city.post.boxes[f"{FORUM};messageid=1"]) == 1


async def test_曜日を変えればその日に聞き行わない市では聞かない(city: City) -> None:
    await city.rules(ExchangeRules(is_on=False))
    await city.comes(MONDAY)
    assert city.box(city.安藤) == []
    await city.rules(ExchangeRules(weekday=Weekday.WEDNESDAY, closes_after=2))
    await city.comes(MONDAY + timedelta(hours=1))
    assert city.box(city.安藤) == []
    await city.comes(MONDAY + timedelta(days=2))
    assert city.box(city.安藤) == ["今週の情報交換"]
    closes = (await city.exchange()).round.closes_at
    assert closes == MONDAY + timedelta(days=4)


async def test_休止のあいだは進まず再開してからもう一度聞きそれから締め切る(city: City) -> None:
    安藤, 堀内, post = city.安藤, city.堀内, city.post
    await city.comes(MONDAY)
    await city.answers(安藤, "転入届", Progress.FORWARD, "日程が決まりました")
    await city.pauses()
    for days in (1, 2, 3, 4):
        assert await city.comes(MONDAY + timedelta(days=days, hours=1)) == 0
    assert (await city.exchange()).round.asked_again_at is None

    # On Friday, after the deadline: two 開庁日 are left to answer, as always.
    await city.resumes(MONDAY + timedelta(days=4, hours=2))
    before = len(post.boxes[FORUM])
    assert await city.comes(MONDAY + timedelta(days=4, hours=2)) == 1
    assert city.box(堀内) == ["今週の情報交換"] * 2
    assert (city.box(安藤), post.boxes[OFFICE]) == (["今週の情報交換"], [])
    assert (await city.exchange()).round.closes_at == MONDAY + timedelta(days=8, hours=2)
    assert len(post.boxes[FORUM]) == before


async def test_休止のあと次の週が来ればもう一度聞いていない週を未回答とは言わない(
    city: City,
) -> None:
    await city.comes(MONDAY)
    await city.answers(city.安藤, "転入届", Progress.FORWARD, "日程が決まりました")
    await city.pauses()
    await city.resumes(MONDAY + timedelta(days=7, hours=1))
    await city.comes(MONDAY + timedelta(days=7, hours=1))
    前の週 = await city.world.水谷.sends(Pressed("exchange.show", {"week": "2026-W46"}))
    assert "1部局から1件の答えがありました。" in 前の週
    assert "未回答" not in 前の週
    assert "待っている部局" not in 前の週
    assert city.post.last(FORUM).title == "11月9日(月)の週の情報交換のまとめ"
    assert city.post.boxes[OFFICE] == []
    assert city.box(city.堀内) == ["今週の情報交換"] * 2
    for 読んだ in (
        await city.world.水谷.says("みんなの答え"),
        await city.world.水谷.says("今週のまとめ"),
    ):
        assert "未回答" not in 読んだ
        assert "答えのない部局" not in 読んだ
    assert "答えを待っている部局（もう一度お願いする前）" in await city.world.水谷.says(
        "みんなの答え"
    )
    assert await city.comes(MONDAY + timedelta(days=8, hours=2)) == 2
    assert "未回答の部局" in await city.world.水谷.says("みんなの答え")
    assert "情報交換に答えのない部局が2か所あります" in await city.world.水谷.says("今週のまとめ")
    assert await city.comes(MONDAY + timedelta(days=10, hours=2)) == 1
    assert "未回答" in city.post.read(OFFICE)


async def test_動きのない課題も休止のあいだは知らせず再開してから知らせる(city: City) -> None:
    await city.rules(ExchangeRules(is_on=False))
    await city.pauses()
    assert await city.comes(FRIDAY + timedelta(days=31)) == 0
    assert await city.comes(FRIDAY + timedelta(days=60)) == 0
    await city.resumes(FRIDAY + timedelta(days=63))
    assert await city.comes(FRIDAY + timedelta(days=63)) == 2
    assert city.box(city.安藤) == ["動きのない課題があります"]
    assert city.post.boxes[OFFICE] == []


async def test_30日動きのない課題は統括リーダーに一度そのあと事務局に一度伝わる(city: City) -> None:
    await city.rules(ExchangeRules(is_on=False))
    December = FRIDAY + timedelta(days=30, hours=1)
    assert await city.comes(December - timedelta(days=1)) == 0
    assert await city.comes(December) == 2  # 市民部's and 福祉部's
    await city.comes(December + timedelta(days=1))
    assert city.box(city.安藤) == ["動きのない課題があります"]
    assert "転入届を二つのシステムに打っている" in city.post.read(city.安藤.email or "")
    assert await city.comes(December + timedelta(days=9)) == 0
    assert city.post.read(OFFICE) == ""
    await city.solved(3)
    # from Sunday the 6th of December: the tenth open day is Friday the 18th
    assert await city.comes(datetime(2026, 12, 17, 12, 0, tzinfo=JAPAN)) == 0
    assert await city.comes(datetime(2026, 12, 18, 12, 0, tzinfo=JAPAN)) == 1
    assert "転入届を二つのシステムに打っている" in city.post.read(OFFICE)
    assert "公用車" not in city.post.read(OFFICE)
    assert await city.comes(datetime(2027, 1, 20, 12, 0, tzinfo=JAPAN)) == 0
    assert "転入届" in await city.安藤.says("止まっているもの")


async def test_事務局に伝える日を待つ課題が多くても新しく止まった課題はすぐ伝わる(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.bring_up_stalled.AT_ONCE", 2)
    await city.rules(ExchangeRules(is_on=False))
    city.world.clock.now = FRIDAY + timedelta(days=10)
    人 = city.world.市川
    await 人.sends(Pressed("issue.write", {"new": "yes"}))
    await 人.sends_in(title="窓口の混雑", what="昼に窓口が混んで、申請に30分かかる。")
    assert await city.comes(FRIDAY + timedelta(days=30, hours=1)) == 2
    await city.comes(FRIDAY + timedelta(days=31, hours=1))
    assert city.box(city.安藤) == ["動きのない課題があります"]
    # ten days after, and not ten 開庁日: of the two that wait nobody is told yet
    assert await city.comes(datetime(2026, 12, 16, 12, 0, tzinfo=JAPAN)) == 1
    assert city.box(city.安藤) == ["動きのない課題があります"] * 2
    assert "窓口の混雑" in city.post.read(city.安藤.email or "")
    assert city.post.read(OFFICE) == ""


async def test_進んだと困っているは動いたことになり変わりなしはならない(city: City) -> None:
    for week in range(4):
        monday = MONDAY + timedelta(days=7 * week)
        await city.comes(monday + timedelta(days=1 if week == 2 else 0, hours=1))
        await city.answers(city.堀内, "公用車", Progress.SAME)
    assert (await city.exchange()).round.week == week_of((MONDAY + timedelta(days=21)).date())
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, "担当が替わりました")
    await city.comes(FRIDAY + timedelta(days=31))
    assert "動きのない課題があります" not in city.box(city.安藤)
    assert "動きのない課題があります" in city.box(city.堀内)
    # what has moved may stall anew
    await city.comes(MONDAY + timedelta(days=21 + 36, hours=1))
    assert "動きのない課題があります" in city.box(city.安藤)


async def test_チャンネルに投稿のない課題の答えはスレッドに載らない(city: City) -> None:
    async with city.world.bot.deployment.database.begin() as session:
        await change_office(
            session,
            lambda was: replace(was, forum=None),
            organization_id=city.number,
            at=city.world.clock(),
        )
    市川 = city.world.市川
    await 市川.sends(Pressed("issue.write", {"new": "yes"}))
    await 市川.sends_in(title="押印で止まる", what="押印のために回覧が止まる。")
    await city.comes(MONDAY)
    await city.answers(city.安藤, "押印", Progress.FORWARD, "減らしました")
    await deliver(city.world.bot)
    async with city.world.bot.deployment.database.read() as session:
        entries = await outbox_entries(session, organization_id=city.number, limit=200)
    assert [e.reason for e in entries if e.kind == "exchange.answered"] == ["thread_gone"]


async def test_施策も聞かれ答えはまとめに載り動かなければ知らされる(city: City) -> None:
    安藤 = city.安藤
    await 安藤.sends(Pressed("group.ask_confirm", {"issues": "1,3"}))
    await 安藤.sends_in(label="二度打ちをなくす", kind="跨る課題")
    await 安藤.presses("部局横断DX施策にする")
    await 安藤.sends_in(**始め)
    await city.comes(MONDAY)
    assert "市民部の課題・施策2件について" in city.post.read(安藤.email or "")
    await city.answers(安藤, "施策1", Progress.FORWARD, "相手が決まりました")
    await city.answers(安藤, "転入届", Progress.SAME)
    await city.comes(MONDAY + timedelta(days=1, hours=1))
    await city.comes(MONDAY + timedelta(days=3, hours=1))
    assert "施策1　申請の入力を一度にする（市民部）：相手が決まりました" in city.post.read(FORUM)
    await city.comes(FRIDAY + timedelta(days=31))
    assert "転入届" in city.post.read(安藤.email or "")
    assert "30日以上動きのない課題・施策が1件あります。" in city.post.read(安藤.email or "")
    assert "動きがない施策" not in await 安藤.says("止まっているもの")
    await city.comes(MONDAY + timedelta(days=31))
    assert "施策1を見る" in city.post.read(安藤.email or "")
    読んだ = await 安藤.says("止まっているもの")
    assert "30日以上動きがない施策（1件）" in 読んだ
    assert "施策1　申請の入力を一度にする" in 読んだ
    await city.solved(1)
    await city.solved(3)
    assert "動きがない施策" not in await 安藤.says("止まっているもの")
