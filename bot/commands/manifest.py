"""``kakehashi manifest``: what an administrator gives to Slack or Teams to make the app."""

import json
from pathlib import Path

import click

from bot.commands.options import settings_with
from bot.failures import Failure
from bot.platform_settings import is_id
from domain.errors import DomainError


class NotPublic(DomainError):
    def __init__(self, url: str, *, option: str) -> None:
        super().__init__(
            f"{url} は使えません。{option} には、外から届く「https://」で始まる場所を書いてください（例：https://kakehashi.example.lg.jp）。"
        )


class NotAnAppId(DomainError):
    def __init__(self, app_id: str) -> None:
        super().__init__(
            f"{app_id} は使えません。--app-id には、Azure Bot の「Microsoft App ID」を写してください（例：1a2b3c4d-0000-0000-0000-000000000000）。"
        )


class HasAPath(DomainError):
    def __init__(self, url: str, *, option: str) -> None:
        super().__init__(
            f"{url} は使えません。{option} には、ホスト名までを書いてください（例：https://kakehashi.example.lg.jp）。その先はかけはしが足します。"
        )


class NotAZip(DomainError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"--out は「.zip」で終わる名前にしてください（例：{file.with_suffix('.zip').name}）。"
        )


class CannotWrite(Failure):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} に書き込めません。フォルダーがあるか、書き込みの権限と空き容量を確かめてください。"
        )


@click.group(help="Slack・Teamsに登録するアプリの定義を書き出す")
def manifest() -> None:
    pass


@manifest.command("slack", help="Slackの「App Manifest」に貼り付けるJSONを書き出す")
@click.option(
    "--url", metavar="URL", default="", help="外から届く場所（https://…）。なければSocket Mode"
)
def for_slack(url: str) -> None:
    from bot.slack.manifest import manifest as slack_manifest

    public = _origin(url, option="--url") if url else ""
    redirect_url = settings_with().slack_redirect_url if public else ""
    made = slack_manifest(url=public, redirect_url=redirect_url)
    click.echo(json.dumps(made, ensure_ascii=False, indent=2))


@manifest.command("teams", help="Teamsにアップロードするアプリのパッケージ（zip）を書き出す")
@click.option("--app-id", metavar="ID", required=True, help="Azure BotのMicrosoft App ID")
@click.option("--url", metavar="URL", required=True, help="かけはしに外から届く場所（https://…）")
@click.option("--site", metavar="URL", help="職員に示す案内のページ（https://…）。なければ --url")
@click.option(
    "--out",
    metavar="ファイル",
    type=click.Path(path_type=Path, dir_okay=False),
    default="kakehashi-teams.zip",
    show_default=True,
    help="書き出すファイル",
)
def for_teams(app_id: str, url: str, site: str | None, out: Path) -> None:
    from bot.teams.manifest import ENDPOINT, package

    endpoint = f"{_origin(url, option='--url')}{ENDPOINT}"
    about = _public(site or url, option="--site")
    _write(_zip(out), package(app_id=_guid(app_id), site=about))
    click.echo(f"{out} を書き出しました。Teamsにアップロードしてください。")
    click.echo(f"Azure Bot の「メッセージング エンドポイント」は {endpoint} です。")


def _public(url: str, *, option: str) -> str:
    if not url.startswith("https://"):
        raise NotPublic(url, option=option)
    return url.rstrip("/")


def _origin(url: str, *, option: str) -> str:
    """What our own paths are put behind."""
    public = _public(url, option=option)
    host = public.removeprefix("https:").lstrip("/")
    if not host or set(host) & set("/?#"):
        raise HasAPath(url, option=option)
    return public


def _guid(app_id: str) -> str:
    if not is_id(app_id.strip()):
        raise NotAnAppId(app_id)
    return app_id.strip().lower()


def _zip(file: Path) -> Path:
    if file.suffix.lower() != ".zip":
        raise NotAZip(file)
    return file


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError:
        raise CannotWrite(file) from None
