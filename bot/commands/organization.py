"""``kakehashi organization add | list | remove``: the municipalities that one deployment serves."""

from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

import click

from bot.commands.options import run_async, settings_with
from bot.deployment import found_own, japan_now, open_organizations
from bot.own_organization import SETTING, NoSuchOrganization, NothingYet
from bot.policies import policy_named
from bot.settings import Settings
from domain.errors import DomainError
from domain.organization import Organization, check_organization_key
from storage.audit import record_audit
from storage.organization_lock import hold_organization
from storage.organization_removal import Holdings, holdings, remove_organization
from storage.organizations import add_organization, all_organizations
from storage.policy_file import shipped_policy_ids
from storage.session import Session


class NoName(DomainError):
    def __init__(self) -> None:
        super().__init__("--name に自治体の名前を書いてください（例：--name みなと市）。")


class IsThere(DomainError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"「{key}」はもうあります。「kakehashi organization list」で確かめ、別の KEY にしてください。"
        )


class InUse(DomainError):
    """What goes on cannot have been a mistake, and nothing would bring it back."""

    def __init__(self, organization: Organization, held: Holdings) -> None:
        words = (
            (held.people, "職員"),
            (held.records, "受講などの記録"),
            (held.messages, "送った知らせか、これから送る知らせ"),
            (held.workspaces, "結び付いたSlackのワークスペースかTeamsのテナント"),
        )
        listed = "、".join(word for is_held, word in words if is_held)
        super().__init__(
            f"{organization.with_key}には{listed}があるため、取り除けません。"
            "取り除けるのは、まちがえて作り、まだ使っていない自治体だけです。"
        )


@click.group(help="一つのかけはしで使う自治体を加える・見る・取り除く")
def organization() -> None:
    pass


@organization.command("add", help="自治体を加える")
@click.argument("key")
@click.option("--name", required=True, metavar="名前", help="自治体の名前")
@click.option(
    "--policy", required=True, metavar="ID", help="育成方針のID、または方針ファイルのパス"
)
def add(key: str, name: str, policy: str) -> None:
    check_organization_key(key, named_by="KEY")
    if not name.strip():
        raise NoName
    own = run_async(_added(settings_with(), key=key, name=name.strip(), policy=policy))
    if own:
        click.echo(f"はじめての自治体なので、{SETTING} の{own.with_key}も作りました。")
    click.echo(
        f"{name.strip()}（{key}）を加えました。名簿などは、KAKEHASHI_ORGANIZATION_KEY={key} を付けて"
        "「kakehashi import」で取り込んでください。"
    )


@organization.command("list", help="自治体の一覧（KEY・名前・育成方針）")
def list_all() -> None:
    for each in run_async(_all(settings_with())):
        click.echo(f"{each.key}\t{each.name}\t{each.policy_file or each.policy_id}")


@organization.command(
    "remove", help="まちがえて作った自治体を取り除く（職員・記録・送った知らせがないときだけ）"
)
@click.argument("key")
def remove(key: str) -> None:
    removed = run_async(_removed(settings_with(), key))
    click.echo(f"{removed.with_key}を取り除きました。")


async def _added(settings: Settings, *, key: str, name: str, policy: str) -> Organization | None:
    """The organization of the settings, where a database without any has got it first: the bot that
    serves the others runs as that one. None elsewhere.
    """
    read = policy_named(policy)
    async with (
        open_organizations(settings, makes=True) as database,
        database.across().begin() as session,
    ):
        own = None
        if key != settings.organization_key and not await all_organizations(session):
            own = await found_own(session, settings, policy_named(settings.policy))
        is_new = await add_organization(
            session, key=key, name=name, policy_id=read.id, policy_file=_file(policy)
        )
    if not is_new:
        raise IsThere(key)
    return own


def _file(policy: str) -> str:
    """The whole path: the bot may be started in another folder. "" for a policy that is shipped."""
    return "" if policy in shipped_policy_ids() else str(Path(policy).absolute())


async def _all(settings: Settings) -> tuple[Organization, ...]:
    """Raises NothingYet where there is none."""
    async with open_organizations(settings) as database, database.across().read() as session:
        found = await all_organizations(session)
    if not found:
        raise NothingYet(settings)
    return found


async def _removed(settings: Settings, key: str) -> Organization:
    """Raises NothingYet, NoSuchOrganization and InUse."""
    async with (
        open_organizations(settings) as database,
        database.across().begin() as session,
    ):
        known = {each.key: each for each in await all_organizations(session)}
        if key not in known:
            raise (
                NoSuchOrganization(key, known, may_be_new=False) if known else NothingYet(settings)
            )
        removed = known.pop(key)
        await hold_organization(session, organization_id=removed.id)
        held = await holdings(session, organization_id=removed.id)
        if any(astuple(held)):
            raise InUse(removed, held)
        await remove_organization(session, organization_id=removed.id)
        _note(session, removed, known.get(settings.organization_key) or _first(known.values()))
    return removed


def _first(organizations: Iterable[Organization]) -> Organization | None:
    return next(iter(organizations), None)


def _note(session: Session, removed: Organization, remaining: Organization | None) -> None:
    """In the log of one that remains, of the settings where it can be: its own has gone with it."""
    if remaining is not None:
        record_audit(
            session,
            organization_id=remaining.id,
            at=japan_now(),
            actor_id=None,
            action="ORGANIZATION_REMOVE",
            detail=f"organization {removed.id} {removed.key}",
        )
