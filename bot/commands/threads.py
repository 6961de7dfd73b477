"""``kakehashi summarise-thread``."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from bot.commands.options import NotJsonLines, put_json, stdin_objects
from domain.errors import DomainError
from language.thread_corpus import message_of
from language.thread_message import ThreadMessage, ThreadSentence
from language.thread_summary import thread_summary

MOST_MESSAGES = 1_000
"""Of a thread: five times what is promised to be fast."""
_FORM = '{"issue_id": 1, "messages": [{"speaker": "…", "department": "…", "text": "…", "ts": "…"}]}'


class TooManyMessages(DomainError):
    def __init__(self, number: int) -> None:
        super().__init__(
            f"標準入力の{number}行目の発言が{MOST_MESSAGES:,}通を超えています。{MOST_MESSAGES:,}通までに分けてください。"
        )


@click.command(
    "summarise-thread",
    help=(
        "話し合いから、事実・決まったこと・残った問いを発言の番号つきで取り出す"
        '（標準入力に JSON Lines: {"issue_id", "messages"}、messages は {"speaker", "department", "text", "ts"} の並び。'
        '答えは1行ずつ {"sentences", "decisions", "open_questions"}）'
    ),
)
def summarise_thread() -> None:
    for number, line in stdin_objects(_FORM):
        summary = thread_summary(_messages(line, number))
        put_json(
            {
                "sentences": _as_json(summary.facts),
                "decisions": _as_json(summary.decisions),
                "open_questions": _as_json(summary.open_questions),
            }
        )


def _messages(line: Mapping[str, Any], number: int) -> list[ThreadMessage]:
    """Raises NotJsonLines, TooManyMessages."""
    messages = line.get("messages")
    if not isinstance(messages, list) or not all(isinstance(each, dict) for each in messages):
        raise NotJsonLines(number, _FORM)
    if len(messages) > MOST_MESSAGES:
        raise TooManyMessages(number)
    try:
        return [message_of(each) for each in messages]
    except TypeError:
        raise NotJsonLines(number, _FORM) from None


def _as_json(sentences: Sequence[ThreadSentence]) -> list[dict[str, object]]:
    return [{"text": each.text, "cites": each.cites} for each in sentences]
