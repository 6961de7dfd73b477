"""The console, served as ``demo`` serves it: who is not speaking is told in their conversation."""

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.console.conversation import Conversations
from bot.console.telling import CONSOLE, ConsoleTelling
from bot.main import Bot
from bot.web import add_console, staff_to_speak_as, web_app
from cards.help import help_card
from scheduler.platforms import Address, CannotTell, Letter, NotThere, Refused, Sent
from tests.bot.matrix.chats import ConsoleChat
from tests.city import NOW
from tests.scenarios.world import Clock
from tests.waiting import LONGEST


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    return city_sqlite_url


async def test_コンソールで確認すると報告した人の会話に届く(bot: tuple[Bot, Clock]) -> None:
    opened, _ = bot
    app = web_app(opened)
    add_console(app, opened, city="かけはし市", people=staff_to_speak_as(opened))
    telling = opened.platforms[CONSOLE].of(opened.deployment.organization.id)
    assert telling is not None
    assert isinstance(telling, ConsoleTelling)
    async with TestClient(TestServer(app)) as client:
        水谷, 森田 = (
            ConsoleChat(client, telling.conversations, f"{name}@kakehashi.example")
            for name in ("mizutani.kaori", "morita.sho")
        )
        await 水谷.says("事務局の確認待ち")
        await 水谷.presses("修了を確認", about="森田")
        async with asyncio.timeout(LONGEST):
            while not 森田.screen():
                await telling.conversations.of(森田.email).wait_beyond(0)
        (told,) = 森田.screen().values()
    assert "修了が確認されました" in told.text


async def test_チャンネルへの知らせはそれを読む人それぞれの会話に出る(
    bot: tuple[Bot, Clock],
) -> None:
    opened, _ = bot
    add_console(web_app(opened), opened, city="かけはし市", people=staff_to_speak_as(opened))
    telling = opened.platforms[CONSOLE].of(opened.deployment.organization.id)
    assert isinstance(telling, ConsoleTelling)
    forum, secretariat = [await telling.members(name) for name in ("forum", "secretariat")]
    assert "mizutani.kaori@kakehashi.example" in secretariat
    assert set(secretariat) < set(forum)
    address = await telling.channel_address("secretariat")
    sent = await telling.send(Letter(help_card(), "key", before_call=lambda: None), address)
    assert isinstance(sent, Sent)
    assert [*telling.posted[sent.message_id]] == list(secretariat)
    told = [email for email in forum if telling.conversations.of(email).version]
    assert told == list(secretariat)


async def nobody(_: str) -> tuple[str, ...]:
    return ()


async def test_忘れられた会話には送らず届いてもいないと言う(
    bot: tuple[Bot, Clock],
) -> None:
    deployment = bot[0].deployment
    telling = ConsoleTelling(
        Conversations(Clock(NOW)), nobody, deployment.database, deployment.organization.id
    )
    letter = Letter(help_card(), "key", before_call=lambda: None)
    assert await telling.send(letter, Address("どこか")) == Refused("forgotten")
    assert await telling.find("key", conversation="どこか", since=NOW) == NotThere()
    there = telling.conversations.of("a@city.example").key
    assert isinstance(await telling.find("key", conversation=there, since=NOW), CannotTell)


async def test_話す人は役割でもさがせる(bot: tuple[Bot, Clock]) -> None:
    people = {
        person.email.partition("@")[0]: person for person in await staff_to_speak_as(bot[0])()
    }
    assert people["ando.noriko"].caption == "市民部・次長級・DX統括リーダー"
    assert people["mizutani.kaori"].caption == "情報政策課・係長級・事務局"
    assert people["ichikawa.haruka"].caption == "市民課・主事級"
