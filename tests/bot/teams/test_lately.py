"""What is remembered for minutes: not longer, and not without end."""

from datetime import UTC, datetime

from bot.teams.lately import FRESH, REMEMBERED, Lately

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def test_十分で忘れる() -> None:
    lately = Lately[str]()
    lately.remember("a", "値", now=NOW)
    assert lately.recall("a", now=NOW + FRESH / 2) == "値"
    assert lately.recall("a", now=NOW + FRESH) is None


def test_忘れろと言われたら忘れる() -> None:
    lately = Lately[str]()
    lately.remember("a", "値", now=NOW)
    lately.forget("a")
    lately.forget("知らない")
    assert lately.recall("a", now=NOW) is None


def test_古いものから捨てる() -> None:
    lately = Lately[int]()
    for number in range(REMEMBERED):
        lately.remember(str(number), number, now=NOW)
    lately.remember("0", 0, now=NOW)
    lately.remember("新しい", 1, now=NOW)
    assert lately.recall("0", now=NOW) == 0
    assert lately.recall("1", now=NOW) is None
