"""Teams says no in two shapes; both are understood."""

import pytest

from bot.teams.refusals import (
    ConnectorRefused,
    ConnectorSilent,
    ConversationBlocked,
    Json,
    refusal,
)

SUBCODE = '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "blocked"\r\n}'


@pytest.mark.parametrize(
    ("status", "answer", "kind", "code"),
    [
        (403, {"error": {"code": "BotDisabledByAdmin"}}, ConversationBlocked, "BotDisabledByAdmin"),
        (403, {"errorCode": 209, "message": SUBCODE}, ConversationBlocked, "MessageWritesBlocked"),
        (404, {"error": {"code": "ConversationNotFound"}}, ConversationBlocked, "ConversationNotFound"),
        (404, {"error": {"code": "ActivityNotFoundInConversation"}}, ConnectorRefused, "ActivityNotFoundInConversation"),
        (403, {"error": {"code": "InvalidBotApiHost"}}, ConnectorRefused, "InvalidBotApiHost"),
        (413, {}, ConnectorRefused, ""),
        (400, {"message": "not JSON"}, ConnectorRefused, ""),
        (400, {"message": "[1]"}, ConnectorRefused, ""),
        (503, {}, ConnectorSilent, ""),
    ],
)  # fmt: skip
def test_断りの種類と言葉がわかる(
    status: int, answer: Json, kind: type[ConnectorRefused], code: str
) -> None:
    refused = refusal(status, answer)
    assert type(refused) is kind
    assert (refused.status, refused.code) == (status, code)
