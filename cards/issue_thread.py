"""「話し合い」 of an issue: what was written in its thread, and what of it is 対応策 or 決定."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import assert_never

from cards import wording
from cards.discussion import summary_button
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    Inline,
    Text,
    note,
    paragraph,
)
from cards.example_issues import ISSUE, NAMES
from cards.example_values import NOW, TODAY
from domain.discussion import LEAST_TO_SUM_UP
from domain.excerpt import excerpt
from domain.issue import Issue
from domain.issue_thread import DeletedText, Mark, ReplyGoes, ThreadMessage, ThreadSummary

AT_A_TIME = 5
"""Messages: each with two buttons."""
_MARKED_AT_MOST = 3
"""Of each mark on the issue's own card; the newest."""
_SHORT, _LONG = 80, 500
"""Characters of a message, on the issue's card and in its discussion; the rest stands in the thread."""
_RULES = {
    DeletedText.GOES: "書いた人が発言を消すと、ここからも文が消え、消したことだけが残ります。",
    DeletedText.STAYS: "書いた人が発言を消しても、文はここに残ります。",
}
CHANGE_RULE = Button("消した発言の扱いを変える", "issue.ask_rules", opens_form=True)
_DELETED = "（削除された発言）"
_STRANGER = "名簿にない方"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadShown:
    """``messages``: all, in their order; ``page`` of them from 1. ``marks``: which who looks may put.

    ``deleted``: the organization's rule; ``may_set_rule``: of who looks.
    """

    issue: Issue
    messages: Sequence[ThreadMessage]
    names: Mapping[int, str]
    page: int = 1
    marks: frozenset[Mark] = field(default_factory=lambda: frozenset(Mark))
    deleted: DeletedText = DeletedText.GOES
    may_set_rule: bool = False
    reply: ReplyGoes | None = None
    """Where somebody who has asked for that replies to it."""
    unsent: str = ""
    """What they wanted to reply: it is nowhere but here."""


def thread_told(thread: ThreadSummary, names: Mapping[int, str]) -> Iterator[Element]:
    """On the card of an issue: how many there are, the decisions and the 対応策. Nothing of none."""
    if not (thread.count or thread.marked):
        return
    yield Heading("話し合い")
    yield paragraph(_counted(thread))
    for mark in (Mark.DECISION, Mark.COUNTERMEASURE):
        newest = thread.of(mark)[-_MARKED_AT_MOST:]
        if newest:
            yield Bullets(tuple(_marked(mark, each, names) for each in newest))


def thread_button(issue: Issue) -> Button:
    return Button(
        "話し合いを見る",
        "issue.thread",
        {"issue": str(issue.id)},
        about=f"{issue.called}の話し合いを見る",
    )


def issue_thread_card(shown: ThreadShown, *, today: date, done: str = "") -> Card:
    """The oldest of a page first."""
    issue, begin = shown.issue, (shown.page - 1) * AT_A_TIME
    here = shown.messages[begin : begin + AT_A_TIME]
    return Card(
        f"{issue.name}の話し合い",
        (
            *([paragraph(Bold(done))] if done else []),
            *(_where_to_reply(shown.reply, shown) if shown.reply else []),
            paragraph(Bold(issue.called)),
            *(_place(shown, here) if here else [_nothing_yet(shown)]),
            *(element for each in here for element in _message(each, shown, today=today)),
            note(_RULES[shown.deleted]),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=done
        or (reply_words(shown.reply, issue) if shown.reply else "")
        or f"{issue.called}の話し合いは{len(shown.messages)}件です。",
    )


def not_of_issue_card() -> Card:
    line = "この発言は、課題の話し合いに入っていません。"
    told = "印を付けられるのは、フォーラムの課題のカードへの返信です。"
    return Card("対応策・決定の印", (paragraph(line), note(told)), summary=line)


def reply_words(reply: ReplyGoes, issue: Issue) -> str:
    match reply:
        case ReplyGoes.TO_ITS_CARD:
            return (
                f"返信は、チャンネルに載っている{issue.name}のカードに書くと、"
                "チャンネルの方と、この話し合いを開いた職員に見えます。"
            )
        case ReplyGoes.COMING:
            return (
                f"{issue.name}のカードは、このあとチャンネルに載ります。載ったカードへの返信に書くと、"
                "チャンネルの方と、この話し合いを開いた職員に見えます。"
            )
        case ReplyGoes.WITHDRAWN:
            return (
                f"{issue.name}は取り下げられています。話し合いを続けるときは、書いた人・担当・その部局のDX統括リーダー・"
                "事務局のだれかに、「状態・段階・担当を変える」で受付に戻すよう伝えてください。"
            )
        case ReplyGoes.NOWHERE:
            return (
                f"{issue.name}のカードはチャンネルに載っていないため、返信できるところがありません。"
                f"うちの課でしていることは「#{issue.number}の対応策：」に続けて書いて送ると残せます。"
            )
        case _:
            assert_never(reply)


def unsent_words(text: str) -> str:
    return f"書いた文は、まだどこにも載せていません。写して使ってください。\n{text}"


def _where_to_reply(reply: ReplyGoes, shown: ThreadShown) -> Iterator[Element]:
    yield paragraph(Bold(reply_words(reply, shown.issue)))
    yield note("ここに送った文は、話し合いには載りません。")
    if shown.unsent:
        yield paragraph(unsent_words(shown.unsent))


def _nothing_yet(shown: ThreadShown) -> Element:
    """Who has asked where a reply goes has been told."""
    how = "" if shown.reply else "チャンネルの課題のカードに返信すると、ここに順に残ります。"
    return paragraph(f"まだ発言がありません。{how}")


def _counted(thread: ThreadSummary) -> str:
    counts = [
        f"{mark} {len(thread.of(mark))}件"
        for mark in (Mark.COUNTERMEASURE, Mark.DECISION)
        if thread.of(mark)
    ]
    said = f"発言 {thread.count}件"
    return f"{said}（{'・'.join(counts)}）" if counts else said


def _marked(mark: Mark, message: ThreadMessage, names: Mapping[int, str]) -> tuple[Inline, ...]:
    return Bold(f"{mark}："), Text(f"{_text(message, _SHORT)}（{_writer(message, names)}）")


def _message(message: ThreadMessage, shown: ThreadShown, *, today: date) -> Iterator[Element]:
    at = wording.exact_moment(message.said_at, today=today)
    marks = "".join(f"【{mark}】" for mark in Mark if mark in message.marks)
    edited = "（編集済み）" if message.is_edited and not message.is_deleted else ""
    yield paragraph(
        Bold(f"{marks}{_writer(message, shown.names)}"),
        f"　{at}{edited}\n{_text(message, _LONG)}",
    )
    if buttons := tuple(_mark_buttons(message, shown)):
        yield Buttons(buttons)


def _mark_buttons(message: ThreadMessage, shown: ThreadShown) -> Iterator[Button]:
    args = {"message": str(message.id), "page": str(shown.page)}
    which = f"{shown.messages.index(message) + 1}件目の発言"
    for mark in Mark:
        if mark not in shown.marks:
            continue
        kind = args | {"kind": mark.value}
        if mark in message.marks:
            label = f"「{mark}」をやめる"
            yield Button(label, "issue.unmark", kind, about=f"{which}の{label}")
        elif not message.is_deleted:
            label = f"「{mark}」にする"
            yield Button(label, "issue.mark", kind, about=f"{which}を{label}")
    if Mark.COUNTERMEASURE in message.marks and message.text and not message.is_deleted:
        label = "対応策として登録する"
        tells = {"message": str(message.id)}
        yield Button(label, "countermeasure.of_message", tells, about=f"{which}を{label}")


def _place(shown: ThreadShown, here: Sequence[ThreadMessage]) -> Iterator[Element]:
    if len(shown.messages) > len(here):
        first = (shown.page - 1) * AT_A_TIME + 1
        yield note(f"全{len(shown.messages)}件のうち{first}〜{first + len(here) - 1}件目です。")


def _ways_on(shown: ThreadShown) -> Iterator[Button]:
    args = {"issue": str(shown.issue.id)}
    if shown.page > 1:
        yield Button("前の発言", "issue.thread", args | {"page": str(shown.page - 1)})
    if shown.page * AT_A_TIME < len(shown.messages):
        yield Button("次の発言", "issue.thread", args | {"page": str(shown.page + 1)})
    if sum(not each.is_deleted for each in shown.messages) >= LEAST_TO_SUM_UP:
        yield summary_button(shown.issue)
    if shown.may_set_rule:
        yield CHANGE_RULE
    yield Button(
        f"{shown.issue.name}を見る", "issue.show", args, about=f"{shown.issue.called}を見る"
    )


def _writer(message: ThreadMessage, names: Mapping[int, str]) -> str:
    name = names.get(message.author_id, "") if message.author_id is not None else ""
    return wording.people_name(name) if name else _STRANGER


def _text(message: ThreadMessage, most: int) -> str:
    """On one line where it is to be short."""
    if message.is_deleted and not message.text:
        return _DELETED
    text = " ".join(message.text.split()) if most == _SHORT else message.text
    kept = excerpt(text, length=most)
    return f"{kept}{_DELETED}" if message.is_deleted else kept


_FIRST = ThreadMessage(
    id=1,
    issue_id=12,
    author_id=2,
    said_at=NOW - timedelta(hours=3),
    text="うちの課では、申請書をQRコードにして読み取っています。<@U1> *太字* [リンク](https://example.com)",
    marks=frozenset({Mark.COUNTERMEASURE}),
)
_MESSAGES = (
    _FIRST,
    replace(_FIRST, id=2, author_id=None, text="", is_deleted=True, marks=frozenset()),
    replace(
        _FIRST,
        id=3,
        author_id=1,
        said_at=NOW,
        text="4月から福祉部の方法を試します。",
        is_edited=True,
        marks=frozenset({Mark.DECISION}),
    ),
)
EXAMPLE_SUMMARY = ThreadSummary(2, (_MESSAGES[0], _MESSAGES[2]))
EXAMPLES = {
    "話し合いにない発言": not_of_issue_card(),
    "課題の話し合い": issue_thread_card(
        ThreadShown(issue=ISSUE, messages=_MESSAGES, names=NAMES), today=TODAY
    ),
    "長い話し合い": issue_thread_card(
        ThreadShown(
            issue=ISSUE,
            messages=tuple(replace(_MESSAGES[2], id=n, text=f"{n}件目です。") for n in range(12)),
            names=NAMES,
            page=2,
            marks=frozenset(),
            deleted=DeletedText.STAYS,
            may_set_rule=True,
        ),
        today=TODAY,
        done="「対応策」にしました。",
    ),
    "まだ話し合いのない課題": issue_thread_card(
        ThreadShown(issue=ISSUE, messages=(), names=NAMES), today=TODAY
    ),
    "課題への返信先": issue_thread_card(
        ThreadShown(
            issue=ISSUE,
            messages=_MESSAGES,
            names=NAMES,
            reply=ReplyGoes.TO_ITS_CARD,
            unsent="紙の申請書は廃止しました。<@U1> *太字*",
        ),
        today=TODAY,
    ),
}
