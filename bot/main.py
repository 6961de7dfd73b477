"""The composition root: settings in, a running bot out."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.policies import policy_named
from bot.settings import Settings
from domain.errors import DomainError
from domain.japan_time import JAPAN
from domain.policy import Policy
from domain.requirements import Rulebook
from handlers.advice import Advice
from handlers.deps import Deps
from handlers.reply import Incoming, Reply
from handlers.routes import respond
from language.model import trained_understander
from storage.migration import upgrade
from storage.organizations import ensure_organization
from storage.session import Database, open_database


def japan_now() -> datetime:
    """The only clock of the product; everything below is given the time."""
    return datetime.now(JAPAN)


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True)
class Bot:
    """One deployment: its dependencies, and the organization it serves."""

    deps: Deps
    policy: Policy
    organization_key: str
    organization_id: int

    @property
    def database(self) -> Database:
        return self.deps.database

    async def respond(self, incoming: Incoming) -> Reply:
        return await respond(incoming, self.deps)


class DatabaseUnreachable(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "データベースに接続できません。KAKEHASHI_DATABASE_URL と、データベースの起動を確かめてください。"
        )


@asynccontextmanager
async def open_bot(
    settings: Settings, *, clock: Callable[[], datetime] = japan_now
) -> AsyncIterator[Bot]:
    """The database brought up to date and the organization of the settings in it.

    Raises DomainError with what to do when the policy or the database cannot be used.
    """
    policy = policy_named(settings.policy)
    database = _opened(settings.effective_database_url)
    try:
        if not await database.is_reachable():
            raise DatabaseUnreachable
        await upgrade(settings.effective_database_url)
        async with database.begin() as session:
            organization = await ensure_organization(
                session,
                key=settings.organization_key,
                name=settings.organization or policy.organization,
                policy_id=policy.id,
            )
        deps = Deps(
            database=database,
            clock=clock,
            advice=Advice({policy.id: Rulebook(policy)}),
            understander=trained_understander(),
            new_nonce=new_nonce,
        )
        yield Bot(deps, policy, organization.key, organization.id)
    finally:
        await database.close()


def _opened(url: str) -> Database:
    try:
        return open_database(url)
    except OSError:
        raise DatabaseUnreachable from None
