"""``kakehashi worker``: sends and does the other jobs on PostgreSQL, and answers nobody."""

import asyncio
import signal

import click

from bot.background import background
from bot.commands.options import run_async
from bot.edges import open_edges
from bot.logs import log_to_stderr
from bot.main import open_bot
from bot.settings import Settings, check_for_working, read_settings


@click.command(help="PostgreSQLで、知らせの送信などの仕事だけをする（いくつでも起動できる）")
def worker() -> None:
    settings = read_settings()
    check_for_working(settings)
    log_to_stderr(settings.log_level)
    run_async(_work(settings))


async def _work(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with (
        open_bot(settings) as bot,
        open_edges(settings.without_socket, bot),
        background(bot),
    ):
        click.echo("仕事を始めました。")
        await stop.wait()
