"""The demo's own database: the sample city, brought in through the real import."""

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bot.console.telling import CONSOLE
from bot.deployment import Deployment, japan_now, open_deployment
from bot.policies import is_policy_file, policy_named
from bot.sample_cases import bring_in_sample_cases
from bot.sample_issues import bring_in_sample_issues
from bot.sample_kpis import bring_in_sample_kpis
from bot.settings import Settings
from domain.errors import DomainError
from domain.import_report import ImportKind
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office, OfficeChannel
from handlers.imports import import_office_file
from samples.cast import CAST
from samples.city import NAME, write_sample_files
from samples.contents import POLICIES
from storage.organization_office import save_office
from storage.session import make_private_folder

NOTICE = "サンプル市のデータです。Slack・Teamsなしで試せます。"
FEATURED = {member.email: member.who for member in CAST}
KEPT = timedelta(days=30)
"""How long a database stays that nobody writes to. Every message to a demo is written."""


class NoSampleForPolicy(DomainError):
    """The sample city speaks the words of the shipped policies only. ``policy``: the id; ``file``: where
    it was read from, if it was.
    """

    def __init__(self, policy: str, *, file: str = "") -> None:
        named = f"方針ファイル「{file}」のid「{policy}」" if file else f"方針「{policy}」"
        super().__init__(
            f"サンプルの市は{named}では試せません。サンプルの研修と職員は、同梱の方針の言葉で作るためです。"
            f"「--policy {next(iter(POLICIES))}」のように、{'、'.join(POLICIES)} のどれかを付けてください。"
        )


class NoSampleForSetting(DomainError):
    """The same, said by a command that has no ``--policy``."""

    def __init__(self, policy: str) -> None:
        super().__init__(
            f"サンプルの市は方針「{policy}」では試せません。環境変数 KAKEHASHI_POLICY を消すか、"
            f"{'、'.join(POLICIES)} のどれかにしてください。"
        )


def demo_policy(settings: Settings) -> str:
    """The id of the settings' policy, shipped or of a file that was made from one of those.

    Raises NoSampleForPolicy; PolicyFileError for a file that cannot be used.
    """
    name = settings.policy
    if not is_policy_file(name):
        if name not in POLICIES:
            raise NoSampleForPolicy(name)
        return name
    policy = policy_named(name).id
    if policy not in POLICIES:
        raise NoSampleForPolicy(policy, file=name)
    return policy


def demo_settings(settings: Settings, *, today: date) -> Settings:
    """The same settings, on the demo's database of that day. Raises NoSampleForPolicy, PolicyFileError."""
    file = _folder(settings) / f"{demo_policy(settings)}{_edition(settings)}-{today.isoformat()}.db"
    return settings.model_copy(
        update={
            "database_url": f"sqlite:///{file}",
            "organization": NAME,
            "organization_key": "demo",
        }
    )


async def settings_of_demo(settings: Settings) -> Settings:
    """The same settings, on today's demo, which is made unless it is there."""
    today = japan_now().date()
    await prepare_demo(settings, today=today)
    return demo_settings(settings, today=today)


async def prepare_demo(settings: Settings, *, today: date) -> None:
    """Make the day's database unless it is there.

    It is made aside and moved into place, so that two starts at once do not meet half of it.
    Others are deleted only when nothing has been written to them for ``KEPT``: whatever its day and
    policy, another demo may be running on one, and every answer of it is a write.
    """
    finished = _file(demo_settings(settings, today=today))
    if finished.exists():
        return
    make_private_folder(finished.parent)
    making = Path(tempfile.mkdtemp(dir=finished.parent, prefix="making-"))
    try:
        aside = demo_settings(settings, today=today).model_copy(
            update={"database_url": f"sqlite:///{making / 'demo.db'}"}
        )
        async with open_deployment(aside, founds=True) as deployment:
            await fill_demo(deployment, making, today=today)
        _delete_unused(finished.parent, before=today - KEPT)
        os.replace(making / "demo.db", finished)  # noqa: PTH105 - atomic, and says so
    finally:
        shutil.rmtree(making, ignore_errors=True)


async def fill_demo(deployment: Deployment, folder: Path, *, today: date) -> None:
    """All that a demo begins with. The office files are written into ``folder``."""
    await import_sample_city(deployment, folder, today=today)
    await bring_in_sample_cases(deployment, today=today)
    await bring_in_sample_issues(deployment, today=today)
    await bring_in_sample_kpis(deployment, today=today)
    await _open_channels(deployment)


async def import_sample_city(deployment: Deployment, folder: Path, *, today: date) -> None:
    """Write the city's office files into ``folder`` and take them over."""
    files = write_sample_files(folder, today=today, policy_id=deployment.policy.id)
    for kind, file in (
        (ImportKind.ROSTER, files.roster),
        (ImportKind.CATALOGUE, files.catalogue),
        (ImportKind.RECORDS, files.records),
    ):
        await import_office_file(
            kind,
            file.read_bytes(),
            filename=file.name,
            organization_id=deployment.organization.id,
            policy=deployment.policy,
            database=deployment.database,
            clock=deployment.clock,
        )


async def _open_channels(deployment: Deployment) -> None:
    """What is said to the forum and to the secretariat is seen at the console."""
    office = Office(
        forum=ChannelPlace(CONSOLE, OfficeChannel.FORUM.value),
        secretariat=ChannelPlace(CONSOLE, OfficeChannel.SECRETARIAT.value),
    )
    async with deployment.database.begin() as session:
        number = deployment.organization.id
        await save_office(session, office, organization_id=number, at=deployment.clock())


def _edition(settings: Settings) -> str:
    """A file's own demo: what is in it was counted by that file's words and targets."""
    if not is_policy_file(settings.policy):
        return ""
    return f"-{sha256(Path(settings.policy).read_bytes()).hexdigest()[:8]}"


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "demo"


def _file(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _delete_unused(folder: Path, *, before: date) -> None:
    for database in folder.glob("*.db"):
        with suppress(FileNotFoundError):  # another start deletes the same ones
            files = [*folder.glob(f"{database.name}*")]  # its -wal and -shm too
            if max(map(_last_written, files)) < before:
                for file in files:
                    file.unlink()


def _last_written(file: Path) -> date:
    return datetime.fromtimestamp(file.stat().st_mtime, JAPAN).date()
