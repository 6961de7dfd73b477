"""``kakehashi demo`` and ``kakehashi serve``."""

import asyncio
import signal
import webbrowser
from collections.abc import Callable

import click
from aiohttp import web

from bot.commands.options import policy_option, run_async, settings_with
from bot.demo import FEATURED, NOTICE, demo_settings, prepare_demo
from bot.main import japan_now, open_bot
from bot.settings import Settings, check_for_serving, read_settings
from bot.web import serve as serve_app
from bot.web import staff_to_speak_as, web_app
from domain.errors import DomainError
from samples.city import NAME

DEMO_PORT = 8080


@click.command(help="サンプルの市でWebコンソールを開く")
@click.option("--port", default=DEMO_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-open", is_flag=True, help="ブラウザを自動で開かない")
@policy_option
def demo(port: int, no_open: bool, policy_name: str | None) -> None:
    run_async(_demo(settings_with(policy_name), port=port, opens=not no_open))


@click.command(help="環境変数の設定で起動する")
def serve() -> None:
    settings = read_settings()
    check_for_serving(settings)
    run_async(_serve(settings))


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
        await _until_stopped(app, host="127.0.0.1", port=port, ready=ready)


async def _serve(settings: Settings) -> None:
    async with open_bot(settings) as bot:
        app = web_app(bot, city=settings.organization, people=staff_to_speak_as(bot))
        await _until_stopped(
            app,
            host=settings.host,
            port=settings.port,
            ready=lambda: click.echo(f"起動しました： http://{settings.host}:{settings.port}/"),
        )


async def _until_stopped(
    app: web.Application, *, host: str, port: int, ready: Callable[[], None]
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    try:
        await serve_app(app, host=host, port=port, ready=ready, stop=stop)
    except OSError:
        raise PortTaken(port) from None


class PortTaken(DomainError):
    def __init__(self, port: int) -> None:
        super().__init__(
            f"ポート {port} を使えません。ほかのプログラムを終えるか、別の番号を指定してください（demo では --port 8081）。"
        )
