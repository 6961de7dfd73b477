"""``kakehashi serve``, and what it shares with the demo: listening until told to stop."""

import asyncio
import logging
import signal
from collections.abc import Callable

import click
from aiohttp import web

from bot.commands.options import run_async
from bot.failures import Failure
from bot.main import open_bot
from bot.settings import Settings, check_for_serving, read_settings
from bot.web import serve as serve_app
from bot.web import staff_to_speak_as, web_app


class PortTaken(Failure):
    def __init__(self, port: int) -> None:
        super().__init__(
            f"ポート {port} を使えません。ほかのプログラムを終えるか、別の番号を指定してください（demo では --port 8081）。"
        )


@click.command(help="環境変数の設定で起動する")
def serve() -> None:
    settings = read_settings()
    check_for_serving(settings)
    logging.getLogger().setLevel(settings.log_level)
    run_async(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with open_bot(settings) as bot:
        app = web_app(bot, city=settings.organization, people=staff_to_speak_as(bot))
        await until_stopped(
            app,
            host=settings.host,
            port=settings.port,
            ready=lambda: click.echo(f"起動しました： http://{settings.host}:{settings.port}/"),
        )


async def until_stopped(
    app: web.Application, *, host: str, port: int, ready: Callable[[], None]
) -> None:
    """Serves until SIGINT or SIGTERM. Raises PortTaken."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    try:
        await serve_app(app, host=host, port=port, ready=ready, stop=stop)
    except OSError:
        raise PortTaken(port) from None
