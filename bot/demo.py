"""The demo's own database: the sample city, brought in through the real import."""

import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from handlers.import_catalogue import import_catalogue
from handlers.import_records import import_records

from bot.main import Bot, open_bot
from bot.settings import Settings
from domain.errors import DomainError
from domain.import_report import ImportReport
from handlers.import_roster import import_roster
from samples.cast import CAST
from samples.city import NAME, write_sample_files
from samples.contents import POLICIES

NOTICE = "サンプル市のデータです。Slack・Teamsなしで試せます。"
FEATURED = {member.email: member.who for member in CAST}

Importer = Callable[..., Awaitable[ImportReport]]


class NoSampleForPolicy(DomainError):
    """The sample city speaks the words of the shipped policies only."""

    def __init__(self, policy: str) -> None:
        super().__init__(
            f"サンプルの市は方針「{policy}」では試せません。{'、'.join(POLICIES)} のどれかを指定してください。"
        )


def demo_settings(settings: Settings, *, today: date) -> Settings:
    """The same settings, on the demo's database of that day."""
    if settings.policy not in POLICIES:
        raise NoSampleForPolicy(settings.policy)
    file = _folder(settings) / f"{settings.policy}-{today.isoformat()}.db"
    return settings.model_copy(
        update={
            "database_url": f"sqlite:///{file}",
            "organization": NAME,
            "organization_key": "demo",
        }
    )


async def prepare_demo(settings: Settings, *, today: date) -> None:
    """Make the day's database unless it is there; those of other days are deleted.

    It is made aside and moved into place, so that two starts at once do not meet half of it.
    """
    finished = _file(demo_settings(settings, today=today))
    if finished.exists():
        return
    finished.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=finished.parent, prefix="making-"))
    try:
        aside = demo_settings(settings, today=today).model_copy(
            update={"database_url": f"sqlite:///{making / 'demo.db'}"}
        )
        async with open_bot(aside) as bot:
            await _import_samples(bot, making, today=today)
        _delete_older(finished)
        os.replace(making / "demo.db", finished)  # noqa: PTH105 - atomic, and says so
    finally:
        shutil.rmtree(making, ignore_errors=True)


async def _import_samples(bot: Bot, folder: Path, *, today: date) -> None:
    files = write_sample_files(folder, today=today, policy_id=bot.policy.id)
    imports: tuple[tuple[Importer, Path], ...] = (
        (import_roster, files.roster),
        (import_catalogue, files.catalogue),
        (import_records, files.records),
    )
    for bring_in, file in imports:
        await bring_in(
            file.read_bytes(),
            filename=file.name,
            organization_id=bot.organization_id,
            policy=bot.policy,
            database=bot.database,
            now=bot.deps.clock(),
        )


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "demo"


def _file(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _delete_older(finished: Path) -> None:
    for file in finished.parent.glob("*.db*"):
        if finished.stem[-10:] not in file.name:
            file.unlink(missing_ok=True)
