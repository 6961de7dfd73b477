"""Work shared among processes comes back whole and in order."""

import os
import signal

import pytest

from bot.commands import hands

MANY = 10 * hands.ALONE


def numbers(first: int, end: int) -> bytes:
    return "".join(f"{n}\n" for n in range(first, end)).encode()


@pytest.mark.parametrize("count", [0, 1, 7, hands.ALONE, hands.ALONE + 1, 10 * hands.ALONE + 3])
def test_何人で分けても順番どおりすべて返る(count: int) -> None:
    assert b"".join(hands.by_many_hands(numbers, count)) == numbers(0, count)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_誰かが止められたら待ち続けずに断る() -> None:
    def killed_later(first: int, end: int) -> bytes:
        if first > MANY // 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return numbers(first, end)

    given: list[bytes] = []
    with pytest.raises(hands.HandLost) as lost:
        given.extend(hands.by_many_hands(killed_later, MANY))

    assert "空きメモリーを確かめて" in lost.value.sentence
    assert numbers(0, MANY).startswith(b"".join(given))


def test_仕事の中の誤りはそのまま伝わる() -> None:
    def broken(_first: int, _end: int) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(hands.by_many_hands(broken, MANY))


def test_少なければ一人でする() -> None:
    assert len(list(hands.by_many_hands(numbers, hands.ALONE))) == 1
