"""「情報交換（11月24日(火)）」: how it was going when it was asked last, on the card of what it is about."""

from collections.abc import Iterator
from datetime import date

from cards import wording
from cards.elements import Bold, Element, paragraph
from domain.exchange import LastProgress


def progress_told(last: LastProgress | None, who: str, *, today: date) -> Iterator[Element]:
    """``who``: has answered; empty where nobody knows. Nothing where nobody has answered."""
    if last is not None:
        day = wording.day(last.at.date(), today=today)
        line = f"：{last.answer.line}" if last.answer.line else ""
        by = f"（{wording.people_name(who)}）" if who else ""
        yield paragraph(Bold(f"情報交換の答え（{day}）　{last.answer.progress}"), f"{line}{by}")
