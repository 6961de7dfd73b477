"""``views.*``: modals, one upon the other, and the Home tab."""

import re

from tests.peers.slack.calls import Method
from tests.peers.slack.rules import MOST_IN_A_STACK, Refusal, check_view, needed
from tests.peers.slack.state import (
    APP_ID,
    BOT,
    TEAM,
    TRIGGER_LIVES,
    Json,
    Workspace,
    with_block_ids,
)

_TRIGGER = re.compile(r"\d+\.\d+\.\w+")


def put_on_top(workspace: Workspace, user: str, view: Json) -> Json:
    """Pushed upon the modal that is open; the first of a stack is its root. Raises Refusal."""
    stack = workspace.modals[user]
    if len(stack) >= MOST_IN_A_STACK:
        raise Refusal("push_limit_reached")
    view_id = f"V{workspace.number()}"
    root = stack[0]["id"] if stack else view_id
    previous = stack[-1]["id"] if stack else None
    drawn = _drawn(workspace, view, view_id, root_view_id=root, previous_view_id=previous)
    stack.append(drawn)
    return drawn


def put_instead(workspace: Workspace, old: Json, view: Json) -> Json:
    """In place of the modal ``old``, wherever in the stack. Raises Refusal."""
    check_view(view, kind="modal")
    _check_external_id(workspace, view, besides=old["id"])
    linked = {name: old[name] for name in ("root_view_id", "previous_view_id")}
    drawn = _drawn(workspace, view, old["id"], **linked)
    # https://docs.slack.dev/reference/views: what stands in an input of the same ids is preserved.
    typed, ids = old["state"]["values"], {_ids(block) for block in drawn["blocks"]}
    kept = {name: held for name, held in typed.items() if (name, *held) in ids}
    drawn["state"] = {"values": kept}
    old.clear()
    old.update(drawn)
    return drawn


def _ids(block: Json) -> tuple[str, ...]:
    """Of a block and of the input in it."""
    return (block["block_id"], *filter(None, [block.get("element", {}).get("action_id")]))


def _open(workspace: Workspace, sent: Json) -> Json:
    trigger, view = needed(sent, "trigger_id", "view")
    user = _exchanged(workspace, trigger, view)
    workspace.modals[user] = []
    return {"view": put_on_top(workspace, user, view)}


def _push(workspace: Workspace, sent: Json) -> Json:
    trigger, view = needed(sent, "trigger_id", "view")
    user = _exchanged(workspace, trigger, view)
    if not workspace.modals[user]:
        raise Refusal("not_found")
    return {"view": put_on_top(workspace, user, view)}


def _update(workspace: Workspace, sent: Json) -> Json:
    (view,) = needed(sent, "view")
    for name in ("view_id", "external_id"):
        for old in (v for stack in workspace.modals.values() for v in stack):
            if sent.get(name) and sent[name] == old["id" if name == "view_id" else name]:
                _check_hash(sent, old)
                return {"view": put_instead(workspace, old, view)}
    raise Refusal("not_found")


def _publish(workspace: Workspace, sent: Json) -> Json:
    user, view = needed(sent, "user_id", "view")
    if user not in workspace.users:
        raise Refusal("user_not_found")
    check_view(view, kind="home")
    old = workspace.homes.get(user)
    if old:
        _check_hash(sent, old)
    view_id = old["id"] if old else f"V{workspace.number()}"
    drawn = _drawn(workspace, view, view_id, root_view_id=view_id, previous_view_id=None)
    workspace.homes[user] = drawn
    return {"view": drawn}


def _exchanged(workspace: Workspace, trigger: str, view: Json) -> str:
    """Whose trigger it is: good for one view, for three seconds. Raises Refusal."""
    known = workspace.triggers.get(trigger)
    if known is None:
        raise Refusal("expired_trigger_id" if _TRIGGER.search(trigger) else "invalid_trigger_id")
    if known.is_used:
        raise Refusal("exchanged_trigger_id")
    if workspace.now() - known.made_at > TRIGGER_LIVES:
        raise Refusal("expired_trigger_id")
    check_view(view, kind="modal")
    _check_external_id(workspace, view)
    known.is_used = True
    return known.user


def _check_external_id(workspace: Workspace, view: Json, besides: str = "") -> None:
    wanted = view.get("external_id")
    taken = {v.get("external_id") for _, v in workspace.views() if v["id"] != besides}
    if wanted and wanted in taken:
        raise Refusal("duplicate_external_id")


def _check_hash(sent: Json, old: Json) -> None:
    if sent.get("hash") and sent["hash"] != old["hash"]:
        raise Refusal("hash_conflict")


def _drawn(workspace: Workspace, view: Json, view_id: str, **linked: str | None) -> Json:
    """As Slack gives a view back."""
    usual: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        # A Home tab has no title; Slack says this of it.
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "state": {"values": {}},
    }
    ours = {"team_id": TEAM, "app_id": APP_ID, "app_installed_team_id": TEAM, "bot_id": BOT}
    new = {"id": view_id, "hash": f"{int(workspace.now())}.{workspace.number()}"}
    return with_block_ids({**usual, **view, **ours, **new, **linked}, workspace)


METHODS: dict[str, Method] = {
    "views.open": _open,
    "views.push": _push,
    "views.update": _update,
    "views.publish": _publish,
}
