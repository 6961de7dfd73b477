"""``kakehashi workspace``: Slack workspaces and Teams tenants, each of one organization."""

from datetime import datetime

import click

from bot.commands.options import run_async, settings_with
from bot.deployment import japan_now, open_deployment
from bot.failures import Failure
from bot.own_organization import NoSuchOrganization
from bot.platform_settings import is_id
from bot.settings import Settings, SettingsError
from bot.token_seal import CannotOpen, Owner, TokenSeal, new_key
from cards import wording
from domain.errors import DomainError
from domain.organization import Organization
from domain.workspace import TEAMS, Installation, Workspace
from storage.audit import record_audit
from storage.organizations import all_organizations
from storage.session import Session
from storage.used_invitations import use_up_invitations
from storage.workspaces import (
    all_workspaces,
    install_workspace,
    replace_sealed,
    revoke_workspace,
)


class NotATenant(DomainError):
    def __init__(self, tenant: str) -> None:
        super().__init__(
            f"{tenant} は使えません。Azure の画面にある「ディレクトリ（テナント）ID」を写してください"
            "（1a2b3c4d-0000-0000-0000-000000000000 のような形です）。"
        )


class OfAnother(DomainError):
    def __init__(self, external_id: str) -> None:
        super().__init__(
            f"{external_id} は、ほかの自治体のものとして登録されています。"
            "「kakehashi workspace list」で確かめてください。"
        )


class NotThere(DomainError):
    def __init__(self, external_id: str) -> None:
        super().__init__(
            f"{external_id} は登録されていません。「kakehashi workspace list」で確かめてください。"
        )


class CannotRead(Failure):
    def __init__(self, external_ids: list[str]) -> None:
        super().__init__(
            f"{'、'.join(external_ids)} のトークンを開けません。KAKEHASHI_TOKEN_KEYS に前の鍵を加えるか、"
            "「kakehashi workspace invite」で、もう一度追加してもらってください。"
        )


@click.group(help="SlackのワークスペースとTeamsのテナントを、自治体に結び付ける")
def workspace() -> None:
    pass


@workspace.command("list", help="一覧（自治体・種類・ID・名前・状態・追加した日時・追加した人）")
def list_all() -> None:
    listed, today = run_async(_all(settings_with())), japan_now().date()
    if not listed:
        click.echo(_NONE_YET)
    for organization, each in listed:
        state = "取り消し" if each.is_revoked else "利用中"
        since = wording.exact_moment(each.installed_at, today=today)
        who = each.installed_by or "システム管理者"
        line = (organization.key, each.platform, each.external_id, each.name, state, since, who)
        click.echo("\t".join(line))


@workspace.command(
    "invite",
    help="Slackに追加してもらうアドレスを出す（一つのワークスペースに、7日のあいだ使えます）",
)
@click.argument("key")
def invite(key: str) -> None:
    from bot.slack.installing import INSTALL
    from bot.slack.invitation import invitation

    settings = settings_with()
    if settings.slack_trouble or not settings.installs_slack:
        raise SettingsError(settings.slack_trouble or _NOT_SET)
    organization, now = run_async(_organization(settings, key))
    sealed = invitation(organization.key, seal=_seal(settings), now=now)
    click.echo(f"{settings.origin}{INSTALL}?invitation={sealed}")
    click.echo(
        f"{organization.name}の、Slackにアプリを追加できる人だけに渡してください。", err=True
    )


@workspace.command("add-tenant", help="Teamsのテナントを自治体に結び付ける")
@click.argument("key")
@click.argument("tenant", metavar="TENANT-ID")
def add_tenant(key: str, tenant: str) -> None:
    if not is_id(tenant):
        raise NotATenant(tenant)
    organization = run_async(_given(settings_with(), key, tenant.lower()))
    click.echo(f"テナント {tenant.lower()} の人に、{organization.name}として答えます。")


@workspace.command(
    "remove", help="結び付きを取り消す（Slackのトークンも消し、追加に使われた招待も使えなくする）"
)
@click.argument("external_id", metavar="ID")
def remove(external_id: str) -> None:
    if not run_async(_removed(settings_with(), external_id)):
        raise NotThere(external_id)
    click.echo(f"{external_id} の結び付きを取り消しました。")


@workspace.command("new-key", help="トークンを暗号化する鍵を作る（KAKEHASHI_TOKEN_KEYS に書く）")
def make_key() -> None:
    click.echo(new_key())


@workspace.command("rotate-key", help="すべてのトークンを、今の鍵（先頭の鍵）で閉じ直す")
def rotate_key() -> None:
    settings = settings_with()
    changed, unreadable = run_async(_sealed_again(settings, _seal(settings)))
    click.echo(f"{changed}件を今の鍵で閉じ直しました。")
    if unreadable:
        raise CannotRead(unreadable)
    click.echo("ほかの鍵は、KAKEHASHI_TOKEN_KEYS から消せます。")


_NONE_YET = (
    "結び付いたワークスペースもテナントもありません。Slackは「kakehashi workspace invite KEY」で招待を、"
    "Teamsは「kakehashi workspace add-tenant KEY TENANT-ID」でテナントを加えてください"
    "（一つの自治体だけで使うときは要りません）。"
)
_NOT_SET = "KAKEHASHI_SLACK_CLIENT_ID を設定してください（docs/Slackにつなぐ.md の「複数の自治体で使う」）。"


def _seal(settings: Settings) -> TokenSeal:
    """Raises SettingsError."""
    if settings.token_seal is None:
        raise SettingsError(
            "KAKEHASHI_TOKEN_KEYS に、「kakehashi workspace new-key」が出した鍵を設定してください。"
        )
    return settings.token_seal


def unreadable_in(workspaces: tuple[Workspace, ...], seal: TokenSeal | None) -> list[str]:
    """The ids of those whose token cannot be opened."""
    return [each.external_id for each in workspaces if each.sealed and not _opened(each, seal)]


def _opened(workspace: Workspace, seal: TokenSeal | None) -> bytes:
    """Empty where it cannot be."""
    if seal is None:
        return b""
    try:
        return seal.opened(workspace.sealed, owner=_owner(workspace))
    except CannotOpen:
        return b""


def _owner(workspace: Workspace) -> Owner:
    return Owner(workspace.organization_id, workspace.platform, workspace.external_id)


async def _all(settings: Settings) -> list[tuple[Organization, Workspace]]:
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().read() as session,
    ):
        known = {each.id: each for each in await all_organizations(session)}
        return [(known[each.organization_id], each) for each in await all_workspaces(session)]


async def _organization(settings: Settings, key: str) -> tuple[Organization, datetime]:
    """And the time now."""
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().read() as session,
    ):
        return await _named(session, key), deployment.clock()


async def _named(session: Session, key: str) -> Organization:
    known = {each.key: each for each in await all_organizations(session)}
    if key not in known:
        raise NoSuchOrganization(key, known)
    return known[key]


async def _given(settings: Settings, key: str, tenant: str) -> Organization:
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().begin() as session,
    ):
        organization, now = await _named(session, key), deployment.clock()
        is_of_settings = tenant in settings.tenants_of_settings
        if is_of_settings and organization.id != deployment.organization.id:
            raise OfAnother(tenant)
        is_theirs = await install_workspace(
            session,
            Installation(TEAMS, tenant, organization.name),
            organization_id=organization.id,
            at=now,
        )
        if not is_theirs:
            raise OfAnother(tenant)
        _note(session, "WORKSPACE_ADD", organization.id, f"{TEAMS}:{tenant}", at=now)
        return organization


async def _removed(settings: Settings, external_id: str) -> bool:
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().begin() as session,
    ):
        return await take_away(session, external_id, at=deployment.clock())


async def take_away(session: Session, external_id: str, *, at: datetime) -> bool:
    """With the invitations that brought it in: an address that has got about brings it in again no
    more, also where it has uninstalled the app itself. False where it is not there.
    """
    wanted = external_id.lower()
    found = [w for w in await all_workspaces(session) if w.external_id.lower() == wanted]
    for each in found:
        whose = await revoke_workspace(
            session, platform=each.platform, external_id=each.external_id, at=at, before=at
        )
        if await use_up_invitations(
            session, external_id=each.external_id, organization_id=each.organization_id
        ):
            whose = each.organization_id
        if whose is not None:
            detail = f"{each.platform}:{each.external_id}"
            _note(session, "WORKSPACE_REMOVE", whose, detail, at=at)
    return bool(found)


def _note(
    session: Session, action: str, organization_id: int, detail: str, *, at: datetime
) -> None:
    """By the administrator of this deployment, who is nobody of the roster."""
    record_audit(
        session,
        organization_id=organization_id,
        at=at,
        actor_id=None,
        action=action,
        detail=detail,
    )


async def _sealed_again(settings: Settings, seal: TokenSeal) -> tuple[int, list[str]]:
    """How many, and the ids of those that cannot be opened."""
    changed = 0
    async with (
        open_deployment(settings) as deployment,
        deployment.database.across().begin() as session,
    ):
        workspaces = await all_workspaces(session)
        for each in workspaces:
            token = _opened(each, seal) if each.sealed else b""
            if token and not seal.is_current(each.sealed):
                sealed = seal.sealed(token, owner=_owner(each))
                changed += await replace_sealed(session, each, sealed)
    return changed, unreadable_in(workspaces, seal)
