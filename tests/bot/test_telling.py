"""Somebody is told once, on whichever platform they are known."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.main import Bot
from bot.telling import NotTold, Telling, Told
from cards.elements import Card
from cards.help import help_card
from domain.account import Account, AccountKind
from handlers.reply import Notice
from storage.accounts import keep_account
from storage.people import person_by_email
from tests.scenarios.conftest import (
    bot,
    city_in_postgresql,
    city_in_sqlite,
    city_postgresql_url,
    city_sqlite_url,
)
from tests.scenarios.world import Clock

__all__ = [
    "bot",
    "city_in_postgresql",
    "city_in_sqlite",
    "city_postgresql_url",
    "city_sqlite_url",
]

森田 = "morita.sho@kakehashi.example"
REFUSED, SILENT = NotTold("user_disabled"), NotTold("TimeoutError", is_certain=False)


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    return city_sqlite_url


@dataclass
class Wire:
    """A platform; ``answers`` are given first."""

    told: list[str] = field(default_factory=list)
    answers: list[Told | NotTold | Exception] = field(default_factory=list)

    async def tell(self, account: Account, cards: Sequence[Card]) -> Told | NotTold:
        self.told.append(account.platform_id)
        answer = self.answers.pop(0) if self.answers else Told()
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class City:
    bot: Bot
    clock: Clock
    telling: Telling
    slack: Wire
    teams: Wire

    async def known(
        self, platform: str, email: str = 森田, kind: AccountKind = AccountKind.MEMBER
    ) -> None:
        account = Account(platform, f"{platform}-1", kind, email, "", self.clock())
        async with self.bot.deployment.database.begin() as session:
            await keep_account(
                session, account, organization_id=self.bot.deployment.organization.id
            )
        self.clock.now += timedelta(minutes=1)

    async def number(self, email: str = 森田) -> int:
        async with self.bot.deployment.database.read() as session:
            person = await person_by_email(
                session, organization_id=self.bot.deployment.organization.id, email=email
            )
        assert person
        return person.id

    async def tell(self) -> Told | NotTold:
        return await self.telling.tell(await self.number(), (help_card(),))


@pytest.fixture
def city(bot: tuple[Bot, Clock]) -> City:
    opened, clock = bot
    deployment = opened.deployment
    telling = Telling(deployment.database, organization_id=deployment.organization.id)
    city = City(opened, clock, telling, Wire(), Wire())
    telling.joined("slack", city.slack)
    telling.joined("teams", city.teams)
    return city


async def test_最後に確かめたほうで一度だけ伝える(city: City) -> None:
    await city.known("slack")
    await city.known("teams")
    assert await city.tell() == Told()
    assert (city.slack.told, city.teams.told) == ([], ["teams-1"])


async def test_断られたらもう一方で伝える(city: City) -> None:
    await city.known("slack")
    await city.known("teams")
    city.teams.answers = [REFUSED]
    assert await city.tell() == Told()
    assert city.slack.told == ["slack-1"]


async def test_届いたか知れないときはもう一方で繰り返さない(city: City) -> None:
    await city.known("slack")
    await city.known("teams")
    city.teams.answers = [SILENT]
    assert await city.tell() == SILENT
    assert city.slack.told == []


async def test_どこにもいない人と職員でないアカウントには伝えない(city: City) -> None:
    assert await city.tell() == NotTold("known on no platform")
    await city.known("slack", kind=AccountKind.GUEST)
    assert await city.tell() == NotTold("known on no platform")
    assert await city.telling.tell(987654, ()) == NotTold("known on no platform")


async def test_開いていないプラットフォームの人には伝えられないと言う(city: City) -> None:
    await city.known("console")
    assert await city.tell() == NotTold("known on no platform")


async def test_ひとりへの失敗はほかの人への知らせを止めない(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    await city.known("slack")
    await city.known("teams", "ichikawa.haruka@kakehashi.example")
    city.slack.answers = [RuntimeError("森田さんへの文")]
    two = [await city.number(), await city.number("ichikawa.haruka@kakehashi.example")]
    with caplog.at_level(logging.WARNING):
        await city.telling.follow([Notice(n, help_card()) for n in two], event="E1")
    assert city.teams.told == ["teams-1"]
    assert "event=E1" in caplog.text
    assert "森田" not in caplog.text
