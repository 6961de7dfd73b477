"""「課題のまとまり」: what people confirmed, and candidates with what speaks for them."""

from collections.abc import Iterator, Sequence

from cards import wording
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
from cards.example_groups import CANDIDATE, SEEN
from cards.issue import show_button as show_issue_button
from cards.issue_belongs import group_button
from cards.issue_draft import BOARD, RAISE
from domain.issue import Issue
from domain.issue_board import departments_of
from domain.issue_group import Candidate, Evidence, Grouping, GroupSeen

AT_A_TIME = 5
_BUTTONS_OF_ISSUES = 5
_SHOWN_ISSUES = 20
GROUPS = Button("課題のまとまり", "group.list")
MAP = Button("課題マップ", "group.map")
CANDIDATE_MARK = "候補"


def groups_card(grouping: Grouping, *, page: int, dismissed: int = 0) -> Card:
    """``page`` from 0; ``dismissed``: how many candidates somebody said to be none."""
    items: Sequence[GroupSeen | Candidate] = (*grouping.confirmed, *grouping.candidates)
    if not items:
        return _no_groups_card(dismissed)
    line = f"確かめたまとまりは{len(grouping.confirmed)}件、{CANDIDATE_MARK}は{len(grouping.candidates)}件です。"
    first = page * AT_A_TIME
    shown = items[first : first + AT_A_TIME]
    return Card(
        "課題のまとまり",
        (
            paragraph(line),
            note(
                f"「{CANDIDATE_MARK}」は、課題の文章とつながりから計算したもので、まだ誰も確かめていません。"
            ),
            *(element for item in shown for element in _line(item)),
            *([note(_place(first, len(shown), len(items)))] if len(items) > AT_A_TIME else []),
            Buttons((*_ways_on(page, len(items)), *_to_dismissed(dismissed))),
        ),
        summary=f"課題のまとまり：{line}",
    )


def _to_dismissed(count: int) -> Iterator[Button]:
    if count:
        yield Button("外した候補", "group.dismissed", about=f"外した候補（{count}件）を見る")


def _no_groups_card(dismissed: int) -> Card:
    line = "まとまりは、まだありません。"
    return Card(
        "課題のまとまり",
        (
            paragraph(line),
            note("同じことで困っている部局が2つ以上になると、ここに候補が出ます。"),
            Buttons((RAISE, BOARD, *_to_dismissed(dismissed))),
        ),
        summary=line,
    )


def _place(first: int, shown: int, count: int) -> str:
    return f"{count}件のうち{first + 1}〜{first + shown}件目を表示しています。"


def _line(item: GroupSeen | Candidate) -> Iterator[Element]:
    name = item.group.name if isinstance(item, GroupSeen) else CANDIDATE_MARK
    label = item.group.label if isinstance(item, GroupSeen) else item.label
    kind = item.group.kind if isinstance(item, GroupSeen) else item.kind
    more = ""
    if isinstance(item, GroupSeen) and item.proposed:
        more = f"・近い課題がほかに{len(item.proposed)}件"
    yield paragraph(
        Bold(f"{name}　{label}"),
        f"\n{kind}・{departments(item.issues)}・{len(item.issues)}件（{numbers(item.issues)}）{more}",
    )
    yield Buttons((_open_button(item),))


def _open_button(item: GroupSeen | Candidate) -> Button:
    if isinstance(item, GroupSeen):
        return group_button(item.group)
    return Button(
        "候補を見る", "group.candidate", candidate_args(item), about=f"候補「{item.label}」を見る"
    )


def candidate_args(candidate: Candidate) -> dict[str, str]:
    """What is confirmed is what was shown, also where it would be computed otherwise by then."""
    return {"issues": ",".join(str(issue.id) for issue in candidate.issues)}


def _ways_on(page: int, count: int) -> Iterator[Button]:
    if (page + 1) * AT_A_TIME < count:
        yield Button("もっと見る", "group.list", {"page": str(page + 1)})
    if page:
        yield Button("前へ", "group.list", {"page": str(page - 1)})
    yield MAP
    yield BOARD


def candidate_card(candidate: Candidate, *, may_change: bool, nonce: str = "") -> Card:
    """For people to see why these are thought to belong together."""
    args = candidate_args(candidate)
    confirm = Button(
        "まとまりとして確かめる",
        "group.ask_confirm",
        args,
        ButtonStyle.PRIMARY,
        about=f"候補「{candidate.label}」をまとまりとして確かめる",
        opens_form=True,
    )
    dismiss = Button(
        "これはまとまりではない",
        "group.dismiss",
        args,
        about=f"候補「{candidate.label}」はまとまりではない",
    )
    told = (
        note("違う課題が混じっているときは、確かめたあとで「課題を分ける」を選べます。")
        if may_change
        else note("確かめられるのは、DX統括リーダーと事務局です。")
    )
    return Card(
        f"まとまりの{CANDIDATE_MARK}",
        (
            paragraph(Bold(candidate.label)),
            paragraph(f"{candidate.kind}・{departments(candidate.issues)}"),
            *evidence_of(candidate.evidence),
            *issues_of(candidate.issues),
            *ways_to(candidate.issues),
            told,
            Buttons((*([confirm, dismiss] if may_change else []), GROUPS)),
        ),
        summary=f"{CANDIDATE_MARK}「{candidate.label}」（{departments(candidate.issues)}）",
        nonce=nonce,
    )


def departments(issues: Sequence[Issue]) -> str:
    """「市民部、福祉部」."""
    return wording.names([*departments_of(issues)], shown=6)


def numbers(issues: Sequence[Issue]) -> str:
    """「#7、#12」."""
    shown = "、".join(f"#{issue.number}" for issue in issues[:_SHOWN_ISSUES])
    return shown + ("、…" if len(issues) > _SHOWN_ISSUES else "")


def evidence_of(evidence: Evidence) -> Iterator[Element]:
    if evidence.terms:
        yield note("つながる言葉：" + "、".join(f"「{each}」" for each in evidence.terms))
    if evidence.sentences:
        yield Heading("中心になる文（そのまま）")
        yield Bullets(
            tuple(
                plain(text, f"（{'、'.join(f'#{each}' for each in cites)}）")
                for text, cites in evidence.sentences
            )
        )


def issues_of(issues: Sequence[Issue]) -> Iterator[Element]:
    yield Heading(f"課題（{len(issues)}件）")
    yield Bullets(tuple(plain(issue_line(issue)) for issue in issues[:_SHOWN_ISSUES]))
    if len(issues) > _SHOWN_ISSUES:
        yield note(
            f"ほかに{len(issues) - _SHOWN_ISSUES}件あります。番号を「#12」のように送ると開けます。"
        )


def issue_line(issue: Issue) -> str:
    """「#12 申請書の二度打ち（市民部 市民課・対応中）」."""
    return f"#{issue.number}　{issue.text.title}（{issue.place}・{issue.standing.state}）"


def ways_to(issues: Sequence[Issue]) -> Iterator[Element]:
    """A button for each of the first."""
    if issues:
        yield Buttons(tuple(show_issue_button(issue) for issue in issues[:_BUTTONS_OF_ISSUES]))


_GROUPING = Grouping((SEEN,), (CANDIDATE,) * 6)
EXAMPLES = {
    "課題のまとまり": groups_card(_GROUPING, page=0),
    "課題のまとまりの続き": groups_card(_GROUPING, page=1, dismissed=2),
    "まとまりがない": groups_card(Grouping(), page=0),
    "まとまりの候補": candidate_card(CANDIDATE, may_change=True, nonce="n1"),
    "まとまりの候補（確かめられない人）": candidate_card(
        Candidate("一件も言葉がない", CANDIDATE.kind, CANDIDATE.issues * 12, Evidence()),
        may_change=False,
    ),
}
