"""``kakehashi organization add | list``: the municipalities that one deployment serves."""

import re
from pathlib import Path

import click

from bot.commands.options import run_async, settings_with
from bot.deployment import open_deployment
from bot.policies import policy_named
from bot.settings import Settings
from domain.errors import DomainError
from domain.organization import Organization
from storage.organizations import add_organization, all_organizations
from storage.policy_file import shipped_policy_ids

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class NotAnOrganizationKey(DomainError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"「{key}」は使えません。KEY は、英小文字・数字・-・_ で40文字までにしてください（例：minato-shi）。"
        )


class NoName(DomainError):
    def __init__(self) -> None:
        super().__init__("--name に自治体の名前を書いてください（例：--name みなと市）。")


class IsThere(DomainError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"「{key}」はもうあります。「kakehashi organization list」で確かめ、別の KEY にしてください。"
        )


class NoSuchOrganization(DomainError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"「{key}」という自治体はありません。「kakehashi organization list」で確かめるか、"
            "「kakehashi organization add」で加えてください。"
        )


@click.group(help="一つのかけはしで使う自治体を加える・見る")
def organization() -> None:
    pass


@organization.command("add", help="自治体を加える")
@click.argument("key")
@click.option("--name", required=True, metavar="名前", help="自治体の名前")
@click.option(
    "--policy", required=True, metavar="ID", help="育成方針のID、または方針ファイルのパス"
)
def add(key: str, name: str, policy: str) -> None:
    if not _KEY.fullmatch(key):
        raise NotAnOrganizationKey(key)
    if not name.strip():
        raise NoName
    run_async(_added(settings_with(), key=key, name=name.strip(), policy=policy))
    click.echo(
        f"{name.strip()}（{key}）を加えました。名簿などは、KAKEHASHI_ORGANIZATION_KEY={key} を付けて"
        "「kakehashi import」で取り込んでください。"
    )


@organization.command("list", help="自治体の一覧（KEY・名前・育成方針）")
def list_all() -> None:
    for each in run_async(_all(settings_with())):
        click.echo(f"{each.key}\t{each.name}\t{each.policy_file or each.policy_id}")


async def _added(settings: Settings, *, key: str, name: str, policy: str) -> None:
    read = policy_named(policy)
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().begin() as session,
    ):
        is_new = await add_organization(
            session, key=key, name=name, policy_id=read.id, policy_file=_file(policy)
        )
    if not is_new:
        raise IsThere(key)


def _file(policy: str) -> str:
    """The whole path: the bot may be started in another folder. "" for a policy that is shipped."""
    return "" if policy in shipped_policy_ids() else str(Path(policy).absolute())


async def _all(settings: Settings) -> tuple[Organization, ...]:
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().read() as session,
    ):
        return await all_organizations(session)
