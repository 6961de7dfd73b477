"""An issue that is being written: drafts that are open, 「この内容で登録します」, and what lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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
from cards.example_issues import ISSUE, SHORT
from cards.example_values import TODAY
from cards.issue import issue_body, show_button
from cards.open_draft import NO_TITLE, OpenDraft, draft_lines
from cards.personal_data import warned_of
from domain.issue import Issue, IssueText
from domain.personal_data import PersonalDataWarning, warnings_in

RAISE = Button("課題を登録", "issue.write", opens_form=True)
BOARD = Button("課題一覧", "issue.list")
_NEW = Button("新しく書く", "issue.write", {"new": "yes"}, opens_form=True)
_EXAMPLE = (
    "例：「課題：転入届の内容を二つのシステムに打っていて、月600件で毎月20時間かかる」のように"
    "文章で送ると、項目に分けて下書きにします。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIssueDraft:
    """A draft as it stands. ``digest`` of all that the card shows: an older card's is another."""

    key: str
    digest: str
    text: IssueText
    stage: str = ""
    problems: Sequence[str] = ()
    """What has to be mended before it can be registered."""
    warnings: Sequence[PersonalDataWarning] = ()
    similar: Sequence[Issue] = ()
    issue_name: str = ""
    """Of the issue that is changed."""


def begin_card() -> Card:
    return Card(
        "課題の登録",
        (
            paragraph(
                "困っていることを課題として登録すると、同じことで困っている部署が見つかります。"
            ),
            Buttons(
                (
                    Button(
                        "書きはじめる", "issue.write", style=ButtonStyle.PRIMARY, opens_form=True
                    ),
                    BOARD,
                )
            ),
            note(_EXAMPLE),
        ),
        summary="課題を登録できます。",
    )


def open_drafts_card(drafts: Sequence[OpenDraft], *, today: date) -> Card:
    """What was begun is offered before something new."""
    return Card(
        "書きかけの課題があります",
        (
            *(
                element
                for draft in drafts
                for element in draft_lines(draft, kind="issue", today=today)
            ),
            Buttons((_NEW, BOARD)),
            note(_EXAMPLE),
        ),
        summary=f"書きかけの課題が{len(drafts)}件あります。",
    )


def draft_card(draft: ShownIssueDraft, *, nonce: str, done: str = "") -> Card:
    """「この内容で登録します」, or what still lacks."""
    is_ready = not draft.problems
    summary = f"「{draft.text.title or NO_TITLE}」の下書きを保存しました。"
    return Card(
        "この内容で登録します" if is_ready else "課題の下書きです",
        (
            *([paragraph(Bold(done))] if done else []),
            *_problems(draft.problems),
            *([note(f"{draft.issue_name}の直しです。")] if draft.issue_name else []),
            paragraph(Bold(draft.text.title or NO_TITLE)),
            *([paragraph(f"段階：{draft.stage}")] if draft.stage else []),
            *issue_body(draft.text),
            *warned_of(draft.warnings, what="課題"),
            *_similar(draft.similar),
            _answers(draft, is_ready=is_ready),
            note("下書きは保存してあります。90日間そのままだと消えます。"),
        ),
        summary=done or summary,
        nonce=nonce,
    )


def _problems(problems: Sequence[str]) -> Iterator[Element]:
    if problems:
        yield paragraph("登録するには、次のところを直してください。")
        yield Bullets(tuple(plain(each) for each in problems))


def _similar(similar: Sequence[Issue]) -> Iterator[Element]:
    if not similar:
        return
    yield Heading("似た課題があります")
    for each in similar:
        yield paragraph(f"{each.called}（{each.place}・{each.standing.state}）")
    yield Buttons(tuple(show_button(each) for each in similar))
    yield note("登録したあとに、「同じ」「関係あり」「違う」を選べます。")


def _answers(draft: ShownIssueDraft, *, is_ready: bool) -> Buttons:
    about = draft.text.title or NO_TITLE
    args = {"draft": draft.key}
    send = Button(
        "保存する" if draft.issue_name else "登録する",
        "issue.submit",
        {**args, "digest": draft.digest},
        style=ButtonStyle.PRIMARY,
    )
    mend = Button(
        "直す" if is_ready else "続きを書く",
        "issue.write",
        args,
        style=ButtonStyle.DEFAULT if is_ready else ButtonStyle.PRIMARY,
        opens_form=True,
    )
    drop = Button("消す", "issue.discard", args, about=f"下書き「{about}」を消す")
    return Buttons((send, mend, drop) if is_ready else (mend, drop))


def draft_gone_card() -> Card:
    sentence = "この下書きはもうありません。登録したか、消したか、90日以上前のものです。"
    return Card(
        "下書きが見つかりません", (paragraph(sentence), Buttons((BOARD, _NEW))), summary=sentence
    )


def discarded_card(title: str) -> Card:
    sentence = f"下書き「{title or NO_TITLE}」を消しました。"
    return Card(
        "下書きを消しました", (paragraph(sentence), Buttons((BOARD, _NEW))), summary=sentence
    )


CHANGED_SINCE = "下書きは、その後で直されています。新しい内容を確かめてください。"

EXAMPLES = {
    "課題の登録のはじめ": begin_card(),
    "書きかけの課題がある": open_drafts_card(
        (
            OpenDraft("d1", "申請書を二つのシステムに打っている", TODAY),
            OpenDraft("d2", "", TODAY, change_of="課題#12"),
        ),
        today=TODAY,
    ),
    "課題の確認": draft_card(
        ShownIssueDraft(
            key="d1",
            digest="1a2b",
            text=ISSUE.text,
            stage=ISSUE.standing.stage,
            warnings=warnings_in("問い合わせは 083-933-0000 の山田様まで。"),
            similar=(SHORT,),
        ),
        nonce="n1",
    ),
    "足りないところがある課題": draft_card(
        ShownIssueDraft(
            key="d2",
            digest="3c4d",
            text=IssueText(title="", what="二度打ちしている。"),
            problems=("題名を書いてください。",),
            issue_name="課題#12",
        ),
        nonce="n1",
        done=CHANGED_SINCE,
    ),
    "課題の下書きがない": draft_gone_card(),
    "課題の下書きを消した": discarded_card("二度打ち"),
}
