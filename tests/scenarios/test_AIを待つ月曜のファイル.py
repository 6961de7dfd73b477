"""Monday's card and the files below it with a model that answers late: the same words, made once, in any replica."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web
from openpyxl import load_workbook

from bot.main import Bot, open_bot
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.outbox import Notice, dedupe_key
from domain.phrasing_consent import Destination, PhrasingConsent
from handlers import digest, digest_files, digest_made, digest_reading
from handlers.digest import LOOK_AGAIN
from handlers.digest_kept import KeptDigests
from handlers.kpi_reading import KpiReadings
from handlers.phrasings import Phrasings
from handlers.reply import MadeFile
from scheduler.platforms import Address, InDoubt, Letter, NotNow, OnlyFor, Refused, Sent
from storage.organization_office import save_office
from storage.outbox import enqueue
from storage.phrasing_consents import keep_phrasing_consent
from tests.city import NOW, settings_for
from tests.left import Left, world_after
from tests.scenarios.model import Asked, Model, completion, serving
from tests.scenarios.post import Post, deliver
from tests.scenarios.test_AIの言い換え import filled, 一, 二, 言い換え
from tests.scenarios.test_AIを待つ月曜 import MONDAY, WEEK
from tests.scenarios.world import Clock, World

SLACK = "slack"
pytestmark = pytest.mark.city(after=filled)
もう一つの言い方 = "申請書を窓口と税務課で二度打ちしており、月に約300件の入力が残業になっています。"


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


@dataclass
class Shelf(Post):
    """Which takes files, as Slack does."""

    files: list[MadeFile] = field(default_factory=list)
    at_first: list[NotNow] = field(default_factory=list)
    """What it says before it takes anything."""

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        if self.at_first:
            return self.at_first.pop()
        sent = await super().send(letter, address)
        self.files += letter.files
        return sent


@dataclass
class Monday:
    """The sample city's card and its files wait in the outbox."""

    world: World
    model: Model
    shelf: Shelf
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def bot(self) -> Bot:
        return self.world.bot

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def replica(self) -> Bot:
        """Another process, or this one after a restart: it remembers nothing."""
        was = self.bot.deps
        fresh = replace(
            was,
            phrasings=Phrasings(was.phrasings.phraser, was.names),
            digests=KeptDigests(),
            kpis=KpiReadings(),
        )
        return replace(self.bot, deps=fresh)

    async def looks(self, *bots: Bot) -> None:
        """Each once what is due, the next when the one before has put it off."""
        for bot in bots:
            await deliver(bot)
            self.clock.now += LOOK_AGAIN

    async def is_answered(self, bot: Bot | None = None) -> None:
        self.goes_on.set()
        await (bot or self.bot).deps.phrasings.settled()

    async def answers_late(self, _: web.Request, asked: list[Asked]) -> web.StreamResponse:
        await self.goes_on.wait()
        return completion({"sentences": self.model.told(asked)})

    @property
    def card(self) -> str:
        return self.shelf.read("OFFICE")

    @property
    def file(self) -> str:
        """All cells of what the Excel file says of the groups."""
        (workbook,) = [each for each in self.shelf.files if each.name.endswith(".xlsx")]
        rows = load_workbook(io.BytesIO(workbook.content))["部局横断の課題"]
        cells = (cell for row in rows.iter_rows(values_only=True) for cell in row)
        return "\n".join(str(cell) for cell in cells if cell)


@pytest.fixture
async def monday(city_url: str, left: Left) -> AsyncIterator[Monday]:
    async with serving(Model(dict(言い換え))) as model:
        named = {"llm_url": model.url, "llm_model": "model-1"}
        clock = Clock(NOW)
        settings = settings_for(city_url).model_copy(update=named)
        async with open_bot(settings, clock=clock) as bot:
            monday = Monday(world_after(left, bot, clock), model, Shelf())
            await _begun(monday)
            model.responds = monday.answers_late
            yield monday
            monday.goes_on.set()


async def _begun(monday: Monday) -> None:
    number = monday.bot.deployment.organization.id
    monday.bot.platforms[SLACK] = OnlyFor(number, monday.shelf)
    consent = PhrasingConsent(Destination(monday.model.url, "model-1"), 1, NOW)
    office = Office(secretariat=ChannelPlace(SLACK, "OFFICE"))
    async with monday.bot.deployment.database.begin() as session:
        await keep_phrasing_consent(session, consent, organization_id=number)
        await save_office(session, office, organization_id=number, at=NOW)
        for kind in (digest.KIND, digest_files.KIND):
            key = dedupe_key(kind, WEEK, None)
            notice = Notice(kind, None, key, {"week": WEEK}, OfficeChannel.SECRETARIAT)
            await enqueue(session, notice, organization_id=number, at=MONDAY)
    monday.clock.now = MONDAY


async def test_答えを待ちきれず元の文で届いたまとめのファイルは_答えが来たあとも元の文(
    monday: Monday,
) -> None:
    bot = monday.bot
    await monday.looks(bot, bot, bot, bot)
    assert f"「{一}」" in monday.card
    assert not monday.shelf.files
    await monday.is_answered()
    await monday.looks(bot)
    assert f"「{一}」" in monday.file
    assert 言い換え[一] not in monday.file


async def test_言い換えて届いたまとめのファイルは同じ文(monday: Monday) -> None:
    await monday.looks(monday.bot)
    await monday.is_answered()
    await monday.looks(monday.bot, monday.bot)
    assert 言い換え[一] in monday.card
    assert f"{言い換え[一]}\n" in monday.file
    assert f"「{一}」" in monday.file
    assert len(monday.model.bodies) == 1


async def test_再起動のあとAIが別の言い方をしても_ファイルはまとめにない言い方をしない(
    monday: Monday,
) -> None:
    await monday.looks(monday.bot)
    await monday.is_answered()
    await deliver(monday.bot)
    assert 言い換え[一] in monday.card
    assert not monday.shelf.files
    monday.model.in_other_words = {**言い換え, 一: もう一つの言い方}
    after = monday.replica()
    monday.clock.now += LOOK_AGAIN
    await deliver(after)
    await monday.is_answered(after)
    monday.clock.now += LOOK_AGAIN
    await deliver(after)
    assert もう一つの言い方 not in monday.file
    assert f"「{一}」" in monday.file
    assert 言い換え[二] in monday.file


async def test_待つ間とファイルのために見直しても_まとめは一度しか作らない(
    monday: Monday, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    make = digest_reading.digest_of

    async def counted(*given: object, **named: object) -> object:
        made.append(given)
        return await make(*given, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(digest_made, "digest_of", counted)
    bot = monday.bot
    await monday.looks(bot, bot, bot)
    await monday.is_answered()
    await monday.looks(bot, bot)
    assert monday.shelf.files
    assert len(made) == 1


async def test_待つ間に取り下げられた対応策は_まとめにもファイルにもない(monday: Monday) -> None:
    bot = monday.bot
    await monday.looks(bot)
    事務局 = monday.world.水谷
    await 事務局.says("対応策1")
    assert "取り下げました" in await 事務局.presses("対応策を取り下げる")
    await monday.looks(bot, bot, bot, bot, bot)
    assert f"「{一}」" in monday.card
    assert monday.shelf.files
    assert "QRコード" not in monday.card + monday.file


async def test_どのプロセスが見ても待つのは合わせて30秒まで(monday: Monday) -> None:
    bot, other = monday.bot, monday.replica()
    await monday.looks(bot, other, bot)
    assert not monday.card
    await monday.looks(other)
    assert f"「{一}」" in monday.card
    await monday.is_answered(other)


async def test_送れずにもう一度送るときも_ほかのプロセスはまた30秒待たない(monday: Monday) -> None:
    bot, other = monday.bot, monday.replica()
    monday.shelf.at_first.append(NotNow("rate", 5.0))
    await monday.looks(bot, bot, bot, bot)
    assert not monday.card
    assert not monday.shelf.at_first
    await monday.looks(other)
    assert f"「{一}」" in monday.card
    await monday.is_answered(other)
