"""「同じ課題ですか？」: issues that are near, with the words that tie them, and what people said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards import wording
from cards.elements import Bold, Button, Buttons, Card, Element, Heading, note, paragraph
from cards.example_issues import ISSUE, LINK, NAMES, SHORT
from cards.example_values import TODAY
from cards.issue import show_button
from cards.issue_draft import BOARD, RAISE
from cards.issue_thread import unsent_words
from domain.excerpt import excerpt
from domain.issue import Issue
from domain.issue_link import IssueLink, LinkKind

_ANSWERS = (
    ("同じ", "same"),
    ("関係あり（流れがつながる）", "related"),
    ("違う", "different"),
)
_EXCERPT = 80
"""Characters; the whole is one press away."""
_SAID = {
    LinkKind.SAME: "同じ課題",
    LinkKind.RELATED: "関係あり（流れがつながる）",
    LinkKind.DIFFERENT: "違う課題",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NearShown:
    """``ties``: pairs of words, of the one and of this one. ``said``: what stands, and by whom.

    ``may_say``: who looks may say whether it is the same.
    """

    issue: Issue
    ties: Sequence[tuple[str, str]] = ()
    said: IssueLink | None = None
    said_by: str = ""
    may_say: bool = False


def alike_card(issue: Issue, near: Sequence[NearShown], *, today: date, nonce: str) -> Card:
    """The nearest first."""
    return Card(
        "同じ課題ですか？",
        (
            paragraph(Bold(issue.called)),
            *_intro(near),
            *(element for each in near for element in _asked(issue, each, today=today)),
            Buttons((show_button(issue, label=f"{issue.name}に戻る"),)),
        ),
        summary=f"{issue.name}に似た課題が{len(near)}件あります。"
        if near
        else f"{issue.name}に似た課題は、まだありません。",
        nonce=nonce,
    )


def _intro(near: Sequence[NearShown]) -> Iterator[Element]:
    if near:
        yield note(
            "選んだ答えは、部局をまたぐ課題のまとまりを見つけるのに使います。あとで取り消せます。"
        )
    else:
        yield paragraph("似た課題は、まだありません。新しい課題が登録されると、ここに出ます。")


def found_alike_card(near: Sequence[NearShown], asked: str) -> Card:
    """To a question, which is no issue: there is nothing to be said of it."""
    departments = wording.names([*dict.fromkeys(each.issue.department for each in near)], shown=5)
    line = f"「{asked}」に近い課題は{len(near)}件あります（{departments}）。"
    return Card(
        "近い課題があります",
        (
            paragraph(line),
            *(
                element
                for each in near
                for element in (*_told(each), Buttons((show_button(each.issue),)))
            ),
            Buttons((RAISE, BOARD)),
        ),
        summary=line,
    )


def nothing_alike_card(asked: str) -> Card:
    line = f"「{asked}」に近い課題は、まだありません。"
    return Card(
        "近い課題はありません",
        (
            paragraph(line),
            note("登録しておくと、同じことで困っている部署があとから見つかります。"),
            Buttons((RAISE, BOARD)),
        ),
        summary=line,
    )


def which_issue_card(number: int | None = None, *, unsent: str = "") -> Card:
    """``number``: one that there is not. ``unsent``: what was to be replied to it."""
    line = (
        "何についての課題かを添えて送ってください。"
        if number is None
        else f"課題#{number}は見つかりません。"
    )
    return Card(
        "どの課題ですか",
        (
            paragraph(line),
            *([paragraph(unsent_words(unsent))] if unsent else []),
            note("例：「二度打ちで困っている部署ある？」「#12と同じ課題の部署は？」"),
            Buttons((BOARD,)),
        ),
        summary=line,
    )


def _asked(issue: Issue, near: NearShown, *, today: date) -> Iterator[Element]:
    yield from _told(near)
    other = near.issue
    args = {"issue": str(issue.id), "other": str(other.id)}
    if near.said is not None:
        who = wording.people_name(near.said_by) if near.said_by else "ほかの方"
        on = wording.day(near.said.at.date(), today=today)
        yield note(f"{who}が{on}に「{_SAID[near.said.kind]}」と答えました。")
    answers: tuple[Button, ...] = ()
    if near.may_say and near.said is not None:
        about = f"{other.called}への答えを取り消す"
        answers = (Button("取り消す", "issue.unlink", args, about=about),)
    elif near.may_say:
        answers = tuple(
            Button(label, "issue.link", {**args, "kind": kind}, about=f"{other.called}：{label}")
            for label, kind in _ANSWERS
        )
    yield Buttons((*answers, show_button(other)))


def _told(near: NearShown) -> Iterator[Element]:
    issue = near.issue
    yield Heading(f"{issue.name}（{issue.place}・{issue.standing.state}）")
    yield paragraph(Bold(issue.text.title), f"　{_excerpt(issue.text.what)}")
    if near.ties:
        words = "、".join(_tie(one, other) for one, other in near.ties)
        yield note(f"つながる言葉：{words}")


def _tie(one: str, other: str) -> str:
    return f"「{one}」" if one == other else f"「{one}」と「{other}」"


def _excerpt(text: str) -> str:
    told = " ".join(text.split())
    return excerpt(told, length=_EXCERPT)


_NEAR = NearShown(issue=SHORT, ties=(("台帳", "申請"), ("住所", "住所")), may_say=True)
EXAMPLES = {
    "同じ課題ですか": alike_card(
        ISSUE,
        (_NEAR, NearShown(issue=SHORT, said=LINK, said_by=NAMES[1], may_say=True)),
        today=TODAY,
        nonce="n1",
    ),
    "似た課題がない": alike_card(ISSUE, (), today=TODAY, nonce="n1"),
    "近い課題": found_alike_card((_NEAR,), "住所の二度打ち"),
    "近い課題がない": nothing_alike_card("公用車の予約"),
    "どの課題かわからない": which_issue_card(99),
}
