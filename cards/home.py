"""「ホーム」: one's training at a glance, always in view (Slack's Home tab)."""

from collections.abc import Iterator
from datetime import date

from cards import example_values, wording
from cards.case_report import REPORT
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Divider,
    Element,
    Heading,
    Paragraph,
    Progress,
    note,
    paragraph,
    plain,
)
from domain.recommendation import Recommendation
from domain.suggestion import Suggestion

SHOWN = 3


def home_card(recommendation: Recommendation, *, today: date) -> Card:
    """How far one is, what is late, what comes next."""
    return Card(
        "あなたの研修",
        (
            *_how_far(recommendation),
            *_next(recommendation, today=today),
            Divider(),
            _WAYS_ON,
            note(f"{wording.day(today, today=today)}の内容です。"),
        ),
        summary="あなたの研修の状況です。",
    )


_WAYS_ON = Buttons(
    (
        Button("次に受ける研修", "training.next", style=ButtonStyle.PRIMARY),
        Button("受講状況", "training.status"),
        Button("今年度の計画", "training.plan"),
        REPORT,
        Button("使い方", "help.show"),
    )
)


def _how_far(recommendation: Recommendation) -> Iterator[Element]:
    total = len(recommendation.requirements.skills)
    if total:
        done = total - len(recommendation.gap)
        yield Progress("必要なスキルの習得", done=done, total=total)
    if recommendation.overdue:
        yield paragraph(Bold(f"期限を過ぎた必須研修が{len(recommendation.overdue)}件あります。"))
    if recommendation.waiting:
        yield note(f"修了の確認を待っている研修が{len(recommendation.waiting)}件あります。")


def _next(recommendation: Recommendation, *, today: date) -> Iterator[Element]:
    yield Heading("次に受ける研修")
    for suggestion in recommendation.next[:SHOWN]:
        yield _line(suggestion, today=today)
        yield _buttons(suggestion)
    if not recommendation.next:
        yield paragraph("いま受ける研修はありません。")
    rest = len(recommendation.next) - SHOWN
    if rest > 0:
        yield note(f"このあとに{rest}件あります。")


def _line(suggestion: Suggestion, *, today: date) -> Paragraph:
    course = suggestion.course
    due = wording.deadline(suggestion.deadline, today=today) if suggestion.deadline else ""
    words = [course.obligation.value, suggestion.placement.value, *([f"期限 {due}"] if due else [])]
    return Paragraph(plain(Bold(wording.course_name(course)), f"　{'・'.join(words)}"))


def _buttons(suggestion: Suggestion) -> Buttons:
    course, args = suggestion.course, {"course": suggestion.course.code}
    return Buttons(
        (
            Button("詳しく", "course.show", args, about=f"{course.name}の詳細"),
            Button(
                "受講済みにする",
                "completion.open",
                args,
                about=f"{course.name}を受講済みにする",
                opens_form=True,
            ),
        )
    )


EXAMPLES = {
    "ホーム": home_card(example_values.RECOMMENDATION, today=example_values.TODAY),
    "ホーム（残りなし）": home_card(example_values.NOTHING_LEFT, today=example_values.TODAY),
}
