"""「読み違いの記録」: to the secretariat, what was misread and what was meant, to be used or not."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cards import example_values, wording
from cards.elements import Button, Buttons, ButtonStyle, Card, Element, Facts, note, paragraph
from domain.correction import KEPT_DAYS, Correction, Review

CORRECTIONS = Button("読み違いの記録", "correction.show")


def corrections_card(
    waiting: Sequence[Correction],
    *,
    captions: Mapping[str, str],
    more: int,
    accepted: int,
    today: date,
    nonce: str,
    done: str = "",
) -> Card:
    """``captions``: of the intents. ``more``: how many wait behind those shown; ``accepted``: how many
    have been.
    """
    if waiting:
        state = f"確認を待っている記録が{len(waiting) + more}件あります。"
    else:
        state = "確認を待っている記録はありません。"
    elements: list[Element] = [
        *([paragraph(done)] if done else []),
        paragraph(state),
        *(each for entry in waiting for each in _entry(entry, captions, today=today)),
        *([note(f"ほか{more}件は、表示中のものを決めると出てきます。")] if more else []),
        note(
            f"採用した記録は{accepted}件です。システム管理者が「kakehashi language corrections」で"
            f"取り出し、読み取りの学習に使えます。記録は{KEPT_DAYS}日で消えます。"
        ),
    ]
    return Card("読み違いの記録", tuple(elements), summary=done + state, nonce=nonce)


def decided(review: Review) -> str:
    return "採用しました。" if review is Review.ACCEPTED else "使わないことにしました。"


def _entry(entry: Correction, captions: Mapping[str, str], *, today: date) -> Iterator[Element]:
    yield paragraph(f"「{entry.text}」")
    yield Facts(
        (
            ("読み取り", captions.get(entry.understood, entry.understood)),
            ("正しいご用件", captions.get(entry.meant, entry.meant)),
            ("日", wording.day(entry.day, today=today)),
        )
    )
    args = {"correction": str(entry.id)}
    yield Buttons(
        (
            Button(
                "採用する",
                "correction.accept",
                args,
                style=ButtonStyle.PRIMARY,
                about=f"「{entry.text[:40]}」の記録を採用する",
            ),
            Button(
                "使わない",
                "correction.reject",
                args,
                about=f"「{entry.text[:40]}」の記録を使わない",
            ),
        )
    )


_CAPTIONS = {
    "training_status": "自分の受講状況を見たい",
    "next_training": "次に受ける研修を知りたい",
    "find_course": "研修を探したい",
}
_WAITING = (
    Correction(
        1,
        "〔氏名〕さんに勧められた講座、どれや",
        "next_training",
        "find_course",
        example_values.TODAY,
    ),
    Correction(2, "どこまでいったっけ", "next_training", "training_status", example_values.TODAY),
)

EXAMPLES = {
    "読み違いの記録": corrections_card(
        _WAITING,
        captions=_CAPTIONS,
        more=3,
        accepted=12,
        today=example_values.TODAY,
        nonce="corrections-nonce",
    ),
    "読み違いの記録（決めた後）": corrections_card(
        _WAITING[1:],
        captions=_CAPTIONS,
        more=0,
        accepted=13,
        today=example_values.TODAY,
        nonce="corrections-nonce",
        done=decided(Review.ACCEPTED),
    ),
    "読み違いの記録がない": corrections_card(
        (),
        captions=_CAPTIONS,
        more=0,
        accepted=0,
        today=example_values.TODAY,
        nonce="corrections-nonce",
    ),
}
