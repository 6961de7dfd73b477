"""「#12、うちではこうしている：…」 said back before everybody reads it."""

from collections.abc import Sequence

from cards.dialogue import draft_args, stop_button
from cards.elements import Button, Buttons, ButtonStyle, Card, Quote, note, paragraph
from cards.example_issues import ISSUE
from cards.issue import show_button
from cards.personal_data import warned_of
from domain.countermeasure import WHAT_LENGTH
from domain.issue import Issue
from domain.personal_data import PersonalDataWarning, warnings_in


def confirm_told_card(
    issue: Issue,
    what: str,
    *,
    is_cut: bool,
    warnings: Sequence[PersonalDataWarning],
    place: str,
    intent: str,
    digest: str,
    nonce: str,
) -> Card:
    """Nothing is put down before 「はい」. ``place``: whose 対応策 it is; ``digest``: of all that was said."""
    line = f"{issue.called}の対応策として登録します。"
    number = {"issue": str(issue.number)}
    put_down = Button(
        "はい",
        "countermeasure.tell_said",
        {**number, "said": digest},
        style=ButtonStyle.PRIMARY,
        about=f"{issue.name}の対応策として登録する",
    )
    cut = f"長いため、はじめの{WHAT_LENGTH:,}文字だけを残します。"
    return Card(
        "この内容で登録しますか",
        (
            paragraph(line),
            Quote(what, place),
            *([note(cut)] if is_cut else []),
            *warned_of(warnings, what="対応策"),
            *([] if warnings else [note("対応策は職員みんなが読みます。")]),
            Buttons((put_down, show_button(issue), stop_button(draft_args(intent, number)))),
        ),
        summary=line,
        nonce=nonce,
    )


EXAMPLES = {
    "言葉で登録する対応策": confirm_told_card(
        ISSUE,
        "申請書にQRコードを付け、窓口で読み取っています。詳しくは 083-933-0000 まで。",
        is_cut=False,
        warnings=warnings_in(
            "申請書にQRコードを付け、窓口で読み取っています。詳しくは 083-933-0000 まで。"
        ),
        place="福祉部 福祉政策課",
        intent="tell_countermeasure",
        digest="1a2b",
        nonce="n1",
    ),
}
