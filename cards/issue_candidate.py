"""Candidates that somebody said to be no まとまり: who, when, and the way back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards import wording
from cards.elements import Bold, Button, Buttons, Card, Element, note, paragraph
from cards.example_groups import CANDIDATE
from cards.example_issues import NAMES
from cards.example_values import NOW, TODAY
from cards.issue_groups import GROUPS, departments, numbers
from domain.issue import Issue
from domain.issue_candidate import Dismissal, members_of

AT_A_TIME = 5


@dataclass(frozen=True, slots=True)
class DismissedPage:
    """``shown`` of ``count``, the newest first; ``issues`` and ``names`` by id; ``page`` from 0."""

    shown: Sequence[Dismissal]
    issues: Mapping[int, Issue]
    names: Mapping[int, str]
    count: int
    page: int
    may_change: bool


def dismissed_card(seen: DismissedPage, *, today: date, done: str = "", nonce: str = "") -> Card:
    """``done``: what has just been done."""
    line = (
        f"まとまりではないとして外した候補は{seen.count}件です。"
        if seen.count
        else "まとまりではないとして外した候補は、ありません。"
    )
    turns = [
        Button(label, "group.dismissed", {"page": str(to)})
        for label, to in (("前へ", seen.page - 1), ("もっと見る", seen.page + 1))
        if 0 <= to * AT_A_TIME < seen.count
    ]
    return Card(
        "外した候補",
        (
            *([paragraph(Bold(done))] if done else []),
            paragraph(line),
            *(
                [note("課題が加わるか減るかして顔ぶれが変わると、また候補に出ます。")]
                if seen.count
                else []
            ),
            *(element for each in seen.shown for element in _line(each, seen, today=today)),
            Buttons((*turns, GROUPS)),
        ),
        summary=done or line,
        nonce=nonce,
    )


def _line(dismissal: Dismissal, seen: DismissedPage, *, today: date) -> Iterator[Element]:
    issues = [seen.issues[each] for each in dismissal.members if each in seen.issues]
    name = seen.names.get(dismissal.staff_id, "")
    by = f"{name}さん" if name else "ほかの方"
    at = wording.exact_moment(dismissal.at, today=today)
    yield paragraph(
        Bold(dismissal.label),
        f"\n{departments(issues)}・{len(issues)}件（{numbers(issues)}）\n{at}　{by}が外しました。",
    )
    if seen.may_change:
        yield Buttons(
            (
                Button(
                    "候補に戻す",
                    "group.take_up",
                    {"dismissal": str(dismissal.id)},
                    about=f"「{dismissal.label}」を候補に戻す",
                ),
            )
        )


_DISMISSAL = Dismissal(
    id=1, members=members_of(CANDIDATE.issues), label=CANDIDATE.label, staff_id=2, at=NOW
)
_PAGE = DismissedPage(
    [_DISMISSAL] * AT_A_TIME,
    {issue.id: issue for issue in CANDIDATE.issues},
    NAMES,
    count=AT_A_TIME + 1,
    page=0,
    may_change=True,
)
EXAMPLES = {
    "外した候補": dismissed_card(_PAGE, today=TODAY, done="候補から外しました。", nonce="n1"),
    "外した候補がない": dismissed_card(
        DismissedPage([], {}, {}, count=0, page=0, may_change=False), today=TODAY
    ),
}
