"""A thousand digests of made-up towns: no number in them that the rows do not have."""

from pathlib import Path

import pytest

from tests.digest_town.history import digests_of_a_town, digests_of_days_over
from tests.digest_town.proof import faults, told_by

TOWNS, DIGESTS = 100, 10


@pytest.mark.soak
async def test_千回のまとめに作った数がひとつもない(sqlite_template: Path, tmp_path: Path) -> None:
    made_up: list[str] = []
    digests = sentences = 0
    for seed in range(1_000, 1_000 + TOWNS):
        async for made in digests_of_a_town(sqlite_template, tmp_path, seed=seed, count=DIGESTS):
            digests += 1
            sentences += sum(1 for _ in told_by(made))
            made_up += (f"{seed} {made.digest.period.week} {each}" for each in faults(made))
    print(f"{digests:,}のまとめ、{sentences:,}文")  # noqa: T201 - read by who runs it
    assert digests == TOWNS * DIGESTS
    assert not made_up, "\n".join(made_up)


@pytest.mark.soak
async def test_過ぎた日に見た千回のまとめにその日のものでない数がひとつもない(
    sqlite_template: Path, tmp_path: Path
) -> None:
    made_up: list[str] = []
    digests = 0
    for seed in range(2_000, 2_000 + TOWNS):
        async for made in digests_of_days_over(sqlite_template, tmp_path, seed=seed, count=DIGESTS):
            digests += 1
            made_up += (f"{seed} {made.now} {each}" for each in faults(made))
    assert digests == TOWNS * DIGESTS
    assert not made_up, "\n".join(made_up)
