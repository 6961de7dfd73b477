"""A draft in a list of those that are open: of a case, or of an issue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cards import wording
from cards.elements import Bold, Button, Buttons, ButtonStyle, Element, paragraph

NO_TITLE = "題名のない下書き"


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """``change_of``: the name of what is changed; empty of something new."""

    key: str
    title: str
    touched: date
    change_of: str = ""


def draft_lines(
    draft: OpenDraft, *, kind: Literal["case", "issue"], today: date
) -> Iterator[Element]:
    """``kind``: of its buttons' actions."""
    named = f"{draft.change_of}の直し：" if draft.change_of else ""
    title, args = f"{named}{draft.title or NO_TITLE}", {"draft": draft.key}
    yield paragraph(Bold(title), f"　{wording.day(draft.touched, today=today)}に保存")
    yield Buttons(
        (
            Button(
                "続きから書く",
                f"{kind}.write",
                args,
                style=ButtonStyle.PRIMARY,
                about=f"「{title}」を続きから書く",
                opens_form=True,
            ),
            Button("消す", f"{kind}.discard", args, about=f"下書き「{title}」を消す"),
        )
    )
