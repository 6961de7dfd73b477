"""One deployment's data: the database brought up to date, the policy, the organization."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.failures import Failure
from bot.policies import policy_named
from bot.settings import Settings
from domain.japan_time import JAPAN
from domain.organization import Organization
from domain.policy import Policy
from storage.migration import upgrade
from storage.organizations import ensure_organization
from storage.session import Database, open_database


def japan_now() -> datetime:
    """The only clock of the product; everything below is given the time."""
    return datetime.now(JAPAN)


class DatabaseUnreachable(Failure):
    def __init__(self) -> None:
        super().__init__(
            "データベースに接続できません。KAKEHASHI_DATABASE_URL と、データベースの起動を確かめてください。"
        )


@dataclass(frozen=True, slots=True)
class Deployment:
    database: Database
    policy: Policy
    organization: Organization
    clock: Callable[[], datetime]


@asynccontextmanager
async def open_deployment(
    settings: Settings, *, clock: Callable[[], datetime] = japan_now
) -> AsyncIterator[Deployment]:
    """The organization of the settings is made where it is not there yet.

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
        yield Deployment(database, policy, organization, clock)
    finally:
        await database.close()


def _opened(url: str) -> Database:
    try:
        return open_database(url)
    except OSError:
        raise DatabaseUnreachable from None
