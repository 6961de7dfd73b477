"""「配信状況」: what became of every message stands in one report, however late it was decided."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from cards.not_reached import SHOWN
from cards.renderers import plain_text
from cards.told_turns import turn_words
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.outbox import Notice, OutboxState
from domain.weekly_schedule import Occurrence
from handlers.told_turns import told_turns
from scheduler.platforms import (
    Address,
    CannotTell,
    InDoubt,
    Letter,
    NotNow,
    OnlyFor,
    Refused,
    Sent,
)
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.audit import audit_entries
from storage.ledger import settle
from storage.organization_office import office_of, save_office
from storage.outbox import enqueue
from storage.outbox_entries import outbox_counts
from storage.people import people_ever
from storage.tables import StaffRow
from tests.scenarios.post import PLATFORM, Post, deliver
from tests.scenarios.world import World

MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=JAPAN)
REPORTED = timedelta(minutes=15)
AT_WORK = ("ichikawa.haruka", "morita.sho", "miyake.kazue", "mizutani.kaori")

Answer = Refused | NotNow | InDoubt


@dataclass
class Moody(Post):
    """``answers``: to whom it does not give their letters, and what it says instead; ``to_all`` others."""

    answers: dict[str, Answer] = field(default_factory=dict)
    to_all: Answer | None = None

    async def send(self, letter: Letter, address: Address) -> Sent | Answer:
        if answer := self.answers.get(address.conversation, self.to_all):
            return answer
        return await super().send(letter, address)

    async def find(self, key: str, *, conversation: str, since: datetime) -> CannotTell:
        return CannotTell("no_answer")

    @property
    def report(self) -> str:
        """The last that the secretariat has had."""
        return plain_text.render(self.last("OFFICE"))


@pytest.fixture
async def post(world: World) -> Moody:
    """Few are left; the office begins on the Friday before."""
    world.clock.now = MONDAY
    deployment, post = world.bot.deployment, Moody()
    left, before = [f"{n}@kakehashi.example" for n in AT_WORK], MONDAY - timedelta(days=3)
    office = Office(
        since=before,
        forum=ChannelPlace("post", "FORUM"),
        secretariat=ChannelPlace("post", "OFFICE"),
    )
    async with deployment.database.begin() as session:
        await session.execute(
            update(StaffRow).where(col(StaffRow.email).not_in(left)).values(attendance="退職")
        )
        await save_office(session, office, organization_id=deployment.organization.id, at=before)
    world.bot.platforms[PLATFORM] = OnlyFor(deployment.organization.id, post)
    return post


async def minute(world: World, at: datetime) -> None:
    world.clock.now = at
    await world.bot.weekly_turns().settle()
    await deliver(world.bot)


@pytest.mark.parametrize(
    ("late", "says"),
    [
        (Refused("no_member"), "送れなかったもの"),
        (InDoubt("no_answer"), "届いたか不明のもの"),
    ],
)
async def test_報告のあとに送れないと決まったものは次の報告に一度だけ載る(
    world: World, post: Moody, late: Answer, says: str
) -> None:
    address = world.市川.email or ""
    post.answers[address] = NotNow("ratelimited", 3_600)
    await minute(world, MONDAY)
    await minute(world, MONDAY + REPORTED)
    assert says not in post.report
    post.answers[address] = late
    for hours in (2, 3):  # in doubt, it is looked for later
        await minute(world, MONDAY + timedelta(hours=hours))
    post.answers.clear()
    for week, is_told in ((1, True), (2, False)):
        again = MONDAY + timedelta(weeks=week, days=week == 2)  # 勤労感謝の日
        await minute(world, again)
        await minute(world, again + REPORTED)
        assert (says in post.report) is is_told


async def shown_turns(world: World) -> dict[str, str]:
    """As ``kakehashi office show`` has them: what each came to."""
    deployment, now = world.bot.deployment, world.clock()
    async with deployment.database.read() as session:
        found = await told_turns(
            session,
            organization_id=deployment.organization.id,
            jobs=[job.name for job in WEEKLY_REMINDERS],
            limit=len(WEEKLY_REMINDERS),
            now=now,
        )
    lines = (turn_words(told.turn, told.came_to, today=now.date()) for told in found)
    return {what: came_to for _, what, _, came_to in lines}


async def test_回ごとの数は送ったものと知らせることのなかったものと届かなかったものを分け配信状況と同じ(
    world: World, post: Moody
) -> None:
    await _many_are_back(world)
    post.answers[world.市川.email or ""] = Refused("no_member")
    await minute(world, MONDAY)
    shown = await shown_turns(world)
    people = numbers_in(shown["本人へのお知らせ"])
    assert people["届かなかった"] == 1
    assert people["知らせることがなかった"] > people["送った"] > 0
    assert shown["配信状況の報告"] == "送った0件、まだ1件"
    all_kinds = [numbers_in(each) for each in shown.values()]
    読んだ = await world.水谷.says("配信状況")
    for ours, said in (
        ("送った", "送りました"),
        ("知らせることがなかった", "知らせることがなかったもの"),
        ("届かなかった", "送れませんでした"),
    ):
        count = sum(each.get(ours, 0) for each in all_kinds)
        assert re.search(rf"{said} *: {count}件", 読んだ), 読んだ


async def test_報告そのものは待っている数にも終わる見込みにも入らない(
    world: World, post: Moody
) -> None:
    await minute(world, MONDAY)
    読んだ = await world.水谷.says("配信状況")
    assert re.search(r"これから送ります *: 0件\n", 読んだ), 読んだ
    assert "ごろまで" not in 読んだ


async def test_最初の回の前はまだ送っていないことと最初の日を言う(
    world: World, post: Moody
) -> None:
    world.clock.now = MONDAY - timedelta(days=3)
    読んだ = await world.水谷.says("配信状況")
    assert "まだ送っていません。最初は11月9日(月) 9:00です。" in 読んだ
    assert "0件を送りました" not in 読んだ
    assert "問題はありません" not in 読んだ
    await minute(world, MONDAY)
    assert "まだ送っていません" not in await world.水谷.says("配信状況")


async def test_最初の回が祝日で動くときはわけを言う(world: World, post: Moody) -> None:
    number = world.bot.deployment.organization.id
    world.clock.now = MONDAY.replace(day=17)
    async with world.bot.deployment.database.begin() as session:
        office = await office_of(session, organization_id=number)
        begun = replace(office, since=world.clock.now)
        await save_office(session, begun, organization_id=number, at=world.clock.now)
    読んだ = await world.水谷.says("配信状況")
    assert "最初は11月24日(火) 9:00（23日(月)は祝日のため）です。" in 読んだ


async def test_あとで送るものはいつ送るかを言う(world: World, post: Moody) -> None:
    number = world.bot.deployment.organization.id
    world.clock.now = MONDAY.replace(day=20, hour=21)
    async with world.bot.deployment.database.begin() as session:
        for person, kind in ((1, "reminder.nudge"), (2, "reminder.thanks")):
            notice = Notice(kind, person, kind, {"by": "1", "week": "2026-W47"})
            await enqueue(session, notice, organization_id=number, at=world.clock())
    await deliver(world.bot)
    読んだ = await world.水谷.says("配信状況")
    assert re.search(r"あとで送ります *: 2件（11月24日\(火\) 8:00から）", 読んだ), 読んだ
    assert "2件：送らない時間帯か閉庁日です。11月24日(火) 8:00から送ります。" in 読んだ


def numbers_in(words: str) -> dict[str, int]:
    found = re.findall(r"(\D+?)(\d+)件、?", words)
    return {what: int(number) for what, number in found}


async def test_報告が届かなかった週のことも次に届いた報告に載る(world: World, post: Moody) -> None:
    post.answers = {world.市川.email or "": Refused("no_member"), "OFFICE": Refused("is_archived")}
    await minute(world, MONDAY)
    await minute(world, MONDAY + REPORTED)
    post.answers.clear()
    await minute(world, MONDAY + timedelta(weeks=1))
    await minute(world, MONDAY + timedelta(weeks=1) + REPORTED)
    assert "ゲストなど、職員ではないアカウント" in post.report
    assert "設定されたチャンネルはアーカイブされています" in post.report


async def test_報告の送れないチャンネルのことは配信状況で見える(world: World, post: Moody) -> None:
    post.answers["OFFICE"] = Refused("channel_not_found")
    await minute(world, MONDAY)
    await minute(world, MONDAY + REPORTED)
    読んだ = await world.水谷.says("配信状況")
    assert "確かめてほしいことが1件" in 読んだ
    assert "2件：設定されたチャンネルが見つかりません" in 読んだ


async def test_事務局は届かなかった人を名前と課とわけで見られ記録に残る(
    world: World, post: Moody
) -> None:
    """Of somebody who has left since, too."""
    post.answers = {
        world.市川.email or "": Refused("no_member"),
        world.三宅.email or "": NotNow("ratelimited", 60),
    }
    await minute(world, MONDAY)
    await _leaves(world, world.三宅.email or "")
    await minute(world, MONDAY + timedelta(minutes=2))
    水谷 = world.水谷
    await 水谷.says("配信状況")
    読んだ = await 水谷.presses("届かなかった人")
    assert "100201 市川　遥（市民課）：本人へのお知らせ" in 読んだ
    assert "ゲストなど、職員ではないアカウント" in 読んだ
    assert "三宅" in 読んだ
    assert "退職した人あてでした。" in 読んだ
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=deployment.organization.id)
        people = await people_ever(
            session,
            organization_id=deployment.organization.id,
            ids={e.subject_id or 0 for e in entries if e.action == "SEE_DELIVERIES"},
        )
    assert {p.email for p in people} == {world.市川.email, world.三宅.email}
    assert "事務局と研修担当の方だけ" in await world.森田.says("届かなかった人")


async def test_届かなかった人は続きまで全員を見られる(world: World, post: Moody) -> None:
    await _many_are_back(world)
    post.to_all = Refused("no_member")
    await minute(world, MONDAY)
    水谷, read = world.水谷, 0
    言った = await 水谷.says("届かなかった人")
    while "続きを見る" in 言った:
        read += 言った.count("：")
        言った = await 水谷.presses("続きを見る")
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        counts = await outbox_counts(session, organization_id=deployment.organization.id)
    assert read + 言った.count("：") == counts[OutboxState.FAILED] > SHOWN


async def test_見送ったわけは人が時刻をいくつ選んでいても一度だけ言う(
    world: World, post: Moody
) -> None:
    number, week = world.bot.deployment.organization.id, "2026-W46"
    async with world.bot.deployment.database.begin() as session:
        for minute in range(300):
            job = f"reminder.person@1-{minute}"
            turn = Occurrence(job, week, MONDAY, MONDAY)
            await settle(session, turn, organization_id=number, at=MONDAY, skipped_for="too_old")
    読んだ = await world.水谷.says("配信状況")
    assert "確かめてほしいことが1件あります。" in 読んだ
    assert 読んだ.count("本人へのお知らせ（11月9日(月)の週）：止まっている間に") == 1


async def _leaves(world: World, email: str) -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow).where(col(StaffRow.email) == email).values(attendance="退職")
        )


async def _many_are_back(world: World) -> None:
    """More than one screen shows."""
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow).where(col(StaffRow.id) <= 4 * SHOWN).values(attendance="在職")
        )
