"""``kakehashi db upgrade | check`` and ``kakehashi doctor``."""

from collections.abc import Awaitable, Callable

import click

from bot.commands.options import run_async, settings_with
from bot.failures import Failure
from bot.policies import policy_named
from bot.settings import Settings
from domain.errors import DomainError
from language.model import trained_understander
from storage import migration
from storage.catalogue import read_catalogue
from storage.organizations import organization_by_key
from storage.people import staff_in_service
from storage.session import open_database


class SchemaDiffers(Failure):
    """The database is not the one that this version expects."""


class NeedsCare(Failure):
    """The doctor found something to mend."""


@click.group(help="データベースの構造を整える・確かめる")
def db() -> None:
    pass


@db.command("upgrade", help="この版の構造にする（何度実行しても安全）")
def upgrade_database() -> None:
    settings = settings_with()
    run_async(migration.upgrade(settings.effective_database_url))
    click.echo("データベースはこの版の構造です。")


@db.command("check", help="構造がこの版と同じか調べる")
def check_database() -> None:
    differences = run_async(migration.check(settings_with().effective_database_url))
    if differences:
        raise SchemaDiffers("\n".join(differences))
    click.echo("データベースはこの版の構造です。")


@click.command(help="設定・方針・データベースを調べ、直すことを示す")
def doctor() -> None:
    settings = settings_with()
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("育成方針", _policy),
        ("データベース", _database),
        ("職員と研修", _contents),
        ("言葉の読み取り", _language),
    )
    troubles = 0
    for name, check in checks:
        try:
            click.echo(f"○ {name}：{run_async(_told(check, settings))}")
        except DomainError as trouble:
            troubles += 1
            click.echo(f"× {name}：{trouble.sentence}")
    if troubles:
        raise NeedsCare(f"{troubles}件の問題があります。×の行を順に直してください。")


async def _told(check: Callable[[Settings], Awaitable[str]], settings: Settings) -> str:
    return await check(settings)


async def _policy(settings: Settings) -> str:
    policy = policy_named(settings.policy)
    return f"{policy.name}（スキル{len(policy.skills)}件）"


async def _database(settings: Settings) -> str:
    url = settings.effective_database_url
    database = open_database(url)
    try:
        if not await database.is_reachable():
            raise NeedsCare(
                "接続できません。KAKEHASHI_DATABASE_URL と、サーバーの起動を確かめてください。"
            )
    finally:
        await database.close()
    differences = await migration.check(url)
    if differences:
        raise NeedsCare(f"{differences[0]}「kakehashi db upgrade」を実行してください。")
    return "接続できます。構造もこの版です。"


async def _contents(settings: Settings) -> str:
    database = open_database(settings.effective_database_url)
    try:
        async with database.read() as session:
            organization = await organization_by_key(session, settings.organization_key)
            if organization is None:
                raise NeedsCare(
                    "まだ何も取り込まれていません。名簿・研修一覧・受講記録を取り込んでください。"
                )
            staff = await staff_in_service(session, organization_id=organization.id)
            catalogue = await read_catalogue(session, organization_id=organization.id)
    finally:
        await database.close()
    if not staff or not catalogue.courses:
        raise NeedsCare(
            f"職員{len(staff)}人、研修{len(catalogue.courses)}件です。「kakehashi import」で取り込んでください。"
        )
    return f"{organization.name}、職員{len(staff)}人、研修{len(catalogue.courses)}件。"


async def _language(_settings: Settings) -> str:
    understood = trained_understander().understand("次に何の研修を受ければいい？", today=None)
    return f"読み取れます（{understood.intent.caption}）。"
