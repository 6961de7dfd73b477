"""「個人情報などが入っていませんか」: what in a text should be looked at before others see it."""

from collections.abc import Iterator, Sequence

from cards import wording
from cards.elements import Bullets, Element, Heading, note, plain
from domain.personal_data import PersonalDataWarning

_SHOWN = 5


def looks_like(warnings: Sequence[PersonalDataWarning]) -> tuple[str, ...]:
    """「電話番号のように見えます：「083-…」」, a few of them."""
    lines = [f"{each.kind.value}のように見えます：「{each.words}」" for each in warnings]
    return tuple(wording.cut(lines, shown=_SHOWN))


def warned_of(warnings: Sequence[PersonalDataWarning], *, what: str) -> Iterator[Element]:
    """``what``: 「課題」, which all the staff will read. Nothing of none."""
    if not warnings:
        return
    yield Heading("個人情報などが入っていませんか")
    yield Bullets(tuple(plain(line) for line in looks_like(warnings)))
    yield note(f"{what}は職員みんなが読みます。問題がなければ、このまま登録できます。")
