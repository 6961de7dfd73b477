"""One entry of a conversation, and how it is drawn in the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from cards import wording
from cards.elements import Card
from cards.renderers import html
from cards.renderers.html_tags import Attributes, Html, tag, text


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file of ours; ``address`` is where the page fetches it. ``size`` in bytes."""

    name: str
    size: int
    address: str


Content = str | Card | GivenFile


@dataclass(frozen=True, slots=True)
class Entry:
    """What the person wrote (``str``), or what is ours. ``version`` is that of the last change."""

    id: int
    version: int
    content: Content
    at: datetime

    def html(self) -> Html:
        who, body = self._drawn()
        heading = tag("p", {"class": "entry-head"}, tag("span", {}, text(who)), self._time())
        kind = "person" if isinstance(self.content, str) else "bot"
        attributes: Attributes = {
            "class": f"entry entry-{kind}",
            "id": f"entry-{self.id}",
            "tabindex": -1,
        }
        return tag("div", {**attributes, "data-entry": self.id}, heading, body)

    def _drawn(self) -> tuple[str, Html]:
        match self.content:
            case str(words):
                return "あなた", tag("p", {"class": "said"}, text(words))
            case Card() as card:
                return "かけはし", html.render(card, id_prefix=f"card-{self.id}")
            case GivenFile() as file:
                return "かけはし", _link(file)
            case _:
                assert_never(self.content)

    def _time(self) -> Html:
        return tag(
            "time", {"datetime": self.at.isoformat()}, text(f"{wording.clock_time(self.at)}")
        )


def _link(file: GivenFile) -> Html:
    kilobytes = f"（{max(1, file.size // 1024):,} KB）"
    attributes = {"href": file.address, "download": file.name}
    return tag("p", {"class": "file"}, tag("a", attributes, text(file.name)), text(kilobytes))
