"""「#12のまとめ」: what a discussion found, decided and left open, each with the messages that say so."""

from collections.abc import Iterator, Sequence

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
from cards.example_issues import ISSUE
from domain.discussion import LEAST_TO_SUM_UP, Discussion, SaidThere
from domain.excerpt import excerpt
from domain.issue import Issue

_AT_MOST = 8
"""Of each kind, the newest: the card is a message, and the rest stands in the discussion."""
_LONGEST = 200


def discussion_card(issue: Issue, discussion: Discussion, *, count: int) -> Card:
    """``count``: messages that stand."""
    line = f"{issue.called}の話し合い{count}件のまとめです。"
    return Card(
        f"{issue.name}の話し合いのまとめ",
        (
            paragraph(Bold(issue.called)),
            *_told("決まったとみられること", discussion.decisions),
            *_told("残っているとみられる問い", discussion.open_questions),
            *_told("そのほかに言われていること", discussion.facts),
            *([paragraph(_NOTHING)] if discussion.is_empty else []),
            note(
                f"発言{count}件の言葉をそのまま取り出しました。（ ）は、もとの発言が何件目かです。あとで訂正や取りやめがあったと読めたものは除きましたが、見落としがあるかもしれません。大事なことは「話し合いを見る」で確かめてください。"
            ),
            Buttons(tuple(_ways_on(issue))),
        ),
        summary=line,
    )


def too_few_to_sum_up_card(issue: Issue) -> Card:
    line = f"まとめられる発言がまだ{LEAST_TO_SUM_UP}件ありません。「話し合いを見る」から、そのまま読めます。"
    return Card(
        f"{issue.name}の話し合いのまとめ",
        (paragraph(Bold(issue.called)), paragraph(line), Buttons(tuple(_ways_on(issue)))),
        summary=line,
    )


_NOTHING = "取り出せることがありませんでした。「話し合いを見る」から、そのまま読めます。"


def summary_button(issue: Issue) -> Button:
    label = "話し合いのまとめ"
    about = f"{issue.called}の{label}"
    return Button(label, "issue.summary", {"issue": str(issue.id)}, about=about)


def _told(heading: str, said: Sequence[SaidThere]) -> Iterator[Element]:
    if not said:
        return
    yield Heading(heading)
    yield Bullets(tuple(_line(each) for each in said[-_AT_MOST:]))
    if len(said) > _AT_MOST:
        yield note(f"このほかに{len(said) - _AT_MOST}件あります。")


def _line(said: SaidThere) -> tuple[Inline, ...]:
    places = "・".join(str(place) for place in said.cites)
    text = excerpt(said.text, length=_LONGEST)
    return (Text(f"{text}（{places}）"),)


def _ways_on(issue: Issue) -> Iterator[Button]:
    args = {"issue": str(issue.id)}
    label = "話し合いを見る"
    yield Button(label, "issue.thread", args, about=f"{issue.called}の{label}")
    yield Button(f"{issue.name}を見る", "issue.show", args, about=f"{issue.called}を見る")


EXAMPLES = {
    "話し合いのまとめ": discussion_card(
        ISSUE,
        Discussion(
            facts=(
                SaidThere("先月の郵送請求は52件でした", (1, 4)),
                *(SaidThere(f"{n}月の申請は{n * 10}件でした", (n + 10,)) for n in range(1, 9)),
            ),
            decisions=(SaidThere("4月から福祉部の方法を試します", (6,)),),
            open_questions=(SaidThere("読み取り機は何台要りますか？", (2, 5)),),
        ),
        count=18,
    ),
    "取り出せることのない話し合い": discussion_card(ISSUE, Discussion(), count=3),
    "まとめるほど発言のない話し合い": too_few_to_sum_up_card(ISSUE),
}
