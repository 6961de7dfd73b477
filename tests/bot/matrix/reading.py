"""What stands on the screen of each platform, line by line, so that it can be compared.

Lines are what the platform draws as one; what it draws in its own way (bars, bullets, page numbers,
the bounds of a calendar) becomes the same words here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from tests.bot.matrix.html_tree import Element
from tests.cards.renderers.words import squeezed

Json = dict[str, Any]

_PAGE = re.compile(r"（\d+/\d+）$")
_HIDDEN = "visually-hidden"
_LIMIT = re.compile(r" ?\d+文字まで$")
"""Of a field: Slack and Teams say it themselves, once it is reached."""
_CHART_HEADS = frozenset({"区分", "値", "年月"})
"""Names of columns of a chart's table, which its figures in words do without."""
_BETWEEN = re.compile(r"[:：／\n・―。]")
"""Between sentences, a label and its value, the cells of a row, the lines of a list."""
_KNOWN = 1_000
"""Messages that have been read: a screen is looked at before and after each thing done."""


@dataclass(frozen=True)
class Shown:
    """A message, a form or a file: its words, and what can be pressed, in order."""

    lines: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    spoken: str = field(default="", compare=False)
    """What a notification or a screen reader says first."""

    @property
    def text(self) -> str:
        """Without blanks, to look for a sentence in."""
        return squeezed("".join((*self.lines, *self.buttons)))

    @property
    def words(self) -> frozenset[str]:
        """Sentences, labels, values and cells, each by itself: a table and a list say the same."""
        pieces = (squeezed(piece) for line in self.lines for piece in _BETWEEN.split(line))
        return frozenset(piece.strip("⚠") for piece in pieces if re.search(r"\w", piece))


def on_slack(drawn: Json) -> Shown:
    """A message or a view."""
    return _on_slack(json.dumps(drawn))


@lru_cache(_KNOWN)
def _on_slack(written: str) -> Shown:
    drawn = json.loads(written)
    title = [drawn["title"]["text"]] if drawn["type"] == "modal" else []
    blocks = drawn.get("blocks", [])
    files = [file["name"] for file in drawn.get("files", [])]
    pressed = [button["text"]["text"] for button in _found(blocks, {"button"})]
    submit = [drawn["submit"]["text"]] if drawn.get("submit") else []
    lines = [*title, *(line for block in blocks for line in _slack_lines(block)), *files]
    return _shown(lines, [*pressed, *submit], spoken=drawn.get("text", ""))


def on_teams(card: Json) -> Shown:
    return _on_teams(json.dumps(card))


@lru_cache(_KNOWN)
def _on_teams(written: str) -> Shown:
    card = json.loads(written)
    actions = _found(card, {"Action.Execute", "Action.Submit"})
    return _shown(_teams_lines(card), [a["title"] for a in actions], spoken=card["speak"])


def on_console(read: Element) -> Shown:
    buttons = [element.text for element in read.found("button")]
    hidden = [p.text for p in read.found("p") if p.attributes.get("class") == _HIDDEN]
    lines = (_LIMIT.sub("", line) for line in _html_lines(read))
    return _shown(lines, buttons, spoken="".join(hidden))


def day_between(earliest: str, latest: str) -> str:
    """As a calendar that has no bounds says it in words."""
    first, last = (
        f"{d.year}年{d.month}月{d.day}日" for d in map(date.fromisoformat, (earliest, latest))
    )
    return f"{first}から{last}までの日付を選んでください。"


def _shown(lines: Iterable[str], buttons: Iterable[str], *, spoken: str) -> Shown:
    first, *rest = [line for line in lines if line.strip()] or [""]
    return Shown((_PAGE.sub("", first), *rest), tuple(map(squeezed, buttons)), spoken)


def _found(value: object, kinds: set[str]) -> Iterator[Json]:
    """From the outside in; what stands in for an action on old clients is not among it."""
    if isinstance(value, dict):
        if value.get("type") in kinds:
            yield value
            return
        for child in value.values():
            yield from _found(child, kinds)
    elif isinstance(value, list):
        for child in value:
            yield from _found(child, kinds)


def _slack_lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for part in _found(block, {"rich_text_section", "rich_text_quote"}):
                yield "".join(each["text"] for each in part["elements"] if "text" in each)
        case "table":
            for cell in _found(block["rows"], {"rich_text", "raw_text"}):
                yield cell["text"] if "text" in cell else "".join(_slack_lines(cell))
        case "input":
            yield block["label"]["text"]
            yield block.get("hint", {}).get("text", "")
            yield from (o["text"]["text"] for o in block["element"].get("options", []))
        case "actions" | "divider":
            return
        case _:
            yield from (text["text"] for text in _found(block, {"plain_text"}))


def _teams_lines(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _teams_lines(each)
    if not isinstance(value, dict):
        return
    match str(value.get("type")):
        case "TextBlock":
            yield value["text"]
        case "RichTextBlock":
            yield "".join(run["text"] for run in value["inlines"])
        case "Input.Date":
            yield value["label"]
            yield day_between(value["min"], value["max"])
        case kind if kind.startswith("Chart."):
            # What stands there where a client draws no charts: the same figures.
            lines = _teams_lines(value["fallback"])
            yield from (line for line in lines if line not in _CHART_HEADS)
        case kind if kind.startswith("Input."):
            yield value["label"]
            yield from (choice["title"] for choice in value.get("choices", []))
        case _:
            for name in ("body", "items", "columns", "rows", "cells"):
                yield from _teams_lines(value.get(name))


def _chart_lines(element: Element) -> Iterator[str]:
    """What is read aloud of the drawing; and the table below it, as Teams has it."""
    if element.name == "svg":
        return (said.text for said in element.children if said.name in ("title", "desc"))
    lines = (line for child in element.children for line in _html_lines(child))
    return (line for line in lines if line not in _CHART_HEADS)


def _html_lines(element: Element) -> Iterator[str]:
    """A badge says what Slack and Teams draw beside a label themselves."""
    match element.name:
        case "button" | "progress":
            return
        case "p" if element.attributes.get("class") == _HIDDEN:
            return
        case "option" if not element.attributes.get("value"):
            return  # 「選んでください」, where the others have a placeholder
        case (
            "h3"
            | "h4"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "th"
            | "td"
            | "caption"
            | "cite"
            | "option"
            | "a"
        ):
            yield element.text
        case "label":
            yield element.text.removesuffix("必須").removesuffix("任意")
        case "span":
            yield element.text
        case "svg" | "details":
            yield from _chart_lines(element)
        case "input" if element.attributes.get("type") == "date":
            yield day_between(element.attributes["min"], element.attributes["max"])
        case _:
            for child in element.children:
                yield from _html_lines(child)
