"""The next turn that is named is the one that is sent, whatever is changed and whenever it is asked."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar, Closure
from domain.coming_turn import ComingTurn, coming_turn
from domain.office import Office
from domain.weekly_schedule import Occurrence, Skip, Weekday, WeeklySchedule, due
from tests.domain.builders import moment
from tests.domain.situations import SAME_EVERY_RUN
from tests.domain.weeks import SCHEDULES, STARTS, offices

LOUD = Office(quiet=None)
WAITS = st.one_of(
    st.timedeltas(timedelta(), timedelta(hours=30)), st.timedeltas(timedelta(), timedelta(days=24))
)
IN_BETWEEN = st.lists(st.floats(0, 0.999), max_size=6).map(sorted)


@dataclass(frozen=True)
class Town:
    """What the scheduler holds of one job: its schedule, since when, and the newest week settled."""

    calendar: BusinessCalendar
    schedule: WeeklySchedule
    since: datetime
    settled: str | None = None
    sent: tuple[Occurrence, ...] = field(default=())

    def coming(self, now: datetime) -> ComingTurn:
        return coming_turn(
            self.schedule,
            LOUD,
            self.calendar,
            since=self.since,
            settled=self.settled,
            as_of=now,
        )

    def looked(self, now: datetime) -> "Town":
        """As a process does every minute: what is overtaken or left out waits for the next one."""
        found = due(self.schedule, self.calendar, since=self.since, settled=self.settled, now=now)
        if found.send:
            return replace(self, settled=found.send.week, sent=(*self.sent, found.send))
        old = [one.week for one in found.skipped if one.skipped is Skip.TOO_OLD]
        return replace(self, settled=old[-1]) if old else self

    def lived(self, now: datetime, until: datetime) -> "Town":
        """With a process that is never down."""
        town = self.looked(now)
        while (coming := town.coming(now)).at <= until:
            town = town.looked(coming.at)
        return town.looked(until)


@SAME_EVERY_RUN
@given(st.data(), SCHEDULES, STARTS)
def test_曜日や時刻をいつ変えいつ尋ねても次と言った回が次に送られる(
    data: st.DataObject, schedule: WeeklySchedule, start: datetime
) -> None:
    town, now = Town(data.draw(offices(start)), schedule, start), start
    for wait in data.draw(st.lists(WAITS, min_size=1, max_size=12)):
        is_up, changes_to = data.draw(st.booleans()), data.draw(st.none() | SCHEDULES)
        town = town.lived(now, now + wait) if is_up else town
        now += wait
        if changes_to:
            town = replace(town, schedule=changes_to, since=now)
        _check_coming(town, now, data.draw(IN_BETWEEN))
        weeks = [one.week for one in town.sent]
        assert weeks == sorted(set(weeks)), "of a week there is one"


def _check_coming(town: Town, now: datetime, in_between: list[float]) -> None:
    coming, count = town.coming(now), len(town.sent)
    before = [now + share * (coming.at - now) for share in in_between]
    for each in (*before, max(now, coming.at - timedelta(minutes=1))):
        if each < coming.at:
            town = town.looked(each)
    assert len(town.sent) == count, "nothing comes before it"
    sent = town.looked(coming.at).sent
    assert [one.week for one in sent[count:]] == [coming.week]
    assert sent[-1].at > town.since, "nothing that was planned before the change"


# -- examples by hand ------------------------------------------------------------------------

CALENDAR = BusinessCalendar(is_national_holiday)
MONDAYS = WeeklySchedule("s", Weekday.MONDAY, time(9, 0))
LAST_FRIDAY = moment(date(2026, 11, 13))


def coming(
    schedule: WeeklySchedule, *, since: datetime, settled: str | None, as_of: datetime
) -> tuple[str, datetime]:
    found = coming_turn(schedule, Office(), CALENDAR, since=since, settled=settled, as_of=as_of)
    return found.week, found.at


def test_金曜から月曜に水曜に変えると次は翌週の月曜の振替である() -> None:
    wednesday = moment(date(2026, 11, 18))
    found = coming(MONDAYS, since=wednesday, settled="2026-W46", as_of=wednesday)
    assert found == ("2026-W48", moment(date(2026, 11, 24)))


def test_送り終えた週の金曜に変えると次は翌週の金曜である() -> None:
    fridays, tuesday = WeeklySchedule("s", Weekday.FRIDAY, time(9, 0)), moment(date(2026, 11, 17))
    found = coming(fridays, since=tuesday, settled="2026-W47", as_of=tuesday)
    assert found == ("2026-W48", moment(date(2026, 11, 27)))
    found = coming(fridays, since=tuesday, settled="2026-W46", as_of=tuesday)
    assert found == ("2026-W47", moment(date(2026, 11, 20)))


def test_遅れている回は今送る回として夜なら朝に言う() -> None:
    noon, night = moment(date(2026, 11, 17), 12), moment(date(2026, 11, 17), 22)
    for as_of, at in ((noon, noon), (night, moment(date(2026, 11, 18), 8))):
        found = coming(MONDAYS, since=LAST_FRIDAY, settled="2026-W46", as_of=as_of)
        assert found == ("2026-W47", at)


def test_遅れた金曜の回は土曜に尋ねると月曜の朝である() -> None:
    fridays, saturday = WeeklySchedule("s", Weekday.FRIDAY, time(9, 0)), date(2026, 11, 14)
    found = coming(
        fridays, since=moment(date(2026, 11, 2)), settled="2026-W45", as_of=moment(saturday)
    )
    assert found == ("2026-W46", moment(date(2026, 11, 16), 8))


def test_祝日で動いたわけと送らない回がわかる() -> None:
    tuesdays = WeeklySchedule("s", Weekday.TUESDAY, time(9, 0))
    day = moment(date(2025, 12, 27))
    found = coming_turn(tuesdays, Office(), CALENDAR, since=day, as_of=day)
    assert (found.week, found.closed) == ("2026-W02", None)
    assert [one.week for one in found.overtaken] == ["2026-W01"]
    day = moment(date(2026, 11, 21))
    assert coming_turn(MONDAYS, Office(), CALENDAR, since=day, as_of=day).closed is (
        Closure.NATIONAL_HOLIDAY
    )
