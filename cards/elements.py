"""The closed vocabulary of cards and forms.

A card is one semantic definition; each renderer ``match``es every element to the end
(``assert_never``). Text is always data: no element carries markup of any platform, and escaping
belongs to the renderer. Actions (``Button``) and input (``Form``) are two vocabularies, because
Slack and Teams open forms in a place of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cards.charts import BarChart, ColumnChart, LineChart

# -- inline -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters, shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link of ours (catalogue page, policy document), never one found in what a user wrote."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person addressed by name. ``platform_id`` is None where the platform has no account."""

    name: str
    platform_id: str | None = None


Inline = Text | Bold | Link | Mention


# -- blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a card; the card's own title is ``Card.title``."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: sources, hints, what is a sample."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The policy's own words, with where they stand."""

    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs, e.g. ("方法", "eラーニング")."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total``; a total of 0 is drawn as nothing required."""

    label: str
    done: int
    total: int
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are plain text; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Divider:
    pass


class ButtonStyle(StrEnum):
    DEFAULT = "default"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """``action`` is an id of ``handlers/routes.py``; ``args`` are small strings for its handler."""

    label: str
    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    style: ButtonStyle = ButtonStyle.DEFAULT
    about: str = ""
    """What the button is about, for a screen reader: 「詳しく」 of which training."""
    opens_form: bool = False
    """Its handler answers with a form: Teams has to know before the button is pressed."""


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


Element = (
    Heading
    | Paragraph
    | Note
    | Quote
    | Bullets
    | Facts
    | Progress
    | Table
    | Divider
    | Buttons
    | ColumnChart
    | BarChart
    | LineChart
)
"""Charts are drawn where the platform can: ``cards/charts.py``."""


@dataclass(frozen=True, slots=True)
class Card:
    """``summary`` is the one sentence for notifications and screen readers.

    ``nonce`` makes a card's buttons count once: the edge sends it back with the action, and the
    inbox refuses the second one. Cards whose buttons only read leave it empty.
    """

    title: str
    elements: tuple[Element, ...]
    summary: str = ""
    nonce: str = ""


# -- forms ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextField:
    name: str
    label: str
    value: str = ""
    required: bool = True
    multiline: bool = False
    max_length: int | None = None
    hint: str = ""
    watched: bool = False
    """What is typed is told while it is typed, where the platform can: ``handlers/reply.py``, Typed."""


@dataclass(frozen=True, slots=True)
class DateField:
    name: str
    label: str
    value: date | None = None
    required: bool = True
    earliest: date | None = None
    latest: date | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of ``options``."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    required: bool = True
    hint: str = ""


Field = TextField | DateField | ChoiceField


@dataclass(frozen=True, slots=True)
class Form:
    """``action`` receives the values; ``args`` come back with them unchanged.

    ``errors`` maps a field's name to the sentence beside it, "" to one about the whole form; what
    was typed stays in the fields' ``value``.
    """

    title: str
    action: str
    fields: tuple[Field, ...]
    submit: str = "送信"
    intro: tuple[Element, ...] = ()
    args: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    nonce: str = ""


def plain(*parts: str | Inline) -> tuple[Inline, ...]:
    """Inlines from a mix of strings and inlines: ``plain("期限は", Bold("3月31日"))``."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline) -> Paragraph:
    return Paragraph(plain(*parts))


def note(*parts: str | Inline) -> Note:
    return Note(plain(*parts))
