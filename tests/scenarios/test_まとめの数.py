"""No number of a digest is made up: each is counted once more from the rows, in another way.

Here for some forty digests of made-up towns; for a thousand in ``make soak``.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.digest_town.history import digests_of_a_town, digests_of_days_over
from tests.digest_town.proof import SHAPES, faults, told_by

DIGESTS = 10
_DIGITS = re.compile(r"\d+")


@pytest.mark.parametrize("seed", range(4))
async def test_まとめのどの数もデータベースから数え直した数と同じ(
    seed: int, sqlite_template: Path, tmp_path: Path
) -> None:
    made_up: list[str] = []
    said = 0
    async for made in digests_of_a_town(sqlite_template, tmp_path, seed=seed, count=DIGESTS):
        said += sum(1 for _ in told_by(made))
        week = made.digest.period.week
        made_up += (f"{week}（{made.now}に聞いた）{fault}" for fault in faults(made))
    assert not made_up, "\n".join(made_up)
    assert said > DIGESTS * 10, "まとめの文が少なすぎて、調べたことになりません。"


@pytest.mark.parametrize("seed", range(4))
async def test_過ぎた日に見たまとめの数はその日の数でわからないことは言わない(
    seed: int, sqlite_template: Path, tmp_path: Path
) -> None:
    made_up: list[str] = []
    said = 0
    async for made in digests_of_days_over(sqlite_template, tmp_path, seed=seed, count=DIGESTS):
        said += sum(1 for _ in told_by(made))
        made_up += (
            f"{made.digest.period.week}（{made.now}に聞いた）{each}" for each in faults(made)
        )
    assert not made_up, "\n".join(made_up)
    assert said > DIGESTS * 10, "まとめの文が少なすぎて、調べたことになりません。"


async def test_まとめの数をひとつ変えるとどの文でも見つかる(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """What looks each number up would be worth nothing if it let another one pass."""
    tried = 0
    async for made in digests_of_a_town(sqlite_template, tmp_path, seed=7, count=2):
        for part, told in told_by(made):
            text = told.sentence.text
            for digits in _DIGITS.finditer(text):
                other = str(int(digits[0]) + 1)
                changed = text[: digits.start()] + other + text[digits.end() :]
                lie = replace(told, sentence=replace(told.sentence, text=changed))
                assert [*SHAPES[part].faults(lie)], f"「{changed}」が通ってしまいます。"
                tried += 1
    assert tried > 100
