"""「今年度の計画」: which fiscal year, which day, and what has to wait for the next one."""

from dataclasses import replace
from datetime import date

import pytest

from domain.training import Session
from storage.policy_file import shipped_policies
from tests.domain.builders import (
    course,
    moment,
    planned,
    planned_codes,
    policy_requiring,
    session,
)

SHIPPED = shipped_policies()
TOWN = policy_requiring("BPR", "AI", "データ利活用")
NEXT_YEAR = session(on=date(2027, 4, 1))


# -- 年度と日程 -------------------------------------------------------------------------------


@pytest.mark.parametrize(("today", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
def test_計画は今日の年度の計画である(today: date, year: int) -> None:
    assert planned([], now=moment(today), under=TOWN).year == year


def test_開催がすべて来年度の研修は来年度に回し今年度の計画に入れない() -> None:
    courses = [
        course("K001", skills=["BPR"], on_demand=False, sessions=[NEXT_YEAR]),
        course("K002", skills=["AI"], required=True, on_demand=False, sessions=[NEXT_YEAR]),
        course("K003", skills=["データ利活用"]),
    ]
    found = planned(courses, under=TOWN)
    assert planned_codes(found) == ["K003"]
    assert {each.code for each in found.next_year} == {"K001", "K002"}


def test_来年度の研修で足りるスキルも今年度の別の研修で埋める() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=1, on_demand=False, sessions=[NEXT_YEAR]),
        course("K002", skills=["BPR"], hours=9),
    ]
    assert planned_codes(planned(courses, under=TOWN)) == ["K002"]


def test_年度の末日の開催回は今年度である() -> None:
    last = session(on=date(2027, 3, 31), hour=23)
    (only,) = planned(
        [course("K001", skills=["BPR"], on_demand=False, sessions=[last])], under=TOWN
    ).courses
    assert (only.on, only.scheduled) == (date(2027, 3, 31), True)


def test_いつでも受けられる研修に日は付かず日程未登録でもない() -> None:
    (only,) = planned(
        [course("K001", skills=["BPR"], on_demand=True, sessions=[NEXT_YEAR])], under=TOWN
    ).courses
    assert (only.on, only.scheduled) == (None, True)


def test_開催回のない研修は計画に入り日程未登録と示される() -> None:
    (only,) = planned([course("K001", skills=["BPR"], on_demand=False)], under=TOWN).courses
    assert (only.on, only.scheduled) == (None, False)


def test_今年度の開催回が満席でも来年度の開催だけとは言わない() -> None:
    full = session(on=date(2026, 12, 1), capacity=1, taken=1)
    found = planned(
        [course("K001", skills=["BPR"], on_demand=False, sessions=[full, NEXT_YEAR])], under=TOWN
    )
    assert found.next_year == ()


@pytest.mark.parametrize("required", [True, False])
def test_前提研修が来年度ならその先の研修も今年度の計画に入らない(required: bool) -> None:
    courses = [
        course("K001", skills=["BPR"], required=required, needs=["K002"]),
        course("K002", on_demand=False, sessions=[NEXT_YEAR]),
    ]
    assert planned_codes(planned(courses, under=TOWN)) == []


def test_来年度の必須研修の前提研修で今年度の計画を長くしない() -> None:
    town = policy_requiring("BPR")
    courses = [
        course("K001", required=True, needs=["K002"], on_demand=False, sessions=[NEXT_YEAR]),
        course("K002", skills=["BPR"], hours=8),
        course("K003", skills=["BPR"], hours=1),
    ]
    found = planned(courses, under=town)
    assert (planned_codes(found), found.hours) == (["K003"], 1)


def test_前提研修を受ける日はその先の研修の日より後にならない() -> None:
    october, december = session(on=date(2026, 10, 20)), session(on=date(2026, 12, 1))
    february = session(on=date(2027, 2, 1))
    courses = [
        course(
            "K001", skills=["BPR"], needs=["K002"], on_demand=False, sessions=[october, february]
        ),
        course("K002", on_demand=False, sessions=[december]),
    ]
    assert [each.on for each in planned(courses, under=TOWN).courses] == [
        date(2026, 12, 1),
        date(2027, 2, 1),
    ]


# -- 時刻の重なり -----------------------------------------------------------------------------

FIFTH, SIXTH = date(2026, 11, 5), date(2026, 11, 6)


def test_前提研修が終わる前に始まる同じ日の開催回には入らない() -> None:
    afternoon, morning = session(on=FIFTH, hour=13, until=16), session(on=FIFTH, hour=10, until=13)
    next_day = session(on=SIXTH, hour=10)
    courses = [
        course("K001", skills=["AI"], on_demand=False, sessions=[afternoon]),
        course("K002", skills=["BPR"], needs=["K001"], on_demand=False, sessions=[morning]),
    ]
    first, second = planned(courses, under=TOWN).courses
    assert (first.on, second.on, second.scheduled) == (FIFTH, None, False)
    late_enough = replace(courses[1], sessions=(morning, next_day))
    assert planned([courses[0], late_enough], under=TOWN).courses[1].on == SIXTH


def test_前提研修が終わった時刻からなら同じ日の開催回に入る() -> None:
    morning, afternoon = session(on=FIFTH, hour=10, until=13), session(on=FIFTH, hour=13)
    courses = [
        course("K001", on_demand=False, sessions=[morning]),
        course("K002", skills=["BPR"], needs=["K001"], on_demand=False, sessions=[afternoon]),
    ]
    assert [each.on for each in planned(courses, under=TOWN).courses] == [FIFTH, FIFTH]


def test_いつでも受けられる研修を挟んでも前提研修の後になる() -> None:
    courses = [
        course("K001", on_demand=False, sessions=[session(on=SIXTH)]),
        course("K002", needs=["K001"]),
        course(
            "K003",
            skills=["BPR"],
            needs=["K002"],
            on_demand=False,
            sessions=[session(on=FIFTH), session(on=date(2026, 11, 7))],
        ),
    ]
    days = [each.on for each in planned(courses, under=TOWN).courses]
    assert days == [SIXTH, None, date(2026, 11, 7)]


@pytest.mark.parametrize(
    ("other", "hours", "on"),
    [
        (session(on=FIFTH, hour=15, until=17), 1.0, SIXTH),
        (session(on=FIFTH, hour=12), 1.5, SIXTH),
        (session(on=FIFTH, hour=12), 1.0, FIFTH),
        (session(on=FIFTH, hour=9), None, SIXTH),
        (session(on=FIFTH, hour=0), 1.0, SIXTH),
        (session(on=FIFTH, hour=16, until=18), 1.0, FIFTH),
    ],
)
def test_ほかの研修と重なる開催回には入らない(
    other: Session, hours: float | None, on: date
) -> None:
    courses = [
        course(
            "K001",
            required=True,
            on_demand=False,
            sessions=[session(on=FIFTH, hour=13, until=16)],
        ),
        course(
            "K002",
            skills=["BPR"],
            hours=hours,
            on_demand=False,
            sessions=[other, session(on=SIXTH)],
        ),
    ]
    assert [each.on for each in planned(courses, under=TOWN).courses] == [FIFTH, on]
