"""「受講の時間をとってあげてください」: to the 所属長, who is behind and who has finished something."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from cards import example_values, wording
from cards.delivery_reasons import because
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    note,
    paragraph,
)
from cards.reminder_settings import what_can_be_asked_for
from domain.outbox import PAUSED
from domain.people import Person
from domain.reminder import ON_LEAVE, Silence
from domain.section_reminder import Behind, Finished, SectionReminder
from domain.suggestion import Suggestion

_UNTIL = {PAUSED: "再開したあとに届きます。", ON_LEAVE: "復帰したあとに届きます。"}
BEHIND_SHOWN, FINISHED_SHOWN = 8, 5
"""A message that is not one page is not sent."""
COURSES_SHOWN = 3


def section_reminder_card(reminder: SectionReminder, *, week: str, today: date) -> Card:
    """To be sent only where the reminder is not empty. ``week``: ISO, such as 2026-W47."""
    return Card(
        "課の受講のお知らせ",
        (
            *_behind(reminder.behind, week=week, today=today),
            *_finished(reminder.finished, week=week),
            *what_can_be_asked_for(reminder.despite, today=today),
        ),
        summary=_summary(reminder),
    )


def section_behind_card(behind: Sequence[Behind], *, people: int, week: str, today: date) -> Card:
    """Asked for by the 所属長. ``people``: how many they lead; ``week``: ISO, of today."""
    nobody = f"必須研修の期限を過ぎた方も、2週間以内に期限が来る方もいません（{people}人中）。"
    return Card(
        "課の受講の遅れ",
        tuple(_behind(behind, week=week, today=today)) if behind else (paragraph(nobody),),
        summary=_summary(SectionReminder(tuple(behind), ())) if behind else nobody,
    )


def told_card(person: Person, *, is_thanks: bool, goes: str = "") -> Card:
    """The receipt to the 所属長. ``goes``: when, where that is not now: ``goes_at`` and
    ``waits_for``.
    """
    name = wording.people_name(person.name)
    what = "ねぎらい" if is_thanks else "声かけ"
    line = f"{name}に{what}を送ります。{goes}"
    return Card(f"{what}を受け付けました", (paragraph(line),), line)


def told_already_card(person: Person, *, is_thanks: bool) -> Card:
    """They have pressed before in this week."""
    what = "ねぎらい" if is_thanks else "声かけ"
    line = f"{wording.people_name(person.name)}への{what}は、今週はすでに受け付けています。"
    return Card("今週はもう受け付けました", (paragraph(line),), line)


def not_behind_card(person: Person) -> Card:
    """They were to be told in words, and there is nothing to tell them of."""
    name = wording.people_name(person.name)
    line = f"{name}には、期限を過ぎた、または近い必須研修がありません。声かけは送っていません。"
    return Card(
        "声かけは送っていません",
        (paragraph(line), Buttons((_to(person, "受講状況", "training.status"),))),
        line,
    )


def goes_at(until: datetime, *, today: date) -> str:
    """「明日（11月24日(火)）の9:00に届きます」."""
    when = wording.coming_moment(until, today=today)
    return f"いまは送らない時間帯か閉庁日のため、{when}に届きます。"


def waits_for(reason: str) -> str:
    """Nobody knows until when. ``reason`` is a short code."""
    return f"{because(reason)}{_UNTIL.get(reason, '')}"


def _summary(reminder: SectionReminder) -> str:
    behind = f"必須研修の期限が近い、または過ぎた方が{len(reminder.behind)}人います。"
    finished = f"{len(reminder.finished)}人が研修を修了しました。"
    return (behind if reminder.behind else "") + (finished if reminder.finished else "")


def _behind(people: Sequence[Behind], *, week: str, today: date) -> Iterator[Element]:
    if not people:
        return
    yield paragraph(
        f"必須研修の期限を過ぎた方、2週間以内に期限が来る方が{len(people)}人います。",
        Bold("受講の時間をとってあげてください。"),
    )
    for one in people[:BEHIND_SHOWN]:
        yield paragraph(Bold(wording.people_name(one.person.name)), f"　{_late(one, today=today)}")
        yield Buttons(
            (
                _to(one.person, "声をかける", "reminder.nudge", week=week, is_first=True),
                _to(one.person, "受講状況", "training.status"),
            )
        )
    yield from _more(len(people) - BEHIND_SHOWN)


def _finished(people: Sequence[Finished], *, week: str) -> Iterator[Element]:
    if not people:
        return
    yield Heading("前回のお知らせからの修了")
    for one in people[:FINISHED_SHOWN]:
        courses = wording.names(one.courses, shown=COURSES_SHOWN)
        yield paragraph(Bold(wording.people_name(one.person.name)), f"　{courses}")
        yield Buttons((_to(one.person, "ねぎらいを送る", "reminder.thank", week=week),))
    yield from _more(len(people) - FINISHED_SHOWN)


def _more(rest: int) -> Iterator[Element]:
    if rest > 0:
        yield note(f"ほか{rest}人います。「○○さんの受講状況」と送ると、一人ずつ見られます。")


def _late(one: Behind, *, today: date) -> str:
    parts = (("期限を過ぎています", one.overdue), ("期限が近づいています", one.due))
    return "／".join(f"{what}：{_due(found, today=today)}" for what, found in parts if found)


def _due(found: Sequence[Suggestion], *, today: date) -> str:
    names = [f"{wording.course_name(s.course)}（{_until(s, today=today)}）" for s in found]
    return wording.names(names, shown=COURSES_SHOWN)


def _until(suggestion: Suggestion, *, today: date) -> str:
    return wording.day(suggestion.deadline, today=today) if suggestion.deadline else ""


def _to(
    person: Person, label: str, action: str, *, week: str = "", is_first: bool = False
) -> Button:
    return Button(
        label,
        action,
        {"person": str(person.id)} | ({"week": week} if week else {}),
        style=ButtonStyle.PRIMARY if is_first else ButtonStyle.DEFAULT,
        about=f"{wording.people_name(person.name)}：{label}",
    )


_OVERDUE, _, _DUE = example_values.RECOMMENDATION.next
_BEHIND = Behind(example_values.PERSON, (_OVERDUE,), (_DUE,))
_FINISHED = Finished(
    example_values.NAMESAKE, ("BPR実践研修", "RPA入門", "統計の基礎", "DX基礎研修")
)

EXAMPLES = {
    "課の受講のお知らせ": section_reminder_card(
        SectionReminder((_BEHIND,), (_FINISHED,)), week="2026-W47", today=example_values.TODAY
    ),
    "課の受講のお知らせ（大きな課）": section_reminder_card(
        SectionReminder((_BEHIND,) * 20, (_FINISHED,) * 9),
        week="2026-W47",
        today=example_values.TODAY,
    ),
    "もう送らない所属長へのお知らせ": section_reminder_card(
        SectionReminder((_BEHIND,), (), despite=Silence(None)),
        week="2026-W47",
        today=example_values.TODAY,
    ),
    "課の受講の遅れ": section_behind_card(
        (_BEHIND,), people=12, week="2026-W47", today=example_values.TODAY
    ),
    "課に遅れている人はいない": section_behind_card(
        (), people=12, week="2026-W47", today=example_values.TODAY
    ),
    "声かけを受け付けた": told_card(example_values.PERSON, is_thanks=False),
    "声かけを時間外に受け付けた": told_card(
        example_values.PERSON,
        is_thanks=False,
        goes=goes_at(example_values.NOW + timedelta(days=1), today=example_values.TODAY),
    ),
    "声かけを休止中に受け付けた": told_card(
        example_values.PERSON, is_thanks=False, goes=waits_for(PAUSED)
    ),
    "声かけの用がない": not_behind_card(example_values.PERSON),
    "ねぎらいは送ってある": told_already_card(example_values.PERSON, is_thanks=True),
}
