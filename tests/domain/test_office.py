"""An organization's office: what can be set, and when it may tell people something."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from domain.business_calendar import BusinessCalendar
from domain.japan_time import JAPAN
from domain.office import (
    ONE_EACH,
    ChannelPlace,
    ImpossibleOffice,
    Office,
    QuietHours,
    channel_place,
)

CALENDAR = BusinessCalendar(is_national_holiday)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2035, 12, 1)).map(  # noqa: DTZ001 - given a zone below
    lambda moment: moment.replace(tzinfo=JAPAN)
)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("slack:C0123ABCD", ChannelPlace("slack", "C0123ABCD")),
        (" slack:G01 ", ChannelPlace("slack", "G01")),
        ("teams:19:a_b-1@thread.tacv2", ChannelPlace("teams", "19:a_b-1@thread.tacv2")),
        ("teams:19:meeting_x@thread.v2", ChannelPlace("teams", "19:meeting_x@thread.v2")),
    ],
)
def test_チャンネルはプラットフォームとIDで書く(words: str, place: ChannelPlace) -> None:
    assert channel_place(words) == place
    assert channel_place(str(place)) == place


@pytest.mark.parametrize(
    "words",
    [
        "",
        "#forum",
        "C0123ABCD",
        "slack:",
        "slack:forum",
        "slack:U0123ABCD",
        "teams:C0123ABCD",
        "teams:a:1",
        "teams:19:x@thread.tacv2;messageid=1",
        "teams:19:…@thread.tacv2",
        "slack:C…",
        "console:forum",
        "あ" * 500,
    ],
)
def test_チャンネルとして読めない言葉は書き方を添えて断る(words: str) -> None:
    with pytest.raises(ImpossibleOffice, match="slack:C0123ABCD") as refused:
        channel_place(words)
    assert len(refused.value.sentence) < 200


def test_送らない時間帯の中の時刻は設定できない() -> None:
    with pytest.raises(ImpossibleOffice, match=r"7:30は、送らない時間帯（20:00-8:00）の中"):
        Office(at=time(7, 30))
    assert Office(at=time(7, 30), quiet=None).at == time(7, 30)


def test_始まりと終わりが同じ時間帯は設定できない() -> None:
    with pytest.raises(ImpossibleOffice, match="始まりと終わりが同じ"):
        QuietHours(time(8, 0), time(8, 0))


def test_決まりの時間は月曜九時で夜八時から朝八時は送らない() -> None:
    office = Office()
    assert str(office.schedule("s")) == "毎週月曜日 9:00"
    assert str(office.quiet) == "20:00-8:00"
    assert [office.place(channel) for channel in ONE_EACH] == [None, None]


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(11, 20, 8), at(11, 20, 8)),
        (at(11, 20, 19, 59), at(11, 20, 19, 59)),
        (at(11, 19, 20), at(11, 20, 8)),
        (at(11, 20, 20), at(11, 24, 8)),
        (at(11, 20, 3), at(11, 20, 8)),
        (at(11, 23, 12), at(11, 24, 8)),
        (at(12, 28, 20), datetime(2027, 1, 4, 8, 0, tzinfo=JAPAN)),
    ],
)
def test_夜と閉庁日には次の開庁日の朝まで待つ(moment: datetime, told: datetime) -> None:
    assert Office().may_tell_from(moment, CALENDAR) == told


def test_昼休みだけ送らないこともできる() -> None:
    office = Office(quiet=QuietHours(time(12, 0), time(13, 0)))
    assert office.may_tell_from(at(11, 20, 12, 30), CALENDAR) == at(11, 20, 13)
    assert office.may_tell_from(at(11, 21, 12, 30), CALENDAR) == at(11, 24, 0)


@given(MOMENTS, TIMES, TIMES)
def test_送ってよい時は開庁日で送らない時間帯の外で最も早い(
    moment: datetime, begins: time, ends: time
) -> None:
    quiet = QuietHours(begins, ends) if begins != ends else None
    nine = time(9) if quiet is None or time(9) not in quiet else quiet.ends
    office = Office(at=nine, quiet=quiet)

    def may_be_told(when: datetime) -> bool:
        return CALENDAR.is_open(when.date()) and (quiet is None or when.time() not in quiet)

    found = office.may_tell_from(moment, CALENDAR)
    assert may_be_told(found)
    waited = found - moment
    assert waited >= timedelta()
    assert not any(may_be_told(moment + waited * n / 97) for n in range(97) if waited)
    assert office.may_tell_from(found, CALENDAR) == found
