"""``chat.*`` and the posts to a response_url."""

from tests.peers.slack.calls import Method, is_true
from tests.peers.slack.people_and_places import check_place, shown_to_app
from tests.peers.slack.rules import Refusal, check_message, content_of, needed
from tests.peers.slack.state import (
    BOT_USER,
    RESPONSE_LIVES,
    Json,
    Message,
    ResponseUrl,
    Workspace,
    with_block_ids,
)


def respond(workspace: Workspace, end: str, sent: Json) -> Json:
    """Raises Refusal: ``used_url`` and ``expired_url`` mean that it is used no more."""
    known = workspace.responses.get(end)
    if known is None or known.left <= 0:
        raise Refusal("used_url")
    if workspace.now() - known.made_at > RESPONSE_LIVES:
        raise Refusal("expired_url")
    content = content_of(sent)
    if not is_true(sent.get("delete_original")):
        check_message(content)
    known.left -= 1
    _show(workspace, known, content, sent)
    return {}


def _show(workspace: Workspace, known: ResponseUrl, content: Json, sent: Json) -> None:
    original = _found(workspace, known.channel, known.message)
    if original and is_true(sent.get("delete_original")):
        workspace.messages.remove(original)
    elif original and is_true(sent.get("replace_original")):
        original.content = with_block_ids(content, workspace)
    elif content:
        only_for = None if sent.get("response_type") == "in_channel" else known.user
        thread = sent.get("thread_ts", "")
        workspace.post(known.channel, content, only_for=only_for, thread=thread)


def _post(workspace: Workspace, sent: Json) -> Json:
    channel = _place(workspace, sent)
    content = _checked(sent)
    message = workspace.post(channel, content, thread=sent.get("thread_ts", ""))
    return {"ts": message.ts, "channel": channel, "message": shown_to_app(message)}


def _whisper(workspace: Workspace, sent: Json) -> Json:
    channel, user = _place(workspace, sent), *needed(sent, "user")
    if user not in workspace.members[channel]:
        raise Refusal("user_not_in_channel")
    content = _checked(sent)
    content.pop("metadata", None)
    thread = sent.get("thread_ts", "")
    return {"message_ts": workspace.post(channel, content, only_for=user, thread=thread).ts}


def _update(workspace: Workspace, sent: Json) -> Json:
    """What is not named stays; ``blocks`` go when only ``text`` is given."""
    message = _own(workspace, sent, otherwise="cant_update_message")
    kept = {k: v for k, v in message.content.items() if k in ("metadata", "files")}
    message.content = with_block_ids({**kept, **_checked(sent)}, workspace)
    return {"ts": message.ts, "channel": message.channel, "text": sent.get("text", "")}


def _delete(workspace: Workspace, sent: Json) -> Json:
    message = _own(workspace, sent, otherwise="cant_delete_message")
    workspace.messages.remove(message)
    return {"ts": message.ts, "channel": message.channel}


def _place(workspace: Workspace, sent: Json) -> str:
    """A person's id stands for their direct messages."""
    (channel,) = needed(sent, "channel")
    if channel in workspace.users and not workspace.users[channel].get("deleted"):
        channel = workspace.opens_direct(channel)
    check_place(workspace, channel)
    if channel in workspace.archived:
        raise Refusal("is_archived")
    return str(channel)


def _checked(sent: Json) -> Json:
    content = content_of(sent)
    check_message(content)
    return content


def _own(workspace: Workspace, sent: Json, *, otherwise: str) -> Message:
    """The app's message of that ``ts``; an ephemeral one cannot be found again."""
    channel, (ts,) = _place(workspace, sent), needed(sent, "ts")
    message = _found(workspace, channel, ts)
    if message and not message.only_for:
        return message
    said = any((m.channel, m.ts) == (channel, ts) for m in workspace.said)
    raise Refusal(otherwise if said else "message_not_found")


def _found(workspace: Workspace, channel: str, ts: str) -> Message | None:
    for message in workspace.messages:
        if (message.channel, message.ts, message.author) == (channel, ts, BOT_USER):
            return message
    return None


METHODS: dict[str, Method] = {
    "chat.postMessage": _post,
    "chat.postEphemeral": _whisper,
    "chat.update": _update,
    "chat.delete": _delete,
}
