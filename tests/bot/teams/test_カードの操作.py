"""Each way of pressing, on the edge alone: what is understood, and what goes back."""

from typing import Any

import pytest

from handlers.reply import Pressed, Said, Submitted
from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.peers.teams.person import Person

市川 = "ichikawa.haruka@kakehashi.example"
DATA = {"action": "course.show", "args": {"course": "SEC-1"}, "nonce": "n1"}
FORM = {"action": "completion.report", "args": {"course": "SEC-1"}, "nonce": "n1"}
WAYS: dict[str, dict[str, Any]] = {
    "adaptiveCard/action": {"action": {"type": "Action.Execute", "verb": "x", "data": DATA}},
    "task/fetch": {"data": DATA | {"msteams": {"type": "task/fetch"}}},
    "task/submit": {"data": DATA},
    "composeExtension/submitAction": {"commandId": "ask", "data": DATA},
}


def someone(listened: Listened) -> Person:
    return at_personal_chat(listened.peer, member(市川))


@pytest.mark.parametrize("way", WAYS)
async def test_どの押し方でも同じ操作になる(listened: Listened, way: str) -> None:
    await someone(listened).invokes(way, WAYS[way])
    (heard,) = listened.heard
    assert heard.body == Pressed("course.show", {"course": "SEC-1"})
    assert heard.nonce == "n1"
    assert heard.actor.email == 市川
    assert heard.conversation.is_private is not way.startswith("composeExtension/")


async def test_送信だけのボタンも同じ操作になる(listened: Listened) -> None:
    人 = someone(listened)
    await 人.sends({"type": "message", "value": DATA, "replyToId": "m1"})
    assert listened.heard[0].body == Pressed("course.show", {"course": "SEC-1"})


@pytest.mark.parametrize("way", ["task/submit", "composeExtension/submitAction"])
async def test_フォームの値は名前ごとの文字になる(listened: Listened, way: str) -> None:
    typed: dict[str, Any] = {"completed_on": "2026-11-20", "note": None, "msteams": {}}
    await someone(listened).invokes(way, {"data": FORM | typed})
    assert listened.heard[0].body == Submitted(
        "completion.report", {"completed_on": "2026-11-20"}, {"course": "SEC-1"}
    )


@pytest.mark.parametrize(
    "value", [None, [], "x", {}, {"action": "x"}, {"action": {"data": 3}}, {"data": {"args": []}}]
)
@pytest.mark.parametrize("way", WAYS)
async def test_読めない操作も誰も知らない操作として扱う(
    listened: Listened, way: str, value: object
) -> None:
    人 = someone(listened)
    answered = await 人.sends({"type": "invoke", "name": way, "value": value})
    assert answered.status == 200
    assert listened.heard[0].body == Pressed("")


async def test_知らない種類には黙って二百を返す(listened: Listened) -> None:
    人 = someone(listened)
    assert (await 人.sends({"type": "invoke", "name": "unknown/invoke"})).status == 200
    for kind in ("messageReaction", "messageUpdate", "typing", "event", "新しい種類"):
        assert (await 人.sends({"type": kind})).status == 200
    assert listened.heard == []
    assert listened.peer.requests == []


async def test_古いボタンには選び直すカードを返す(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.invokes("adaptiveCard/action", {"action": {"data": {"action": "no.such"}}})
    assert "この画面は古くなっています" in 人.newest


async def test_ダイアログの中で断られたらその中で選び直せる(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    data = {"action": "completion.open", "args": {"course": "なくなった研修"}, "nonce": ""}
    await 人.invokes("task/fetch", {"data": data})
    assert "研修一覧からなくなりました" in 人.sees
    await 人.presses("使い方")
    assert "かけはしの使い方" in 人.sees
    assert 人.place.messages == {}


@pytest.mark.parametrize("way", WAYS)
async def test_壊れても受付番号のカードが返る(listened: Listened, way: str) -> None:
    listened.fails = RuntimeError("だれかの文")
    人 = someone(listened)
    await 人.invokes(way, WAYS[way])
    assert "受付番号" in 人.sees


async def test_みんなのいる場で押すと個人チャットに答える(listened: Listened) -> None:
    人 = at_meeting_place(listened.peer, "groupChat", member(市川))
    await 人.invokes("adaptiveCard/action", WAYS["adaptiveCard/action"])
    assert 人.toast == "個人チャットに返信しました。"
    assert 人.place.messages == {}
    assert "かけはしの使い方" in 人.sees


async def test_文の記号はそのまま届く(listened: Listened) -> None:
    人 = at_meeting_place(listened.peer, "channel", member(市川))
    await 人.mentions("<at>水谷</at>さん、&lt;b&gt;R&amp;D&lt;/b&gt;は？")
    assert listened.heard[-1].body == Said("水谷さん、<b>R&D</b>は？")
    assert not listened.heard[-1].conversation.is_private


async def test_種類のわからない会話では個人チャットに答える(listened: Listened) -> None:
    人 = at_meeting_place(listened.peer, "groupChat", member(市川))
    await 人.says("使い方", conversation={"id": 人.place.id})
    assert 人.place.words() == "個人チャットに返信しました。"
