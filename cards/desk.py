"""「事務局の確認待ち」: requests from people outside the roster, reports to confirm, what is missing."""

from collections.abc import Iterator, Sequence
from datetime import date

from cards import example_values, wording
from cards.case_review_notice import QUEUE
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    note,
    paragraph,
    plain,
)
from domain.desk import AccessRequest, ReportedCompletion

SKILLS_SHOWN = 10


def desk_card(
    *,
    asking: Sequence[AccessRequest],
    reported: Sequence[ReportedCompletion],
    skills_without_course: Sequence[str],
    today: date,
    nonce: str,
    viewer_id: int = 0,
    is_alone: bool = False,
    more: bool = False,
    done: str = "",
    cases: int = 0,
    cases_left_lying: int = 0,
) -> Card:
    """``viewer_id``: the officer; ``is_alone``: without a colleague who could confirm their report.

    ``cases``: that wait for the officer; ``cases_left_lying``: that have long waited for others.
    ``more``: there are others behind those shown. ``done``: what the last press did.
    """
    elements: list[Element] = [
        *([paragraph(done)] if done else []),
        *_asking(asking, today=today),
        *_reported(reported, viewer_id=viewer_id, is_alone=is_alone, today=today),
        *_cases(cases, cases_left_lying),
        *_skills(skills_without_course),
    ]
    if more:
        elements.append(note("続きは、表示中のものを処理すると出てきます。"))
    waiting = len(asking) + len(reported) + cases
    if not waiting and not skills_without_course and not cases_left_lying:
        elements.append(paragraph("確認を待っているものはありません。"))
    queue = (QUEUE,) if cases or cases_left_lying else ()
    elements += [
        note("職員名簿・研修一覧・受講記録のファイルは、ここに送ると取り込めます。"),
        Buttons((Button("受講記録をExcelで", "records.export"), *queue)),
    ]
    return Card(
        "事務局の確認待ち",
        tuple(elements),
        summary=done + _waiting(waiting, more=more),
        nonce=nonce,
    )


def _asking(asking: Sequence[AccessRequest], *, today: date) -> Iterator[Element]:
    if asking:
        yield Heading("名簿にない人からの利用の申し出")
    for request in asking:
        who = request.display_name or request.email
        yield paragraph(
            Bold(who), f"　{request.email}　{wording.moment(request.asked_at, today=today)}"
        )
        yield Buttons(
            (
                Button(
                    "対応済みにする",
                    "access.close",
                    {"request": str(request.id)},
                    about=f"{who}の申し出を対応済みにする",
                ),
            )
        )
    if asking:
        yield note("利用できるようにするには、職員名簿に加えて取り込んでください。")


def _waiting(waiting: int, *, more: bool) -> str:
    if not waiting:
        return "確認待ちはありません。"
    return f"確認待ちは{waiting}件{'以上' if more else ''}です。"


def _reported(
    reported: Sequence[ReportedCompletion], *, viewer_id: int, is_alone: bool, today: date
) -> Iterator[Element]:
    if reported:
        yield Heading("修了の確認")
    for report in reported:
        yield paragraph(
            Bold(_report(report)), f"　受講日 {wording.day(report.completed_on, today=today)}"
        )
        is_own = report.person_id == viewer_id
        if is_own and not is_alone:
            yield note("ご自分の報告です。ほかの担当の方が確認します。")
            continue
        if is_own:
            yield note("ご自分の報告です。ほかに担当の方がいないため、確認すると記録に残ります。")
        yield _decisions(report)


def _decisions(report: ReportedCompletion) -> Buttons:
    about, args = _report(report), {"record": str(report.record_id)}
    return Buttons(
        (
            Button(
                "修了を確認",
                "completion.confirm",
                args,
                style=ButtonStyle.PRIMARY,
                about=f"{about}の修了を確認",
            ),
            Button(
                "差し戻す",
                "completion.send_back",
                args,
                style=ButtonStyle.DANGER,
                about=f"{about}の報告を差し戻す",
            ),
        )
    )


def _report(report: ReportedCompletion) -> str:
    return f"{wording.people_name(report.person_name)}の{report.course_name}"


def _cases(mine: int, left_lying: int) -> Iterator[Element]:
    """Which those are is said under 「事例の確認待ち」."""
    lines = [
        f"事務局の確認を待っている事例が{mine}件。" if mine else "",
        f"DX推進リーダーの確認を長く待っている事例が{left_lying}件。" if left_lying else "",
    ]
    if any(lines):
        yield paragraph(Bold("改善事例の確認"), "　", "".join(lines))


def decided(report: ReportedCompletion, *, confirmed: bool) -> str:
    """What the officer's press did, in one sentence."""
    whose = f"{wording.people_name(report.person_name)}の「{report.course_name}」"
    return f"{whose}の修了を確認しました。" if confirmed else f"{whose}の報告を差し戻しました。"


def _skills(skills: Sequence[str]) -> Iterator[Element]:
    if skills:
        yield Heading("研修が未登録のスキル")
        rest = len(skills) - SKILLS_SHOWN
        shown = [*skills[:SKILLS_SHOWN], *([f"ほか{rest}件"] if rest > 0 else [])]
        yield Bullets(tuple(plain(skill) for skill in shown))
        yield note("習得できる研修を研修一覧に加えて取り込んでください。")


EXAMPLES = {
    "事務局の確認待ち": desk_card(
        asking=(
            AccessRequest(1, "someone@kakehashi.example", "名簿 にない人", example_values.NOW),
        ),
        reported=(
            ReportedCompletion(1, 1, "市川　遥", "BPR実践研修", example_values.TODAY),
            ReportedCompletion(2, 9, "担当　花子", "RPA入門", example_values.TODAY),
        ),
        skills_without_course=("データサイエンス",),
        today=example_values.TODAY,
        nonce="desk-nonce",
        viewer_id=9,
        more=True,
        cases=1,
        cases_left_lying=2,
    ),
    "確認した後": desk_card(
        asking=(),
        reported=(ReportedCompletion(2, 9, "担当　花子", "RPA入門", example_values.TODAY),),
        skills_without_course=(),
        today=example_values.TODAY,
        nonce="desk-nonce",
        viewer_id=9,
        is_alone=True,
        done=decided(
            ReportedCompletion(1, 1, "市川　遥", "BPR実践研修", example_values.TODAY),
            confirmed=True,
        ),
    ),
    "確認待ちなし": desk_card(
        asking=(),
        reported=(),
        skills_without_course=(),
        today=example_values.TODAY,
        nonce="desk-nonce",
    ),
}
