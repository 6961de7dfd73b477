"""What Teams' connector says no with, in both of the shapes that it has.

https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
"""

from collections.abc import Mapping
from typing import Any

import orjson

Json = Mapping[str, Any]

_GONE = {
    403: frozenset(
        {
            "BotDisabledByAdmin",
            "BotNotInConversationRoster",
            "ConversationBlockedByUser",
            "ForbiddenOperationException",
            "MessageWritesBlocked",
        }
    ),
    404: frozenset({"ConversationNotFound"}),
}
"""By status: the codes that mean never again, until something comes in from there."""


class ConnectorRefused(Exception):
    """``status`` is 0 where there was no answer; ``code`` is Teams' own word, or our kind of it."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class ConnectorSilent(ConnectorRefused):
    """No answer, or that of a server in trouble: it may have been done all the same."""


class ConnectorUnreachable(ConnectorSilent):
    """There was no connection: it has certainly not been done."""


class ConnectorBusy(ConnectorRefused):
    """Not done: too much at a time, by Teams' limits or by ours. ``seconds`` until it may be."""

    def __init__(self, status: int, code: str, *, seconds: float, is_ours: bool = False) -> None:
        super().__init__(status, code)
        self.seconds = seconds
        self.is_ours = is_ours


class ConversationBlocked(ConnectorRefused):
    """For good: the app was removed or blocked there, or the conversation is gone."""


def refusal(status: int, answer: Json) -> ConnectorRefused:
    code = _code(answer)
    if code in _GONE.get(status, ()):
        return ConversationBlocked(status, code)
    return (ConnectorSilent if status >= 500 else ConnectorRefused)(status, code)


def read_answer(written: bytes | str) -> Json:
    """Empty for what is no JSON object."""
    try:
        read = orjson.loads(written) if written else {}
    except orjson.JSONDecodeError:
        return {}
    return read if isinstance(read, dict) else {}


def _code(answer: Json) -> str:
    """``{"error": {"code": …}}``, or a ``message`` that is itself JSON with a ``subCode``."""
    error = answer.get("error")
    if isinstance(error, dict):
        return str(error.get("code", ""))
    return str(read_answer(str(answer.get("message", ""))).get("subCode", ""))
