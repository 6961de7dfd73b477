"""How little of botbuilder-core is used: its support has ended (docs/decisions/0010)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import bot

SDK = ("botbuilder", "botframework", "jsonpickle", "msrest")
KNOWN = {
    "BotAdapter",
    "TurnContext",
    "Activity",
    "Attachment",
    "ChannelAccount",
    "ConversationAccount",
    "ConversationReference",
    "InvokeResponse",
    "ResourceResponse",
}
"""Not its BotState, which reads what is stored with jsonpickle, nor its own token check."""


def imports() -> Iterator[tuple[str, str]]:
    """Of the SDK and what it brings along: file and name."""
    for file in Path(bot.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SDK):
                yield from ((file.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.Import):
                names = (alias.name for alias in node.names)
                yield from ((file.name, name) for name in names if name.startswith(SDK))


def test_SDKを知るのはアダプターのファイルだけで使うのは決めた部品だけである() -> None:
    found = list(imports())
    assert {file for file, _ in found} == {"adapter.py"}
    assert {name for _, name in found} == KNOWN, "docs/decisions/0010 も見直してください。"
