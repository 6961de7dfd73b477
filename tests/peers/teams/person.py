"""Somebody at Teams: what they do goes to the app as Teams would send it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.teams.peer import APP_ID, TENANT, Delivered, TeamsPeer
from tests.peers.teams.reading import buttons, inputs, reads
from tests.peers.teams.rules import CARD, broken_in_response
from tests.peers.teams.state import Conversation, Member, Message

Json = Mapping[str, Any]
DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info"
BOT = {"id": f"28:{APP_ID}", "name": "かけはし"}


@dataclass
class Person:
    peer: TeamsPeer
    member: Member
    place: Conversation
    """Where they are just now."""
    dialog: Json | None = None
    toast: str = ""
    last: dict[str, Any] = field(default_factory=dict)
    """The activity sent last, to be sent again."""
    tenant: str = TENANT

    async def says(self, text: str, **other: Any) -> Delivered:
        return await self.sends({"type": "message", "text": text, "textFormat": "plain"} | other)

    async def mentions(self, text: str, **other: Any) -> Delivered:
        at = "<at>かけはし</at>"
        mention = {"type": "mention", "text": at, "mentioned": BOT}
        locale = {"type": "clientInfo", "locale": "ja-JP"}
        return await self.says(f"{at}&nbsp;{text}\n", entities=[mention, locale], **other)

    async def shares(self, name: str, content: bytes, *, text: str = "") -> Delivered:
        """A file of theirs, in the personal chat."""
        number = str(len(self.peer.shared))
        self.peer.shared[number] = content
        info = {
            "downloadUrl": f"http://{self.peer.host}/drive/{number}",
            "uniqueId": number,
            "fileType": name.rpartition(".")[2],
        }
        file = {"contentType": DOWNLOAD_INFO, "name": name, "content": info}
        return await self.says(text, attachments=[file])

    async def installs(self) -> None:
        """Teams tells of it twice."""
        await self.sends({"type": "installationUpdate", "action": "add"})
        await self.sends(
            {"type": "conversationUpdate", "membersAdded": [BOT, {"id": self.member.id}]}
        )

    async def presses(
        self, label: str, *, about: str = "", only_submits: bool = False
    ) -> Delivered:
        """The newest button of that name that they see; in a dialog, its own."""
        if self.dialog is not None:
            action = _named(self.dialog, label, about)
            return await self.invokes("task/submit", {"data": action["data"]})
        message, action = self._button(label, about)
        if action["data"].get("msteams") == {"type": "task/fetch"}:
            value = {"data": action["data"], "context": {"theme": "default"}}
            return await self.invokes("task/fetch", value, message=message)
        if only_submits:
            return await self.sends(
                {"type": "message", "value": action["fallback"]["data"], "replyToId": message.id}
            )
        pressed = {name: action[name] for name in ("type", "title", "verb", "data")}
        value = {"action": pressed, "trigger": "manual"}
        return await self.invokes("adaptiveCard/action", value, message=message)

    async def fills_in(self, **values: str) -> Delivered:
        """The open dialog, sent in."""
        assert self.dialog is not None, "ダイアログが開いていません。"
        (submit,) = self.dialog["actions"]
        kept = {field["id"]: field["value"] for field in inputs(self.dialog) if "value" in field}
        return await self.invokes("task/submit", {"data": submit["data"] | kept | values})

    async def invokes(
        self, name: str, value: Json, *, message: Message | None = None, **other: Any
    ) -> Delivered:
        """The answer is held against Teams' rules and shown."""
        acted = {"replyToId": message.id} if message else {}
        invoke = {"type": "invoke", "name": name, "value": value} | acted | other
        delivered = await self.sends(invoke)
        if "deliveryMode" not in invoke:
            self._answered(name, delivered, message)
        await self.peer.settled()
        return delivered

    async def sends(self, activity: Json) -> Delivered:
        self.last = self._addressed() | dict(activity)
        return await self.peer.deliver(self.last)

    async def again(self, **other: Any) -> Delivered:
        """The last activity once more; with another ``id`` as Teams sometimes does."""
        delivered = await self.peer.deliver(self.last | other)
        await self.peer.settled()
        return delivered

    @property
    def sees(self) -> str:
        """Of the personal chat; an open dialog lies above it."""
        if self.dialog is not None:
            return reads(self.dialog)
        chat = self.peer.personal_chat(self.member)
        return chat.words(self.member.id) if chat else ""

    @property
    def newest(self) -> str:
        """The last message of the personal chat."""
        chat = self.peer.personal_chat(self.member)
        assert chat is not None
        return list(chat.messages.values())[-1].words(self.member.id)

    def _answered(self, name: str, delivered: Delivered, message: Message | None) -> None:
        assert delivered.status == 200, delivered
        self.peer.slips += broken_in_response(name, delivered.body)
        self.toast = ""
        if name == "adaptiveCard/action":
            self._acted(delivered.body, message)
            return
        task = (delivered.body or {}).get("task")
        self.dialog = task["value"]["card"]["content"] if task else None

    def _acted(self, body: Json, message: Message | None) -> None:
        if body["type"] == CARD and message is not None:
            message.seen_instead[self.member.id] = body["value"]
        elif body["type"] != CARD:
            self.toast = body["value"]

    def _button(self, label: str, about: str) -> tuple[Message, Json]:
        chat = self.peer.personal_chat(self.member)
        for place in (self.place, chat):
            for message in reversed(list(place.messages.values()) if place else []):
                card = message.card(self.member.id)
                for action in buttons(card):
                    if action["title"] == label and about in action.get("tooltip", ""):
                        return message, action
        raise AssertionError(f"ボタン「{label}」がありません。\n{self.sees}")

    def _addressed(self) -> dict[str, Any]:
        thread = f";messageid={1}" if self.place.scope == "channel" else ""
        return {
            "id": str(uuid.uuid4()),
            "timestamp": "2026-11-20T01:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.peer.service_url,
            "from": {
                "id": self.member.id,
                "name": self.member.name,
                "aadObjectId": self.member.aad_object_id,
            },
            "recipient": BOT,
            "conversation": {
                "id": f"{self.place.id}{thread}",
                "conversationType": self.place.scope,
                "tenantId": self.tenant,
                **({} if self.place.scope == "personal" else {"isGroup": True}),
            },
            "channelData": {"tenant": {"id": self.tenant}},
            "locale": "ja-JP",
        }


def _named(card: Json, label: str, about: str) -> Json:
    for action in buttons(card):
        if action["title"] == label and about in action.get("tooltip", ""):
            return action
    raise AssertionError(f"ボタン「{label}」がありません。\n{reads(card)}")
