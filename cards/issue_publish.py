"""An issue in the forum's channel, for all who read there; what stands in its place later."""

from datetime import date

from cards.countermeasure_told import countermeasures_told, tell_button
from cards.elements import Bold, Buttons, Card, Facts, note, paragraph
from cards.example_countermeasures import EXAMPLE_SEEN
from cards.example_issues import ISSUE, NAMES, SHORT
from cards.example_values import TODAY
from cards.issue import IssueShown, alike_button, show_button, standing_facts
from cards.issue_thread import EXAMPLE_SUMMARY, thread_told
from domain.issue_history import fields_of

_SHOWN = ("件数", "かかる時間", "影響", "関係するシステム", "業務")


def posted_card(shown: IssueShown, *, today: date) -> Card:
    """Nothing of who looks. What nobody has written takes no line here."""
    issue = shown.issue
    said = [(label, value) for label, value in fields_of(issue.text) if label in _SHOWN and value]
    wish = [paragraph(Bold("望む姿　"), issue.text.wish)] if issue.text.wish else []
    tell = tell_button({"issue": str(issue.id)}, about=issue.called)
    return Card(
        issue.name,
        (
            paragraph(Bold(issue.text.title)),
            Facts((*standing_facts(shown, today=today), *said)),
            paragraph(issue.text.what),
            *wish,
            *countermeasures_told(shown.countermeasures, has_buttons=False),
            *thread_told(shown.thread, shown.thread_names),
            Buttons((show_button(issue, label="くわしく見る"), tell, alike_button(issue))),
            note("このスレッドに書いたことは、この課題の話し合いとして残ります。"),
            note("同じことで困っている部署は、「似た課題」で知らせてください。"),
        ),
        summary=f"{issue.called}（{issue.department}）が登録されました。",
    )


def withdrawn_in_channel_card(name: str) -> Card:
    line = f"{name}は取り下げられました。"
    return Card(name, (paragraph(line),), summary=line)


EXAMPLES = {
    "チャンネルの課題": posted_card(
        IssueShown(
            issue=ISSUE,
            author=NAMES[1],
            thread=EXAMPLE_SUMMARY,
            thread_names=NAMES,
            countermeasures=EXAMPLE_SEEN,
        ),
        today=TODAY,
    ),
    "チャンネルの課題（対応中）": posted_card(
        IssueShown(issue=SHORT, author="", owner=NAMES[2]), today=TODAY
    ),
    "取り下げられた課題": withdrawn_in_channel_card("課題#12"),
}
