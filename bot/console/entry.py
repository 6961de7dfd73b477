"""One entry of a conversation, and how it is drawn in the log."""

from dataclasses import dataclass
from datetime import datetime

from cards.elements import Card
from cards.renderers import html
from cards.renderers.html_tags import Attributes, Html, tag, text


@dataclass(frozen=True, slots=True)
class Entry:
    """What the person wrote (``str``) or a card of ours. ``version`` is that of the last change."""

    id: int
    version: int
    content: str | Card
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
        if isinstance(self.content, str):
            return "あなた", tag("p", {"class": "said"}, text(self.content))
        return "かけはし", html.render(self.content, id_prefix=f"card-{self.id}")

    def _time(self) -> Html:
        return tag("time", {"datetime": self.at.isoformat()}, text(f"{self.at:%H:%M}"))
