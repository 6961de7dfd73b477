"""An answer asks the database for nothing twice, and not for what is empty anyway."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from tests.scenarios.test_まとめの公開 import draft_in_forum
from tests.scenarios.world import World

pytestmark = pytest.mark.city(after=draft_in_forum)


@contextmanager
def questions() -> Iterator[list[tuple[str, str]]]:
    """What tables are asked: the statement, and about whom."""
    asked: list[tuple[str, str]] = []

    def note(*told: object) -> None:
        statement = str(told[2])
        if statement.startswith("SELECT") and "FROM" in statement:
            asked.append((statement, repr(told[3])))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("words", "most"),
    [("#1", 12), ("配信状況", 9), ("先週のまとめ", 29), ("今週のまとめ", 29)],
)
async def test_一つの答えのために同じことを二度は読まない(
    world: World, words: str, most: int
) -> None:
    水谷 = world.水谷
    await 水谷.says("ヘルプ")
    await 水谷.says("今週のまとめ")
    with questions() as asked:
        await 水谷.says(words)
    statements = [" ".join(statement.split())[:300] for statement, _ in asked]
    assert len({*asked}) == len(asked), statements
    assert len(asked) <= most, statements
