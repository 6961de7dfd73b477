"""「次に受ける研修」「全部見る」「今年度の計画」."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards import example_values, reasons, wording
from cards.case import EXAMPLE, EXAMPLE_SHORT, case_button
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
from domain.improvement_case import PublishedCase
from domain.people import Person
from domain.plan import Plan, PlannedCourse
from domain.recommendation import Recommendation
from domain.suggestion import Placement, Suggestion

SHOWN_FIRST = 3
"""Three are enough to act on; the rest is one button away."""


def next_training_card(
    recommendation: Recommendation,
    *,
    today: date,
    is_own: bool = True,
    born: Sequence[PublishedCase] = (),
) -> Card:
    """Up to three trainings in the order that matters, and what remains after them.

    ``is_own``: seen by themself. Others get no button that would act for who sees the card.
    ``born``: improvement cases of the training named first, the newest first.
    """
    shown = recommendation.next[:SHOWN_FIRST]
    elements: list[Element] = [*_acquired_so_far(recommendation), *_warnings(recommendation)]
    for place, suggestion in enumerate(shown, start=1):
        elements += _suggestion(suggestion, recommendation.person, place=place, today=today)
        if is_own:
            elements.append(Buttons((_detail_button(suggestion), _done_button(suggestion))))
        if place == 1:
            elements += _born(born)
    ways_on = _ways_on(recommendation.person, with_all=bool(recommendation.next), is_own=is_own)
    elements += [Divider(), *_remaining(recommendation), ways_on]
    return Card(
        _title("次に受ける研修", recommendation.person, is_own=is_own),
        tuple(elements),
        summary=_summary(recommendation, today=today),
    )


def all_trainings_card(recommendation: Recommendation, *, today: date, is_own: bool = True) -> Card:
    """Everything that is left, one line each, in the same order."""
    rows = tuple(
        (
            f"{place}. {wording.course_name(suggestion.course)}",
            suggestion.course.obligation.value,
            suggestion.placement.value,
            wording.hours(suggestion.course.hours),
            wording.due(
                suggestion.course, suggestion.deadline, person=recommendation.person, today=today
            ),
        )
        for place, suggestion in enumerate(recommendation.next, start=1)
    )
    table = Table(("研修", "必須・選択", "理由", "時間", "期限"), rows)
    elements = [table] if rows else [paragraph("受ける研修は残っていません。")]
    details = tuple(_detail_button(s, label=s.course.name) for s in recommendation.next)
    return Card(
        _title("これから受ける研修（全部）", recommendation.person, is_own=is_own),
        (
            *elements,
            *_remaining(recommendation, after_shown=False),
            *([Buttons(details)] if details and is_own else []),
            _ways_on(recommendation.person, is_own=is_own),
        ),
        summary=f"これから受ける研修は{len(rows)}件です。",
    )


def plan_card(plan: Plan, *, of: Person, today: date, is_own: bool = True) -> Card:
    """「今年度の計画」: the fewest hours that close the gap, 必須 first."""
    title = _title(f"{fiscal_year.reiwa(plan.year)}の受講計画", of, is_own=is_own)
    ways_on = _ways_on(of, with_plan=False, is_own=is_own)
    if not plan.courses:
        return Card(
            title,
            (paragraph("今年度に受ける研修は残っていません。"), *_plan_notes(plan), ways_on),
            summary="今年度に受ける研修は残っていません。",
        )
    rows = tuple(_planned_row(planned, of=of, today=today) for planned in plan.courses)
    total = f"{len(rows)}件・合計{wording.hours(plan.hours) or '0時間'}"
    return Card(
        title,
        (
            paragraph("不足しているスキルを、必須を先に、いちばん短い時間で習得する計画です。"),
            Table(("研修", "必須・選択", "時間", "受ける日", "期限"), rows),
            paragraph(Bold(total)),
            *_plan_notes(plan),
            ways_on,
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


def _suggestion(
    suggestion: Suggestion, person: Person, *, place: int, today: date
) -> Iterator[Element]:
    course = suggestion.course
    yield Heading(f"{place}. {wording.course_name(course)}")
    yield Paragraph(plain(Bold(course.obligation.value), f"　{reasons.reason(suggestion)}"))
    quote = reasons.quote(suggestion)
    if quote:
        yield Quote(quote, cite=reasons.source(suggestion))
    else:
        yield note(f"根拠：{reasons.source(suggestion)}")
    yield Facts(tuple(_facts(suggestion, person, today=today)))


def _born(cases: Sequence[PublishedCase]) -> Iterator[Element]:
    """One of them; the training's own card has the others."""
    if cases:
        newest, left = cases[0], len(cases) - 1
        more = f"、ほか{left}件" if left else ""
        yield paragraph(f"この研修から生まれた事例：{newest.called}（{newest.place}）{more}")
        yield Buttons((case_button(newest),))


def _facts(suggestion: Suggestion, person: Person, *, today: date) -> Iterator[tuple[str, str]]:
    course = suggestion.course
    skills = suggestion.closes or course.skills
    yield "習得できるスキル", "、".join(skills) or wording.NOT_REGISTERED
    yield "方法・時間", wording.method(course)
    yield "次回", wording.session(course, suggestion.session, today=today)
    yield "期限", wording.due(course, suggestion.deadline, person=person, today=today)


def _remaining(recommendation: Recommendation, *, after_shown: bool = True) -> Iterator[Element]:
    rest = recommendation.next[SHOWN_FIRST:]
    if not recommendation.next:
        yield paragraph(_nothing_left(recommendation))
    elif after_shown and rest:
        required = sum(s.placement in _REQUIRED for s in rest)
        among = f"（うち必須{required}件）" if required else ""
        yield paragraph(f"このあとに{len(rest)}件{among}あります。")
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


def _title(title: str, person: Person, *, is_own: bool) -> str:
    return title if is_own else f"{wording.people_name(person.name)}の{title}"


def _ways_on(
    person: Person, *, is_own: bool, with_all: bool = False, with_plan: bool = True
) -> Buttons:
    """To the other cards about the same person."""
    args = {} if is_own else {"person": str(person.id)}
    all_of_them = Button("全部見る", "training.all", args, style=ButtonStyle.PRIMARY)
    next_ones = Button("次に受ける研修", "training.next", args)
    a_plan = Button("今年度の計画", "training.plan", args)
    return Buttons(
        (
            *([all_of_them] if with_all else []),
            a_plan if with_plan else next_ones,
            Button("受講状況", "training.status", args),
        )
    )


def _planned_row(planned: PlannedCourse, *, of: Person, today: date) -> tuple[str, ...]:
    course = planned.course
    return (
        wording.course_name(course),
        course.obligation.value,
        wording.hours(course.hours),
        _when(planned, today=today),
        wording.due(course, planned.deadline, person=of, today=today),
    )


def _when(planned: PlannedCourse, *, today: date) -> str:
    if planned.on is not None:
        return wording.day(planned.on, today=today) + ("・満席" if planned.is_full else "")
    if planned.scheduled:
        return "いつでも"
    return "合う日程がありません" if planned.course.sessions else f"日程は{wording.NOT_REGISTERED}"


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
    "事例のある研修から受ける": next_training_card(
        example_values.RECOMMENDATION,
        today=example_values.TODAY,
        born=(EXAMPLE, EXAMPLE_SHORT),
    ),
    "受ける研修なし": next_training_card(example_values.NOTHING_LEFT, today=example_values.TODAY),
    "全部見る": all_trainings_card(example_values.RECOMMENDATION, today=example_values.TODAY),
    "部下が次に受ける研修": next_training_card(
        example_values.RECOMMENDATION, today=example_values.TODAY, is_own=False
    ),
    "今年度の計画": plan_card(
        example_values.PLAN, of=example_values.PERSON, today=example_values.TODAY
    ),
}
