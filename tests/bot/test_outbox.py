"""A decision's notice goes out once, on whichever platform who reported is known, while it is true."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.console.conversation import Conversations
from bot.console.telling import CONSOLE, ConsoleTelling
from bot.main import Bot
from bot.slack import web_api as slack_web_api
from bot.teams import connector as teams_connector
from domain.account import Account, AccountKind
from domain.outbox import Notice, OutboxEntry, OutboxState
from domain.people import Person
from scheduler.deliver_outbox import DeliverOutbox, delivering
from scheduler.outcome import MOST_ATTEMPTS
from scheduler.platforms import (
    Address,
    CannotTell,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    OnlyFor,
    Refused,
    Sent,
)
from scheduler.rests import Rests
from scheduler.telling import Patience
from storage.accounts import accounts_with_emails, keep_account, note_heard
from storage.outbox import enqueue
from storage.outbox_decisions import send_again
from storage.outbox_entries import Which, outbox_entries
from storage.outbox_table import OutboxRow
from storage.tables import StaffRow, TrainingRecordRow
from tests.bot.settling import settled
from tests.city import NOW
from tests.scenarios.world import Clock, World
from tests.waiting import until

森田 = "morita.sho@kakehashi.example"
SILENT = InDoubt("TimeoutError")


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    return city_sqlite_url


@dataclass
class Wire:
    """A platform; ``ends`` are given first. ``finds`` is None where it cannot be asked."""

    bot: Bot
    name: str
    told: list[str] = field(default_factory=list)
    ends: list[Sent | Refused | NotNow | InDoubt | Exception] = field(default_factory=list)
    opens: list[Refused | NotNow] = field(default_factory=list)
    has: Account | Refused | NotNow | None = None
    """Of whoever is looked up."""
    looked_up: list[str] = field(default_factory=list)
    finds: Sent | NotThere | NotNow | CannotTell = field(default_factory=NotThere)
    before_sending: Callable[[], None] = lambda: None
    answers: asyncio.Event | None = None
    """Set when it answers."""

    @property
    def carrier(self) -> OnlyFor:
        return OnlyFor(self.bot.deployment.organization.id, self)

    async def accounts(self, person: Person) -> Sequence[Account]:
        async with self.bot.deployment.database.read() as session:
            return await accounts_with_emails(
                session,
                organization_id=self.bot.deployment.organization.id,
                platform=self.name,
                emails=[person.email],
            )

    async def look_up(self, person: Person) -> Account | Refused | NotNow | None:
        self.looked_up.append(person.email)
        return self.has

    async def address(self, account: Account) -> Address | Refused | NotNow:
        return self.opens.pop(0) if self.opens else Address(f"D-{account.platform_id}")

    async def channel_address(self, channel: str) -> Address | Refused | NotNow:
        return self.opens.pop(0) if self.opens else Address(channel)

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        self.before_sending()
        letter.before_call()
        self.told.append(letter.card.title)
        if self.answers:
            await self.answers.wait()
        end = self.ends.pop(0) if self.ends else Sent("1.1")
        if isinstance(end, Exception):
            raise end
        return end

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Refused | NotNow | InDoubt:
        return await self.send(letter, address)

    async def find(
        self, key: str, *, conversation: str, since: datetime
    ) -> Sent | NotThere | NotNow | CannotTell:
        return self.finds


@dataclass
class City:
    world: World
    outbox: DeliverOutbox
    slack: Wire
    teams: Wire

    @property
    def clock(self) -> Clock:
        return self.world.clock

    async def known(self, platform: str, kind: AccountKind = AccountKind.MEMBER) -> None:
        async with self.world.bot.deployment.database.begin() as session:
            await keep_account(session, self._account(platform, kind), **self._ours)
        self.clock.now += timedelta(minutes=1)

    async def hears(self, platform: str) -> None:
        """森田, where they are known."""
        account = self._account(platform, AccountKind.MEMBER)
        async with self.world.bot.deployment.database.begin() as session:
            await note_heard(session, account, at=self.clock(), **self._ours)
        self.clock.now += timedelta(minutes=1)

    def _account(self, platform: str, kind: AccountKind) -> Account:
        return Account(platform, f"{platform}-1", kind, 森田, "", self.clock())

    @property
    def _ours(self) -> dict[str, Any]:
        return {"organization_id": self.world.bot.deployment.organization.id}

    async def decides(self, label: str = "修了を確認", *, settles: bool = True) -> None:
        水谷 = self.world.水谷
        await 水谷.says("事務局の確認待ち")
        await 水谷.presses(label, about="森田")
        if settles:
            await settled(self.outbox)

    async def passes(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)
        self.outbox.filled.set()
        await settled(self.outbox)

    async def entry(self) -> OutboxEntry:
        deployment = self.world.bot.deployment
        async with deployment.database.read() as session:
            (entry,) = await outbox_entries(
                session,
                organization_id=deployment.organization.id,
                limit=9,
            )
        return entry

    async def same_again(self) -> None:
        """Another notice of the same decision."""
        deployment = self.world.bot.deployment
        async with deployment.database.begin() as session:
            row = (await session.scalars(select(OutboxRow))).one()
            notice = Notice(row.kind, row.staff_id, "again", row.args)
            await enqueue(
                session, notice, organization_id=deployment.organization.id, at=self.clock()
            )

    async def state(self) -> tuple[OutboxState, str]:
        entry = await self.entry()
        return entry.state, entry.reason

    async def sets(self, table: type[StaffRow] | type[TrainingRecordRow], **values: object) -> None:
        """Of 森田."""
        number = (await self.entry()).staff_id
        whose = col(StaffRow.id) if table is StaffRow else col(TrainingRecordRow.staff_id)
        async with self.world.bot.deployment.database.begin() as session:
            await session.execute(update(table).where(whose == number).values(**values))


@pytest.fixture
def city(world: World) -> City:
    slack, teams = Wire(world.bot, "slack"), Wire(world.bot, "teams")
    world.bot.platforms.update({wire.name: wire.carrier for wire in (slack, teams)})
    return City(world, world.bot.outbox(), slack, teams)


async def test_最後に確かめたほうで一度だけ伝える(city: City) -> None:
    await city.known("slack")
    await city.known("teams")
    async with delivering(city.outbox):
        await city.decides()
    assert (city.slack.told, city.teams.told) == ([], ["修了が確認されました"])
    assert (await city.entry()).platform == "teams"


@pytest.mark.parametrize(
    ("heard_on", "told_on"),
    [(["teams"], "teams"), (["teams", "slack"], "slack"), (["slack", "teams"], "teams")],
)
async def test_最後に話したほうで伝えあとから確かめたことは数えない(
    city: City, heard_on: list[str], told_on: str
) -> None:
    for platform in ("slack", "teams"):
        await city.known(platform)
    for platform in heard_on:
        await city.hears(platform)
    await city.known("slack")
    async with delivering(city.outbox):
        await city.decides()
    assert (await city.entry()).platform == told_on


async def test_断られたらもう一方で伝える(city: City) -> None:
    await city.known("slack")
    await city.known("teams")
    city.teams.ends = [Refused("MessageWritesBlocked")]
    async with delivering(city.outbox):
        await city.decides("差し戻す")
    assert city.slack.told == ["受講の報告が差し戻されました"]
    assert await city.state() == (OutboxState.SENT, "")


async def test_届いたか知れないときはもう一方で繰り返さない(city: City) -> None:
    await city.known("slack")
    await city.known("teams")
    city.teams.ends, city.teams.finds = [SILENT], CannotTell("no_answer")
    async with delivering(city.outbox):
        await city.decides()
        assert await city.state() == (OutboxState.SENDING, "TimeoutError")
        await city.passes(100)
    assert (city.slack.told, len(city.teams.told)) == ([], 1)
    assert await city.state() == (OutboxState.UNKNOWN, "no_answer")


async def test_休むように言われた間はほかの知らせも送らない(city: City) -> None:
    await city.known("slack")
    city.slack.ends = [NotNow("ratelimited", 30, of_platform=True)]
    async with delivering(city.outbox):
        await city.decides()
        await city.same_again()
        await city.passes(20)
        assert len(city.slack.told) == 1
        await city.passes(11)
        assert len(city.slack.told) == 3


async def test_長く休むプラットフォームがあってもほかは待たない(city: City) -> None:
    rests, platforms = Rests(city.clock), ("slack", "teams")
    rests.begin("slack", seconds=5)
    assert rests.of_all(platforms) == 5
    rests.begin("slack", seconds=60)
    assert rests.of_all(platforms) == 0
    rests.begin("teams", seconds=30)
    assert rests.of_all(platforms) == 30
    city.clock.now += timedelta(seconds=29)
    assert rests.of_all(platforms) == 1


def test_時計が戻されても_言われた秒数より長くは休まない() -> None:
    clock = Clock(NOW)
    rests = Rests(clock)
    rests.begin("slack", seconds=60)
    clock.now -= timedelta(days=90)
    assert rests.left("slack") == 60
    clock.now += timedelta(seconds=60)
    assert rests.left("slack") == 0


def test_返事のないことが続けば呼ぶのを休み返事があればまた数え直す() -> None:
    clock = Clock(NOW)
    rests = Rests(clock)
    assert [rests.after_silence("slack") for _ in range(12)] == [0] * 9 + [15, 30, 60]
    rests.answered("slack")
    assert rests.after_silence("slack") == 0
    rests.begin("slack", seconds=5)
    assert [rests.after_silence("slack") for _ in range(20)] == [0] * 20


async def test_返事のないプラットフォームにはほかの知らせも送らない(city: City) -> None:
    await city.known("slack")
    city.slack.opens = [NotNow("TimeoutError", of_platform=True)] * 12
    async with delivering(city.outbox):
        await city.decides()
        for _ in range(9):
            await city.passes(3_600)
        assert len(city.slack.opens) == 2
        await city.same_again()
        await city.passes(1)
        assert len(city.slack.opens) == 2
        await city.passes(15)
        assert len(city.slack.opens) == 1


async def test_どこにもいない人と職員でないアカウントには伝えない(city: City) -> None:
    await city.known("slack", AccountKind.GUEST)
    async with delivering(city.outbox):
        await city.decides()
    assert await city.state() == (OutboxState.FAILED, "known_nowhere")


async def test_誰も知らない人はプラットフォームに探してもらう(city: City) -> None:
    city.slack.has = Account("slack", "U1", AccountKind.MEMBER, 森田, "", city.clock())
    async with delivering(city.outbox):
        await city.decides()
    assert city.slack.told == ["修了が確認されました"]
    assert (await city.entry()).platform == "slack"


async def test_どこかで知られている人は探さない(city: City) -> None:
    await city.known("teams")
    async with delivering(city.outbox):
        await city.decides()
    assert (city.slack.looked_up, city.teams.looked_up) == ([], [])
    assert city.teams.told == ["修了が確認されました"]


async def test_知られていても届かない人はほかで探してもらう(city: City) -> None:
    await city.known("teams")
    city.teams.opens = [Refused("no_chat")]
    city.slack.has = Account("slack", "U1", AccountKind.MEMBER, 森田, "", city.clock())
    async with delivering(city.outbox):
        await city.decides()
    assert city.slack.told == ["修了が確認されました"]
    assert city.teams.looked_up == []
    assert (await city.entry()).platform == "slack"


async def test_届かずほかにもいなければ届かなかったわけが残る(city: City) -> None:
    await city.known("teams")
    city.teams.opens = [Refused("no_chat")] * 2
    city.slack.has = NotNow("people_looked_up", 30)
    async with delivering(city.outbox):
        await city.decides()
        assert await city.state() == (OutboxState.PENDING, "people_looked_up")
        city.slack.has = None
        await city.passes(30)
    assert await city.state() == (OutboxState.FAILED, "no_chat")
    assert len(city.slack.looked_up) == 2


async def test_開いていないところで知られている人は開いているところで探す(city: City) -> None:
    await city.known("elsewhere")
    async with delivering(city.outbox):
        await city.decides()
        assert await city.state() == (OutboxState.PENDING, "platform_not_open")
        city.slack.has = Account("slack", "U1", AccountKind.MEMBER, 森田, "", city.clock())
        await city.passes(10)
    assert city.slack.told == ["修了が確認されました"]


async def test_探すのを待つあいだは失敗にせず休んでいるときは探さない(city: City) -> None:
    city.slack.has = NotNow("people_looked_up", 30, of_platform=True)
    city.teams.has = Refused("other")
    async with delivering(city.outbox):
        await city.decides()
        assert await city.state() == (OutboxState.PENDING, "people_looked_up")
        await city.same_again()
        await city.passes(20)
        assert len(city.slack.looked_up) == 1
        city.slack.has = None
        await city.passes(11)
    assert len(city.slack.looked_up) == 3


async def test_名簿にメールアドレスがなければ探さない(city: City) -> None:
    await city.decides(settles=False)
    await city.sets(StaffRow, email="")
    async with delivering(city.outbox):
        await settled(city.outbox)
    assert city.slack.looked_up == []
    assert await city.state() == (OutboxState.FAILED, "known_nowhere")


async def test_確かめて見つかれば送らず見つからなければ送り直す(city: City) -> None:
    await city.known("slack")
    city.slack.ends = [SILENT, SILENT]
    async with delivering(city.outbox):
        await city.decides()
        await city.passes(100)
        assert len(city.slack.told) == 2
        city.slack.finds = Sent("7.7")
        await city.passes(200)
    assert len(city.slack.told) == 2
    assert await city.state() == (OutboxState.SENT, "")


async def test_確かめられないあいだは疑ったまま待つ(city: City) -> None:
    await city.known("slack")
    city.slack.ends, city.slack.finds = [SILENT], NotNow("ratelimited", 5)
    async with delivering(city.outbox):
        await city.decides()
        for _ in range(MOST_ATTEMPTS - 1):
            await city.passes(4_000)
            assert await city.state() == (OutboxState.SENDING, "ratelimited")
        await city.passes(4_000)
        await city.passes(4_000)
    assert await city.state() == (OutboxState.UNKNOWN, "no_answer")
    assert len(city.slack.told) == 1


async def test_待てと言われたことは回数に数えず断続する障害は一日であきらめる(
    city: City,
) -> None:
    await city.known("slack")
    city.slack.ends = [NotNow("ratelimited", 1)] * 40
    async with delivering(city.outbox):
        await city.decides()
        for _ in range(39):
            await city.passes(1)
        assert (await city.entry()).attempts == 0
        city.slack.opens = [NotNow("TimeoutError")] * 40
        for _ in range(MOST_ATTEMPTS + 2):
            await city.passes(3_600)
    assert await city.state() == (OutboxState.DEAD, "too_many_attempts")
    assert len(city.slack.opens) == 40 - MOST_ATTEMPTS


async def test_障害で送れなかった知らせは期限のあとに確かめられる(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    await city.known("slack")
    city.slack.ends = [RuntimeError("森田さんへの文")]
    async with delivering(city.outbox):
        with caplog.at_level(logging.WARNING):
            await city.decides()
        assert (await city.entry()).state is OutboxState.SENDING
        await city.passes(100)
    assert await city.state() == (OutboxState.SENT, "")
    assert "event=outbox:1" in caplog.text
    assert "森田" not in caplog.text


async def test_障害の番号は一覧に残り続くほど間を置いて一日は試す(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    await city.known("slack")
    city.slack.ends = [RuntimeError()] * 100
    begun = city.clock()
    async with delivering(city.outbox):
        await city.decides()
        state, reason = await city.state()
        assert (state, reason[:6]) == (OutboxState.SENDING, "fault:")
        assert f"reference={reason[6:]}" in caplog.text
        while (await city.entry()).state is OutboxState.SENDING:
            await city.passes(600)
    assert await city.state() == (OutboxState.DEAD, "too_many_attempts")
    assert city.clock() - begun > timedelta(hours=18)


@pytest.mark.parametrize("end", [SILENT, RuntimeError()])
async def test_疑いは期限より前には確かめない(city: City, end: InDoubt | Exception) -> None:
    await city.known("slack")
    city.slack.ends, city.slack.finds = [end], Sent("7.7")
    async with delivering(city.outbox):
        await city.decides()
        await city.passes(Patience().lease.total_seconds() - 1)
        assert (await city.entry()).state is OutboxState.SENDING
        await city.passes(1)
    assert await city.state() == (OutboxState.SENT, "")


async def test_呼ぶ前の障害は疑いにせず後でまた送る(city: City) -> None:
    await city.known("teams")
    city.teams.finds = CannotTell("no_answer")

    def fails() -> None:
        raise ValueError

    city.teams.before_sending = fails
    async with delivering(city.outbox):
        await city.decides()
        state, reason = await city.state()
        assert (state, reason[:6]) == (OutboxState.PENDING, "fault:")
        city.teams.before_sending = lambda: None
        await city.passes(10)
    assert await city.state() == (OutboxState.SENT, "")


async def test_止まっていた送り手は追い越されたら送らない(city: City) -> None:
    await city.known("slack")

    def stopped_for_a_while() -> None:
        city.clock.now += timedelta(seconds=100)

    city.slack.before_sending = stopped_for_a_while
    async with delivering(city.outbox):
        await city.decides()
        assert city.slack.told == []
        city.slack.before_sending = lambda: None
        await city.passes(10)
    assert len(city.slack.told) == 1


async def test_送っている途中で時計が進んでも自分の知らせを取り直さない(city: City) -> None:
    await city.known("slack")
    answers = asyncio.Event()
    city.slack.answers = answers
    async with delivering(city.outbox):
        await city.decides(settles=False)
        await until(lambda: city.slack.told)
        city.clock.now += timedelta(seconds=1_000)
        assert [*await city.outbox.deliveries.claimed(9)] == []
        answers.set()
        await settled(city.outbox)
    assert await city.state() == (OutboxState.SENT, "")


async def test_決めてから書き換わった知らせは送らない(city: City) -> None:
    await city.known("slack")
    await city.decides(settles=False)
    await city.sets(TrainingRecordRow, state="申告")
    async with delivering(city.outbox):
        await settled(city.outbox)
    assert await city.state() == (OutboxState.DEAD, "decided_otherwise")
    assert city.slack.told == []


async def test_辞めた人には送らない(city: City) -> None:
    await city.known("slack")
    await city.decides(settles=False)
    await city.sets(StaffRow, attendance="退職")
    async with delivering(city.outbox):
        await settled(city.outbox)
    assert await city.state() == (OutboxState.DEAD, "person_left")
    assert city.slack.told == []


async def test_休んでいる人には戻ってから送る(city: City) -> None:
    await city.known("slack")
    await city.decides(settles=False)
    await city.sets(StaffRow, attendance="育休")
    async with delivering(city.outbox):
        for _ in range(MOST_ATTEMPTS + 1):
            await city.passes(86_400)
        assert await city.state() == (OutboxState.PENDING, "on_leave")
        await city.sets(StaffRow, attendance="在職")
        await city.passes(86_400)
    assert len(city.slack.told) == 1


async def test_人がもう一度送ると決めれば確かめられなくても送る(city: City) -> None:
    await city.known("teams")
    city.teams.ends, city.teams.finds = [SILENT], CannotTell("no_answer")
    deployment = city.world.bot.deployment
    async with delivering(city.outbox):
        await city.decides()
        await city.passes(100)
        async with deployment.database.begin() as session:
            organization_id = deployment.organization.id
            assert await send_again(
                session, Which(), organization_id=organization_id, at=city.clock()
            ) == [1]
        await city.passes(1)
    assert len(city.teams.told) == 2
    assert await city.state() == (OutboxState.SENT, "")


async def test_開いていないプラットフォームの疑いは開いている所が確かめるまで待つ(
    city: City,
) -> None:
    await city.known("slack")
    city.slack.ends, city.slack.finds = [SILENT], Sent("7.7")
    async with delivering(city.outbox):
        await city.decides()
        del city.world.bot.platforms["slack"]
        await city.passes(100)
        assert await city.state() == (OutboxState.SENDING, "platform_not_open")
        city.world.bot.platforms["slack"] = city.slack.carrier
        await city.passes(100)
    assert await city.state() == (OutboxState.SENT, "")


async def test_その人のプラットフォームが開いていなければ開くまで待つ(city: City) -> None:
    await city.known("slack")
    del city.world.bot.platforms["slack"]
    async with delivering(city.outbox):
        await city.decides()
        assert await city.state() == (OutboxState.PENDING, "platform_not_open")
        city.world.bot.platforms["slack"] = city.slack.carrier
        await city.passes(10)
    assert len(city.slack.told) == 1


async def nobody(_: str) -> tuple[str, ...]:
    return ()


async def test_コンソールはプラットフォームで話す人の知らせを横取りしない(city: City) -> None:
    await city.known("slack")
    platforms, deployment = city.world.bot.platforms, city.world.bot.deployment
    platforms.clear()
    organization_id = deployment.organization.id
    telling = ConsoleTelling(
        Conversations(city.clock), nobody, deployment.database, organization_id
    )
    platforms[CONSOLE] = OnlyFor(organization_id, telling)
    async with delivering(city.outbox):
        await city.decides()
    assert await city.state() == (OutboxState.PENDING, "platform_not_open")


def test_期限は送り始めと返事を待つ時間を合わせたより長い() -> None:
    patience = Patience()
    for timeout in (slack_web_api.TIMEOUT, teams_connector.TIMEOUT):
        assert timeout.total is not None
        longest = patience.call_within + timedelta(seconds=timeout.total)
        assert patience.lease >= 2 * longest, "残りはプラットフォームの遅れのためです。"
