"""What a message of ours carries."""

from collections.abc import Mapping
from typing import Any

from cards.renderers.teams_blocks import Block

CARD = "application/vnd.microsoft.card.adaptive"


def card_attachment(card: Block) -> dict[str, Any]:
    return {"contentType": CARD, "content": card}


def summary(card: Block) -> str:
    """What a notification reads."""
    return str(card.get("speak", ""))


def card_message(card: Block, *, bot_id: str) -> dict[str, Any]:
    """A message of our own accord, which answers no activity."""
    return {
        "type": "message",
        "from": {"id": bot_id},
        "summary": summary(card),
        "attachments": [card_attachment(card)],
    }


def file_message(consent: Mapping[str, Any], *, bot_id: str) -> dict[str, Any]:
    return {"type": "message", "from": {"id": bot_id}, "attachments": [consent]}
