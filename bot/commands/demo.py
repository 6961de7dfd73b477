"""``kakehashi demo``: the web console with the sample city."""

import webbrowser

import click

from bot.commands.options import policy_option, run_async, settings_with
from bot.commands.serve import until_stopped
from bot.demo import FEATURED, NOTICE, demo_settings, prepare_demo
from bot.main import japan_now, open_bot
from bot.settings import Settings
from bot.web import staff_to_speak_as, web_app
from samples.city import NAME

PORT = 8080


@click.command(help="サンプルの市でWebコンソールを開く")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-open", is_flag=True, help="ブラウザを自動で開かない")
@policy_option
def demo(port: int, no_open: bool, policy_name: str | None) -> None:
    run_async(_demo(settings_with(policy_name), port=port, opens=not no_open))


async def _demo(settings: Settings, *, port: int, opens: bool) -> None:
    today = japan_now().date()
    click.echo("サンプルの市を用意しています…")
    await prepare_demo(settings, today=today)
    url = f"http://127.0.0.1:{port}/"

    def ready() -> None:
        click.echo(f"開きました： {url}　（終わるときは Ctrl+C）")
        if opens:
            webbrowser.open(url)

    async with open_bot(demo_settings(settings, today=today)) as bot:
        people = staff_to_speak_as(bot, featured=FEATURED)
        app = web_app(bot, city=NAME, people=people, notice=NOTICE)
        await until_stopped(app, host="127.0.0.1", port=port, ready=ready)
