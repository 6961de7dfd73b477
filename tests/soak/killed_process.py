"""Processes that are there to be killed: forked from one that has imported everything already, since
to start Python and to import the bot takes seconds of computing each time.
"""

import multiprocessing
from collections.abc import Callable
from contextlib import chdir
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from time import sleep

_PROJECT = Path(__file__).parents[2]
_MODULES = ("outbox_process", "worker_process", "ledger_process")


@cache
def forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"tests.soak.{module}" for module in _MODULES])
    return context


def started(main: Callable[..., None], *arguments: object) -> ForkServerProcess:
    with chdir(_PROJECT):  # from where the first of them finds the modules
        process = forking().Process(target=main, args=arguments, daemon=True)
        process.start()
    return process


def ready() -> None:
    """Returns when what is forked from has imported everything."""
    process = started(sleep, 0)
    process.join()
    process.close()


def killed(process: ForkServerProcess) -> None:
    process.kill()
    process.join()
    process.close()
