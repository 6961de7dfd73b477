"""What Teams sends, as what a person did. Pure: nothing is looked up, nothing is answered."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.teams.inbound import InboundActivity
from cards.renderers.callback import Callback
from domain.conversation_reference import ConversationScope
from domain.office import THREAD
from handlers.reply import Body, Pressed, Said, Submitted
from handlers.routes import FORMS

DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info"
_OURS = frozenset(Callback.__annotations__) | {"msteams"}
_AT = re.compile(r"</?at\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was done, by whom, and where its answer goes.

    ``person`` is their id in the conversation (``29:…``), ``aad_object_id`` that of the account;
    ``acted`` the id of the message whose card was acted on. Both of the latter may be empty.
    """

    service_url: str
    conversation: str
    scope: ConversationScope
    tenant: str
    person: str
    aad_object_id: str
    name: str
    acted: str = ""

    @property
    def is_private(self) -> bool:
        return self.scope is ConversationScope.PERSONAL

    @property
    def conversation_itself(self) -> str:
        """Without the thread: what members and stored references are known by."""
        return self.conversation.partition(THREAD)[0]

    @property
    def thread(self) -> str:
        """The id of the message that began it; empty outside of channels."""
        return self.conversation.partition(THREAD)[2]


@dataclass(frozen=True, slots=True)
class FileInTeams:
    """``address`` gives the content to who has it, for some minutes."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Heard:
    body: Body
    event_id: str
    nonce: str = ""
    files: tuple[FileInTeams, ...] = ()
    """What came with the message."""
    is_theirs: bool = True
    """Else nobody has done anything: an administrator may install us for everybody."""


def event_of(activity: InboundActivity) -> str:
    """An activity's id is a moment: two people can write in the same one."""
    return f"{activity.conversation.id} {activity.id}"


def place_of(activity: InboundActivity) -> Place:
    return Place(
        service_url=activity.service_url,
        conversation=activity.conversation.id,
        scope=_scope(activity.conversation.conversation_type),
        tenant=activity.tenant,
        person=activity.sender.id,
        aad_object_id=activity.sender.aad_object_id or "",
        name=activity.sender.name or "",
        acted=activity.reply_to_id or "",
    )


def message(activity: InboundActivity) -> Heard:
    """A text, or a card's button on a client that knows ``Action.Submit`` only."""
    value = activity.value
    if isinstance(value, dict) and "action" in value:
        return acted(value, event_id=event_of(activity))
    return Heard(Said(typed(activity)), event_of(activity), files=tuple(_files(activity)))


def _files(activity: InboundActivity) -> Iterator[FileInTeams]:
    """In a personal chat; elsewhere Teams gives a bot no files."""
    for attachment in activity.attachments or ():
        if attachment.content_type == DOWNLOAD_INFO:
            address = str(_inner({"content": attachment.content}, "content").get("downloadUrl", ""))
            yield FileInTeams(attachment.name or "ファイル", address)


def card_action(activity: InboundActivity) -> Heard:
    """``adaptiveCard/action``: an ``Action.Execute``.

    https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
    """
    return acted(_inner(_inner(activity.value, "action"), "data"), event_id=event_of(activity))


def dialog_action(activity: InboundActivity) -> Heard:
    """``task/fetch``, ``task/submit``, ``composeExtension/submitAction``."""
    return acted(_inner(activity.value, "data"), event_id=event_of(activity))


def acted(data: Mapping[str, Any], *, event_id: str) -> Heard:
    """What ``cards/renderers/callback.py`` packed, and beside it what was typed.

    A card that is not ours carries nothing of it: the action is then empty, which nobody knows.
    """
    action, args = str(data.get("action", "")), data.get("args")
    texts = _texts(args) if isinstance(args, dict) else {}
    nonce = str(data.get("nonce") or "")
    if action in FORMS:
        values = _texts({name: value for name, value in data.items() if name not in _OURS})
        return Heard(Submitted(action, values, texts), event_id, nonce)
    return Heard(Pressed(action, texts), event_id, nonce)


def typed(activity: InboundActivity) -> str:
    """The text without the mention of us; others who are mentioned are read by their names."""
    text = activity.text or ""
    for entity in activity.entities or ():
        if entity.text and entity.mentioned and entity.mentioned.id == activity.recipient.id:
            text = text.replace(entity.text, " ")
    # Entities last: a typed "<" arrives as "&lt;". A no-break space comes with every mention.
    return html.unescape(_AT.sub("", text)).replace("\u00a0", " ").strip()


def written_in_html(content: str) -> str:
    """The characters of a message that comes as HTML."""
    return html.unescape(_TAG.sub("", _LINE_END.sub("\n", content))).replace("\u00a0", " ").strip()


def _scope(kind: str | None) -> ConversationScope:
    """Of a kind that we do not know, others may read along."""
    return ConversationScope(kind) if kind in _SCOPES else ConversationScope.GROUP_CHAT


_SCOPES = frozenset(scope.value for scope in ConversationScope)


def _inner(value: object, name: str) -> Mapping[str, Any]:
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Nothing typed is no value: Teams sends null or leaves it out."""
    return {name: str(value) for name, value in values.items() if value is not None}
