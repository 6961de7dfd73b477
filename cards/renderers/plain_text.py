"""Cards as plain text, for a screen reader, a terminal and a notification; nothing is left out."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import assert_never

from cards.charts import BarChart, ColumnChart, LineChart, alt
from cards.elements import (
    Bold,
    Bullets,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Divider,
    Element,
    Facts,
    Field,
    Form,
    Heading,
    Inline,
    Link,
    Mention,
    Note,
    Paragraph,
    Progress,
    Quote,
    Table,
    Text,
    TextField,
)
from cards.renderers.characters import one_line, visible
from cards.renderers.column_width import pad
from cards.renderers.other_ways import error_about_all, percent, progress_bar

DIVIDER = "─" * 20


def render(card: Card) -> str:
    """The title, the summary and every element; buttons are numbered through the card."""
    numbers = count(1)
    title = f"【{one_line(card.title)}】"
    blocks = [*_elements(card.elements, numbers)]
    summary = one_line(card.summary)
    # Said once where the card begins with the same sentence.
    head = title if not summary or blocks[:1] == [summary] else f"{title}\n{summary}"
    return _blocks(head, blocks)


def render_form(form: Form) -> str:
    """The title, what is wrong, every field with its value and hint, and what sends it."""
    numbers = count(1)
    title = f"【{one_line(form.title)}】"
    error = error_about_all(form)
    head = f"{title}\n！{one_line(error)}" if error else title
    intro = _elements(form.intro, numbers)
    fields = [_field(field, form.errors.get(field.name, "")) for field in form.fields]
    return _blocks(head, [*intro, *fields, f"［{one_line(form.submit)}］"])


def _blocks(head: str, blocks: Iterable[str]) -> str:
    return "\n\n".join([head, *(block for block in blocks if block)])


def _elements(elements: Iterable[Element], numbers: Iterator[int]) -> Iterator[str]:
    """Block by block; a heading stands in one block with what it heads."""
    heading = ""
    for element in elements:
        drawn = f"{heading}\n{_element(element, numbers)}".strip("\n")
        heading = drawn if isinstance(element, Heading) else ""
        if not heading:
            yield drawn
    yield heading


def _element(  # noqa: C901  # One case an element, and nothing else.
    element: Element, numbers: Iterator[int]
) -> str:
    match element:
        case Heading():
            return f"■ {one_line(element.text)}"
        case Paragraph():
            return _inlines(element.inlines)
        case Note():
            return f"※ {_inlines(element.inlines)}"
        case Quote():
            return _quote(element)
        case Bullets():
            return "\n".join(f"・{_inlines(item)}" for item in element.items)
        case Facts():
            return _facts(element)
        case Progress():
            return _progress(element)
        case Table():
            return _table(element)
        case Divider():
            return DIVIDER
        case Buttons():
            return _buttons(element, numbers)
        case ColumnChart() | BarChart() | LineChart():
            return f"〈{one_line(element.title)}〉\n{_paragraph(alt(element))}"
        case _:
            assert_never(element)


def _paragraph(characters: str) -> str:
    """Line breaks stay; what follows one is indented, so that it cannot pose as an element."""
    return "\n　".join(visible(characters).splitlines())


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text() | Bold():
            return _paragraph(inline.text)
        case Link():
            return f"{one_line(inline.label)}（{one_line(inline.url)}）"
        case Mention():
            return f"@{one_line(inline.name)}"
        case _:
            assert_never(inline)


def _quote(quote: Quote) -> str:
    cite = f"\n　（{one_line(quote.cite)}）" if quote.cite else ""
    return f"「{_paragraph(quote.text)}」{cite}"


def _facts(facts: Facts) -> str:
    labels = [one_line(label) for label, _ in facts.facts]
    padded = pad(labels)
    values = [_paragraph(value) for _, value in facts.facts]
    return "\n".join(f"{label}: {value}" for label, value in zip(padded, values, strict=True))


def _progress(progress: Progress) -> str:
    label = one_line(progress.label)
    if progress.total <= 0:
        return f"{label}: 対象なし"
    unit, share = one_line(progress.unit), percent(progress)
    line = f"{label}: {progress.done}/{progress.total}{unit}（{share}%）"
    return f"{line}\n{progress_bar(progress)}"


def _table(table: Table) -> str:
    caption = [f"〈{one_line(table.caption)}〉"] if table.caption else []
    return "\n".join([*caption, *(_row(table.columns, row) for row in table.rows)])


def _row(columns: tuple[str, ...], cells: tuple[str, ...]) -> str:
    pairs = zip(columns, cells, strict=True)
    return "・" + " ／ ".join(f"{one_line(column)}: {one_line(cell)}" for column, cell in pairs)


def _buttons(buttons: Buttons, numbers: Iterator[int]) -> str:
    return " ".join(
        f"［{number} {one_line(button.label)}{_about(button.about)}］"
        for button, number in zip(buttons.buttons, numbers, strict=False)
    )


def _about(about: str) -> str:
    return f"（{one_line(about)}）" if about else ""


def _field(field: Field, error: str) -> str:
    need = "必須" if field.required else "任意"
    lines = [f"{one_line(field.label)}（{need}）: {_value(field)}"]
    lines += [f"　{one_line(sentence)}" for sentence in (_accepts(field), field.hint) if sentence]
    if error:
        lines.append(f"　！{one_line(error)}")
    return "\n".join(lines)


def _value(field: Field) -> str:
    match field:
        case TextField():
            return _paragraph(field.value) or "（未入力）"
        case DateField():
            return field.value.isoformat() if field.value else "（未入力）"
        case ChoiceField():
            chosen = [option.label for option in field.options if option.value == field.value]
            return one_line(chosen[0]) if chosen else "（未選択）"
        case _:
            assert_never(field)


def _accepts(field: Field) -> str:
    match field:
        case TextField():
            return f"{field.max_length}文字まで" if field.max_length else ""
        case DateField():
            earliest = f"{field.earliest}から" if field.earliest else ""
            return f"{earliest}{field.latest}まで" if field.latest else earliest
        case ChoiceField():
            return "選択肢: " + "／".join(option.label for option in field.options)
        case _:
            assert_never(field)
