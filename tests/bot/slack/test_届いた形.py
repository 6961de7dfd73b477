"""Requests in the shapes in which Slack sends them (tests/bot/payloads/slack), one of each kind."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from domain.account import AccountKind
from handlers.reply import Attached, Body, Incoming, Overheard, Pressed, Reacted, Said, Submitted
from handlers.routes import ACTIONS
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.slack.delivery import FORM, JSON
from tests.peers.slack.reading import words
from tests.peers.slack.shapes import PAYLOADS, shape
from tests.peers.slack.state import APP_ID, BOT_USER, TEAM, Trigger

DIRECT = "D0ICHI"
COURSE = {"course": "SEC-01"}
SHOWN = Pressed("course.show", COURSE)

Listened = tuple[Workspace, list[Incoming]]


@dataclass(frozen=True)
class Read:
    """What was done, of which card, and where its answer stands; "" for a view."""

    body: Body
    nonce: str = ""
    answered_in: str = DIRECT


REPLY = "1795136420.000200"
SAID, EDITED, DELETED = (
    datetime.fromtimestamp(seconds, tz=UTC)
    for seconds in (1795136420.0002, 1795136430, 1795136440.0005)
)

READ = {
    "message_im": Read(Said("次に何の研修を受ければいい？")),
    "message_im_with_file": Read(Said("名簿を取り込んでください"), answered_in="D0MIZU"),
    "message_from_stranger": Read(Said("受講状況"), answered_in="D0STRANGER"),
    "message_channels": Read(
        Overheard(REPLY, SAID, SAID, "うちの課では、申請書をQRコードで読み取っています。"),
        answered_in="",
    ),
    "message_changed_in_thread": Read(
        Overheard(REPLY, SAID, EDITED, "申請書をQRコードで読み取り、台帳に入れています。"),
        answered_in="",
    ),
    "message_deleted_in_thread": Read(Overheard(REPLY, SAID, DELETED, None), answered_in=""),
    "reaction_added": Read(Reacted(REPLY, "bulb", is_there=True), answered_in=""),
    "reaction_removed": Read(Reacted(REPLY, "bulb", is_there=False), answered_in=""),
    "app_mention": Read(Said("受講状況"), answered_in=FORUM),
    "app_home_opened": Read(Pressed("home.show"), answered_in=""),
    "slash_command": Read(Said("受講状況"), answered_in=FORUM),
    "shortcut": Read(Pressed("training.status")),
    "message_action": Read(Said("次に何の研修を受ければいい？"), answered_in=FORUM),
    "block_actions_message": Read(SHOWN, "n1"),
    "block_actions_ephemeral": Read(SHOWN, "n1", answered_in=FORUM),
    "block_actions_home": Read(Pressed("completion.open", COURSE), "n1", answered_in=""),
    "block_actions_modal": Read(SHOWN, "n1"),
    "view_submission": Read(
        Submitted("completion.report", {"completed_on": "2026-11-19"}, COURSE), "n2"
    ),
}
UNANSWERED = {"message_changed", "message_from_bot", "message_from_ourselves"} | {
    "tokens_revoked",
    "view_closed",
}
"""Nobody asked anything."""
ANSWERED_BY_THE_EDGE = {"assistant_thread_started", "url_verification"}

PEOPLE = {"U0ICHI": TEAM, "U0MIZU": TEAM, "U0MORI": TEAM, "U0STRANGER": "T0OTHERCITY"}


async def delivered(name: str, workspace: Workspace) -> tuple[int, str]:
    """Signed, from a workspace that knows who did it, where, and what they did it to."""
    peer, payload = workspace.peer, shape(name)
    for user, team in PEOPLE.items():
        workspace.person(user, user.lower(), team_id=team)
        peer.opens_direct(user)
    if payload.get("response_url"):
        channel = payload.get("channel", {}).get("id") or payload["channel_id"]
        payload["response_url"] = peer.new_response_url("U0ICHI", channel)
    if "trigger_id" in payload:
        peer.triggers[payload["trigger_id"]] = Trigger("U0ICHI", peer.now())
    if name == "assistant_thread_started":
        thread = payload["event"]["assistant_thread"]
        peer.threads[thread["thread_ts"]] = thread["channel_id"]
    return await workspace.app.receives(*_written(payload))


def _written(payload: dict[str, Any]) -> tuple[bytes, str]:
    """Events are JSON, commands a form, interactions JSON in a form."""
    if "command" in payload:
        return urlencode(payload).encode(), FORM
    if "event" in payload or "challenge" in payload:
        return json.dumps(payload).encode(), JSON
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM


def _event_id(payload: dict[str, Any]) -> str:
    if "event_id" in payload:
        return str(payload["event_id"])
    actions = payload.get("actions")
    pressed = f":{actions[0]['action_ts']}" if actions else ""
    return f"{payload['trigger_id']}{pressed}"


def test_どの形にも読み方が決まっている() -> None:
    kept = {file.stem for file in PAYLOADS.glob("*.json")}
    assert kept == READ.keys() | UNANSWERED | ANSWERED_BY_THE_EDGE


@pytest.mark.parametrize("name", sorted({*READ, *UNANSWERED} | {"assistant_thread_started"}))
def test_どの形もこのアプリに宛てている(name: str) -> None:
    payload = shape(name)
    assert payload.get("api_app_id", APP_ID) == APP_ID
    if "event" in payload:
        assert payload["context_team_id"] == TEAM
        (installed,) = payload["authorizations"]
        assert (installed["team_id"], installed["user_id"]) == (TEAM, BOT_USER)
    else:
        assert (payload.get("team_id") or payload["team"]["id"]) == TEAM


@pytest.mark.parametrize("name", READ)
async def test_届いた形が人のしたこととして読める(listened: Listened, name: str) -> None:
    workspace, heard = listened
    status, _ = await delivered(name, workspace)
    assert status == 200
    (incoming,) = heard
    where = workspace.peer.messages[0].channel if workspace.peer.messages else ""
    assert Read(_words(incoming.body), incoming.nonce, where) == READ[name]
    assert incoming.actor.email == f"{incoming.actor.platform_id.lower()}@kakehashi.example"
    assert incoming.event_id == _event_id(shape(name))
    is_ours = PEOPLE[incoming.actor.platform_id] == TEAM
    assert incoming.actor.kind is (AccountKind.MEMBER if is_ours else AccountKind.EXTERNAL)


def _words(body: Body) -> Body:
    """What was written; the files beside it have a test of their own."""
    return Said(body.text) if isinstance(body, Attached) else body


async def test_添えられたファイルも届く(listened: Listened) -> None:
    workspace, heard = listened
    await delivered("message_im_with_file", workspace)
    (incoming,) = heard
    assert isinstance(incoming.body, Attached)
    assert [file.name for file in incoming.body.files] == ["名簿.xlsx"]


async def test_ホームタブは開いた人のものが描かれる(listened: Listened) -> None:
    workspace, _ = listened
    await delivered("app_home_opened", workspace)
    assert set(workspace.peer.homes) == {"U0ICHI"}


async def test_入力画面を開くボタンの答えは開いた画面に出る(listened: Listened) -> None:
    workspace, _ = listened
    await delivered("block_actions_home", workspace)
    (modal,) = workspace.peer.modals["U0ICHI"]
    assert "使い方" in words(modal)


@pytest.mark.parametrize("name", [n for n, read in READ.items() if isinstance(read.body, Pressed)])
def test_押したものはどれも答えられる(name: str) -> None:
    body = READ[name].body
    assert isinstance(body, Pressed)
    assert body.action in ACTIONS


@pytest.mark.parametrize("name", ["app_mention", "block_actions_ephemeral"])
async def test_ほかの人のいる場所では聞いた人にだけ見える(listened: Listened, name: str) -> None:
    workspace, _ = listened
    await delivered(name, workspace)
    assert [message.only_for for message in workspace.peer.messages] == ["U0ICHI"]


@pytest.mark.parametrize("name", sorted(UNANSWERED))
async def test_だれも聞いていないことには答えない(listened: Listened, name: str) -> None:
    workspace, heard = listened
    assert await delivered(name, workspace) == (200, "")
    assert heard == []
    assert {method for method, _ in workspace.peer.called} == {"auth.test"}


async def test_アシスタントの画面には聞き方を勧める(listened: Listened) -> None:
    workspace, heard = listened
    assert await delivered("assistant_thread_started", workspace) == (200, "")
    assert heard == []
    (prompts,) = workspace.peer.prompts.values()
    assert "次に何の研修を受ければいい？" in {prompt["message"] for prompt in prompts}


async def test_受け口の確かめには合言葉を返す(listened: Listened) -> None:
    workspace, _ = listened
    status, body = await delivered("url_verification", workspace)
    assert status == 200
    assert shape("url_verification")["challenge"] in body
