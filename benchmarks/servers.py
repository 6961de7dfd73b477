"""A server in a process of its own, from the time it listens, and what the kernel tells of it."""

import asyncio
import gc
import logging
import multiprocessing
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from benchmarks.loop_gap import LoopGap
from benchmarks.resident import cpu_seconds, resident_mb


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    @property
    def resident_mb(self) -> float:
        return resident_mb(self.pid)


async def listen(app: web.Application, port: int) -> None:
    """For ever, as ``kakehashi serve`` does; its event loop is watched."""
    gap = LoopGap()
    gap.add_to(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    gc.freeze()
    await gap.watch()


@asynccontextmanager
async def running(target: object, *arguments: object) -> AsyncIterator[Server]:
    """``target``: an async function that listens on the port which is its first argument."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=_run, args=(target, (port, *arguments)), daemon=True
    )
    process.start()
    try:
        await _listening(port)
        yield Server(port, process.pid or 0)
    finally:
        process.kill()
        process.join()


def _run(target: object, arguments: tuple[object, ...]) -> None:
    logging.disable(logging.WARNING)
    asyncio.run(target(*arguments))  # type: ignore[operator]  # an async function, as ``running`` says


async def _listening(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
