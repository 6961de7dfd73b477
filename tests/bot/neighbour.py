"""A second municipality in the same deployment."""

from pathlib import Path

from bot.main import Bot
from domain.import_report import ImportKind
from domain.organization import Organization
from handlers.imports import import_office_file
from samples.city import write_sample_files
from storage.organizations import add_organization, organization_by_key
from storage.policy_file import shipped_policy


async def add_neighbour(bot: Bot, folder: Path) -> Organization:
    """となり町, with the same people and another policy."""
    deployment = bot.deployment
    everywhere = deployment.database.across()
    async with everywhere.begin() as session:
        await add_organization(session, key="tonari", name="となり町", policy_id="okayama")
        neighbour = await organization_by_key(session, "tonari")
    assert neighbour is not None
    files = write_sample_files(folder, today=bot.deps.clock().date(), policy_id="okayama")
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
            database=deployment.database.within(neighbour.id),
            clock=bot.deps.clock,
        )
    return neighbour
