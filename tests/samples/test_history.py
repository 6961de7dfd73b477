"""What the sample staff have done."""

from datetime import date

import pytest

from domain import fiscal_year
from domain.training import RecordState
from samples import contents
from samples.history import INDUCTION, CourseTaken, Event, QualificationPassed, history
from samples.projects import ProjectHeld
from samples.staff import Employee, staff

TODAY = date(2026, 11, 21)
DATES = [date(2026, 4, 1), date(2027, 3, 31), date(2028, 2, 29), TODAY]


def everything(today: date) -> list[tuple[Employee, Event]]:
    return [(p, event) for p in staff(today) for event in history(p, today=today)]


def taken_by(mail: str, today: date = TODAY) -> dict[str, CourseTaken]:
    """By code, the latest of each."""
    person = next(p for p in staff(today) if p.email.startswith(mail))
    events = [e for e in history(person, today=today) if isinstance(e, CourseTaken)]
    return {event.code: event for event in sorted(events, key=lambda event: event.on)}


def test_11月には2か年で3000から4000件ある() -> None:
    assert 3_000 <= len(everything(TODAY)) <= 4_000


@pytest.mark.parametrize("today", DATES, ids=str)
def test_研修の記録は前年度から今日まで(today: date) -> None:
    first = fiscal_year.first_day(fiscal_year.fiscal_year(today) - 1)
    for person, event in everything(today):
        assert event.on <= today
        if isinstance(event, CourseTaken):
            assert event.on >= person.joined_on, (person.name, event)
            assert event.on >= first or event.code == INDUCTION, (person.name, event)


@pytest.mark.parametrize("today", DATES, ids=str)
def test_同じ人の同じ研修が同じ日に二度ない(today: date) -> None:
    keys = [
        (p.number, getattr(e, "code", None) or getattr(e, "name", ""), e.on)
        for p, e in everything(today)
    ]
    assert len(set(keys)) == len(keys)


def test_前提研修より先に修了した記録はない() -> None:
    prerequisites = {c.code: c.prerequisites for c in contents.catalogue().courses}
    for person in staff(TODAY):
        if person.cast is not None:
            continue
        done: dict[str, date] = {}
        events = [e for e in history(person, today=TODAY) if isinstance(e, CourseTaken)]
        for event in sorted(events, key=lambda event: event.on):
            assert all(done[code] < event.on for code in prerequisites[event.code]), person.name
            if event.state is RecordState.COMPLETED:
                done.setdefault(event.code, event.on)


def test_種別と状態がひととおりある() -> None:
    events = [event for _, event in everything(TODAY)]
    assert {type(event) for event in events} == {CourseTaken, QualificationPassed, ProjectHeld}
    states = {event.state for event in events if isinstance(event, CourseTaken)}
    assert states == {RecordState.COMPLETED, RecordState.REPORTED, RecordState.ABSENT}


def test_市川は今年度の情報セキュリティ研修が未受講() -> None:
    taken = taken_by("ichikawa.haruka")["SEC-01"]
    assert fiscal_year.fiscal_year(taken.on) == 2025


def test_早瀬は受けるべき研修をすべて受けている() -> None:
    person = next(p for p in staff(TODAY) if p.email.startswith("hayase"))
    assert person.cast is not None
    everyone = {c.code for c in contents.catalogue().courses if c.audience in ("everyone", "ict")}
    assert everyone <= taken_by("hayase.kanade").keys()


@pytest.mark.parametrize("mail", ["sudo.shoichi", "aizawa.yuna"])
def test_何もしていない人には記録がない(mail: str) -> None:
    assert taken_by(mail) == {}


def test_森田は養成研修の修了確認を待っている() -> None:
    assert taken_by("morita.sho")["DXP-01"].state is RecordState.REPORTED


def test_川瀬はDX案件を14か月主担当している() -> None:
    kawase = next(p for p in staff(TODAY) if p.email.startswith("kawase"))
    [project] = [e for e in history(kawase, today=TODAY) if isinstance(e, ProjectHeld)]
    assert project.led
    assert project.ended_on is None
    assert project.on == date(2025, 9, 1)


@pytest.mark.parametrize("today", DATES, ids=str)
def test_根岸は採用後6か月の研修をいつの日でも過ぎたままにしている(today: date) -> None:
    assert INDUCTION not in taken_by("negishi.hikari", today)


def test_明日の記録は今日の記録に足したもの() -> None:
    for person in staff(TODAY):
        today, tomorrow = (
            {(e.code, e.on) for e in history(person, today=day) if isinstance(e, CourseTaken)}
            for day in (TODAY, date(2026, 11, 25))
        )
        relative = {"DXP-01"} if person.cast else set()
        assert {pair for pair in today if pair[0] not in relative} <= tomorrow
