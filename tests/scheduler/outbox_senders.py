"""Slack and Teams as the outbox sends by them: the real clients, on peers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.known_accounts import KnownAccounts
from bot.pacing import LEEWAY, Pacer, Paces, limits
from bot.slack import people as slack_people
from bot.slack.telling import SlackTelling
from bot.slack.web_api import WebApi
from bot.teams.connector import Connector
from bot.teams.identity import ClientSecret, TeamsIdentity
from bot.teams.references import References
from bot.teams.renewal import Renewal
from bot.teams.telling import TeamsTelling
from bot.teams.tokens import Token, Tokens
from domain.organization import Organization
from domain.requirements import Rulebook
from handlers.advice import Advice, NoPolicy
from scheduler.platforms import NotThere, Platform
from storage.session import Database
from tests.peers.slack.peer import TOKEN
from tests.peers.slack.state import TEAM
from tests.peers.teams.peer import APP_ID, TENANT
from tests.scheduler.outbox_town import ORGANIZATION

IDENTITY = TeamsIdentity(APP_ID, TENANT, ClientSecret("secret"))
TEAMS_TOKEN = Token("token-for-the-connector", 3_600)


class BlindSlack(SlackTelling):
    """Sends again without having looked: what the outbox must not do."""

    async def find(self, key: str, *, conversation: str, since: datetime) -> NotThere:
        return NotThere()


@dataclass(frozen=True)
class Where:
    """``slack``: address of the peer's API; ``teams``: host and port. ``timeout``: seconds."""

    slack: str
    teams: str
    timeout: float = 20.0
    is_blind: bool = False
    slack_limits: str = ""
    """Of the workspace."""
    teams_limits: str = ""
    """Of the app."""


@asynccontextmanager
async def senders(
    database: Database, where: Where, clock: Callable[[], datetime]
) -> AsyncIterator[dict[str, Platform]]:
    timeout = aiohttp.ClientTimeout(total=where.timeout)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield {
            "slack": _slack(session, database, where, clock),
            "teams": _teams(session, database, where, clock),
        }


def _slack(
    session: aiohttp.ClientSession,
    database: Database,
    where: Where,
    clock: Callable[[], datetime],
) -> SlackTelling:
    client = AsyncWebClient(TOKEN, base_url=where.slack, session=session, retry_handlers=[])
    api = WebApi(client, session, together=Pacer(limits(where.slack_limits), leeway=LEEWAY))
    people = slack_people.People(
        api, database, organization_id=ORGANIZATION, team=TEAM, clock=clock
    )
    return (BlindSlack if where.is_blind else SlackTelling)(api, people)


def _teams(
    session: aiohttp.ClientSession,
    database: Database,
    where: Where,
    clock: Callable[[], datetime],
) -> TeamsTelling:
    paces = Paces(together=Pacer(limits(where.teams_limits), leeway=LEEWAY))
    tokens = Tokens(lambda: TEAMS_TOKEN)
    connector = Connector(session, tokens, frozenset({where.teams}), paces)
    known = KnownAccounts(database, organization_id=ORGANIZATION, platform="teams")
    references = References(database, ORGANIZATION, clock)
    renewal = Renewal(database, ORGANIZATION, connector, IDENTITY, clock)
    return TeamsTelling(connector, references, known, IDENTITY, renewal)


def no_advice() -> Advice:
    """Nothing that is sent here asks for any."""

    def rulebook(organization: Organization) -> Rulebook:
        raise NoPolicy(organization.name)

    return Advice(rulebook)
