"""What the weekly message says, and what nobody can silence."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.people import Attendance
from domain.recommendation import Recommendation
from domain.reminder import (
    DUE_WITHIN,
    NOTHING_NEW,
    SILENCED,
    Decision,
    Meeting,
    NotTold,
    Reminder,
    Silence,
    in_spite_of,
    reminder_for,
    reminder_of,
    required_only,
)
from domain.training import Course, Deadline, Obligation, RecordState
from tests.domain.builders import (
    TODAY,
    course,
    moment,
    person,
    policy_requiring,
    recommend,
    record,
    session,
)
from tests.domain.situations import SAME_EVERY_RUN, Situation, situations

LAST_WEEK = moment(TODAY) - timedelta(days=7)


def said(found: Recommendation, *decided: Decision, since: datetime = LAST_WEEK) -> Reminder:
    return reminder_of(found, decided=decided, since=since, now=moment(TODAY))


def codes(reminder: Reminder) -> dict[str, list[str]]:
    parts = {"overdue": reminder.overdue, "due": reminder.due, "new": reminder.new}
    return {name: [s.course.code for s in part] for name, part in parts.items() if part}


def due_in(days: int, code: str = "K001", *, required: bool = True) -> Course:
    deadline = Deadline(on=TODAY + timedelta(days=days))
    return course(code, skills=[code], required=required, deadline=deadline)


def listed(found: Course, *, at: datetime) -> Course:
    return replace(found, listed_at=at)


def of(*courses: Course, attendance: Attendance = Attendance.ACTIVE) -> Recommendation:
    under = policy_requiring(*(skill for each in courses for skill in each.skills))
    return recommend(under, courses, to=person(attendance=attendance))


def test_期限を過ぎたものと二週間以内のものだけを言う() -> None:
    found = of(due_in(-1, "K001"), due_in(0, "K002"), due_in(14, "K003"), due_in(15, "K004"))
    assert codes(said(found)) == {"overdue": ["K001"], "due": ["K002", "K003"]}


def test_選択の研修も期限が近ければ言う() -> None:
    assert codes(said(of(due_in(3, required=False)))) == {"due": ["K001"]}


def test_前のお知らせより後に載った研修だけが新しい() -> None:
    old = listed(course("K001", skills=["ア"]), at=LAST_WEEK)
    new = listed(course("K002", skills=["イ"]), at=LAST_WEEK + timedelta(minutes=1))
    unknown = course("K003", skills=["ウ"])
    assert codes(said(of(old, new, unknown))) == {"new": ["K002"]}


def test_新しくても期限が近ければ一度だけ言う() -> None:
    assert codes(said(of(listed(due_in(3), at=moment(TODAY))))) == {"due": ["K001"]}


def test_新しくても受講済みなら言わない() -> None:
    new = listed(course("K001", skills=["ア"]), at=moment(TODAY))
    found = recommend(policy_requiring("ア"), [new], record("K001"))
    assert said(found).is_empty


def test_まだ必要な研修の明日の開催を言う() -> None:
    days = (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    held = [session(on=day, id=number) for number, day in enumerate(days)]
    needed = course("K001", skills=["ア"], sessions=held)
    assert said(of(needed)).tomorrow == (Meeting(needed, held[1]),)
    done = recommend(policy_requiring("ア"), [needed], record("K001"))
    assert said(done).tomorrow == ()


def test_報告への決定だけでも知らせる() -> None:
    decision = Decision("研修", TODAY, RecordState.COMPLETED, moment(TODAY))
    reminder = said(of(), decision)
    assert reminder.decided == (decision,)
    assert not reminder.is_empty


def test_前のお知らせの前に決まったことは言わない() -> None:
    assert said(of(), Decision("研修", TODAY, RecordState.COMPLETED, LAST_WEEK)).is_empty


def test_書いている間に来たものは次のお知らせのものである() -> None:
    """The next one counts from the moment of this one: nothing is said twice, nothing never."""
    later = moment(TODAY) + timedelta(seconds=1)
    new = listed(course("K001", skills=["ア"]), at=later)
    decision = Decision("研修", TODAY, RecordState.COMPLETED, later)
    assert said(of(new), decision).is_empty
    next_week = reminder_of(
        of(new), decided=(decision,), since=moment(TODAY), now=later + timedelta(days=7)
    )
    assert (codes(next_week), next_week.decided) == ({"new": ["K001"]}, (decision,))


def test_言うことがなければ空である() -> None:
    assert said(of(course("K001", skills=["ア"]))).is_empty


def test_休んでいる人の期限は言わない() -> None:
    found = of(due_in(-1, "K001"), due_in(3, "K002"), attendance=Attendance.PARENTAL_LEAVE)
    assert said(found).is_empty


def test_もう送らないと言った人にも必須の期限だけは言う() -> None:
    found = of(due_in(-1, "K001"), due_in(3, "K002"), due_in(3, "K003", required=False))
    decision = Decision("研修", TODAY, RecordState.REJECTED, moment(TODAY))
    kept = in_spite_of(Silence(None), said(found, decision))
    assert codes(kept) == {"overdue": ["K001"], "due": ["K002"]}
    assert kept.decided == ()
    assert kept.despite == Silence(None)


def test_止めている間に期限が来る必須だけは言う() -> None:
    reminder = said(of(due_in(2, "K001"), due_in(10, "K002")))
    kept = in_spite_of(Silence(TODAY + timedelta(days=1)), reminder)
    assert codes(kept) == {"due": ["K001"]}


def test_所属長に言うのは必須の期限だけである() -> None:
    found = of(due_in(-1, "K001"), due_in(3, "K002"), due_in(3, "K003", required=False))
    assert codes(required_only(said(found))) == {"overdue": ["K001"], "due": ["K002"]}
    assert required_only(said(of(due_in(15)))).is_empty


days_to_come = st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=60))
silences = st.builds(Silence, st.none() | days_to_come)


@SAME_EVERY_RUN
@given(situations())
def test_どの研修も一度だけで期限のあるものは二週間以内か過ぎている(town: Situation) -> None:
    reminder = said(town.recommend())
    told = [s.course.code for s in (*reminder.overdue, *reminder.due, *reminder.new)]
    assert len(told) == len(set(told))
    assert all(s.deadline and s.deadline < TODAY for s in reminder.overdue)
    assert all(s.deadline and TODAY <= s.deadline <= TODAY + DUE_WITHIN for s in reminder.due)


@SAME_EVERY_RUN
@given(situations(), silences)
def test_止めても期限の来る必須は隠れずほかは何も増えない(
    town: Situation, silence: Silence
) -> None:
    reminder = said(town.recommend())
    kept = in_spite_of(silence, reminder)
    assert kept.overdue == reminder.overdue
    ends: date = silence.until or date.max
    must = [
        s
        for s in reminder.due
        if s.course.obligation is Obligation.REQUIRED and s.deadline and s.deadline <= ends
    ]
    assert set(map(id, must)) <= set(map(id, kept.due)) <= set(map(id, reminder.due))
    assert all(s.course.obligation is Obligation.REQUIRED for s in kept.due)
    assert (kept.new, kept.decided, kept.tomorrow) == ((), (), ())


@SAME_EVERY_RUN
@given(situations(), st.none() | silences)
def test_知らせない理由は中身がないか頼まれたことのどちらかである(
    town: Situation, silence: Silence | None
) -> None:
    found = reminder_for(
        town.recommend(), decided=(), since=LAST_WEEK, silence=silence, now=moment(TODAY)
    )
    whole = said(town.recommend())
    kept = in_spite_of(silence, whole)
    if whole.is_empty:
        assert found == NotTold(NOTHING_NEW)
    elif kept.is_empty:
        assert found == NotTold(SILENCED, silence)
    else:
        assert found == kept


@SAME_EVERY_RUN
@given(situations())
def test_止めていなければそのまま言う(town: Situation) -> None:
    reminder = said(town.recommend())
    assert in_spite_of(None, reminder) == reminder
