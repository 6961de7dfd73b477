"""``kakehashi manifest``: what an administrator gives to Slack or Teams to make the app."""

import json

import click

from domain.errors import DomainError


class NotPublic(DomainError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} は使えません。--url には、外から届く「https://」で始まる場所を書いてください（例：https://kakehashi.example.lg.jp）。"
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

    if url and not url.startswith("https://"):
        raise NotPublic(url)
    click.echo(json.dumps(slack_manifest(url=url.rstrip("/")), ensure_ascii=False, indent=2))
