"""``kakehashi db upgrade | check``."""

import tempfile
from pathlib import Path

import click

from bot.commands.options import run_async, settings_with
from bot.deployment import DatabaseUnreachable, brought_up_to_date, reachable_database
from bot.failures import Failure
from bot.settings import Settings
from storage import migration


class SchemaDiffers(Failure):
    """The database is not the one that this version expects."""


@click.group(help="データベースの構造を整える・確かめる")
def db() -> None:
    pass


@db.command("upgrade", help="この版の構造にする（何度実行しても安全）")
def upgrade_database() -> None:
    run_async(_upgraded(settings_with()))
    click.echo("データベースはこの版の構造です。")


@db.command("check", help="構造がこの版と同じか調べる")
def check_database() -> None:
    if found := run_async(differences(settings_with())):
        raise SchemaDiffers("\n".join(found))
    click.echo("データベースはこの版の構造です。")


async def _upgraded(settings: Settings) -> None:
    async with reachable_database(settings.effective_database_url):
        await brought_up_to_date(settings)


async def differences(settings: Settings) -> tuple[str, ...]:
    """What is not as this version expects it, in words. Asking makes nothing."""
    if file := settings.missing_database_file:  # asking it would make it
        _check_can_be_made(file)
        return (
            (
                f"データベースがまだありません（{file.absolute()}）。"
                "いつもと同じフォルダーで実行しているか確かめ、はじめてなら kakehashi db upgrade を実行してください。"
            ),
        )
    async with reachable_database(settings.effective_database_url):
        return await migration.check(settings.effective_database_url)


def _check_can_be_made(file: Path) -> None:
    """Leaves nothing. Raises DatabaseUnreachable."""
    try:
        folder = next(folder for folder in file.absolute().parents if folder.exists())
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        raise DatabaseUnreachable from None
