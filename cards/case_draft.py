"""「この内容で報告します」: a draft with all its fields, what lacks, what to look out for, what is like it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cards import example_values
from cards.case_body import case_body
from cards.case_form import unsaid
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
from cards.open_draft import NO_TITLE
from domain.improvement_case import CaseText, PublishedCase
from domain.personal_data import PersonalDataWarning, warnings_in

DETACHED = "添付ファイルを外しました。"
DETACHED_BEFORE = "この添付ファイルは、もう外してあります。"
_WARNINGS_SHOWN = 5


def reported_before(name: str) -> str:
    """``name``: 「事例12」."""
    return (
        f"この下書きは、先に{name}として報告しています。いま書いた内容は、{name}の直しとして保存しました。"
        "直しがなければ、「自分の事例」からこの下書きを消してください。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDraft:
    """A draft as it stands. ``digest`` of all that the card shows: an older card's is another."""

    key: str
    digest: str
    text: CaseText
    course: str = ""
    """The name of きっかけの研修."""
    attachments: Sequence[tuple[int, str]] = ()
    """Number and name."""
    already_there: Sequence[str] = ()
    """Names of the files that came with the case which is changed; they stay with it."""
    problems: Sequence[str] = ()
    """What has to be mended before it can be reported."""
    notes: Sequence[str] = ()
    """How something was read that may be meant otherwise."""
    warnings: Sequence[PersonalDataWarning] = ()
    similar: Sequence[PublishedCase] = ()
    case_name: str = ""
    """Of the case that is changed."""


def draft_card(draft: ShownDraft, *, nonce: str, done: str = "") -> Card:
    """「この内容で報告します」, or what still lacks. ``done``: what has just been done with it."""
    is_ready = not draft.problems
    title = "この内容で報告します" if is_ready else "改善事例の下書きです"
    summary = f"「{draft.text.title or NO_TITLE}」の下書きを保存しました。"
    return Card(
        title,
        (
            *([paragraph(Bold(done))] if done else []),
            *_problems(draft.problems),
            *_contents(draft),
            *_warnings(draft.warnings),
            *_similar(draft.similar),
            _answers(draft, is_ready=is_ready),
            note(
                "下書きは保存してあります。添付するファイルは、かけはしとの個人チャットに送ると加わります。"
            ),
        ),
        summary=done or summary,
        nonce=nonce,
    )


def _problems(problems: Sequence[str]) -> Iterator[Element]:
    if problems:
        yield paragraph("報告するには、次のところを直してください。")
        yield Bullets(tuple(plain(each) for each in problems))


def _contents(draft: ShownDraft) -> Iterator[Element]:
    if draft.case_name:
        yield note(f"{draft.case_name}の直しです。")
    yield paragraph(Bold(draft.text.title or NO_TITLE))
    yield from case_body(draft.text, course=draft.course)
    for each in draft.notes:
        yield note(each)
    if draft.attachments or draft.already_there:
        yield Heading("添付ファイル")
    if draft.already_there:
        yield paragraph(f"報告してあるもの（そのまま残ります）：{'、'.join(draft.already_there)}")
    if not draft.attachments:
        return
    yield Buttons(
        tuple(
            Button(
                f"{name}を外す",
                "case.detach",
                {"draft": draft.key, "attachment": str(number)},
                about=f"添付ファイル「{name}」を外す",
            )
            for number, name in draft.attachments
        )
    )


def _warnings(warnings: Sequence[PersonalDataWarning]) -> Iterator[Element]:
    if not warnings:
        return
    yield Heading("個人情報などが入っていませんか")
    lines = [plain(f"{each.kind.value}のように見えます：「{each.words}」") for each in warnings]
    rest = len(lines) - _WARNINGS_SHOWN
    more = [plain(f"ほか{rest}か所")] if rest > 0 else []
    yield Bullets((*lines[:_WARNINGS_SHOWN], *more))
    yield note("住民の方の情報や秘密は書かないでください。問題がなければ、このまま報告できます。")


def _similar(similar: Sequence[PublishedCase]) -> Iterator[Element]:
    if not similar:
        return
    yield Heading("似た事例がすでにあります")
    yield note("同じ取り組みなら、新しく報告するかわりに「うちでもやった」を選べます。")
    for each in similar:
        about, args = each.called, {"case": str(each.id)}
        yield paragraph(Bold(each.text.title), f"　{each.name}・{each.department}")
        yield Buttons(
            (
                Button(
                    "うちでもやった",
                    "case.ask_adopt",
                    args,
                    about=f"{about}をうちでもやった",
                    opens_form=True,
                ),
                Button("見る", "case.show", args, about=f"{about}を見る"),
            )
        )


def _answers(draft: ShownDraft, *, is_ready: bool) -> Buttons:
    report = Button(
        "報告する",
        "case.submit",
        {"draft": draft.key, "digest": draft.digest},
        style=ButtonStyle.PRIMARY,
        about=f"下書き「{draft.text.title or NO_TITLE}」を報告する",
    )
    mend = Button(
        "直す" if is_ready else "続きを書く",
        "case.write",
        {"draft": draft.key},
        style=ButtonStyle.DEFAULT if is_ready else ButtonStyle.PRIMARY,
        opens_form=True,
    )
    leave = Button("下書きのままにする", "case.mine")
    return Buttons((report, mend, leave) if is_ready else (mend, leave))


def attached(names: Sequence[str]) -> str:
    return f"「{'」「'.join(names)}」を添付しました。"


def draft_changed_card(card: Card) -> Card:
    """The pressed card showed something older."""
    words = paragraph(Bold("下書きは、その後で直されています。新しい内容を確かめてください。"))
    return replace(card, elements=(words, *card.elements))


_DRAFT = ShownDraft(key="d1", digest="1a2b", text=example_values.CASE_TEXT)
_UNREADY = ShownDraft(
    key="d2",
    digest="3c4d",
    text=CaseText(title="", before="", after="生成AIを使って広報文の下書きを作るようにした。"),
    problems=("題名を書いてください。", "課題を書いてください。"),
)
_FULL = ShownDraft(
    key="d3",
    digest="5e6f",
    text=replace(
        example_values.CASE_TEXT,
        reuse="問い合わせは 083-933-0000 の山田様まで。",
        course_code="RPA-1",
    ),
    course="RPA入門",
    notes=(unsaid("cost", "なし"),),
    attachments=((1, "手順書.pdf"), (2, "画面.png")),
    already_there=("見本.xlsx",),
    warnings=warnings_in("問い合わせは 083-933-0000 の山田様まで。"),
    similar=(example_values.PUBLISHED_CASE,),
    case_name="事例12",
)

EXAMPLES = {
    "確認": draft_card(_DRAFT, nonce="n1"),
    "足りないところがある": draft_card(_UNREADY, nonce="n1"),
    "添付と注意と似た事例": draft_card(_FULL, nonce="n1", done="「画面.png」を添付しました。"),
    "古いカードを押した": draft_changed_card(draft_card(_DRAFT, nonce="n1")),
}
