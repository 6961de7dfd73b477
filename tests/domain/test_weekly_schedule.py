"""毎週月曜日 9:00: one turn a week, moved to the next 開庁日, never two on neighbouring ones."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar, Days, OwnDays
from domain.iso_week import WEEK
from domain.weekly_schedule import (
    Due,
    Occurrence,
    Skip,
    Weekday,
    WeeklySchedule,
    due,
)
from tests.domain.builders import moment
from tests.domain.situations import SAME_EVERY_RUN
from tests.domain.weeks import SCHEDULES, STARTS, occurrences_between, offices

OFFICE = BusinessCalendar(is_national_holiday)
MONDAYS = WeeklySchedule("reminders", weekday=Weekday.MONDAY, at=time(9, 0))
LIMIT = timedelta(days=3)

HALF_A_YEAR = timedelta(days=182)


def week(of: date) -> str:
    return f"{of:%G-W%V}"


def are_close(office: BusinessCalendar, earlier: datetime, later: datetime) -> bool:
    """On one day, or with no open day between them and less than a week."""
    days = (later.date() - earlier.date()).days
    between = (earlier.date() + timedelta(days=n) for n in range(1, days))
    return days < 7 and not any(office.is_open(day) for day in between)


def turns(
    first: date, last: date, schedule: WeeklySchedule = MONDAYS
) -> list[tuple[str, date, Skip | None]]:
    """Week, day and reason of those that come from ``first`` to ``last``, both included."""
    found = occurrences_between(
        schedule,
        OFFICE,
        after=moment(first, 0) - timedelta(minutes=1),
        until=moment(last + timedelta(days=1), 0),
    )
    return [(one.week, one.at.date(), one.skipped) for one in found]


# -- what holds for every schedule ------------------------------------------------------------


@pytest.mark.parametrize("weekday", Weekday)
def test_二〇一九年から二〇三五年までどの週にも一回か理由のある休みがある(weekday: Weekday) -> None:
    schedule = WeeklySchedule("s", weekday, time(9, 0))
    found = occurrences_between(
        schedule, OFFICE, after=moment(date(2018, 12, 25)), until=moment(date(2036, 1, 31))
    )
    sent = [one for one in found if one.skipped is None]
    weeks = [one.week for one in found]

    assert weeks == [week(found[0].planned + n * WEEK) for n in range(len(found))]
    assert {week(date(2018, 12, 31) + n * WEEK) for n in range(887)} <= set(weeks)
    assert len({(one.schedule, one.week) for one in found}) == len(found)
    assert all(one.at == OFFICE.shift(one.planned) for one in found)
    assert not any(are_close(OFFICE, earlier.at, later.at) for earlier, later in pairwise(sent))
    assert all(OFFICE.is_open(one.at.date()) for one in sent)
    for one, following in pairwise(found):
        assert (one.skipped is Skip.OVERTAKEN) == are_close(OFFICE, one.at, following.at)


@SAME_EVERY_RUN
@given(st.data(), SCHEDULES, STARTS)
def test_期間をどこで区切ってもどの週もちょうど一度だけ現れる(
    data: st.DataObject, schedule: WeeklySchedule, start: datetime
) -> None:
    office = data.draw(offices(start))
    end = start + HALF_A_YEAR
    cuts = data.draw(st.lists(st.timedeltas(timedelta(), HALF_A_YEAR), max_size=6).map(sorted))
    edges = [start, *(start + cut for cut in cuts), end]

    pieces = [
        one
        for after, until in pairwise(edges)
        for one in occurrences_between(schedule, office, after=after, until=until)
    ]
    whole = occurrences_between(schedule, office, after=start, until=end)
    assert tuple(pieces) == whole
    assert [one.week for one in whole] == [
        week(whole[0].planned.date() + n * WEEK) for n in range(len(whole))
    ]


@SAME_EVERY_RUN
@given(st.data(), SCHEDULES, STARTS)
def test_いつ止まりいつ動いてもどの週も一度だけ片づき続く開庁日に二通は送らない(
    data: st.DataObject, schedule: WeeklySchedule, start: datetime
) -> None:
    office = data.draw(offices(start))
    pauses = st.timedeltas(timedelta(minutes=1), timedelta(days=40))
    often = st.timedeltas(timedelta(minutes=1), timedelta(hours=12))
    waits = data.draw(st.lists(st.one_of(often, pauses), min_size=5, max_size=60))

    now, newest = start, None
    settled: list[Occurrence] = []
    sent: list[datetime] = []
    for wait in waits:
        now += wait
        found = due(schedule, office, since=start, settled=newest, now=now, limit=LIMIT)
        abroad = due(
            schedule,
            office,
            since=start.astimezone(UTC),
            settled=newest,
            now=now.astimezone(UTC),
            limit=LIMIT,
        )
        assert abroad == found, "where the server stands changes nothing"
        settled += sorted([*found.skipped, *_sent(found)], key=lambda one: one.planned)
        newest = settled[-1].week if settled else None
        if found.send:
            sent.append(now)
            assert timedelta() <= now - found.send.at <= LIMIT

    expected = occurrences_between(schedule, office, after=start, until=now)
    weeks = [one.week for one in settled]
    assert weeks == [one.week for one in expected][: len(weeks)]
    assert len(expected) - len(weeks) <= (0 if office.is_open(now.date()) else 1), "only one waits"
    assert all(office.is_open(day.date()) for day in sent)
    assert not any(are_close(office, earlier, later) for earlier, later in pairwise(sent))


def _sent(found: Due) -> tuple[Occurrence, ...]:
    return (found.send,) if found.send else ()


# -- examples by hand -------------------------------------------------------------------------


def test_勤労感謝の日の月曜は翌日になり週の名前は変わらない() -> None:
    assert turns(date(2026, 11, 16), date(2026, 11, 30)) == [
        ("2026-W47", date(2026, 11, 16), None),
        ("2026-W48", date(2026, 11, 24), None),
        ("2026-W49", date(2026, 11, 30), None),
    ]


def test_改元の十連休では二週分が五月七日に重なり古い方を送らない() -> None:
    assert turns(date(2019, 4, 22), date(2019, 5, 13)) == [
        ("2019-W17", date(2019, 4, 22), None),
        ("2019-W18", date(2019, 5, 7), Skip.OVERTAKEN),
        ("2019-W19", date(2019, 5, 7), None),
        ("2019-W20", date(2019, 5, 13), None),
    ]


def test_国民の休日をはさむ連休では木曜に送る() -> None:
    assert turns(date(2026, 9, 19), date(2026, 9, 25)) == [("2026-W39", date(2026, 9, 24), None)]


def test_すべて閉庁の年末年始の週は次の開庁日に移り重なるか続けば古い方を送らない() -> None:
    assert turns(date(2025, 12, 29), date(2026, 1, 6)) == [
        ("2026-W01", date(2026, 1, 5), Skip.OVERTAKEN),
        ("2026-W02", date(2026, 1, 5), None),
    ]
    tuesdays = WeeklySchedule("s", Weekday.TUESDAY, time(8, 30))
    assert turns(date(2025, 12, 29), date(2026, 1, 6), tuesdays) == [
        ("2026-W01", date(2026, 1, 5), Skip.OVERTAKEN),
        ("2026-W02", date(2026, 1, 6), None),
    ]
    wednesdays = WeeklySchedule("s", Weekday.WEDNESDAY, time(8, 30))
    assert turns(date(2025, 12, 29), date(2026, 1, 7), wednesdays) == [
        ("2026-W01", date(2026, 1, 5), None),
        ("2026-W02", date(2026, 1, 7), None),
    ]


def test_土日をはさんで続く開庁日でも古い方を送らない() -> None:
    """The new year of 2019 opens on a Friday."""
    assert turns(date(2018, 12, 26), date(2019, 1, 15)) == [
        ("2019-W01", date(2019, 1, 4), Skip.OVERTAKEN),
        ("2019-W02", date(2019, 1, 7), None),
        ("2019-W03", date(2019, 1, 15), None),
    ]


def test_週に一日しか開かない役所にも毎週送る() -> None:
    """Neighbouring open days, with a week between them; open on Wednesdays alone."""
    first = date(2026, 6, 3)
    wednesdays = tuple(Days(day, day) for day in (first + n * WEEK for n in range(10)))
    whole = (Days(date(2026, 6, 1), date(2026, 8, 10)),)
    office = BusinessCalendar(is_national_holiday, OwnDays(closed=whole, opened=wednesdays))
    found = occurrences_between(
        MONDAYS, office, after=moment(date(2026, 5, 31)), until=moment(date(2026, 8, 5))
    )
    assert [(one.at.date(), one.skipped) for one in found] == [
        (days.first, None) for days in wednesdays
    ]


def test_二〇二七年の元日の金曜は一月四日になり年をまたいでも週の名前は前の年である() -> None:
    fridays = WeeklySchedule("s", Weekday.FRIDAY, time(9, 0))
    assert turns(date(2027, 1, 1), date(2027, 1, 8), fridays) == [
        ("2026-W53", date(2027, 1, 4), None),
        ("2027-W01", date(2027, 1, 8), None),
    ]


def test_二〇二〇年の五輪の年の海の日の元の月曜には送る() -> None:
    assert turns(date(2020, 7, 20), date(2020, 7, 20)) == [("2020-W30", date(2020, 7, 20), None)]


def test_同じ週の目印は曜日や時刻を変えても変わらず予定ごとに違う() -> None:
    changed = WeeklySchedule("reminders", Weekday.THURSDAY, time(17, 0))
    other = WeeklySchedule("digest", Weekday.MONDAY, time(9, 0))
    keys = [
        (one.schedule, one.week)
        for schedule in (MONDAYS, changed, other)
        for one in occurrences_between(
            schedule, OFFICE, after=moment(date(2026, 11, 15)), until=moment(date(2026, 11, 20))
        )
    ]
    assert keys == [
        ("reminders", "2026-W47"),
        ("reminders", "2026-W47"),
        ("digest", "2026-W47"),
    ]


# -- what is due ------------------------------------------------------------------------------


def found_at(now: datetime, *, since: date) -> tuple[str | None, list[tuple[str, Skip | None]]]:
    """The week to send, and the weeks skipped with the reason; ``since`` at 9:00."""
    found = due(MONDAYS, OFFICE, since=moment(since), now=now, limit=LIMIT)
    week = found.send.week if found.send else None
    return week, [(one.week, one.skipped) for one in found.skipped]


LAST_TIME = date(2026, 11, 9)
"""A Monday that was sent; the next are 16, 24 (moved from 23) and 30 November."""


def test_時刻の前には何もなく時刻ちょうどに一回だけ送る() -> None:
    at = moment(date(2026, 11, 16))
    assert found_at(at - timedelta(seconds=1), since=LAST_TIME) == (None, [])
    assert found_at(at, since=LAST_TIME) == ("2026-W47", [])
    assert found_at(at + timedelta(minutes=1), since=date(2026, 11, 16)) == (None, [])


def test_世界のどこの時刻で尋ねても日本の月曜九時に送る() -> None:
    assert found_at(datetime(2026, 11, 16, 0, 0, tzinfo=UTC), since=LAST_TIME) == ("2026-W47", [])
    before = datetime(2026, 11, 15, 23, 59, tzinfo=UTC)
    assert found_at(before, since=LAST_TIME) == (None, [])


def test_月曜をまたいで一日止まっても火曜に送る() -> None:
    assert found_at(moment(date(2026, 11, 17), 8), since=LAST_TIME) == ("2026-W47", [])


def test_遅れが限度ちょうどなら送り過ぎたら理由を付けて送らない() -> None:
    limit = moment(date(2026, 11, 16)) + LIMIT
    assert found_at(limit, since=LAST_TIME) == ("2026-W47", [])
    late = limit + timedelta(seconds=1)
    assert found_at(late, since=LAST_TIME) == (None, [("2026-W47", Skip.TOO_OLD)])


def test_何週も止まっていたら新しい一回だけを送る() -> None:
    assert found_at(moment(date(2026, 11, 25)), since=LAST_TIME) == (
        "2026-W48",
        [("2026-W47", Skip.TOO_OLD)],
    )


def test_連休で重なった回は何週か後に動いても重なりとして残る() -> None:
    assert found_at(moment(date(2019, 5, 13)), since=date(2019, 4, 22)) == (
        "2019-W20",
        [("2019-W18", Skip.OVERTAKEN), ("2019-W19", Skip.TOO_OLD)],
    )


def test_遅れた回は同じ日に次の回があればその時刻の前でも送らない() -> None:
    fridays = WeeklySchedule("s", Weekday.FRIDAY, time(15, 0))
    friday_morning = moment(date(2027, 1, 8), 9)
    found = due(
        fridays,
        OFFICE,
        since=moment(date(2026, 12, 25), 15),
        now=friday_morning,
        limit=timedelta(days=7),
    )
    assert found.send is None
    assert [(one.week, one.skipped) for one in found.skipped] == [("2026-W53", Skip.OVERTAKEN)]


def test_遅れた回は届く日の次の開庁日に次の回があれば送らない() -> None:
    """That of Friday 1 January comes on Monday the 4th; told on the 7th, that of the 8th follows."""
    fridays = WeeklySchedule("s", Weekday.FRIDAY, time(15, 0))
    last = moment(date(2026, 12, 25), 15)
    wednesday, thursday = moment(date(2027, 1, 6), 9), moment(date(2027, 1, 7), 9)
    found = due(fridays, OFFICE, since=last, now=wednesday, limit=LIMIT)
    assert found.send is not None
    found = due(fridays, OFFICE, since=last, now=thursday, limit=LIMIT)
    assert found.send is None
    assert [(one.week, one.skipped) for one in found.skipped] == [("2026-W53", Skip.OVERTAKEN)]


def test_遅れた回は閉庁日には送らず次の開庁日まで待つ() -> None:
    fridays = WeeklySchedule("s", Weekday.FRIDAY, time(9, 0))
    last = moment(date(2026, 11, 6))
    saturday, monday = moment(date(2026, 11, 14), 7), moment(date(2026, 11, 16), 7)
    waiting = due(fridays, OFFICE, since=last, now=saturday, limit=LIMIT)
    assert waiting == Due(send=None, skipped=())
    found = due(fridays, OFFICE, since=last, now=monday, limit=LIMIT)
    assert found.send is not None
    assert found.send.week == "2026-W46"


def test_予定は言葉で読める() -> None:
    assert str(MONDAYS) == "毎週月曜日 9:00"
    assert str(WeeklySchedule("s", Weekday.TUESDAY, time(8, 5))) == "毎週火曜日 8:05"
