"""HTML that is escaped by its type: only ``text`` and ``tag`` make ``Html``, and both escape."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import NewType

from cards.renderers.characters import visible

Html = NewType("Html", str)
"""A well-formed fragment. A plain ``str`` where one is expected is refused by mypy."""

Attributes = Mapping[str, str | int | bool]
"""True stands for the bare attribute, False for its absence."""


def text(characters: str) -> Html:
    return Html(escape(visible(characters)))


def tag(name: str, attributes: Attributes, *children: Html) -> Html:
    return Html(f"{_opening(name, attributes)}{''.join(children)}</{name}>")


def void(name: str, attributes: Attributes) -> Html:
    """An element without content, such as ``input``."""
    return _opening(name, attributes)


def join(fragments: Iterable[Html]) -> Html:
    return Html("".join(fragments))


def _opening(name: str, attributes: Attributes) -> Html:
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{written}>")


def _attribute(name: str, value: str | int | bool) -> str:
    if value is True:
        return f" {name}"
    if value is False:
        return ""
    return f' {name}="{escape(visible(str(value)))}"'
