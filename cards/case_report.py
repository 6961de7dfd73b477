"""「改善事例を報告したい」: the way in, drafts that are open, 「この内容で報告します」, the receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cards import example_values
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    note,
    paragraph,
)
from cards.open_draft import NO_TITLE, OpenDraft, draft_lines
from domain.case_attachment import DraftEnded
from domain.improvement_case import MOST_DRAFTS, Case, CaseState

DRAFTS_SHOWN = 8
"""At once, the one touched last first: with more a phone scrolls for long."""
OLDEST_SHOWN = 5
_BEGIN_TITLE, _OPEN_TITLE = "改善事例の報告", "書きかけの改善事例があります"
_EXAMPLE = (
    "例：「申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になった」のように"
    "文章で送ると、項目に分けて下書きにします。"
)
REPORT = Button("改善事例を報告する", "case.write", opens_form=True)
MINE = Button("自分の事例", "case.mine")
_NEW = Button("新しく書く", "case.write", {"new": "yes"}, opens_form=True)


def begin_card() -> Card:
    return Card(
        _BEGIN_TITLE,
        (
            paragraph("仕事を楽にした工夫を、ほかの部署にも広げませんか。2分ほどで書けます。"),
            Buttons((replace(REPORT, label="書きはじめる", style=ButtonStyle.PRIMARY), MINE)),
            note(_EXAMPLE),
        ),
        summary="改善事例を報告できます。",
    )


def asks_for_case(card: Card) -> bool:
    """Whether it says that the next message may be what is to be reported."""
    return card.title in (_BEGIN_TITLE, _OPEN_TITLE)


def open_drafts_card(drafts: Sequence[OpenDraft], *, today: date) -> Card:
    """What was begun is offered before something new."""
    return Card(
        _OPEN_TITLE,
        (
            *draft_list(drafts, today=today),
            Buttons((_NEW, MINE)),
            note(_EXAMPLE),
        ),
        summary=f"書きかけの改善事例が{len(drafts)}件あります。",
    )


def too_many_drafts_card(drafts: Sequence[OpenDraft], *, today: date) -> Card:
    """Nothing new is begun; those that nobody has touched for longest are offered."""
    sentence = f"下書きは{MOST_DRAFTS}件までです。いらない下書きを消すか、報告してから、もう一度送ってください。"
    oldest = tuple(reversed(drafts))[:OLDEST_SHOWN]
    return Card(
        "下書きがいっぱいです",
        (
            paragraph(sentence),
            paragraph(Bold("長く開いていない下書き")),
            *(
                element
                for draft in oldest
                for element in draft_lines(draft, kind="case", today=today)
            ),
            Buttons((MINE,)),
        ),
        summary=sentence,
    )


def draft_list(drafts: Sequence[OpenDraft], *, today: date) -> Iterator[Element]:
    for draft in drafts[:DRAFTS_SHOWN]:
        yield from draft_lines(draft, kind="case", today=today)
    left = len(drafts) - DRAFTS_SHOWN
    if left > 0:
        yield note(f"ほかに{left}件あります。上の下書きを報告するか消すと、ここに出てきます。")


def draft_gone_card() -> Card:
    sentence = "この下書きはもうありません。報告したか、消したか、90日以上前のものです。"
    return Card(
        "下書きが見つかりません",
        (paragraph(sentence), Buttons((MINE, _NEW))),
        summary=sentence,
    )


def not_attached_card(sentence: str) -> Card:
    """The draft has ended while the files were on their way."""
    return Card("添付していません", (paragraph(sentence), Buttons((MINE, _NEW))), summary=sentence)


def discarded_card(title: str) -> Card:
    sentence = f"下書き「{title or NO_TITLE}」を消しました。"
    return Card(
        "下書きを消しました", (paragraph(sentence), Buttons((MINE, _NEW))), summary=sentence
    )


def received_card(case: Case) -> Card:
    """The receipt: what comes next, and where to see it."""
    who = (
        f"{case.department}のDX推進リーダー" if case.state is CaseState.LEADER_REVIEW else "事務局"
    )
    onward = f"{who}が確認します。結果はここにお知らせします。"
    title = "直した内容を提出しました" if case.version > 1 else "改善事例を報告しました"
    return Card(
        title,
        (
            paragraph(Bold(case.called)),
            paragraph(onward),
            note("公開されるまでは、確認する人のほかには見えません。"),
            Buttons((MINE,)),
        ),
        summary=f"{case.called}：{title}。",
    )


_OPEN = (
    OpenDraft("d1", "申請書の転記をRPAで自動化", example_values.TODAY),
    OpenDraft("d2", "", example_values.TODAY, change_of="事例12"),
)
EXAMPLES = {
    "報告のはじめ": begin_card(),
    "書きかけがある": open_drafts_card(_OPEN, today=example_values.TODAY),
    "下書きが多い": open_drafts_card(_OPEN * 5, today=example_values.TODAY),
    "下書きがいっぱい": too_many_drafts_card(_OPEN * 10, today=example_values.TODAY),
    "下書きがない": draft_gone_card(),
    "下書きがなくなった": not_attached_card(DraftEnded().sentence),
    "消した": discarded_card("転記の自動化"),
    "報告した": received_card(example_values.WAITING_CASE),
    "直して提出した": received_card(
        replace(example_values.WAITING_CASE, version=2, state=CaseState.OFFICE_REVIEW)
    ),
}
