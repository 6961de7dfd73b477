"""A fragment of HTML as a tree, to be read and acted on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"input", "hr", "br"})


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""
    """Of everything inside."""

    def found(self, name: str) -> Iterator["Element"]:
        if self.name == name:
            yield self
        for child in self.children:
            yield from child.found(name)


def tree(fragment: str) -> Element:
    parser = _Parser()
    parser.feed(fragment)
    parser.close()
    assert len(parser.open) == 1, f"閉じていない要素があります: {parser.open[-1].name}"
    return parser.open[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
