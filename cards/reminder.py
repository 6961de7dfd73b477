"""「今週のお知らせ」: what is due or new for one person, and what their 所属長 says beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from cards import example_values, wording
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    paragraph,
    plain,
)
from cards.reminder_settings import what_can_be_asked_for
from domain.japan_time import JAPAN
from domain.reminder import Decision, Meeting, Reminder, Silence
from domain.suggestion import Suggestion
from domain.training import Course, RecordState

SHOWN = 5
"""Of each kind: a message that is not one page is not sent."""


def reminder_card(reminder: Reminder, *, today: date) -> Card:
    """To be sent only where the reminder is not empty."""
    return Card(
        "今週のお知らせ",
        (
            *_trainings("期限を過ぎた必須研修", reminder.overdue, today=today),
            *_trainings("2週間以内に期限が来る研修", reminder.due, today=today),
            *_tomorrow(reminder.tomorrow),
            *_decided(reminder.decided, today=today),
            *_new(reminder.new),
            *what_can_be_asked_for(reminder.despite, today=today),
        ),
        summary=_summary(reminder),
    )


def nudge_card(
    *, manager: str, overdue: Sequence[Suggestion], due: Sequence[Suggestion], today: date
) -> Card:
    """``manager`` is the name of the 所属長, who has pressed the button."""
    return Card(
        "研修を受ける時間をとってください",
        (
            paragraph(
                f"{wording.people_name(manager)}から：研修を受ける時間をとってください。"
                "仕事の調整が必要なときは、相談してください。"
            ),
            *_trainings("期限を過ぎた必須研修", overdue, today=today),
            *_trainings("2週間以内に期限が来る研修", due, today=today),
        ),
        summary=f"{wording.people_name(manager)}から、研修を受ける時間をとるようにとのことです。",
    )


def thanks_card(*, manager: str, courses: Sequence[str]) -> Card:
    """``courses`` are the names of what they have finished."""
    names = wording.names([f"「{name}」" for name in courses], shown=SHOWN)
    return Card(
        "研修の受講、お疲れさまでした",
        (
            paragraph(
                f"{wording.people_name(manager)}から：{names}の受講、お疲れさまでした。"
                "学んだことを、ぜひ仕事に生かしてください。"
            ),
            Buttons((Button("次に受ける研修", "training.next"),)),
        ),
        summary=f"{wording.people_name(manager)}から、受講お疲れさまでしたとのことです。",
    )


def _summary(reminder: Reminder) -> str:
    counts = (
        ("期限を過ぎた必須研修", len(reminder.overdue)),
        ("2週間以内に期限が来る研修", len(reminder.due)),
        ("明日の開催", len(reminder.tomorrow)),
        ("報告への返事", len(reminder.decided)),
        ("新しい研修", len(reminder.new)),
    )
    return "、".join(f"{what}が{count}件" for what, count in counts if count) + "あります。"


def _trainings(heading: str, found: Sequence[Suggestion], *, today: date) -> Iterator[Element]:
    if not found:
        return
    yield Heading(heading)
    for suggestion in found[:SHOWN]:
        when = wording.deadline(suggestion.deadline, today=today)
        yield paragraph(Bold(wording.course_name(suggestion.course)), f"　期限 {when}")
        yield Buttons((_detail(suggestion.course), _done(suggestion.course)))
    if len(found) > SHOWN:
        yield paragraph(f"このほかに{len(found) - SHOWN}件あります。")
        yield Buttons((Button("全部見る", "training.all"),))


def _detail(course: Course) -> Button:
    return Button("詳しく", "course.show", {"course": course.code}, about=f"{course.name}の詳細")


def _done(course: Course) -> Button:
    return Button(
        "受講済みにする",
        "completion.open",
        {"course": course.code},
        about=f"{course.name}を受講済みにする",
        opens_form=True,
    )


def _tomorrow(meetings: Sequence[Meeting]) -> Iterator[Element]:
    if meetings:
        yield Heading("明日開かれます")
        yield _listed([_meeting(each) for each in meetings])


def _meeting(meeting: Meeting) -> str:
    start, end = meeting.session.starts_at, meeting.session.ends_at
    hours = "" if (start.hour, start.minute) == (0, 0) else f"{wording.clock_time(start)}〜"
    until = wording.clock_time(end) if end and hours else ""
    words = (wording.course_name(meeting.course), hours + until, meeting.session.place)
    return "　".join(filter(None, words))


def _decided(decisions: Sequence[Decision], *, today: date) -> Iterator[Element]:
    if decisions:
        yield Heading("報告への返事")
        yield _listed([_decision(each, today=today) for each in decisions])


def _decision(decision: Decision, *, today: date) -> str:
    is_confirmed = decision.state is RecordState.COMPLETED
    what = "修了が確認されました" if is_confirmed else "差し戻されました"
    on = wording.day(decision.completed_on, today=today)
    return f"{decision.course_name}（受講日 {on}）：{what}"


def _new(found: Sequence[Suggestion]) -> Iterator[Element]:
    if found:
        yield Heading("新しく加わった、あなたに役立つ研修")
        yield _listed(
            [f"{wording.course_name(s.course)}（{wording.method(s.course)}）" for s in found]
        )
        if len(found) > SHOWN:
            yield Buttons((Button("全部見る", "training.all"),))
        else:
            yield Buttons((Button("次に受ける研修", "training.next"),))


def _listed(lines: Sequence[str]) -> Bullets:
    return Bullets(tuple(map(plain, wording.cut(lines, shown=SHOWN))))


_OVERDUE, _, _DUE = example_values.RECOMMENDATION.next
_DECIDED_AT = datetime(2026, 11, 12, 15, 0, tzinfo=JAPAN)
_REMINDER = Reminder(
    overdue=(_OVERDUE,),
    due=(_DUE,),
    new=(example_values.RECOMMENDATION.next[1],),
    decided=(
        Decision("DX推進員養成研修", date(2026, 11, 2), RecordState.COMPLETED, _DECIDED_AT),
        Decision("RPA入門", date(2026, 11, 9), RecordState.REJECTED, _DECIDED_AT),
    ),
    tomorrow=(Meeting(_DUE.course, _DUE.course.sessions[0]),),
)
_TODAY = example_values.DEADLINE - timedelta(days=10)

EXAMPLES = {
    "今週のお知らせ": reminder_card(_REMINDER, today=_TODAY),
    "今週のお知らせ（多い）": reminder_card(
        Reminder(overdue=(_OVERDUE,) * 7, new=(_DUE,) * 7), today=_TODAY
    ),
    "止めている間のお知らせ": reminder_card(
        Reminder(overdue=(_OVERDUE,), despite=Silence(date(2027, 1, 11))), today=_TODAY
    ),
    "もう送らない人へのお知らせ": reminder_card(
        Reminder(overdue=(_OVERDUE,), despite=Silence(None)), today=_TODAY
    ),
    "上司からの声かけ": nudge_card(
        manager="三宅　和江", overdue=(_OVERDUE,), due=(), today=example_values.TODAY
    ),
    "上司からのねぎらい": thanks_card(manager="三宅　和江", courses=("BPR実践研修",)),
    "上司からのねぎらい（多い）": thanks_card(
        manager="三宅　和江", courses=[f"統計の基礎{number}" for number in range(1, 8)]
    ),
}
