"""What Slack and Teams cannot draw as it is, said with other elements of the vocabulary."""

from cards.charts import BarChart, Chart, alt, figures, whole_said
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Element,
    Form,
    Inline,
    Note,
    Paragraph,
    Progress,
    Table,
    Text,
)
from cards.renderers.characters import one_line, or_dash, size
from cards.renderers.percentage import percentage


def table_as_bullets(table: Table) -> tuple[Element, ...]:
    """One item a row, 「列: 値 ／ 列: 値」, with the caption above."""
    rows = table.rows or (("",) * len(table.columns),)
    items = Bullets(tuple(_row_as_item(table.columns, row) for row in rows))
    return (*caption(table), items)


def chart_title(chart: Chart) -> Element:
    return Paragraph((Bold(one_line(chart.title)),))


def chart_words(chart: Chart) -> Element:
    """The figures in words: where no chart can stand, and for who does not see it."""
    return Note((Text(alt(chart)),))


def beside_chart(chart: Chart) -> tuple[Element, ...]:
    """What bars alone do not tell: the whole, and what is not shown."""
    if not isinstance(chart, BarChart):
        return ()
    told = "。".join(filter(None, (whole_said(chart), chart.note)))
    return (Note((Text(told),)),) if told else ()


def chart_table(chart: Chart) -> Table:
    """The same figures."""
    columns, rows = figures(chart)
    return Table(columns, rows)


def caption(table: Table) -> tuple[Element, ...]:
    return (Paragraph((Bold(table.caption),)),) if table.caption.strip() else ()


def labels_in_full(buttons: tuple[Button, ...], limit: int) -> tuple[Element, ...]:
    """The labels that a button of at most ``limit`` units cannot show, to stand above it."""
    labels = (one_line(button.label) for button in buttons)
    return tuple(Note((Text(label),)) for label in labels if size(label) > limit)


def spoken(button: Button) -> str:
    """What a screen reader says instead of the label; "" where the label says enough."""
    label, about = one_line(button.label), one_line(button.about)
    return f"{label}（{about}）" if about else ""


def progress_line(progress: Progress) -> tuple[Inline, ...]:
    """「必須の研修: 3/8件（38%）」."""
    if progress.total <= 0:
        return Bold(progress.label), Text(": 対象なし")
    share = f"{progress.done}/{progress.total}{progress.unit}"
    return Bold(progress.label), Text(f": {share}（{percent(progress)}%）")


def progress_bar(progress: Progress) -> str:
    """Of characters, which every client draws in its own colours."""
    filled = percent(progress) * _BAR_CELLS // 100
    return "█" * filled + "░" * (_BAR_CELLS - filled)


_BAR_CELLS = 10


def error_about_all(form: Form) -> str:
    """What no field of the form can carry: the error about the whole, and any with a strange name."""
    names = {field.name for field in form.fields}
    return " ".join(words for name, words in form.errors.items() if name not in names)


def percent(progress: Progress) -> int:
    return percentage(progress.done, progress.total)


def _row_as_item(columns: tuple[str, ...], row: tuple[str, ...]) -> tuple[Inline, ...]:
    pairs = zip(columns, row, strict=True)
    return (Text(" ／ ".join(f"{name}: {or_dash(cell)}" for name, cell in pairs)),)
