"""「受講済みにする」: the form, the receipt, and the confirmation by the office."""

from collections.abc import Mapping
from datetime import date

from cards import example_values, wording
from cards.dialogue import draft_args, stop_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    DateField,
    Form,
    note,
    paragraph,
)
from domain.desk import ReportedCompletion
from domain.training import Course, RecordState


def completion_form(
    course: Course,
    *,
    earliest: date,
    today: date,
    nonce: str,
    value: date | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """Asks for the day; today is filled in."""
    confirm = "送信すると、担当者の確認待ちになります。" if course.needs_confirmation else ""
    return Form(
        title="受講の報告",
        action="completion.report",
        intro=(paragraph(Bold(wording.course_name(course))), *([note(confirm)] if confirm else [])),
        fields=(
            DateField(
                "completed_on",
                "受講した日",
                value=value or today,
                latest=today,
                earliest=earliest,
                hint="最後まで受けた日を選んでください。",
            ),
        ),
        submit="報告する",
        args={"course": course.code},
        errors=errors or {},
        nonce=nonce,
    )


def too_early(earliest: date, *, is_joining: bool) -> str:
    """Why a day before ``earliest`` is not taken: the day they joined, or too long ago."""
    day = f"{earliest.year}年{earliest.month}月{earliest.day}日"
    since = f"採用年月日（{day}）" if is_joining else day
    return f"{since}より前の受講は、研修担当に伝えてください。"


def completed_card(
    course: Course, *, completed_on: date, state: RecordState, next_name: str | None, today: date
) -> Card:
    """The receipt. ``next_name``: the training to take next, None when nothing is left."""
    when = wording.day(completed_on, today=today)
    if state is RecordState.COMPLETED:
        title, line = "受講を記録しました", f"{when}に修了として記録しました。"
    else:
        title, line = "受講の報告を受け付けました", f"{when}の受講を、担当者が確認します。"
    counts = _does_not_count(course, completed_on=completed_on, today=today)
    onward = f"次は「{next_name}」です。" if next_name else "受ける研修は残っていません。"
    return Card(
        title,
        (
            paragraph(Bold(wording.course_name(course))),
            paragraph(line),
            *([paragraph(counts)] if counts else []),
            note(onward),
            Buttons(
                (
                    Button("次に受ける研修", "training.next", style=ButtonStyle.PRIMARY),
                    Button("受講状況", "training.status"),
                )
            ),
        ),
        summary=f"{course.name}：{title}",
    )


def _does_not_count(course: Course, *, completed_on: date, today: date) -> str:
    """Kept, and yet the training has to be taken again: said, so that nobody waits in vain."""
    if completed_on >= course.validity.counts_from(today):
        return ""
    if course.validity.fiscal_year_only:
        return "前の年度の受講なので、今年度の受講にはなりません。今年度の分は、受けてから報告してください。"
    return f"有効期間の{course.validity.years}年を過ぎているので、もう一度受講が必要です。"


def already_reported_card(course: Course) -> Card:
    """The same form came twice: said kindly, saved once."""
    return Card(
        "すでに受け付けています",
        (
            paragraph(f"「{wording.course_name(course)}」の報告は受け付け済みです。"),
            Buttons((Button("受講状況", "training.status"),)),
        ),
        summary="この報告は受け付け済みです。",
    )


def recorded_already_card(
    course: Course, *, completed_on: date, state: RecordState, today: date
) -> Card:
    """The same training on the same day, told again: nothing is to be done."""
    if state is RecordState.COMPLETED:
        stands = "修了として記録してあります。"
    else:
        stands = "受講の報告を受け付けていて、担当者が確認します。"
    when = wording.day(completed_on, today=today)
    return Card(
        "もう記録してあります",
        (
            paragraph(Bold(wording.course_name(course)), f"の{when}の受講は、{stands}"),
            note("別の日に受けたときは、その日を入れて「○月○日に受けました」と送ってください。"),
            Buttons(
                (
                    Button("受講状況", "training.status", style=ButtonStyle.PRIMARY),
                    Button("次に受ける研修", "training.next"),
                )
            ),
        ),
        summary=f"{course.name}の{when}の受講は、{stands}",
    )


def confirmed_card(report: ReportedCompletion, *, today: date) -> Card:
    """To who reported it: it counts now."""
    when = wording.day(report.completed_on, today=today)
    return Card(
        "修了が確認されました",
        (
            paragraph(Bold(report.course_name), f"（受講日 {when}）の修了を担当者が確認しました。"),
            Buttons(
                (
                    Button("受講状況", "training.status", style=ButtonStyle.PRIMARY),
                    Button("次に受ける研修", "training.next"),
                )
            ),
        ),
        summary=f"{report.course_name}：修了が確認されました",
    )


def sent_back_card(report: ReportedCompletion, *, today: date) -> Card:
    """To who reported it: it does not count, and what they can do."""
    when = wording.day(report.completed_on, today=today)
    return Card(
        "受講の報告が差し戻されました",
        (
            paragraph(
                Bold(report.course_name), f"（受講日 {when}）の報告を担当者が差し戻しました。"
            ),
            note(
                f"受講した日などを確かめ、「{report.course_name}を受講しました」と送って"
                "報告し直してください。わからないときは研修担当に尋ねてください。"
            ),
            Buttons((Button("受講状況", "training.status"),)),
        ),
        summary=f"{report.course_name}：受講の報告が差し戻されました",
    )


def pick_day_button(label: str, course: Course, *, day: date | None = None) -> Button:
    """Opens the form, with ``day`` filled in."""
    chosen = {"completed_on": day.isoformat()} if day else {}
    return Button(
        label,
        "completion.open",
        {"course": course.code} | chosen,
        about=f"{course.name}を受講した日を選ぶ",
        opens_form=True,
    )


def confirm_report_card(course: Course, *, completed_on: date, nonce: str) -> Card:
    """What is going to be saved, with the day that was understood: nothing is, before 「報告する」."""
    name = wording.course_name(course)
    values = {"course": course.code, "day": completed_on.isoformat()}
    sentence = f"{name}を{wording.full_day(completed_on)}に受講したと報告します。"
    send = Button(
        "報告する",
        "completion.send",
        values,
        style=ButtonStyle.PRIMARY,
        about=f"{course.name}の受講を報告する",
    )
    buttons = (
        send,
        pick_day_button("日付を変える", course, day=completed_on),
        stop_button(draft_args("complete_course", values)),
    )
    confirm = (
        [note("報告すると、担当者の確認待ちになります。")] if course.needs_confirmation else []
    )
    return Card(
        "この内容で報告しますか",
        (
            paragraph(
                Bold(name), "を", Bold(wording.full_day(completed_on)), "に受講したと報告します。"
            ),
            *confirm,
            Buttons(buttons),
        ),
        summary=sentence,
        nonce=nonce,
    )


_EARLIEST = date(2016, 4, 1)
_REPORTED = ReportedCompletion(1, 1, "市川　遥", "BPR実践研修", date(2026, 11, 12))

EXAMPLES: dict[str, Card | Form] = {
    "受講の報告": completion_form(
        example_values.BPR,
        earliest=_EARLIEST,
        today=example_values.TODAY,
        nonce="example-nonce",
    ),
    "受講の報告（誤り）": completion_form(
        example_values.BPR,
        earliest=_EARLIEST,
        today=example_values.TODAY,
        nonce="example-nonce",
        errors={"completed_on": "受講した日は今日までの日付にしてください。"},
    ),
    "受講を記録した": completed_card(
        example_values.SECURITY,
        completed_on=example_values.TODAY,
        state=RecordState.COMPLETED,
        next_name=example_values.BPR.name,
        today=example_values.TODAY,
    ),
    "確認待ちになった": completed_card(
        example_values.BPR,
        completed_on=example_values.TODAY,
        state=RecordState.REPORTED,
        next_name=None,
        today=example_values.TODAY,
    ),
    "前の年度の受講": completed_card(
        example_values.SECURITY,
        completed_on=date(2026, 3, 31),
        state=RecordState.COMPLETED,
        next_name=example_values.SECURITY.name,
        today=example_values.TODAY,
    ),
    "修了が確認された": confirmed_card(_REPORTED, today=example_values.TODAY),
    "報告が差し戻された": sent_back_card(_REPORTED, today=example_values.TODAY),
    "同じ日の報告が記録済み": recorded_already_card(
        example_values.SECURITY,
        completed_on=date(2026, 11, 19),
        state=RecordState.COMPLETED,
        today=example_values.TODAY,
    ),
    "同じ日の報告が確認待ち": recorded_already_card(
        example_values.BPR,
        completed_on=date(2026, 11, 19),
        state=RecordState.REPORTED,
        today=example_values.TODAY,
    ),
    "二重の報告": already_reported_card(example_values.SECURITY),
    "報告してよいか聞く": confirm_report_card(
        example_values.SECURITY, completed_on=date(2026, 11, 19), nonce="example-nonce"
    ),
    "報告してよいか聞く（確認のいる研修）": confirm_report_card(
        example_values.BPR, completed_on=date(2026, 11, 19), nonce="example-nonce"
    ),
}
