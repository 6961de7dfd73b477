"""What Slack sends, as what a person did. Pure: nothing is looked up, nothing is answered.

Shapes: https://docs.slack.dev/reference/interaction-payloads and …/events; those that arrive are
kept in ``tests/bot/payloads/slack``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.slack.files import FileInSlack, files_of
from bot.slack.place import NOWHERE, Place, unpacked
from bot.slack.words import typed
from cards.renderers.slack_button import OPENS_FORM
from cards.renderers.slack_input import INPUT
from handlers.reply import Body, Pressed, Said, Submitted, Typed

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """``user`` is a Slack user id. ``trigger`` opens a modal within three seconds."""

    user: str
    body: Body
    place: Place
    event_id: str
    nonce: str = ""
    trigger: str = ""
    opens_form: bool = False
    view: str = ""
    """The id of the modal it was done in, where the answer may take its place."""
    files: tuple[FileInSlack, ...] = ()
    """What came with the message."""
    root: str = ""
    """The ``ts`` of a message outside of threads: of the one that it would begin."""
    action_id: str = INPUT
    """Of the inputs of the modal that is being typed in."""
    is_theirs: bool = True
    """Else it is drawn anew because somebody else has done something."""


def message(payload: Payload, *, bot_user: str) -> Heard:
    """A ``message.im`` or an ``app_mention``."""
    event = payload["event"]
    is_direct = event.get("channel_type") == "im"
    # Where the question stood: in a thread that does not exist yet nobody would find the answer.
    thread = event.get("thread_ts", "")
    return Heard(
        user=event["user"],
        body=Said(typed(event.get("text", ""), bot_user=bot_user)),
        place=Place(channel=event["channel"], is_direct=is_direct, thread=thread),
        event_id=payload["event_id"],
        files=tuple(files_of(event)),
        root="" if is_direct or thread else event.get("ts", ""),
    )


WRITE_CASE, WRITE_ISSUE = "case.write", "issue.write"
"""They open a form."""


def command(payload: Payload, *, bot_user: str) -> Heard:
    """``/kenshu``, alone or with a question. Typed anywhere, also between two people: the answer
    takes the ``response_url``, for their eyes only.
    """
    text = typed(payload.get("text", ""), bot_user=bot_user)
    return Heard(
        user=payload["user_id"],
        body=Said(text) if text else Pressed("training.next"),
        place=Place(channel=payload["channel_id"], response_url=payload["response_url"]),
        event_id=payload["trigger_id"],
        trigger=payload["trigger_id"],
    )


def case_command(payload: Payload, *, bot_user: str) -> Heard:
    """``/jirei``: the words behind it fill the form."""
    return _form_command(WRITE_CASE, payload, bot_user=bot_user)


def issue_command(payload: Payload, *, bot_user: str) -> Heard:
    """``/kadai``: the same for an issue."""
    return _form_command(WRITE_ISSUE, payload, bot_user=bot_user)


def _form_command(action: str, payload: Payload, *, bot_user: str) -> Heard:
    text = typed(payload.get("text", ""), bot_user=bot_user)
    return replace(
        command(payload, bot_user=bot_user),
        body=Pressed(action, {"text": text} if text else {}),
        opens_form=True,
    )


def shortcut(payload: Payload) -> Heard:
    """A global shortcut; its callback id is the action."""
    return Heard(
        user=payload["user"]["id"],
        body=Pressed(payload["callback_id"]),
        place=NOWHERE,
        event_id=payload["trigger_id"],
        trigger=payload["trigger_id"],
        opens_form=payload["callback_id"] in (WRITE_CASE, WRITE_ISSUE),
    )


def message_shortcut(payload: Payload, *, bot_user: str) -> Heard:
    """「かけはしに聞く」: the message is the question, the answer is for who asked."""
    asked = payload["message"]
    return Heard(
        user=payload["user"]["id"],
        body=Said(typed(asked.get("text", ""), bot_user=bot_user)),
        place=Place(
            channel=payload["channel"]["id"],
            thread=asked.get("thread_ts", ""),
            response_url=payload["response_url"],
        ),
        event_id=payload["trigger_id"],
        trigger=payload["trigger_id"],
    )


def case_shortcut(payload: Payload, *, bot_user: str) -> Heard:
    """「改善事例として報告」: the message fills the form, its files become attachments."""
    asked = message_shortcut(payload, bot_user=bot_user)
    text = asked.body.text if isinstance(asked.body, Said) else ""
    return replace(
        asked,
        body=Pressed(WRITE_CASE, {"text": text}),
        opens_form=True,
        files=tuple(files_of(payload["message"])),
    )


def issue_shortcut(payload: Payload, *, bot_user: str) -> Heard:
    """「課題として登録」: the message fills the form; the issue is of its thread, or of the one that it
    would begin.
    """
    asked, said = message_shortcut(payload, bot_user=bot_user), payload["message"]
    text = asked.body.text if isinstance(asked.body, Said) else ""
    thread = said.get("thread_ts") or said["ts"]
    return replace(
        asked, body=Pressed(WRITE_ISSUE, {"text": text, "thread": thread}), opens_form=True
    )


def mark_shortcut(payload: Payload, *, bot_user: str) -> Heard:
    """「対応策・決定の印」: which message of a discussion, and for who asked alone."""
    asked = message_shortcut(payload, bot_user=bot_user)
    return replace(asked, body=Pressed("issue.message", {"message": payload["message"]["ts"]}))


def button(payload: Payload) -> Heard:
    """A button of one of our cards: in a message, a modal or the Home tab; or a watched field."""
    (pressed, *_) = payload["actions"]
    if pressed.get("type", "button") != "button":
        return _typing(payload, pressed)
    carried = _carried(pressed.get("value", ""))
    return Heard(
        user=payload["user"]["id"],
        body=Pressed(carried["action"], carried["args"]),
        place=_place_of_button(payload),
        event_id=f"{payload['trigger_id']}:{pressed.get('action_ts', '')}",
        nonce=carried["nonce"],
        trigger=payload["trigger_id"],
        opens_form=pressed.get("action_id", "").startswith(OPENS_FORM),
        view=_reading_modal(payload.get("view") or {}),
    )


def _typing(payload: Payload, field: Payload) -> Heard:
    """The modal stays open, and tells of all its fields."""
    view = payload["view"]
    carried = _carried(view.get("private_metadata", ""))
    at = datetime.fromtimestamp(float(field["action_ts"]), tz=UTC)
    values = _values(view["state"]["values"])
    return Heard(
        user=payload["user"]["id"],
        body=Typed(carried["action"], values, carried["args"], at),
        place=unpacked(carried.get("origin", {})),
        event_id=f"{payload['trigger_id']}:{field['action_ts']}",
        nonce=carried["nonce"],
        view=view["id"],
        action_id=field["action_id"],
    )


def submission(payload: Payload) -> Heard:
    """A modal sent in."""
    view = payload["view"]
    carried = _carried(view.get("private_metadata", ""))
    return Heard(
        user=payload["user"]["id"],
        body=Submitted(carried["action"], _values(view["state"]["values"]), carried["args"]),
        place=unpacked(carried.get("origin", {})),
        event_id=payload["trigger_id"],
        nonce=carried["nonce"],
        trigger=payload["trigger_id"],
        view=view["id"],
    )


def _reading_modal(view: Payload) -> str:
    """The modal in which the answer may stand: one with a form in it keeps what was typed."""
    return view["id"] if view.get("type") == "modal" and not view.get("submit") else ""


def _place_of_button(payload: Payload) -> Place:
    container = payload.get("container", {})
    if container.get("type") != "message":
        return NOWHERE
    channel = payload.get("channel", {})
    return Place(
        channel=container["channel_id"],
        is_direct=channel.get("name") == "directmessage",
        thread=container.get("thread_ts", ""),
        message=container["message_ts"],
        is_ephemeral=container.get("is_ephemeral", False),
        response_url=payload.get("response_url", ""),
    )


def _carried(value: str) -> dict[str, Any]:
    """What ``cards/renderers/callback.py`` packed. A button of another app carries nothing of it."""
    try:
        carried = json.loads(value)
    except ValueError:
        carried = None
    nothing = {"action": "", "args": {}, "nonce": ""}
    return nothing | carried if isinstance(carried, dict) else nothing


def _values(state: Payload) -> dict[str, str]:
    """By field. Slack has None where nothing was chosen or typed."""
    return {field: _value(_input(elements)) for field, elements in state.items()}


def _input(elements: Payload) -> Payload:
    """The one of the block: see ``cards/renderers/slack_form.py``."""
    named = (name for name in elements if name == INPUT or name.startswith(f"{INPUT}-"))
    element: Payload = elements.get(next(named, INPUT), {})
    return element


def _value(element: Payload) -> str:
    chosen = element.get("selected_option")
    if chosen:
        return str(chosen["value"])
    return str(element.get("selected_date") or element.get("value") or "")
