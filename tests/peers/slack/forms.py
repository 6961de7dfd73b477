"""A modal being filled in, as Slack's own client allows, and what becomes of it."""

import copy
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.peers.slack.rules import Refusal, check_view
from tests.peers.slack.state import Json, Workspace
from tests.peers.slack.views import put_instead, put_on_top


def filled_in(view: Json, values: Mapping[str, str]) -> Json:
    """``state`` of the view; ``values`` by ``block_id`` or label.

    AssertionError where the client would not let it be typed, chosen or sent.
    """
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    known = {name for block in inputs for name in _names(block)}
    assert set(values) <= known, f"入力欄がありません: {sorted(set(values) - known)}"
    before = view["state"]["values"]
    state = {block["block_id"]: _typed(block, values, before) for block in inputs}
    return {"values": state}


def typed_in(view: Json, values: Mapping[str, str]) -> Json:
    """As ``filled_in``, of a modal that stays open: what has to be filled in may still lack."""
    optional = [{**block, "optional": True} for block in view["blocks"]]
    return filled_in({**view, "blocks": optional}, values)


def becomes(workspace: Workspace, user: str, said: Json) -> None:
    """The app's answer to a modal sent in; what Slack would not follow is noted in ``slips``."""
    stack = workspace.modals[user]
    try:
        match said.get("response_action"):
            case None:
                stack.pop()
            case "clear":
                stack.clear()
            case "update":
                put_instead(workspace, stack[-1], said["view"])
            case "push":
                check_view(said["view"], kind="modal")
                put_on_top(workspace, user, said["view"])
            case "errors":
                workspace.slips += _strange_errors(stack[-1], said.get("errors"))
            case other:
                workspace.slips.append(f"response_action {other}")
    except Refusal as refusal:
        workspace.slips += [f"response_action: {slip}" for slip in refusal.slips or [str(refusal)]]


def said_of(body: str) -> Json:
    """Nothing closes the modal."""
    said: Json = json.loads(body) if body.strip() else {}
    return said


def _strange_errors(view: Json, errors: Any) -> list[str]:
    """An error stands below an input and nowhere else."""
    ids = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    strange = set(errors or {}) - ids
    return [f"error about {name}" for name in sorted(strange)] if errors else ["no errors"]


def _names(block: Json) -> tuple[str, str]:
    return block["block_id"], block["label"]["text"]


def _typed(block: Json, values: Mapping[str, str], before: Json) -> Json:
    element = block["element"]
    typed = next((values[name] for name in _names(block) if name in values), None)
    if typed is None and block["block_id"] in before:
        kept: Json = copy.deepcopy(before[block["block_id"]])
        return kept
    value = _initial(element) if typed is None else _value(element, typed)
    label = block["label"]["text"]
    assert block.get("optional") or any(value.values()), f"「{label}」は必須です。"
    return {element["action_id"]: {"type": element["type"], **value}}


def _initial(element: Json) -> Json:
    match element["type"]:
        case "datepicker":
            return {"selected_date": element.get("initial_date")}
        case "static_select":
            return {"selected_option": element.get("initial_option")}
        case _:
            return {"value": element.get("initial_value")}


def _value(element: Json, typed: str) -> Json:
    """An empty text takes a choice back."""
    match element["type"]:
        case "datepicker":
            return {"selected_date": date.fromisoformat(typed).isoformat() if typed else None}
        case "static_select":
            return {"selected_option": _option(element, typed) if typed else None}
        case "plain_text_input":
            assert len(typed) <= element.get("max_length", 3_000), "長すぎて入力できません。"
            return {"value": typed or None}
        case kind:
            raise AssertionError(f"この部品はまだ操作できません: {kind}")


def _option(element: Json, typed: str) -> Json:
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    options = [option for group in groups for option in group["options"]]
    for option in options:
        if typed in (option["value"], option["text"]["text"]):
            chosen: Json = option
            return chosen
    raise AssertionError(f"選択肢がありません: {typed}")
