"""A second municipality in the same deployment: brought in once, copied for each test."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.main import Bot, open_bot
from domain.import_report import ImportKind
from domain.organization import Organization
from handlers.imports import import_office_file
from samples.city import write_sample_files
from storage.organizations import add_organization, organization_by_key
from storage.policy_file import shipped_policy
from tests.city import NOW, settings_for
from tests.scenarios.world import Clock

_KEY = "tonari"


@pytest.fixture(scope="session")
def two_cities(city_in_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-cities")
    copied = folder / "cities.sqlite3"
    shutil.copyfile(city_in_sqlite, copied)
    asyncio.run(_bring_in(f"sqlite:///{copied}", folder))
    return copied


@pytest.fixture
def two_cities_url(two_cities: Path, tmp_path: Path) -> str:
    """The sample city and となり町, with the same people and another policy."""
    copied = tmp_path / "cities.sqlite3"
    shutil.copyfile(two_cities, copied)
    return f"sqlite:///{copied}"


async def neighbour_of(bot: Bot) -> Organization:
    async with bot.deployment.database.across().read() as session:
        neighbour = await organization_by_key(session, _KEY)
    assert neighbour is not None
    return neighbour


async def _bring_in(url: str, folder: Path) -> None:
    async with open_bot(settings_for(url), clock=Clock(NOW)) as bot:
        everywhere = bot.deployment.database.across()
        async with everywhere.begin() as session:
            await add_organization(session, key=_KEY, name="となり町", policy_id="okayama")
        await _import_all(bot, await neighbour_of(bot), folder)


async def _import_all(bot: Bot, neighbour: Organization, folder: Path) -> None:
    files = write_sample_files(folder, today=NOW.date(), policy_id="okayama")
    for kind, file in (
        (ImportKind.ROSTER, files.roster),
        (ImportKind.CATALOGUE, files.catalogue),
        (ImportKind.RECORDS, files.records),
    ):
        await import_office_file(
            kind,
            file.read_bytes(),
            filename=file.name,
            organization_id=neighbour.id,
            policy=shipped_policy("okayama"),
            database=bot.deployment.database.within(neighbour.id),
            clock=bot.deps.clock,
        )
