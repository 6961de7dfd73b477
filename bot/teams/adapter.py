"""botbuilder-core's adapter on our own connector: the only file that knows its classes.

What of the package is used, and what takes its place one day, is in docs/decisions/0010.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# botbuilder-core ships no types: what it gives is Any, and goes no further than this file.
from botbuilder.core import BotAdapter, TurnContext  # type: ignore[import-untyped]
from botbuilder.schema import (  # type: ignore[import-untyped]
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    InvokeResponse,
    ResourceResponse,
)

from bot.teams.attachments import CARD, summary
from bot.teams.connector import Connector
from bot.teams.inbound import ChannelAccount as Sender
from bot.teams.inbound import InboundActivity
from bot.teams.turn import OnTurn
from cards.renderers.teams_blocks import Block

_INVOKE_RESPONSE = "invokeResponse"
_EXPECT_REPLIES = "expectReplies"
_CONNECTOR = "connector"


@dataclass(frozen=True, slots=True)
class Response:
    """Of the HTTP request. A body of None is an empty one."""

    status: int
    body: Mapping[str, Any] | None = None


class TeamsAdapter(BotAdapter):  # type: ignore[misc]  # the base is Any: see above
    """``process`` takes in what has been checked already."""

    def __init__(self, connector: Connector) -> None:
        super().__init__()
        self._connector = connector

    async def process(self, inbound: InboundActivity, on_turn: OnTurn) -> Response:
        context = TurnContext(self, _activity(inbound))
        context.turn_state[_CONNECTOR] = self._connector.towards(inbound.tenant)
        turn = _Turn(context)
        await self.run_pipeline(context, lambda _: on_turn(inbound, turn))
        if turn.expects_replies:
            said = [_written(activity) for activity in context.buffered_reply_activities]
            return Response(200, {"activities": said})
        answered = context.turn_state.get(self._INVOKE_RESPONSE_KEY)
        if answered is not None:
            return Response(answered.value.status, answered.value.body)
        return Response(200)

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        return [await self._send(context, activity) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        await _connector(context).update(
            activity.service_url, activity.conversation.id, activity.id, _written(activity)
        )

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        await _connector(context).delete(
            reference.service_url, reference.conversation.id, reference.activity_id
        )

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == _INVOKE_RESPONSE:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
            return ResourceResponse(id="")
        where, conversation = activity.service_url, activity.conversation.id
        if activity.reply_to_id:
            to = activity.reply_to_id
            sent = await _connector(context).reply(where, conversation, to, _written(activity))
        else:
            sent = await _connector(context).post(where, conversation, _written(activity))
        return ResourceResponse(id=sent)


def _connector(context: TurnContext) -> Connector:
    """Of the turn's tenant."""
    connector: Connector = context.turn_state[_CONNECTOR]
    return connector


@dataclass(frozen=True, slots=True)
class _Turn:
    """``Turn`` on a TurnContext."""

    context: TurnContext

    @property
    def expects_replies(self) -> bool:
        return bool(self.context.activity.delivery_mode == _EXPECT_REPLIES)

    async def post(self, card: Block) -> None:
        await self.context.send_activity(_card(card))

    async def attach(self, attachment: Mapping[str, Any]) -> None:
        carried = Attachment(
            content_type=attachment["contentType"],
            content_url=attachment.get("contentUrl"),
            name=attachment.get("name"),
            content=attachment["content"],
        )
        await self.context.send_activity(Activity(type="message", attachments=[carried]))

    async def say(self, sentence: str) -> None:
        await self.context.send_activity(
            Activity(type="message", text=sentence, text_format="plain")
        )

    async def replace(self, message_id: str, card: Block) -> None:
        changed = _card(card)
        changed.id = message_id
        await self.context.update_activity(changed)

    async def respond(self, body: Mapping[str, Any] | None) -> None:
        answer = InvokeResponse(status=200, body=body)
        await self.context.send_activity(Activity(type=_INVOKE_RESPONSE, value=answer))


def _activity(inbound: InboundActivity) -> Activity:
    """What a TurnContext reads. msrest's own reading takes 0.4 ms and fails on odd dates."""
    return Activity(
        type=inbound.type,
        id=inbound.id,
        channel_id=inbound.channel_id,
        service_url=inbound.service_url,
        from_property=_account(inbound.sender),
        recipient=_account(inbound.recipient),
        conversation=ConversationAccount(id=inbound.conversation.id),
        delivery_mode=inbound.delivery_mode,
        locale=inbound.locale,
    )


def _account(account: Sender) -> ChannelAccount:
    return ChannelAccount(
        id=account.id, name=account.name, aad_object_id=account.aad_object_id, role=account.role
    )


def _card(card: Block) -> Activity:
    attachment = Attachment(content_type=CARD, content=card)
    return Activity(type="message", summary=summary(card), attachments=[attachment])


def _written(activity: Activity) -> dict[str, Any]:
    """As JSON. msrest's own writing takes 3 ms for one of our cards."""
    fields = {
        "type": activity.type,
        "id": activity.id,
        "from": _who(activity.from_property),
        "recipient": _who(activity.recipient),
        "conversation": {"id": activity.conversation.id},
        "replyToId": activity.reply_to_id,
        "text": activity.text,
        "textFormat": activity.text_format,
        "summary": activity.summary,
        "attachments": [_attached(each) for each in activity.attachments or ()] or None,
        "value": _invoke_response(activity.value),
    }
    return _said(fields)


def _attached(attachment: Attachment) -> dict[str, Any]:
    return _said(
        {
            "contentType": attachment.content_type,
            "contentUrl": attachment.content_url,
            "name": attachment.name,
            "content": attachment.content,
        }
    )


def _invoke_response(value: InvokeResponse | None) -> dict[str, Any] | None:
    """The one thing that we send as ``value``."""
    return None if value is None else {"status": value.status, "body": value.body}


def _who(account: ChannelAccount) -> dict[str, Any]:
    return _said({"id": account.id, "name": account.name})


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
