"""A published case in a channel, for all who read there; what stands in its place later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from cards.case import spread_words
from cards.case_spread import IN_FULL, all_of_it_button, spread_buttons
from cards.elements import Bold, Buttons, Card, Element, Facts, note, paragraph
from cards.renderers.one_message import in_one_message
from domain.case_effect import UNKNOWN, effect_words
from domain.improvement_case import CaseText, Effect, PublishedCase, Visibility
from domain.japan_time import JAPAN


def posted_card(case: PublishedCase) -> Card:
    """Nothing of who reported it, nor who looks. One message, whatever its length."""
    text = case.text
    card = Card(
        f"改善事例　{case.name}",
        (
            paragraph(Bold(text.title)),
            Facts(
                (
                    ("部署", case.place),
                    ("効果", effect_words(text.effect)),
                    ("道具", "、".join(text.tools) or UNKNOWN),
                    ("広がり", spread_words(case)),
                )
            ),
            paragraph(Bold("課題　"), text.before),
            paragraph(Bold("工夫　"), text.after),
            *_reuse(text),
            Buttons((*spread_buttons(case), all_of_it_button(case))),
            note("同じ仕事をしている部署で試したら、「うちでもやった」で知らせてください。"),
        ),
        summary=f"改善事例「{text.title}」（{case.department}）が公開されました。",
    )
    return in_one_message(card, onward=IN_FULL)


def withdrawn_in_channel_card(name: str) -> Card:
    """In the place of a case. Why is for those who deal with it, not for all."""
    line = f"{name}は取り下げられました。"
    return Card(
        f"改善事例　{name}",
        (paragraph(line), note("内容について知りたいときは、事務局に尋ねてください。")),
        summary=line,
    )


def not_shown_here_card(name: str) -> Card:
    """In the place of a case whose 公開範囲, or whose channels, are others now."""
    line = f"{name}は、このチャンネルでは表示していません。"
    return Card(
        f"改善事例　{name}",
        (paragraph(line), note("公開範囲か、知らせるチャンネルが変わりました。")),
        summary=line,
    )


def _reuse(text: CaseText) -> Iterator[Element]:
    if text.reuse:
        yield paragraph(Bold("再利用の条件・注意　"), text.reuse)


_CASE = PublishedCase(
    id=12,
    number=12,
    author_id=1,
    department="財務部",
    section="税務課",
    text=CaseText(
        title="申告書の転記をRPAで",
        before="紙の申告書から税のシステムへ、毎月600件を手で写していた。",
        after="AI-OCRで読み取り、RPAで入力するようにした。",
        effect=Effect(hours=24.5, other="写し間違いがほぼなくなった"),
        tools=("RPA", "AI-OCR"),
        reuse="帳票の様式がそろっていること。",
        visibility=Visibility.OFFICE,
    ),
    published_at=datetime(2026, 6, 12, 9, 0, tzinfo=JAPAN),
)
EXAMPLES = {
    "チャンネルの改善事例": posted_card(_CASE),
    "チャンネルの改善事例（広がった）": posted_card(
        replace(
            _CASE,
            adopted_by=2,
            text=replace(_CASE.text, effect=Effect(), tools=(), reuse=""),
        )
    ),
    "取り下げられた改善事例": withdrawn_in_channel_card("事例12"),
    "表示しなくなった改善事例": not_shown_here_card("事例12"),
}
