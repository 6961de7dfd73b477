"""Activities in the shapes in which Teams sends them (tests/bot/payloads/teams), one of each kind."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.reply import Body, Overheard, Pressed, Said, Submitted
from handlers.routes import ACTIONS, FORMS
from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import APP_ID, TENANT, Delivered, TeamsPeer
from tests.peers.teams.rules import broken_in_response
from tests.peers.teams.state import Conversation, Member

PAYLOADS = Path(__file__).parents[1] / "payloads" / "teams"
COURSE = {"course": "SEC-01"}


@dataclass(frozen=True)
class Read:
    """What was done, of which card; ``private``: in a personal chat."""

    body: Body
    nonce: str = ""
    private: bool = True


SHOWN = Pressed("course.show", COURSE)
REPORTED = Submitted("completion.report", {"completed_on": "2026-11-19"}, COURSE)
FOUND = {"text": "情報セキュリティ"}

SAID = datetime(2026, 11, 20, 1, 0, 0, 1000, tzinfo=UTC)
EDITED, DELETED = (datetime(2026, 11, 20, 1, minute, 0, 123456, tzinfo=UTC) for minute in (1, 2))
REPLY = "1795136400001"

READ = {
    "message_channel_reply": Read(
        Overheard(REPLY, SAID, SAID, "うちの課では、申請書をQRコードで読み取っています。"),
        private=False,
    ),
    "message_update": Read(
        Overheard(REPLY, SAID, EDITED, "申請書をQRコードで読み取り、台帳に入れています。"),
        private=False,
    ),
    "message_delete": Read(Overheard(REPLY, SAID, DELETED, None), private=False),
    "message_personal": Read(Said("次に何の研修を受ければいい？")),
    "message_group_chat_mention": Read(Said("受講状況"), private=False),
    "message_channel_mention": Read(Said("三宅 和江さんの受講状況 <今年度>"), private=False),
    "message_submit": Read(SHOWN, "n1"),
    "card_action": Read(SHOWN, "n1"),
    "card_action_form": Read(REPORTED, "n2"),
    "task_fetch": Read(Pressed("completion.open", COURSE), "n1"),
    "task_submit": Read(REPORTED, "n2"),
    "compose_query": Read(Pressed("course.search", FOUND), private=False),
    "compose_query_initial": Read(Pressed("course.search", {"text": ""}), private=False),
    "compose_fetch_task": Read(Said("今年度の計画を 教えて"), private=False),
    "compose_submit_action": Read(SHOWN, "n1", private=False),
    "installation_add": Read(Pressed("help.show")),
    "conversation_update_installed": Read(Pressed("help.show")),
}
UNANSWERED = {"conversation_update_others", "installation_remove", "message_from_bot"} | {
    "message_reaction"
}
"""Nobody asked anything."""
ANSWERED_BY_THE_EDGE = {
    "file_consent_accept": "ファイルの保存期限が過ぎました",
    "file_consent_decline": "ファイルの保存期限が過ぎました",
}
"""No file is kept here, so both learn that it is gone."""


def recorded(name: str) -> dict[str, Any]:
    activity: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    return activity


async def delivered(name: str, peer: TeamsPeer) -> tuple[Delivered, Conversation]:
    """Sent from the peer, which knows the conversation and who is in it."""
    activity = recorded(name)
    sender, place = activity["from"], activity["conversation"]
    tells = {"email": "ichikawa.haruka@kakehashi.example", "tenantId": TENANT}
    who = Member(sender["id"], sender.get("aadObjectId", ""), sender["name"], tells)
    where = Conversation(
        place["id"].partition(";messageid=")[0], place["conversationType"], [who], {}
    )
    peer.conversations[where.id] = where
    peer.has_installed.add(who.id)
    answered = await peer.deliver(activity | {"serviceUrl": peer.service_url})
    await peer.settled()
    return answered, where


def test_どの形にも読み方が決まっている() -> None:
    kept = {file.stem for file in PAYLOADS.glob("*.json")}
    assert kept == READ.keys() | UNANSWERED | ANSWERED_BY_THE_EDGE.keys()


@pytest.mark.parametrize("name", sorted([*READ, *UNANSWERED, *ANSWERED_BY_THE_EDGE]))
def test_どの形もこのボットとこのテナントに宛てている(name: str) -> None:
    activity = recorded(name)
    assert activity["serviceUrl"].startswith("https://smba.trafficmanager.net/")
    assert activity["recipient"]["id"] == f"28:{APP_ID}"
    assert activity["channelData"]["tenant"]["id"] == TENANT


@pytest.mark.parametrize("name", READ)
async def test_届いた形が人のしたこととして読める(listened: Listened, name: str) -> None:
    answered, where = await delivered(name, listened.peer)
    assert answered.status == 200
    # What names us in a thread is heard besides: it may be of an issue's discussion.
    *aside, heard = listened.heard
    assert all(isinstance(each.body, Overheard) for each in aside)
    told = Read(heard.body, heard.nonce, heard.conversation.is_private)
    assert told == READ[name]
    assert heard.actor.email == "ichikawa.haruka@kakehashi.example"
    assert heard.actor.platform_id == recorded(name)["from"]["aadObjectId"]
    conversation = recorded(name)["conversation"]["id"]
    event = f"{conversation} {recorded(name)['id']}"
    if isinstance(heard.body, Overheard):
        assert heard.event_id.startswith(f"{event} message")
        assert where.messages == {}
        return
    assert heard.event_id in (event, f"greeting:{where.id}")
    if recorded(name)["type"] == "invoke":
        assert broken_in_response(recorded(name)["name"], answered.body) == []


@pytest.mark.parametrize("name", [n for n, read in READ.items() if isinstance(read.body, Pressed)])
def test_押したものはどれも答えられる(name: str) -> None:
    body = READ[name].body
    assert isinstance(body, Pressed)
    assert body.action in {*ACTIONS, *FORMS, "intent.choose"}


@pytest.mark.parametrize("name", sorted(UNANSWERED))
async def test_だれも聞いていないことには答えない(listened: Listened, name: str) -> None:
    answered, where = await delivered(name, listened.peer)
    assert (answered.status, answered.body) == (200, None)
    assert listened.heard == []
    assert where.messages == {}


@pytest.mark.parametrize("name", sorted(ANSWERED_BY_THE_EDGE))
async def test_ファイルの承諾にはそのチャットで答える(listened: Listened, name: str) -> None:
    answered, where = await delivered(name, listened.peer)
    assert (answered.status, answered.body) == (200, None)
    assert listened.heard == []
    assert ANSWERED_BY_THE_EDGE[name] in where.words()
