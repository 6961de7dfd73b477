"""A page as a test looks at it."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser


@dataclass
class Read(HTMLParser):
    """Tags with their attributes, words outside of ``style``, and what ``pre`` elements hold."""

    page: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    preformatted: list[str] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag
        # A label, a value or a hint stands in an attribute too.
        self.said += (value or "" for name, value in attrs if name in ("label", "value"))
        if tag == "pre":
            self.preformatted.append("")

    def handle_data(self, data: str) -> None:
        if self.inside != "style":
            self.said.append(data)
        if self.inside == "pre":
            self.preformatted[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    @cached_property
    def words(self) -> str:
        return "".join(self.said)

    def attributes(self, name: str) -> list[str]:
        return [value for _, found in self.tags if (value := found.get(name)) is not None]
