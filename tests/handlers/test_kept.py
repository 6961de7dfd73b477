"""What is kept in memory: good at one version only, and never more than was said."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kept import Kept

MOST = 3


def test_読んだときの版でだけ返る() -> None:
    kept: Kept[str, str] = Kept(most=MOST)
    kept.keep("a", "前", version=1)
    assert kept.get("a", version=1) == "前"
    assert kept.get("a", version=2) is None


def test_長く聞かれていないものから消える() -> None:
    kept: Kept[str, str] = Kept(most=2)
    kept.keep("a", "1", version=1)
    kept.keep("b", "2", version=1)
    kept.get("a", version=1)
    kept.keep("c", "3", version=1)
    assert [kept.get(key, version=1) for key in "abc"] == ["1", None, "3"]


async def test_待つ人が何人いても一度だけ作り版が変われば作り直しほかの鍵は待たせない() -> None:
    kept: Kept[str, int] = Kept(most=MOST)
    calls: list[str] = []
    may_end = asyncio.Event()

    async def slow() -> int:
        calls.append("slow")
        await may_end.wait()
        return len(calls)

    async def quick() -> int:
        return -1

    waiting = [asyncio.create_task(kept.made("a", slow, version=(1, "今日"))) for _ in range(5)]
    assert await kept.made("b", quick, version=(1, "今日")) == -1
    may_end.set()
    assert await asyncio.gather(*waiting) == [1] * 5
    assert calls == ["slow"]
    assert await kept.made("a", slow, version=(1, "明日")) == 2


async def test_作れなかったものは残らず次の人が作る() -> None:
    kept: Kept[str, int] = Kept(most=MOST)

    async def fails() -> int:
        raise ValueError("一度目")

    async def made() -> int:
        return 1

    with pytest.raises(ValueError, match="一度目"):
        await kept.made("a", fails, version=1)
    assert await kept.made("a", made, version=1) == 1


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6))))
def test_何を聞かれても今の値しか返さず決めた数より多くは持たない(
    steps: list[tuple[bool, int]],
) -> None:
    """Each step changes everything, or asks for one key: what comes is of the last change."""
    kept: Kept[int, str] = Kept(most=MOST)
    version = 0
    for changes, key in steps:
        version += changes
        found = kept.get(key, version=version)
        assert found in (None, f"{key}の版{version}")
        kept.keep(key, f"{key}の版{version}", version=version)
        assert len(kept) <= MOST


def test_大きさの合計までを残し_最後のものはいつも残る() -> None:
    kept: Kept[str, str] = Kept(most=5, size=len)
    for key, value in (("甲", "1"), ("乙", "22"), ("丙", "33"), ("乙", "2222")):
        kept.keep(key, value, version=1)
    assert [kept.get(key, version=1) for key in "甲乙丙"] == [None, "2222", None]
    kept.keep("丁", "9" * 9, version=1)
    assert [kept.get(key, version=1) for key in "乙丁"] == [None, "9" * 9]
    kept.keep("丁", "9", version=2)
    kept.keep("甲", "1111", version=1)
    assert [kept.get(key, version=2) for key in "丁"] == ["9"]
    assert len(kept) == 2
