"""「読む」「改善事例を直す」 typed where several things are called so: which of them."""

from collections.abc import Sequence
from dataclasses import replace

from cards.elements import Button, Buttons, Card, paragraph
from domain.digest import Part


def which_week_card(buttons: Sequence[Button], *, nonce: str) -> Card:
    """``buttons``: those that are called so, each by what it is about, or else by what it says."""
    line = "どれのことですか。"
    shown = tuple(replace(each, label=each.about or each.label, about="") for each in buttons)
    return Card("どのまとめですか", (paragraph(line), Buttons(shown)), summary=line, nonce=nonce)


def edition_or_own_card(part: Part, own: Button) -> Card:
    """To the secretariat. ``own``: what is called so outside of the digest."""
    line = f"何の「{part.called}」を直しますか。"
    edition = Button(f"フォーラム版の「{part.called}」", "digest.edition")
    return Card("何を直しますか", (paragraph(line), Buttons((edition, own))), summary=line)


EXAMPLES = {
    "どの週のまとめか": which_week_card(
        [
            Button("読む", "digest.read", {"week": week}, about=days)
            for week, days in (
                ("2026-W47", "11月16日(月)〜11月22日(日)"),
                ("2026-W46", "11月9日(月)〜11月15日(日)"),
            )
        ],
        nonce="n1",
    ),
    "フォーラム版か自分の事例か": edition_or_own_card(
        Part.CASES, Button("自分の改善事例", "case.mine")
    ),
}
