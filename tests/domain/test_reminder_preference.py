"""What can be chosen for somebody's own weekly message."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from domain.office import ImpossibleOffice, QuietHours
from domain.reminder_preference import loud_times_near
from tests.domain.situations import SAME_EVERY_RUN

NIGHT = QuietHours(time(20, 0), time(8, 0))


def test_送らない時間帯に近い時刻を近い順に挙げる() -> None:
    assert loud_times_near(time(7), NIGHT) == (time(8), time(8, 30), time(9))
    assert loud_times_near(time(23), NIGHT) == (time(19, 30), time(19), time(18, 30))


def test_三十分ごとでない終わりの時刻も挙げる() -> None:
    assert loud_times_near(time(7), QuietHours(time(20), time(7, 45)))[0] == time(7, 45)


@SAME_EVERY_RUN
@given(st.times(), st.times(), st.times())
def test_挙げる時刻は送らない時間帯の外にある(at: time, begins: time, ends: time) -> None:
    try:
        quiet = QuietHours(begins, ends)
    except ImpossibleOffice:
        return
    near = loud_times_near(at, quiet)
    assert near
    assert not any(each in quiet for each in near)
