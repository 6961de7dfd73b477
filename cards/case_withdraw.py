"""「取り下げる」: the form, what it leads to, and what who reported it is told."""

from collections.abc import Iterator, Mapping
from datetime import date

from cards import example_values, wording
from cards.case_review_notice import EXAMPLE_CASE
from cards.elements import Bold, Button, Buttons, Card, Element, Form, TextField, note, paragraph
from domain.improvement_case import Case

REASON_LENGTH = 500


def withdraw_button(case: Case) -> Button:
    """For those who may: ``domain/case_publish.py``."""
    return Button(
        "取り下げる",
        "case.ask_withdraw",
        {"case": str(case.id), "version": str(case.version)},
        about=f"{case.called}を取り下げる",
        opens_form=True,
    )


def restore_button(case: Case) -> Button:
    return Button(
        "確認に戻す",
        "case.restore",
        {"case": str(case.id), "version": str(case.version)},
        about=f"{case.called}を確認に戻す",
    )


def withdraw_form(
    case: Case,
    *,
    args: Mapping[str, str],
    nonce: str,
    reason: str = "",
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``args``: of the card it was opened from."""
    return Form(
        title="改善事例の取り下げ",
        action="case.withdraw",
        intro=(
            paragraph(Bold(case.called)),
            note(
                "ほかの人には見えなくなり、チャンネルの投稿は「取り下げられました」に変わります。"
                "あとで「確認に戻す」で、もう一度確認に出せます。"
            ),
        ),
        fields=(
            TextField(
                "reason",
                "取り下げる理由",
                value=reason,
                multiline=True,
                max_length=REASON_LENGTH,
                hint="報告した人と確認する人だけが見ます。チャンネルには出ません。",
            ),
        ),
        submit="取り下げる",
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def withdrawn_card(case: Case, *, was_published: bool, nonce: str) -> Card:
    line = f"{case.called}を取り下げました。"
    seen = ("ほかの人からは見えません。チャンネルの投稿も書き換えます。",) if was_published else ()
    return Card(
        "改善事例を取り下げました",
        (paragraph(line, *seen), Buttons((restore_button(case),))),
        summary=line,
        nonce=nonce,
    )


def restored_card(case: Case) -> Card:
    line = f"{case.called}を確認に戻しました。"
    return Card(
        "改善事例を確認に戻しました",
        (
            paragraph(line, f"いまは「{case.state}」です。承認されると、また公開されます。"),
            note("確認する人に知らせました。"),
        ),
        summary=line,
    )


def told_of_withdrawal_card(
    case: Case, *, by: str, reason: str, on: date, today: date, nonce: str
) -> Card:
    """To who reported it. ``by``: 「市川さん」."""
    line = f"{case.called}が取り下げられました。"
    return Card(
        "改善事例が取り下げられました",
        (
            paragraph(Bold(line)),
            paragraph(f"{wording.day(on, today=today)}、{by}が取り下げました。理由："),
            paragraph(reason),
            *_onward(case),
        ),
        summary=line,
        nonce=nonce,
    )


def _onward(case: Case) -> Iterator[Element]:
    yield note("直してから、もう一度確認に出せます。")
    yield Buttons(
        (
            Button("直す", "case.write", {"case": str(case.id)}, opens_form=True),
            restore_button(case),
        )
    )


EXAMPLES = {
    "改善事例の取り下げ": withdraw_form(
        EXAMPLE_CASE, args={"case": "1", "version": "1"}, nonce="n1"
    ),
    "理由のない取り下げ": withdraw_form(
        EXAMPLE_CASE,
        args={"case": "1", "version": "1"},
        nonce="n1",
        errors={"reason": "取り下げる理由を書いてください。"},
    ),
    "改善事例を取り下げた": withdrawn_card(EXAMPLE_CASE, was_published=True, nonce="n2"),
    "改善事例を確認に戻した": restored_card(EXAMPLE_CASE),
    "取り下げを知らせる": told_of_withdrawal_card(
        EXAMPLE_CASE,
        by="市川さん",
        reason="住民の名前が写った画面が添付されていたためです。",
        on=example_values.TODAY,
        today=example_values.TODAY,
        nonce="n3",
    ),
}
