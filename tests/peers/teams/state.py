"""What the peer remembers: conversations, their messages, and what each person sees of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.teams.reading import reads

Json = Mapping[str, Any]


LOST: tuple[int, dict[str, str]] = (0, {})


@dataclass
class Member:
    """``of_teams`` is what the connector tells of them; None: it knows nobody of that id."""

    id: str
    aad_object_id: str
    name: str
    of_teams: Json | None


@dataclass
class Message:
    id: str
    activity: Json
    replies_to: str = ""
    seen_instead: dict[str, Json] = field(default_factory=dict)
    """By person: the card that an ``Action.Execute`` of theirs was answered with."""

    def card(self, person: str = "") -> Json | None:
        if person in self.seen_instead:
            return self.seen_instead[person]
        for attachment in self.activity.get("attachments", []):
            if attachment["contentType"].endswith("card.adaptive"):
                card: Json = attachment["content"]
                return card
        return None

    def words(self, person: str = "") -> str:
        card = self.card(person)
        return str(self.activity.get("text", "")) + (reads(card) if card else "")


@dataclass
class Conversation:
    id: str
    scope: str
    members: list[Member]
    messages: dict[str, Message] = field(default_factory=dict)
    refusal: tuple[int, str] | None = None
    """How Teams answers whatever we send there."""
    misbehaves: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Status and headers of the next answers to what we send there, before anything is done.

    ``LOST``: it is done, and the answer never arrives.
    """

    def words(self, person: str = "") -> str:
        return "\n".join(message.words(person) for message in self.messages.values())
