"""One deployment's data: the database brought up to date, the policy, the organization."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.failures import Failure
from bot.own_organization import NoSuchOrganization, NothingYet
from bot.policies import policy_named
from bot.settings import Settings
from domain.errors import DomainError
from domain.japan_time import JAPAN
from domain.organization import Organization
from domain.policy import Policy
from storage.migration import upgrade
from storage.organizations import (
    all_organizations,
    ensure_organization,
    has_tables,
    organization_keys,
    settle_organization,
)
from storage.policy_file import shipped_policy, shipped_policy_ids
from storage.session import Database, Session, libpq_address, open_database


def japan_now() -> datetime:
    """The only clock of the product; everything below is given the time."""
    return datetime.now(JAPAN)


class DatabaseUnreachable(Failure):
    def __init__(self, *, named_by: str = "KAKEHASHI_DATABASE_URL") -> None:
        super().__init__(
            f"データベースに接続できません。{named_by} と、データベースの起動を確かめてください。"
        )


class PolicyNotNamed(DomainError):
    """The organization's policy is a file of its own, and nothing says where it is."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            f"{organization.name}の育成方針「{organization.policy_id}」のファイルを、"
            "KAKEHASHI_POLICY か --policy で指定してください。"
        )


@dataclass(frozen=True, slots=True)
class Deployment:
    """``chosen`` is the policy that the settings name; without it the organization's is read.

    ``database`` sees the organization's rows only. ``jobs_address``: libpq's address of the database
    where it is PostgreSQL, which has a job queue; None on SQLite.
    """

    database: Database
    chosen: Policy | None
    organization: Organization
    clock: Callable[[], datetime]
    jobs_address: str | None = None

    @property
    def policy(self) -> Policy:
        """Raises PolicyNotNamed, or PolicyFileError for a file that has gone. What asks for no policy,
        like an export, needs none.
        """
        if self.chosen:
            return self.chosen
        if self.organization.policy_file:
            return policy_named(self.organization.policy_file)
        if self.organization.policy_id not in shipped_policy_ids():
            raise PolicyNotNamed(self.organization)
        return shipped_policy(self.organization.policy_id)


@asynccontextmanager
async def open_deployment(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = japan_now,
    founds: bool = False,
    settles: bool = False,
) -> AsyncIterator[Deployment]:
    """The organization of the settings. Where there are others and not this one, its key is mistyped,
    and nobody makes it but ``organization add``.

    ``founds``: a database without any organization gets this one. Only what begins an office's work
    says so: ``serve``, ``worker``, ``import``, the demo. Whatever shows or changes what there is makes
    nothing, not even a file.
    ``settles``: founds, and the organization's name and policy become those of the settings. Only the
    bot itself says so; a command beside it, perhaps in a shell without the settings, must not change
    what the bot is. It has the policy that its settings choose to itself, and otherwise the
    organization's.
    Raises NoSuchOrganization, NothingYet, and DomainError with what to do when the policy or the
    database cannot be used.
    """
    founds = founds or settles
    chosen = policy_named(settings.policy) if settles or settings.chooses_policy else None
    async with open_organizations(settings, makes=founds) as database:
        organization = await own_organization(database, settings)
        if organization is None and not founds:
            raise NothingYet(settings)
        if settles or organization is None:
            chosen = chosen or policy_named(settings.policy)
            organization = await _written(database, settings, chosen, settles=settles)
        yield Deployment(
            database.within(organization.id),
            chosen,
            organization,
            clock,
            libpq_address(settings.effective_database_url),
        )


@asynccontextmanager
async def open_organizations(settings: Settings, *, makes: bool = False) -> AsyncIterator[Database]:
    """All of them, whichever the settings name. ``makes``: also the tables, where there are none.

    Raises NothingYet, and DatabaseUnreachable.
    """
    if settings.missing_database_file and not makes:  # asking it would make it
        raise NothingYet(settings)
    async with reachable_database(settings.effective_database_url) as database:
        if not makes and not await _is_made(database):
            raise NothingYet(settings)
        await brought_up_to_date(settings)
        yield database


async def own_organization(database: Database, settings: Settings) -> Organization | None:
    """That of the settings; None where there is none at all. Raises NoSuchOrganization."""
    async with database.across().read() as session:
        known = {each.key: each for each in await all_organizations(session)}
    if known and settings.organization_key not in known:
        raise NoSuchOrganization(settings.organization_key, known, by_setting=True)
    return known.get(settings.organization_key)


async def _is_made(database: Database) -> bool:
    async with database.across().read() as session:
        return await has_tables(session)


async def brought_up_to_date(settings: Settings) -> None:
    """The schema, by the role that owns it. Raises DomainError where that cannot be."""
    owner_url = settings.database_owner_url.get_secret_value()
    if owner_url:
        async with reachable_database(owner_url, named_by="KAKEHASHI_DATABASE_OWNER_URL"):
            pass
    await upgrade(settings.effective_database_url, owner_url=owner_url)


async def is_founded(settings: Settings) -> bool:
    """Whether the organization is stored. Nothing is made by asking, not even a file.

    Raises NoSuchOrganization, and DatabaseUnreachable.
    """
    if settings.missing_database_file:
        return False
    async with (
        reachable_database(settings.effective_database_url) as database,
        database.across().read() as session,
    ):
        keys = await organization_keys(session)
    if keys and settings.organization_key not in keys:
        raise NoSuchOrganization(settings.organization_key, keys, by_setting=True)
    return bool(keys)


async def _written(
    database: Database, settings: Settings, policy: Policy, *, settles: bool
) -> Organization:
    async with database.across().begin() as session:
        organization = await found_own(session, settings, policy)
        if settles:
            name = settings.organization or policy.organization
            organization = await settle_organization(
                session, organization, name=name, policy_id=policy.id
            )
    return organization


async def found_own(session: Session, settings: Settings, policy: Policy) -> Organization:
    """That of the settings, made unless it is there."""
    return await ensure_organization(
        session,
        key=settings.organization_key,
        name=settings.organization or policy.organization,
        policy_id=policy.id,
    )


@asynccontextmanager
async def reachable_database(
    url: str, *, named_by: str = "KAKEHASHI_DATABASE_URL"
) -> AsyncIterator[Database]:
    """Open until left. Raises DatabaseUnreachable."""
    try:
        database = open_database(url)
    except OSError:
        raise DatabaseUnreachable(named_by=named_by) from None
    try:
        if not await database.is_reachable():
            raise DatabaseUnreachable(named_by=named_by)
        yield database
    finally:
        await database.close()
