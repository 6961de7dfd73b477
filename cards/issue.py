"""One issue: what it says, where it stands, who deals with it, and which others are tied to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cards import wording
from cards.case import EXAMPLE, EXAMPLE_SHORT, case_button
from cards.countermeasure_told import countermeasures_told, tell_button
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Facts,
    Heading,
    note,
    paragraph,
    plain,
)
from cards.example_countermeasures import EXAMPLE_SEEN
from cards.example_issues import ISSUE, LINK, NAMES, SHORT
from cards.example_measures import MEASURE
from cards.example_values import NOW, TODAY
from cards.issue_belongs import belongs
from cards.issue_thread import EXAMPLE_SUMMARY, thread_button, thread_told
from cards.last_progress import progress_told
from domain.case_effect import UNKNOWN
from domain.countermeasure import SeenCountermeasure
from domain.dx_measure import DxMeasure
from domain.exchange import Answer, LastProgress, Progress
from domain.improvement_case import PublishedCase
from domain.issue import Issue, IssueText
from domain.issue_group import ConfirmedGroup, GroupKind
from domain.issue_history import fields_of
from domain.issue_link import IssueLink, LinkKind
from domain.issue_thread import ThreadSummary

NOBODY = "未定"
_LONG = frozenset({"何が起きているか", "望む姿"})
_TIED = {LinkKind.SAME: "同じ課題", LinkKind.RELATED: "流れがつながる課題"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueShown:
    """``author`` and ``owner``: names of the roster; empty of nobody. ``ties``: with the other issue.

    Of who looks: ``may_rewrite``, ``may_move``; ``cases``, which may help them with it.
    """

    issue: Issue
    author: str
    owner: str = ""
    ties: Sequence[tuple[IssueLink, Issue]] = ()
    group: ConfirmedGroup | None = None
    measures: Sequence[DxMeasure] = ()
    thread: ThreadSummary = field(default_factory=ThreadSummary)
    thread_names: Mapping[int, str] = field(default_factory=dict)
    """Of those who wrote what was marked, by their number."""
    may_rewrite: bool = False
    may_move: bool = False
    cases: Sequence[PublishedCase] = ()
    progress: LastProgress | None = None
    progress_by: str = ""
    countermeasures: Sequence[SeenCountermeasure] = ()
    """Its own, and those of the group that it is in."""


def issue_card(shown: IssueShown, *, today: date, done: str = "", nonce: str = "") -> Card:
    """For one person. ``done``: what has just been done with it."""
    issue = shown.issue
    return Card(
        issue.name,
        (
            *([paragraph(Bold(done))] if done else []),
            paragraph(Bold(issue.text.title)),
            Facts(tuple(standing_facts(shown, today=today))),
            *progress_told(shown.progress, shown.progress_by, today=today),
            *issue_body(issue.text),
            *_ties(shown.ties),
            *belongs(shown.group, shown.measures),
            *countermeasures_told(shown.countermeasures),
            *thread_told(shown.thread, shown.thread_names),
            *_cases(shown.cases),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=done or f"{issue.called}（{issue.place}）",
        nonce=nonce,
    )


def standing_facts(shown: IssueShown, *, today: date) -> Iterator[tuple[str, str]]:
    issue = shown.issue
    yield "状態", issue.standing.state.value
    if issue.standing.stage:
        yield "段階", issue.standing.stage
    yield "担当", wording.people_name(shown.owner) if shown.owner else NOBODY
    yield "部署", issue.place
    if shown.author:
        yield "書いた人", wording.people_name(shown.author)
    yield "登録した日", wording.day(issue.created_at.date(), today=today)
    if issue.touched_at > issue.created_at:
        yield "最後に動いた日", wording.day(issue.touched_at.date(), today=today)


def issue_body(text: IssueText) -> Iterator[Element]:
    """But its title; what nobody has written is said to be 未記入."""
    fields = fields_of(text)[1:]
    for label, value in fields:
        if label in _LONG:
            yield Heading(label)
            yield paragraph(value or UNKNOWN)
    yield Heading("頻度・影響・関係するもの")
    yield Facts(tuple((label, value or UNKNOWN) for label, value in fields if label not in _LONG))


def show_button(issue: Issue, *, label: str = "") -> Button:
    """The title is the author's own words, which no button carries."""
    return Button(
        label or f"{issue.name}を見る",
        "issue.show",
        {"issue": str(issue.id)},
        about=f"{issue.called}を見る",
    )


def alike_button(issue: Issue) -> Button:
    return Button(
        "似た課題",
        "issue.alike",
        {"issue": str(issue.id)},
        about=f"{issue.called}に似た課題",
    )


def _ties(ties: Sequence[tuple[IssueLink, Issue]]) -> Iterator[Element]:
    shown = [(link, other) for link, other in ties if link.kind in _TIED]
    if shown:
        yield Heading("つながっている課題")
        yield Bullets(
            tuple(
                plain(
                    f"{_TIED[link.kind]}：{other.called}（{other.department}・{other.standing.state}）"
                )
                for link, other in shown
            )
        )


def _cases(cases: Sequence[PublishedCase]) -> Iterator[Element]:
    if cases:
        yield Heading("参考になりそうな改善事例")
        yield Bullets(tuple(plain(Bold(c.text.title), f"（{c.name}・{c.place}）") for c in cases))
        yield Buttons(tuple(case_button(case) for case in cases))


def _ways_on(shown: IssueShown) -> Iterator[Button]:
    issue, args = shown.issue, {"issue": str(shown.issue.id)}
    if shown.may_move:
        yield Button(
            "状態・段階・担当を変える",
            "issue.ask_move",
            args,
            about=f"{issue.called}の状態・段階・担当を変える",
            opens_form=True,
        )
    if shown.may_rewrite:
        yield Button(
            "内容を直す", "issue.write", args, about=f"{issue.called}を直す", opens_form=True
        )
    yield tell_button(args, about=issue.called)
    yield alike_button(issue)
    yield thread_button(issue)
    yield Button("これまでの経過", "issue.history", args, about=f"{issue.called}のこれまでの経過")


def registered_card(shown: IssueShown, *, today: date, has_channel: bool) -> Card:
    """The receipt, which is the issue itself."""
    card = issue_card(shown, today=today, done=f"{shown.issue.name}を登録しました。")
    where = "フォーラムのチャンネルにも載せます。" if has_channel else ""
    told = note(f"{where}番号で「#{shown.issue.number}」と送ると、いつでも開けます。")
    return Card(card.title, (*card.elements, told), summary=card.summary)


_SHOWN = IssueShown(
    issue=ISSUE,
    author=NAMES[1],
    ties=((LINK, SHORT),),
    thread=EXAMPLE_SUMMARY,
    thread_names=NAMES,
    may_rewrite=True,
    may_move=True,
    countermeasures=EXAMPLE_SEEN,
)
_GROUP = ConfirmedGroup(
    id=3, number=3, label="申請の二度打ち", kind=GroupKind.COMMON, issue_ids=(7, 12)
)
_TROUBLED = LastProgress(Answer(Progress.TROUBLED, "業者の返事が来ません"), 2, NOW)
_IN_GROUP = replace(
    _SHOWN, group=_GROUP, measures=(MEASURE,), progress=_TROUBLED, progress_by=NAMES[2]
)
_WITH_CASES = replace(_SHOWN, cases=(EXAMPLE, EXAMPLE_SHORT))
EXAMPLES = {
    "課題": issue_card(_SHOWN, today=TODAY),
    "まとまりの課題": issue_card(_IN_GROUP, today=TODAY),
    "事例のある課題": issue_card(_WITH_CASES, today=TODAY),
    "短い課題": issue_card(
        IssueShown(issue=SHORT, author="", owner=NAMES[2]), today=TODAY, done="直しました。"
    ),
    "登録した課題": registered_card(_SHOWN, today=TODAY, has_channel=True),
}
