"""What goes on behind an answer is known until it is done."""

import asyncio
import logging

import pytest

from bot.work import Work
from tests.waiting import LONGEST


async def test_止めるときは始めた仕事とそれが始めた仕事を待つ() -> None:
    work, done = Work(), list[str]()

    async def second() -> None:
        await asyncio.sleep(0.01)
        done.append("次")

    async def first() -> None:
        await asyncio.sleep(0.01)
        work.start(second(), event="E2")
        done.append("はじめ")

    work.start(first(), event="E1")
    assert await work.drain(seconds=LONGEST) == 0
    assert done == ["はじめ", "次"]
    assert len(work) == 0


async def test_待てる時間を過ぎた仕事は数えて打ち切る() -> None:
    work, was_cut = Work(), asyncio.Event()

    async def without_end() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            was_cut.set()

    work.start(without_end(), event="E1")
    assert await work.drain(seconds=0.05) == 1
    assert was_cut.is_set()


async def test_仕事の失敗は消えずに番号と場所だけが残る(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()

    async def fails() -> None:
        raise RuntimeError("だれかの書いた文")

    with caplog.at_level(logging.ERROR):
        work.start(fails(), event="E1")
        await work.drain(seconds=LONGEST)
    assert "event=E1 kind=RuntimeError" in caplog.text
    assert "だれかの書いた文" not in caplog.text
