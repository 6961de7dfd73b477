"""A message or a view as the person before the screen reads it."""

from collections.abc import Iterator
from typing import Any

from tests.cards.renderers.words import texts_below
from tests.peers.slack.state import Json, Message, Workspace


def words(drawn: Json) -> str:
    """Every text of a message or view, in order; the notification only where there are no blocks."""
    blocks = drawn.get("blocks")
    title = drawn.get("title") if drawn.get("type") == "modal" else None
    frame = [title, blocks, drawn.get("submit"), drawn.get("close")]
    shown = frame if blocks else [{"text": drawn.get("text", "")}]
    files = [{"text": file["name"]} for file in drawn.get("files", [])]
    return "\n".join(filter(None, texts_below([shown, files], ("text", "user_id"))))


def buttons(drawn: Json) -> Iterator[Json]:
    """What can be pressed, as Slack sends it back but for the time."""
    for block in drawn.get("blocks", []):
        accessory = [block["accessory"]] if "accessory" in block else []
        elements = block.get("elements", []) if block["type"] == "actions" else accessory
        for element in elements:
            if element["type"] == "button":
                yield {**element, "block_id": block["block_id"]}


def button_named(drawn: Json, label: str, *, about: str = "") -> Json | None:
    """The first of that label, and about that."""
    for button in buttons(drawn):
        if button["text"]["text"] == label and about in button.get("accessibility_label", ""):
            return button
    return None


def screen(workspace: Workspace, user: str) -> list[Message | Json]:
    """Messages, and the Home tab where they have opened it, older first; then the open modals."""
    shown: list[tuple[str, Message | Json]] = [
        (message.ts, message) for message in workspace.conversation(user)
    ]
    if user in workspace.looked_at_home and user in workspace.homes:
        shown.append((workspace.looked_at_home[user], workspace.homes[user]))
    shown.sort(key=lambda each: each[0])
    return [*(each for _, each in shown), *workspace.modals[user]]


def text_of(shown: Any) -> str:
    return words(shown.content if isinstance(shown, Message) else shown)
