"""What the 所属長 is told of their people, and of whom."""

from datetime import timedelta

import pytest

from domain.people import Attendance, Person
from domain.recommendation import Recommendation
from domain.reminder import NOTHING_NEW, SILENCED, NotTold, Silence
from domain.section_reminder import LATE, Done, SectionReminder, section_of, section_reminder
from domain.training import Deadline
from tests.domain.builders import TODAY, course, moment, person, policy_requiring, recommend

LAST_WEEK = moment(TODAY) - timedelta(days=7)
所属長 = person(id=1)


def member(
    number: int, *, attendance: Attendance = Attendance.ACTIVE, of: str = 所属長.employee_number
) -> Person:
    return person(id=number, attendance=attendance, manager_number=of)


def due_in(days: int, *, to: Person, required: bool = True) -> Recommendation:
    deadline = Deadline(on=TODAY + timedelta(days=days))
    found = course("K001", skills=["ア"], required=required, deadline=deadline)
    return recommend(policy_requiring("ア"), [found], to=to)


def told(
    *section: Recommendation, done: tuple[Done, ...] = (), silence: Silence | None = None
) -> SectionReminder | NotTold:
    return section_reminder(section, {2: done}, since=LAST_WEEK, silence=silence, now=moment(TODAY))


def test_自分の課で働いている人だけが課の人である() -> None:
    people = (
        member(2),
        member(3, attendance=Attendance.PARENTAL_LEAVE),
        member(4, attendance=Attendance.LEFT),
        member(5, of="N9"),
    )
    assert section_of(所属長, people) == (people[0],)


def test_必須の期限が近い人と過ぎた人だけが遅れている() -> None:
    late, soon, later, optional = (
        due_in(-1, to=member(2)),
        due_in(14, to=member(3)),
        due_in(15, to=member(4)),
        due_in(1, to=member(5), required=False),
    )
    found = told(late, soon, later, optional)
    assert isinstance(found, SectionReminder)
    assert [(each.person.id, len(each.overdue), len(each.due)) for each in found.behind] == [
        (2, 1, 0),
        (3, 0, 1),
    ]


LONG_AGO = TODAY - timedelta(days=60)
A_MINUTE_LATER, A_MINUTE_FROM_NOW = (at + timedelta(minutes=1) for at in (LAST_WEEK, moment(TODAY)))


@pytest.mark.parametrize(
    ("done", "is_news"),
    [
        (Done("研修", LAST_WEEK.date(), None, A_MINUTE_LATER), True),
        (Done("研修", LAST_WEEK.date() - timedelta(days=30), None, A_MINUTE_LATER), True),
        (Done("研修", LAST_WEEK.date() - LATE, None, A_MINUTE_LATER), True),
        (Done("研修", LAST_WEEK.date() - LATE - timedelta(days=1), None, A_MINUTE_LATER), False),
        (Done("研修", LONG_AGO, A_MINUTE_LATER, A_MINUTE_LATER), True),
        (Done("研修", LONG_AGO, LAST_WEEK, LAST_WEEK), False),
        (Done("研修", LAST_WEEK.date() + timedelta(days=1), None, LAST_WEEK), False),
        (Done("研修", TODAY, None, moment(TODAY)), True),
        (Done("研修", TODAY, None, A_MINUTE_FROM_NOW), False),
    ],
)
def test_前のお知らせのあとに記録された修了だけが新しい(done: Done, is_news: bool) -> None:
    """But for old records that come in without anybody's having confirmed them."""
    is_told(done, is_news=is_news)


@pytest.mark.parametrize(
    ("done", "is_news"),
    [
        (Done("研修", LAST_WEEK.date(), None, None), False),
        (Done("研修", LAST_WEEK.date() + timedelta(days=1), None, None), True),
        (Done("研修", LONG_AGO, LAST_WEEK, None), False),
        (Done("研修", LONG_AGO, A_MINUTE_LATER, None), True),
        (Done("研修", LONG_AGO, A_MINUTE_FROM_NOW, None), False),
    ],
)
def test_いつ記録されたか知れないものは修了か確認の日で決まる(done: Done, is_news: bool) -> None:
    is_told(done, is_news=is_news)


def is_told(done: Done, *, is_news: bool) -> None:
    found = told(due_in(60, to=member(2)), done=(done,))
    if is_news:
        assert isinstance(found, SectionReminder)
        assert [each.courses for each in found.finished] == [("研修",)]
    else:
        assert found == NotTold(NOTHING_NEW)


FOR_GOOD, TILL_TOMORROW = Silence(None), Silence(TODAY + timedelta(days=1))
FINISHED = Done("研修", TODAY, None, moment(TODAY))


@pytest.mark.parametrize("silence", [FOR_GOOD, TILL_TOMORROW])
def test_止めている所属長には必須の遅れだけが届く(silence: Silence) -> None:
    section = (due_in(60, to=member(2)), due_in(-1, to=member(3)), due_in(8, to=member(4)))
    found = told(*section, done=(FINISHED,), silence=silence)
    assert isinstance(found, SectionReminder)
    assert [each.person.id for each in found.behind] == [3, 4]
    assert (found.finished, found.despite) == ((), silence)


def test_次のお知らせのあとに来る期限は待てる() -> None:
    section = (due_in(9, to=member(2)),)
    assert told(*section, silence=TILL_TOMORROW) == NotTold(SILENCED, TILL_TOMORROW)
    assert isinstance(told(*section, silence=FOR_GOOD), SectionReminder)


def test_修了のほかに知らせることがなければ止めている所属長には届かない() -> None:
    done = (FINISHED,)
    assert told(due_in(60, to=member(2)), done=done, silence=FOR_GOOD) == NotTold(
        SILENCED, FOR_GOOD
    )
    assert told(due_in(60, to=member(2)), silence=FOR_GOOD) == NotTold(NOTHING_NEW)
