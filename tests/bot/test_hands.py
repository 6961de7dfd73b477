"""Work shared among processes comes back whole and in order."""

import pytest

from bot.commands import hands


def numbers(first: int, end: int) -> bytes:
    return "".join(f"{n}\n" for n in range(first, end)).encode()


@pytest.mark.parametrize("count", [0, 1, 7, hands.ALONE, hands.ALONE + 1, 10 * hands.ALONE + 3])
def test_何人で分けても順番どおりすべて返る(count: int) -> None:
    assert b"".join(hands.by_many_hands(numbers, count)) == numbers(0, count)


def test_少なければ一人でする() -> None:
    assert len(list(hands.by_many_hands(numbers, hands.ALONE))) == 1
