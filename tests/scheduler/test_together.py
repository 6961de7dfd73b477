"""What is asked at the same moment is answered together, and nobody waits for company."""

import asyncio
from collections.abc import Sequence

import pytest

from scheduler.together import Together


class Work:
    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.goes_on = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.batches.append([*items])
        await self.goes_on.wait()
        return [10 // item for item in items]


async def test_忙しい間に来たものは次に一緒に済む() -> None:
    work = Work()
    together = Together(work, most=3)
    first = asyncio.create_task(together(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(together(n)) for n in (2, 3, 4, 5)]
    await asyncio.sleep(0)
    work.goes_on.set()
    assert await asyncio.gather(first, *others) == [10, 5, 3, 2, 2]
    assert work.batches == [[1], [2, 3, 4], [5]]


async def test_失敗は一緒に頼んだ人だけに伝わり次は済む() -> None:
    work = Work()
    work.goes_on.set()
    together = Together(work)
    ends = await asyncio.gather(together(0), together(1), return_exceptions=True)
    assert [type(end) for end in ends] == [ZeroDivisionError] * 2
    assert await together(2) == 5


async def test_待つのをやめた人がいてもほかの人は待てる() -> None:
    work = Work()
    together = Together(work)
    given_up, patient = (asyncio.create_task(together(n)) for n in (1, 2))
    await asyncio.sleep(0.01)
    given_up.cancel()
    work.goes_on.set()
    assert await patient == 5
    with pytest.raises(asyncio.CancelledError):
        await given_up


async def test_待つのをやめさせられた人は_頼んだことが済むまで終わらない() -> None:
    work = Work()
    together = Together(work)
    waiting = [asyncio.create_task(together(n)) for n in (1, 2)]
    await asyncio.sleep(0.01)
    for each in waiting:
        each.cancel()
    await asyncio.sleep(0.01)
    are_done_before = [each.done() for each in waiting]
    work.goes_on.set()
    await asyncio.wait(waiting)
    assert are_done_before == [False, False]
    assert all(each.cancelled() for each in waiting)
    assert together._working is not None
    assert together._working.done()
