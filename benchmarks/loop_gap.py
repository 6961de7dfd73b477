"""How long a server's event loop did not turn: nobody is heard meanwhile, no delivery acknowledged."""

import asyncio
from dataclasses import asdict, dataclass
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

PATH = "/gap"
_EVERY = 0.005


@dataclass(frozen=True, slots=True)
class Gap:
    """Seconds. ``worked``: the longest that the loop itself was busy, without what other programs
    took of the processor.
    """

    passed: float = 0.0
    worked: float = 0.0


class LoopGap:
    """The longest so far, told and forgotten by GET ``PATH``."""

    def __init__(self) -> None:
        self.longest = Gap()

    def add_to(self, app: "web.Application") -> None:
        app.router.add_get(PATH, self._told)

    async def watch(self) -> None:
        while True:
            begun, worked = perf_counter(), thread_time()
            await asyncio.sleep(_EVERY)
            self.longest = Gap(
                max(self.longest.passed, perf_counter() - begun - _EVERY),
                max(self.longest.worked, thread_time() - worked),
            )

    async def _told(self, _: "web.Request") -> "web.Response":
        from aiohttp import web  # not for what serves nothing: its memory is measured

        told, self.longest = asdict(self.longest), Gap()
        return web.json_response(told)
