"""A message in a channel is changed in place: as Slack, Teams and the console do it, and refuse to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.console.conversation import Conversations
from bot.console.telling import ConsoleTelling
from cards.case_publish import posted_card, withdrawn_in_channel_card
from cards.elements import Card, paragraph
from cards.renderers import plain_text
from domain.conversation_reference import ConversationReference, ConversationScope
from domain.improvement_case import TEXT_LENGTH, CaseText, Effect, PublishedCase
from domain.japan_time import JAPAN
from scheduler.platforms import Address, Gone, InDoubt, Letter, NotNow, Platform, Refused, Sent
from storage.conversation_references import keep_reference
from storage.organizations import ensure_organization
from storage.session import Database, open_database
from tests.peers.faults import broken, limited, lost
from tests.peers.slack import reading
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.state import BOT_USER
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.state import LOST
from tests.scenarios.world import Clock
from tests.scheduler.outbox_senders import Where, senders
from tests.scheduler.outbox_town import ORGANIZATION

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
OLD = Card("改善事例　事例1", (paragraph("前の <!channel> 内容"),))
NEW = withdrawn_in_channel_card("事例1")
LONGEST = PublishedCase(
    id=1,
    number=1,
    author_id=None,
    department="福祉部",
    section="福祉政策課",
    text=CaseText(
        title="題" * 60,
        before="課&<" * (TEXT_LENGTH // 3),
        after="工\n" * (TEXT_LENGTH // 2),
        effect=Effect(hours=1.5, other="効" * TEXT_LENGTH),
        tools=("道" * 40,) * 10,
        reuse="再" * TEXT_LENGTH,
    ),
    published_at=NOW,
)


def letter(card: Card) -> Letter:
    return Letter(card, "key-1", lambda: None)


@dataclass
class Channels:
    slack: SlackPeer
    teams: TeamsPeer
    platforms: dict[str, Platform]

    async def posted(self, name: str) -> tuple[Platform, Address, str]:
        platform = self.platforms[name]
        place = "C0FORUM" if name == "slack" else next(iter(self.teams.conversations))
        address = await platform.channel_address(place)
        assert isinstance(address, Address)
        sent = await platform.send(letter(OLD), address)
        assert isinstance(sent, Sent)
        return platform, address, sent.message_id


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Channels]:
    clock = Clock(NOW)
    async with SlackPeer(now=lambda: clock().timestamp()) as slack, TeamsPeer() as teams:
        slack.opens_channel("C0FORUM", "forum", BOT_USER)
        there = teams.conversation("channel")
        async with database.begin() as session:
            await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
            reference = ConversationReference(
                platform="teams",
                conversation_id=there.id,
                scope=ConversationScope.CHANNEL,
                platform_id="",
                tenant_id=TENANT,
                service_url=teams.service_url,
                seen_at=NOW,
            )
            await keep_reference(session, reference, organization_id=ORGANIZATION)
        where = Where(f"{slack.url}/api/", teams.host)
        async with senders(database, where, clock) as platforms:
            yield Channels(slack, teams, platforms)
        assert slack.slips == teams.slips == []


@pytest.fixture
async def channels(sqlite_template: Path, sqlite_url: str) -> AsyncIterator[Channels]:
    database = open_database(sqlite_url).across()
    async with opened(database) as channels:
        yield channels
    await database.close()


async def test_Slackの投稿がその場で変わる(channels: Channels) -> None:
    slack, address, ts = await channels.posted("slack")
    for _ in range(2):
        assert await slack.edit(letter(NEW), address, ts) == Sent(ts)
    (message,) = channels.slack.messages
    assert "取り下げられました" in reading.words(message.content)
    assert "前の" not in reading.words(message.content)
    found = await slack.find("key-1", conversation=address.conversation, since=NOW)
    assert found == Sent(ts), "書き換えても、鍵で見つかります。"
    assert isinstance(await slack.send(letter(posted_card(LONGEST)), address), Sent)


async def test_Slackが書き換えないときはその訳がわかる(channels: Channels) -> None:
    slack, address, ts = await channels.posted("slack")
    faults = channels.slack.misbehaves["chat.update"]
    faults[:] = [limited(3), lost(), broken()]
    busy = await slack.edit(letter(NEW), address, ts)
    assert isinstance(busy, NotNow)
    assert busy.seconds == 3
    assert isinstance(await slack.edit(letter(NEW), address, ts), InDoubt)
    assert isinstance(await slack.edit(letter(NEW), address, ts), InDoubt)
    assert await slack.edit(letter(NEW), address, "1.000001") == Gone("message_not_found")
    channels.slack.archived.add("C0FORUM")
    assert await slack.edit(letter(NEW), address, ts) == Refused("is_archived")


async def test_Teamsの投稿がその場で変わる(channels: Channels) -> None:
    teams, address, number = await channels.posted("teams")
    for _ in range(2):
        assert await teams.edit(letter(NEW), address, number) == Sent(number)
    (chat,) = channels.teams.conversations.values()
    (message,) = chat.messages.values()
    assert "取り下げられました" in message.words()
    assert "前の" not in message.words()
    assert isinstance(await teams.send(letter(posted_card(LONGEST)), address), Sent)


async def test_Teamsが書き換えないときはその訳がわかる(channels: Channels) -> None:
    teams, address, number = await channels.posted("teams")
    (chat,) = channels.teams.conversations.values()
    # A lost answer is asked for once more by the client itself: a change may be.
    chat.misbehaves = [(429, {"Retry-After": "3"}), LOST, LOST, (502, {})]
    busy = await teams.edit(letter(NEW), address, number)
    assert isinstance(busy, NotNow)
    assert busy.seconds == 3
    assert isinstance(await teams.edit(letter(NEW), address, number), InDoubt)
    assert isinstance(await teams.edit(letter(NEW), address, number), InDoubt)
    chat.messages.clear()
    gone = await teams.edit(letter(NEW), address, number)
    assert gone == Gone("404 ActivityNotFoundInConversation")
    chat.refusal = (403, "BotNotInConversationRoster")
    refused = await teams.edit(letter(NEW), address, number)
    assert refused == Refused("403 BotNotInConversationRoster")


async def test_操作画面でも読む人みんなの前で変わる(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    conversations = Conversations(lambda: NOW)

    async def members(_channel: str) -> list[str]:
        return ["a@town.example", "b@town.example"]

    console = ConsoleTelling(conversations, members, database, ORGANIZATION)
    address = await console.channel_address("forum")
    sent = await console.send(letter(OLD), address)
    assert isinstance(sent, Sent)
    for _ in range(2):
        assert await console.edit(letter(NEW), address, sent.message_id) == sent
    for email in await members("forum"):
        (entry,) = conversations.of(email).changed_since(0)
        assert isinstance(entry.content, Card)
        assert "取り下げられました" in plain_text.render(entry.content)
    assert await console.edit(letter(NEW), address, "forgotten") == Gone("message_not_found")
    await database.close()
