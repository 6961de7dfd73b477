"""「読む」「改善事例を直す」 typed where several things are called so: which of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cards.digest import week_days
from cards.digest_edition_preview import edit_buttons
from cards.elements import Button, Buttons, Card, paragraph
from cards.example_editions import HISTORY
from cards.example_values import TODAY
from domain.digest import Part, Period
from domain.digest_edition_history import EditionHistory


def which_week_card(buttons: Sequence[Button], *, nonce: str) -> Card:
    """``buttons``: those that are called so, each by what it is about, or else by what it says: of one week's
    forms there is no other week to choose.
    """
    line = "どれのことですか。"
    title = "どのまとめですか" if all(each.about for each in buttons) else "どれですか"
    shown = tuple(replace(each, label=each.about or each.label, about="") for each in buttons)
    return Card(title, (paragraph(line), Buttons(shown)), summary=line, nonce=nonce)


def edition_or_own_card(
    part: Part, own: Button, period: Period, history: EditionHistory | None, *, today: date
) -> Card:
    """To the secretariat. ``own``: what is called so outside of the digest; ``history``: of that week's フォーラム版,
    whose forms are opened at once. Where it has no such part, or is not begun, it is shown.
    """
    line = f"何の「{part.called}」を直しますか。"
    period = history.newest.edition.period if history else period
    called = f"フォーラム版（{week_days(period, today=today)}）"
    week = {"week": period.week}
    forms: tuple[Button, ...] = ()
    if history is not None:
        args = week | {"version": str(history.newest.version)}
        found = (each for each in history.newest.edition.parts if each.part is part)
        label = f"{called}の「{part.called}」"
        forms = tuple(b for each in found for b in edit_buttons(each, args, label=label))
    shown = (*(forms or (Button(called, "digest.edition", week),)), own)
    return Card("何を直しますか", (paragraph(line), Buttons(shown)), summary=line)


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
    "フォーラム版か自分の受講状況か": edition_or_own_card(
        Part.TRAINING,
        Button("自分の受講状況", "training.status"),
        HISTORY.newest.edition.period,
        HISTORY,
        today=TODAY,
    ),
}
