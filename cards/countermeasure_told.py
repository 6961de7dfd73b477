"""対応策 on the cards of what they are of, and the button that tells one."""

from collections.abc import Iterator, Mapping, Sequence

from cards.elements import Bold, Bullets, Button, Buttons, Element, Heading, Text, note
from domain.case_effect import monthly_words
from domain.countermeasure import Countermeasure, SeenCountermeasure, most_adopted_first
from domain.excerpt import excerpt

_AT_MOST, _SHORT = 3, 80
"""対応策 shown; characters of each."""
TELL = "うちではこうしている"


def tell_button(args: Mapping[str, str], *, about: str) -> Button:
    """``args``: of which issue or group."""
    return Button(TELL, "countermeasure.write", args, about=f"{about}：{TELL}", opens_form=True)


def show_button(measure: Countermeasure) -> Button:
    return Button(
        f"{measure.name}を見る",
        "countermeasure.show",
        {"countermeasure": str(measure.id)},
        about=f"{measure.name}（{measure.text.place}）を見る",
    )


def countermeasures_told(
    seen: Sequence[SeenCountermeasure], *, has_buttons: bool = True
) -> Iterator[Element]:
    """What most departments do first. Nothing of none."""
    if not seen:
        return
    shown = most_adopted_first(seen)[:_AT_MOST]
    yield Heading("対応策")
    yield Bullets(
        tuple(
            (
                Bold(f"{each.measure.name}　{each.measure.text.place}："),
                Text(f"{_short(each.measure.text.what)}{_effect(each)}"),
            )
            for each in shown
        )
    )
    if left := len(seen) - len(shown):
        yield note(f"ほかに{left}件あります。")
    if has_buttons:
        yield Buttons(tuple(show_button(each.measure) for each in shown))


def _short(what: str) -> str:
    line = " ".join(what.split())
    return excerpt(line, length=_SHORT)


def _effect(seen: SeenCountermeasure) -> str:
    hours = seen.measure.text.hours
    said = (
        f"{monthly_words(hours)}減" if hours is not None else "",
        f"ほか{len(seen.adopted)}か所で採用" if seen.adopted else "",
    )
    told = "・".join(filter(None, said))
    return f"（{told}）" if told else ""
