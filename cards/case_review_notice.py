"""「事例の確認をお願いします」: to who reviews, at once and again when it has waited long."""

from dataclasses import dataclass, replace
from datetime import datetime

from cards import example_values, wording
from cards.elements import Bold, Button, Buttons, ButtonStyle, Card, Element, Facts, note, paragraph
from domain.improvement_case import Case, Effect


@dataclass(frozen=True, slots=True)
class Asked:
    """``author`` is empty where nobody is known. ``is_own``: nobody else could decide it."""

    case: Case
    author: str
    at: datetime
    is_own: bool = False


QUEUE = Button("事例の確認待ち", "case.queue")


def review_button(case: Case, *, style: ButtonStyle = ButtonStyle.DEFAULT) -> Button:
    return Button(
        "内容を確かめる",
        "case.review",
        {"case": str(case.id)},
        style=style,
        about=f"{case.called}の内容を確かめる",
    )


def case_waiting_card(asked: Asked) -> Card:
    case = asked.case
    again = "直した内容の確認をお願いします。" if case.version > 1 else "確認をお願いします。"
    sentence = f"{case.called}の{again}"
    return Card(
        "改善事例の確認のお願い",
        (paragraph(Bold(case.called)), paragraph(again), *_of(asked)),
        summary=sentence,
    )


def case_waiting_long_card(asked: Asked, *, open_days: int, is_for_office: bool) -> Card:
    """``is_for_office``: they do not decide it, but can ask who does."""
    case = asked.case
    sentence = f"{case.called}が{open_days}開庁日、確認を待っています。"
    if is_for_office:
        onward = (
            f"{case.department}のDX推進リーダーに声をかけてください。"
            "確認できる人がいないときは、名簿を直すと事務局の確認に移ります。"
        )
    else:
        onward = "承認・差し戻し・修正提案のどれかを選んでください。"
    return Card(
        "確認を待っている改善事例があります",
        (paragraph(Bold(sentence)), paragraph(onward), *_of(asked)),
        summary=sentence,
    )


def _of(asked: Asked) -> tuple[Element, ...]:
    case = asked.case
    facts = (
        ("報告した人", wording.people_name(asked.author) if asked.author else "不明"),
        ("所属", case.place),
        *_since(asked),
    )
    own = "ご自分の事例です。ほかに確認できる人がいないため、承認すると記録に残ります。"
    return (
        Facts(facts),
        *([note(own)] if asked.is_own else []),
        Buttons((review_button(case, style=ButtonStyle.PRIMARY), QUEUE)),
    )


def _since(asked: Asked) -> tuple[tuple[str, str], ...]:
    since = asked.case.waiting_since
    today = asked.at.date()
    return (("確認待ちになった日", wording.day(since.date(), today=today)),) if since else ()


EXAMPLE_CASE = replace(
    example_values.WAITING_CASE,
    text=replace(example_values.CASE_TEXT, effect=Effect(), tools=()),
)
_ASKED = Asked(EXAMPLE_CASE, "市川　遥", example_values.NOW)

EXAMPLES = {
    "確認のお願い": case_waiting_card(_ASKED),
    "長く待っている": case_waiting_long_card(_ASKED, open_days=6, is_for_office=False),
    "長く待っている（事務局へ）": case_waiting_long_card(_ASKED, open_days=11, is_for_office=True),
}
