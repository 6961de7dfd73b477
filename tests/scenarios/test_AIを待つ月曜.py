"""Monday 8:30 with a model that takes its time: nobody else's message waits for it, and its own not for long."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from aiohttp import web

from bot.main import Bot, open_bot
from domain.iso_week import week_of
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.outbox import Notice, dedupe_key
from domain.phrasing import ToPhrase
from domain.phrasing_consent import Destination, PhrasingConsent
from handlers import digest
from handlers.digest import LOOK_AGAIN
from scheduler.deliver_outbox import DeliverOutbox, delivering
from scheduler.every_organization import EveryOrganization
from scheduler.kept_deliveries import KeptDeliveries
from storage.organization_office import save_office
from storage.outbox import enqueue
from storage.phrasing_consents import keep_phrasing_consent
from tests.bot.neighbour import neighbour_of
from tests.city import NOW, settings_for
from tests.scenarios.model import Asked, Model, completion, serving
from tests.scenarios.post import PLATFORM, Post
from tests.scenarios.test_AIの言い換え import filled, 一, 言い換え
from tests.scenarios.world import Clock, World
from tests.waiting import until

MONDAY = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
WEEK = week_of(MONDAY.date())
ENOUGH = 10.0
"""Seconds in which whatever does not wait for a model is there, on a busy machine too."""


@dataclass
class Posts:
    """A letter box of each organization's own."""

    of_organization: dict[int, Post] = field(default_factory=dict)

    def of(self, organization_id: int) -> Post:
        return self.of_organization.setdefault(organization_id, Post())

    async def arrives(self, organization_id: int, words: str) -> str:
        post = self.of(organization_id)
        await until(lambda: words in post.read("OFFICE"), within=ENOUGH)
        return post.read("OFFICE")


@dataclass
class Towns:
    """The sample city lets a model phrase its digest, となり町 does not; each has a digest to be sent."""

    bot: Bot
    clock: Clock
    model: Model
    posts: Posts
    city: int
    neighbour: int
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    def outbox(self) -> DeliverOutbox:
        """Which sends one message after the other."""
        everywhere = self.bot.deployment.database.across()
        deliveries = EveryOrganization(everywhere, self.clock, KeptDeliveries(self.bot.delivery))
        return DeliverOutbox(deliveries, asyncio.Event(), every=0.02, at_once=1)

    async def neighbour_is_told(self) -> None:
        """While the city's model has been asked and says nothing."""
        await until(lambda: self.model.bodies)
        async with self.bot.deployment.database.across().begin() as session:
            await enqueue(session, _digest(), organization_id=self.neighbour, at=MONDAY)
        await self.posts.arrives(self.neighbour, "変化なし")
        assert not self.posts.of(self.city).read("OFFICE")

    async def answers_late(self, _: web.Request, asked: list[Asked]) -> web.StreamResponse:
        await self.goes_on.wait()
        return completion({"sentences": self.model.told(asked)})


@pytest.fixture
async def towns(two_cities_url: str) -> AsyncIterator[Towns]:
    async with serving(Model(言い換え)) as model:
        named = {"llm_url": model.url, "llm_model": "model-1"}
        clock = Clock(NOW)
        settings = settings_for(two_cities_url).model_copy(update=named)
        async with open_bot(settings, clock=clock) as bot:
            await filled(World(bot, clock))
            towns = await _both(bot, clock, model)
            model.responds = towns.answers_late
            yield towns
            towns.goes_on.set()


async def _both(bot: Bot, clock: Clock, model: Model) -> Towns:
    city, neighbour = bot.deployment.organization, await neighbour_of(bot)
    posts = Posts()
    bot.platforms[PLATFORM] = posts
    consent = PhrasingConsent(Destination(model.url, "model-1"), 1, NOW)
    office = Office(secretariat=ChannelPlace(PLATFORM, "OFFICE"))
    async with bot.deployment.database.across().begin() as session:
        await keep_phrasing_consent(session, consent, organization_id=city.id)
        for each in (city, neighbour):
            await save_office(session, office, organization_id=each.id, at=NOW)
        await enqueue(session, _digest(), organization_id=city.id, at=MONDAY)
    clock.now = MONDAY
    return Towns(bot, clock, model, posts, city.id, neighbour.id)


def _digest() -> Notice:
    key = dedupe_key(digest.KIND, WEEK, None)
    return Notice(digest.KIND, None, key, {"week": WEEK}, OfficeChannel.SECRETARIAT)


async def test_ある自治体の遅いAIはほかの自治体の月曜を待たせない(towns: Towns) -> None:
    async with delivering(towns.outbox()):
        await towns.neighbour_is_told()
        towns.goes_on.set()
        await towns.bot.deps.phrasings.settled()
        towns.clock.now += LOOK_AGAIN
        assert f"・{言い換え[一]}（#1、AIの言い換え）" in await towns.posts.arrives(
            towns.city, "部局横断の課題"
        )
    assert len(towns.model.bodies) == 1


async def test_答えないAIを待つのは決めた時間までで_元の文のまま届く(towns: Towns) -> None:
    towns.bot.deps.phrasings.longest = LOOK_AGAIN.total_seconds()
    async with delivering(towns.outbox()):
        await towns.neighbour_is_told()
        towns.clock.now += LOOK_AGAIN
        届いた = await towns.posts.arrives(towns.city, "部局横断の課題")
    assert f"「{一}」" in 届いた
    assert "AIの言い換え" not in 届いた


async def test_待つ間に課題が変わっても待つ時間は延びない(towns: Towns) -> None:
    phrasings = towns.bot.deps.phrasings
    asked = [ToPhrase(number, f"文{number}", ("#1",)) for number in range(1, 4)]
    before, after = phrasings.longest - 1, phrasings.longest
    assert phrasings.answer_so_far(asked[:1], organization_id=1, waited=before) is None
    assert phrasings.answer_so_far(asked[1:], organization_id=1, waited=after) == ()
    assert phrasings.answer_so_far(asked[1:], organization_id=3, waited=0) is None
