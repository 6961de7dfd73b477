"""Turns for those who are put off: one after the other, and no later for a clock that was set."""

from datetime import timedelta

from bot.slack.appointments import Appointments
from tests.city import NOW

APART = timedelta(seconds=2)


def test_頼んだ順に間をあけて番が来る() -> None:
    turns = Appointments(apart=APART)
    assert [turns.wait(who, now=NOW) for who in "abca"] == [0 * APART, APART, 2 * APART, 3 * APART]
    assert turns.wait("b", now=NOW + APART) == timedelta()


def test_時計が戻されても_前の時刻までは待たない() -> None:
    turns = Appointments(apart=APART)
    turns.none_before(NOW + timedelta(days=90, seconds=30))
    assert turns.wait("a", now=NOW + timedelta(days=90)) == timedelta(seconds=30)
    assert turns.wait("a", now=NOW) == timedelta()
    assert turns.wait("b", now=NOW) == APART
