"""``kakehashi demo``: the web console with the sample city."""

import webbrowser
from pathlib import Path

import click

from bot.commands.options import called_as, policy_option, run_async, settings_with
from bot.commands.serve import until_stopped
from bot.demo import FEATURED, NOTICE, demo_policy, settings_of_demo
from bot.deployment import japan_now
from bot.failures import FolderUnwritable
from bot.logs import log_to_stderr
from bot.main import open_bot
from bot.settings import Settings
from bot.web import add_console, staff_to_speak_as, web_app
from samples.city import NAME, write_sample_files

LAST_PORT = 65535


@click.command(help="サンプルの市でWebコンソールを開く")
@click.option(
    "--port",
    metavar="番号",
    type=click.IntRange(1, LAST_PORT),
    help="待ち受けるポート（既定は KAKEHASHI_PORT か 8080）",
)
@click.option("--no-open", is_flag=True, help="ブラウザを自動で開かない")
@click.option(
    "--write-samples",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="サンプルの市の名簿・研修一覧・受講記録を書き出して終わる",
)
@policy_option
def demo(port: int | None, no_open: bool, folder: Path | None, policy_name: str | None) -> None:
    settings = settings_with(policy_name)
    if folder:
        _write_samples(settings, folder)
    else:
        log_to_stderr(settings.log_level)
        run_async(_demo(settings, port=port or settings.port, opens=not no_open))


def _write_samples(settings: Settings, folder: Path) -> None:
    policy = demo_policy(settings)
    try:
        files = write_sample_files(folder, today=japan_now().date(), policy_id=policy)
    except OSError:
        raise FolderUnwritable(folder) from None
    for file in (files.roster, files.catalogue, files.records):
        click.echo(f"書き出しました： {file}")


async def _demo(settings: Settings, *, port: int, opens: bool) -> None:
    click.echo("サンプルの市を用意しています…")
    settings = await settings_of_demo(settings)
    url = f"http://127.0.0.1:{port}/"

    def ready() -> None:
        click.echo(f"開きました： {url}　（終わるときは Ctrl+C）")
        if opens:
            webbrowser.open(url)

    async with open_bot(settings) as bot:
        people = staff_to_speak_as(bot, featured=FEATURED)
        app = web_app(bot)
        add_console(app, bot, city=NAME, people=people, notice=NOTICE)
        await until_stopped(
            app, host="127.0.0.1", port=port, port_set_by=other_port(port), ready=ready
        )


def other_port(port: int) -> str:
    """What to type, as it can be typed here: whoever ran ``make demo`` has no ``kakehashi`` on the path."""
    other = port + 1 if port < LAST_PORT else port - 1
    return f"「{called_as()} demo --port {other}」のように --port"
