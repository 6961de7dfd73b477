"""「次に受ける研修」「全部見る」「今年度の計画」."""

from collections.abc import Iterator
from datetime import date

from cards import example_values, reasons, wording
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Divider,
    Element,
    Facts,
    Heading,
    Paragraph,
    Progress,
    Quote,
    Table,
    note,
    paragraph,
    plain,
)
from domain import fiscal_year
from domain.plan import Plan, PlannedCourse
from domain.recommendation import Recommendation
from domain.suggestion import Placement, Suggestion

SHOWN_FIRST = 3
"""Three are enough to act on; the rest is one button away."""


def next_training_card(recommendation: Recommendation, *, today: date) -> Card:
    """Up to three trainings in the order that matters, and what remains after them."""
    shown = recommendation.next[:SHOWN_FIRST]
    elements: list[Element] = [*_acquired_so_far(recommendation), *_warnings(recommendation)]
    for place, suggestion in enumerate(shown, start=1):
        elements += _suggestion(suggestion, place=place, today=today)
    elements += [Divider(), *_remaining(recommendation), _ways_on(recommendation)]
    return Card("次に受ける研修", tuple(elements), summary=_summary(recommendation, today=today))


def all_trainings_card(recommendation: Recommendation, *, today: date) -> Card:
    """Everything that is left, one line each, in the same order."""
    rows = tuple(
        (
            f"{place}. {wording.course_name(suggestion.course)}",
            suggestion.course.obligation.value,
            suggestion.placement.value,
            wording.hours(suggestion.course.hours),
            wording.deadline(suggestion.deadline, today=today),
        )
        for place, suggestion in enumerate(recommendation.next, start=1)
    )
    table = Table(("研修", "必須・選択", "理由", "時間", "期限"), rows)
    elements = [table] if rows else [paragraph("受ける研修は残っていません。")]
    details = tuple(_detail_button(s, label=s.course.name) for s in recommendation.next)
    return Card(
        "これから受ける研修（全部）",
        (
            *elements,
            *_remaining(recommendation, after_shown=False),
            *([Buttons(details)] if details else []),
            _ways_on(recommendation, with_all=False),
        ),
        summary=f"これから受ける研修は{len(rows)}件です。",
    )


def plan_card(plan: Plan, *, today: date) -> Card:
    """「今年度の計画」: the fewest hours that close the gap, 必須 first."""
    title = f"{fiscal_year.reiwa(plan.year)}の受講計画"
    if not plan.courses:
        return Card(
            title,
            (paragraph("今年度に受ける研修は残っていません。"), *_plan_notes(plan)),
            summary="今年度に受ける研修は残っていません。",
        )
    rows = tuple(_planned_row(planned, today=today) for planned in plan.courses)
    total = f"{len(rows)}件・合計{wording.hours(plan.hours) or '0時間'}"
    return Card(
        title,
        (
            paragraph("不足しているスキルを、必須を先に、いちばん短い時間で習得する計画です。"),
            Table(("研修", "必須・選択", "時間", "受ける日", "期限"), rows),
            paragraph(Bold(total)),
            *_plan_notes(plan),
        ),
        summary=f"今年度の計画は{total}です。",
    )


def _summary(recommendation: Recommendation, *, today: date) -> str:
    if not recommendation.next:
        return _nothing_left(recommendation)
    first = recommendation.next[0]
    due = f"・期限 {wording.day(first.deadline, today=today)}" if first.deadline else ""
    return f"次は「{wording.course_name(first.course)}」（{first.course.obligation}{due}）です。"


def _nothing_left(recommendation: Recommendation) -> str:
    if not recommendation.requirements.skills:
        return "方針が求めるスキルも、受ける必須研修もありません。"
    if recommendation.waiting:
        return "修了の確認を待っている研修のほかに、受ける研修はありません。"
    if recommendation.gap and recommendation.without_course == recommendation.gap:
        return "不足しているスキルを習得できる研修が、研修一覧にありません。"
    if recommendation.without_course:
        return "受けられる研修は残っていません。研修が未登録のスキルがあります。"
    return "必要な研修はすべて受けています。"


def _acquired_so_far(recommendation: Recommendation) -> Iterator[Element]:
    total = len(recommendation.requirements.skills)
    if total:
        done = total - len(recommendation.gap)
        yield Progress("必要なスキルの習得", done=done, total=total)


def _warnings(recommendation: Recommendation) -> Iterator[Element]:
    if recommendation.person.attendance.is_on_leave:
        yield note(f"{recommendation.person.attendance}中のため、受講期限は止まっています。")
    if recommendation.unknown_words:
        words = "、".join(recommendation.unknown_words)
        yield note(f"名簿の{words}は育成方針にありません。事務局に確認してください。")


def _suggestion(suggestion: Suggestion, *, place: int, today: date) -> Iterator[Element]:
    course = suggestion.course
    yield Heading(f"{place}. {wording.course_name(course)}")
    yield Paragraph(plain(Bold(course.obligation.value), f"　{reasons.reason(suggestion)}"))
    quote = reasons.quote(suggestion)
    if quote:
        yield Quote(quote, cite=reasons.source(suggestion))
    else:
        yield note(f"根拠：{reasons.source(suggestion)}")
    yield Facts(tuple(_facts(suggestion, today=today)))
    yield Buttons((_detail_button(suggestion), _done_button(suggestion)))


def _facts(suggestion: Suggestion, *, today: date) -> Iterator[tuple[str, str]]:
    course = suggestion.course
    skills = suggestion.closes or course.skills
    yield "習得できるスキル", "、".join(skills) or wording.NOT_REGISTERED
    yield "方法・時間", wording.method(course)
    yield "次回", wording.session(course, suggestion.session, today=today)
    yield "期限", wording.deadline(suggestion.deadline, today=today)


def _remaining(recommendation: Recommendation, *, after_shown: bool = True) -> Iterator[Element]:
    rest = recommendation.next[SHOWN_FIRST:]
    if not recommendation.next:
        yield paragraph(_nothing_left(recommendation))
    elif after_shown and rest:
        required = sum(s.placement in _REQUIRED for s in rest)
        yield paragraph(f"このあとに{len(rest)}件（うち必須{required}件）あります。")
    elif after_shown:
        yield paragraph("このほかに受ける研修はありません。")
    if recommendation.without_course:
        yield Heading("研修が未登録のスキル")
        yield Bullets(tuple(plain(skill) for skill in recommendation.without_course))
        yield note("習得できる研修がまだ一覧にありません。事務局の画面にも表示されます。")
    if recommendation.waiting:
        names = "、".join(course.name for course in recommendation.waiting)
        yield note(f"修了の確認を待っている研修：{names}")


_REQUIRED = {Placement.OVERDUE, Placement.DUE, Placement.REQUIRED}


def _detail_button(suggestion: Suggestion, *, label: str = "詳しく") -> Button:
    course = suggestion.course
    return Button(label, "course.show", {"course": course.code}, about=f"{course.name}の詳細")


def _done_button(suggestion: Suggestion) -> Button:
    course = suggestion.course
    return Button(
        "受講済みにする",
        "completion.open",
        {"course": course.code},
        about=f"{course.name}を受講済みにする",
        opens_form=True,
    )


def _ways_on(recommendation: Recommendation, *, with_all: bool = True) -> Buttons:
    all_of_them = Button("全部見る", "training.all", style=ButtonStyle.PRIMARY)
    more = [all_of_them] if with_all and recommendation.next else []
    return Buttons(
        (*more, Button("今年度の計画", "training.plan"), Button("受講状況", "training.status"))
    )


def _planned_row(planned: PlannedCourse, *, today: date) -> tuple[str, ...]:
    course = planned.course
    return (
        wording.course_name(course),
        course.obligation.value,
        wording.hours(course.hours),
        _when(planned, today=today),
        wording.deadline(planned.deadline, today=today),
    )


def _when(planned: PlannedCourse, *, today: date) -> str:
    if planned.on is not None:
        return wording.day(planned.on, today=today) + ("・満席" if planned.is_full else "")
    return "いつでも" if planned.scheduled else f"日程は{wording.NOT_REGISTERED}"


def _plan_notes(plan: Plan) -> Iterator[Element]:
    if plan.hours_unknown:
        yield note(f"時間が未登録の研修が{plan.hours_unknown}件あり、合計に含めていません。")
    if plan.next_year:
        names = "、".join(course.name for course in plan.next_year)
        yield note(f"開催が来年度になる研修：{names}")
    if plan.not_covered:
        yield note(f"研修が未登録のスキル：{'、'.join(plan.not_covered)}")
    if not plan.proven_shortest:
        yield note("研修の組合せが多いため、最短とは限りません。")


EXAMPLES = {
    "次に受ける研修": next_training_card(example_values.RECOMMENDATION, today=example_values.TODAY),
    "受ける研修なし": next_training_card(example_values.NOTHING_LEFT, today=example_values.TODAY),
    "全部見る": all_trainings_card(example_values.RECOMMENDATION, today=example_values.TODAY),
    "今年度の計画": plan_card(example_values.PLAN, today=example_values.TODAY),
}
