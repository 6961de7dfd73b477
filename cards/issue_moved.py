"""「#12を解決にして」 said back before it is saved; who deals with an issue, and who raised it, hear of a move."""

from collections.abc import Iterator

from cards.dialogue import draft_args, stop_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Quote,
    note,
    paragraph,
)
from cards.example_issues import ISSUE, LATER
from cards.issue import show_button
from domain.issue import Issue, IssueState


def confirm_move_card(issue: Issue, state: IssueState, *, nonce: str) -> Card:
    """Nothing is saved before 「はい」."""
    values = {"issue": str(issue.number), "state": state.value}
    line = f"{issue.called}を「{issue.standing.state}」から「{state}」に変えます。"
    change = Button(
        "はい",
        "issue.move_said",
        values,
        style=ButtonStyle.PRIMARY,
        about=f"{issue.name}を「{state}」に変える",
    )
    return Card(
        "この内容で変えますか",
        (
            paragraph(line),
            note(
                "段階・担当・ひとことも変えるときは、課題を開いて「状態・段階・担当を変える」から。"
            ),
            Buttons((change, show_button(issue), stop_button(draft_args("update_issue", values)))),
        ),
        summary=line,
        nonce=nonce,
    )


def owned_card(issue: Issue, *, by: str, remark: str) -> Card:
    """``by``: 「森田 翔さん」."""
    line = f"{by}が、あなたを{issue.name}の担当にしました。"
    return Card("課題の担当になりました", tuple(_told(issue, line, by, remark)), summary=line)


def solved_card(issue: Issue, *, by: str, remark: str) -> Card:
    line = f"{by}が、あなたの{issue.name}を「解決」にしました。"
    elements = (
        *_told(issue, line, by, remark),
        note("まだ困っているときは、課題を開いて「状態・段階・担当を変える」から戻せます。"),
    )
    return Card("課題が解決しました", elements, summary=line)


def _told(issue: Issue, line: str, by: str, remark: str) -> Iterator[Element]:
    yield paragraph(line)
    yield paragraph(Bold(issue.called))
    if remark:
        yield Quote(remark, by)
    yield Buttons((show_button(issue),))


EXAMPLES = {
    "言葉で状態を変える": confirm_move_card(ISSUE, IssueState.SOLVED, nonce="n1"),
    "課題の担当になった": owned_card(LATER, by="市川　遥さん", remark="お願いします。"),
    "課題が解決した": solved_card(LATER, by="森田　翔さん", remark=""),
}
