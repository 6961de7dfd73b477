"""``auth.test``, ``users.*`` and ``conversations.*``."""

from tests.peers.slack.calls import Method, is_true
from tests.peers.slack.rules import Refusal, needed
from tests.peers.slack.state import BOT, BOT_USER, Json, Message, Workspace

MOST_AT_ONCE = 999
MOST_PEOPLE_AT_ONCE = 1_000
EMAIL_SCOPE = "users:read.email"


def check_place(workspace: Workspace, channel: str) -> None:
    """Where the bot may write and read."""
    if channel not in workspace.members:
        raise Refusal("channel_not_found")
    if BOT_USER not in workspace.members[channel]:
        raise Refusal("not_in_channel")


def _auth_test(workspace: Workspace, _: Json) -> Json:
    names = {"url": "https://kakehashi-city.slack.com/", "team": "かけはし市", "user": "kakehashi"}
    return {**names, "team_id": workspace.team, "user_id": BOT_USER, "bot_id": BOT}


def _user(workspace: Workspace, sent: Json) -> Json:
    if sent.get("user", "") not in workspace.users:
        raise Refusal("user_not_found")
    return {"user": _as_shown(workspace, workspace.users[sent["user"]])}


def _user_with_email(workspace: Workspace, sent: Json) -> Json:
    """Guests, too; who has left has no address any more."""
    if EMAIL_SCOPE in workspace.withheld:
        raise Refusal("missing_scope")
    (email,) = needed(sent, "email")
    for user in workspace.users.values():
        if user["profile"].get("email", "").lower() == email.lower():
            return {"user": user}
    raise Refusal("users_not_found")


def _as_shown(workspace: Workspace, user: Json) -> Json:
    if EMAIL_SCOPE not in workspace.withheld:
        return user
    profile = {name: value for name, value in user["profile"].items() if name != "email"}
    return {**user, "profile": profile}


def _list(workspace: Workspace, sent: Json) -> Json:
    """Those who have left, too. The cursor is opaque to the app: here, how many it has been given."""
    given, limit = int(sent.get("cursor") or 0), int(sent.get("limit") or 0)
    if not 0 < limit <= MOST_PEOPLE_AT_ONCE:
        raise Refusal("limit_required")
    page = list(workspace.users.values())[given : given + limit]
    more = given + limit < len(workspace.users)
    cursor = {"next_cursor": str(given + limit) if more else ""}
    shown = [_as_shown(workspace, user) for user in page]
    return {"members": shown, "response_metadata": cursor}


def _open(workspace: Workspace, sent: Json) -> Json:
    (user,) = needed(sent, "users")
    if user not in workspace.users:
        raise Refusal("user_not_found")
    if workspace.users[user].get("deleted"):
        raise Refusal("user_disabled")
    if workspace.users[user].get("is_bot"):
        raise Refusal("cannot_dm_bot")
    return {"channel": {"id": workspace.opens_direct(user)}}


def _history(workspace: Workspace, sent: Json) -> Json:
    """Newest first; ephemeral messages and replies in threads are not part of it."""
    check_place(workspace, sent.get("channel", ""))
    now = workspace.now()
    said = (m for m in (*workspace.messages, *workspace.said) if m.hidden_until <= now)
    written = [message for message in said if _is_in_history(message, sent)]
    written.sort(key=lambda message: message.ts, reverse=True)
    limit = min(int(sent.get("limit") or 100), MOST_AT_ONCE)
    more = len(written) > limit
    with_metadata = is_true(sent.get("include_all_metadata"))
    cursor = {"response_metadata": {"next_cursor": written[limit - 1].ts}} if more else {}
    shown = [shown_to_app(message, with_metadata=with_metadata) for message in written[:limit]]
    return {"messages": shown, "has_more": more, **cursor}


def _replies(workspace: Workspace, sent: Json) -> Json:
    """Of one thread, with the message that begins it, the oldest first; all at once."""
    check_place(workspace, sent.get("channel", ""))
    (thread,) = needed(sent, "ts")
    with_metadata = is_true(sent.get("include_all_metadata"))
    oldest = float(sent.get("oldest") or 0)
    said = (*workspace.messages, *workspace.said)
    found = [
        message
        for message in said
        if message.channel == sent["channel"]
        and not message.only_for
        and thread in (message.ts, message.thread)
        and (message.ts == thread or float(message.ts) > oldest)
        and message.hidden_until <= workspace.now()
    ]
    found.sort(key=lambda message: message.ts)
    shown = [shown_to_app(message, with_metadata=with_metadata) for message in found]
    return {"messages": shown, "has_more": False}


def _is_in_history(message: Message, sent: Json) -> bool:
    if message.channel != sent["channel"] or message.only_for or message.thread:
        return False
    oldest, latest = float(sent.get("oldest") or 0), float(sent.get("latest") or "inf")
    written = float(message.ts)
    is_edge = is_true(sent.get("inclusive")) and written in (oldest, latest)
    # The cursor is opaque to the app: here, the last message that it has been given.
    return (is_edge or oldest < written < latest) and message.ts < (sent.get("cursor") or "~")


def shown_to_app(message: Message, *, with_metadata: bool = True) -> Json:
    content = {k: v for k, v in message.content.items() if with_metadata or k != "metadata"}
    below = {"thread_ts": message.thread} if message.thread else {}
    ours = {"bot_id": BOT} if message.author == BOT_USER else {}
    shown = {"type": "message", "ts": message.ts, "user": message.author, "text": ""}
    return {**shown, **ours, **below, **content}


METHODS: dict[str, Method] = {
    "auth.test": _auth_test,
    "users.info": _user,
    "users.list": _list,
    "users.lookupByEmail": _user_with_email,
    "conversations.open": _open,
    "conversations.history": _history,
    "conversations.replies": _replies,
}
