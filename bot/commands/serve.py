"""``kakehashi serve``, and what it shares with the demo: listening until told to stop."""

import asyncio
import signal
from collections.abc import Callable

import click
from aiohttp import web

from bot.commands.options import run_async
from bot.edges import open_edges
from bot.logs import log_to_stderr
from bot.main import open_bot
from bot.settings import PREFIX, Settings, check_for_serving, read_settings
from bot.web import add_console, add_sign_of_life, has_staff, staff_to_speak_as, web_app
from bot.web import serve as serve_app

NOBODY_YET = (
    "職員がひとりもいません。「kakehashi import roster」で名簿を取り込んでください。"
    "取り込んだはずなら、上の「データ」の場所が、取り込んだときと同じか確かめてください。"
)


@click.command(help="環境変数の設定で起動する")
def serve() -> None:
    settings = read_settings()
    check_for_serving(settings)
    log_to_stderr(settings.log_level)
    run_async(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with open_bot(settings) as bot, open_edges(settings, bot) as edges:
        app = web_app(bot, edges=edges, works=settings.serve_jobs)
        if settings.console:
            add_console(app, bot, city=settings.organization, people=staff_to_speak_as(bot))
        else:
            add_sign_of_life(app)
        click.echo(f"データ： {settings.place_of_data}")
        if not await has_staff(bot):
            click.echo(NOBODY_YET, err=True)
        await until_stopped(
            app,
            host=settings.host,
            port=settings.port,
            port_set_by=f"{PREFIX}PORT",
            ready=lambda: click.echo(f"起動しました： http://{settings.host}:{settings.port}/"),
        )


async def until_stopped(
    app: web.Application, *, host: str, port: int, port_set_by: str, ready: Callable[[], None]
) -> None:
    """Serves until SIGINT or SIGTERM. Raises CannotListen."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await serve_app(app, host=host, port=port, port_set_by=port_set_by, ready=ready, stop=stop)
