"""Where something can be sent to is known by the organization that it came from, and by no other."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.teams.people import PLATFORM
from bot.teams.references import References
from domain.conversation_reference import ConversationReference, ConversationScope
from domain.japan_time import JAPAN
from storage.conversation_references import keep_reference
from storage.organizations import ensure_organization
from storage.session import Database, open_database

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
みなと市, となり町 = 1, 2
CHANNEL = "19:forum@thread.tacv2"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """As the program has it: it sees the rows of the organization of its settings."""
    opened = open_database(database_url)
    async with opened.across().begin() as session:
        for key in ("minato", "tonari"):
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
        reference = ConversationReference(
            PLATFORM, CHANNEL, ConversationScope.CHANNEL, "", "tenant", "https://a.example/", NOW
        )
        await keep_reference(session, reference, organization_id=となり町)
    yield opened.within(みなと市)
    await opened.close()


async def test_となりの自治体のチャンネルはとなりの自治体だけが知っている(
    database: Database,
) -> None:
    theirs = await References(database, となり町, lambda: NOW).of(CHANNEL)
    assert theirs is not None
    assert theirs.conversation_id == CHANNEL
    assert await References(database, みなと市, lambda: NOW).of(CHANNEL) is None
