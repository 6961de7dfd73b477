"""「これまでの経過」 of an issue: each version with what it changed, by whom, and why."""

from collections.abc import Iterator
from datetime import date

from cards import wording
from cards.case_history import SIGNS, difference_paragraphs
from cards.elements import Bold, Button, Buttons, Card, Element, Heading, Quote, note, paragraph
from cards.example_issues import HISTORY
from cards.example_values import TODAY
from cards.issue import show_button
from domain.issue_history import IssueHistory, IssueRevision

AT_A_TIME = 3
"""Versions: each may have changed every text."""


def issue_history_card(history: IssueHistory, *, page: int, today: date) -> Card:
    """The newest first, ``page`` from 1."""
    issue = history.issue
    newest_first = [*reversed(history.revisions)]
    shown = newest_first[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    return Card(
        f"{issue.name}のこれまでの経過",
        (
            paragraph(Bold(issue.called)),
            note(SIGNS),
            *(e for revision in shown for e in _told(revision, history, today=today)),
            Buttons(tuple(_ways_on(history, page=page))),
        ),
        summary=f"{issue.name}は第{issue.version}版です。",
    )


def _told(revision: IssueRevision, history: IssueHistory, *, today: date) -> Iterator[Element]:
    yield Heading(f"第{revision.version}版　{wording.exact_moment(revision.at, today=today)}")
    who = history.name_of(revision.editor_id)
    if revision.version == 1:
        yield paragraph(f"{who}が登録しました。")
        return
    changed = history.changes(revision.version)
    yield paragraph(f"{who}が変えました。" + ("" if changed else "内容は同じです。"))
    if revision.remark:
        yield Quote(revision.remark, who)
    yield from difference_paragraphs(changed)


def _ways_on(history: IssueHistory, *, page: int) -> Iterator[Button]:
    args = {"issue": str(history.issue.id)}
    if page * AT_A_TIME < len(history.revisions):
        yield Button("前の版を見る", "issue.history", args | {"page": str(page + 1)})
    if page > 1:
        yield Button("新しい版に戻る", "issue.history", args | {"page": str(page - 1)})
    yield show_button(history.issue)


EXAMPLES = {"課題の経過": issue_history_card(HISTORY, page=1, today=TODAY)}
