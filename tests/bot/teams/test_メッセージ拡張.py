"""The message extension: courses to put into a message, and a message as a question."""

from typing import Any

import pytest

from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import Delivered, TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.peers.teams.reading import inputs
from tests.scenarios.world import Clock

市川 = "ichikawa.haruka@kakehashi.example"


def query(text: str) -> dict[str, Any]:
    return {"commandId": "searchCourse", "parameters": [{"name": "text", "value": text}]}


def titles(answered: Delivered) -> list[str]:
    found = answered.body["composeExtension"]["attachments"]
    return [each["preview"]["content"]["title"] for each in found]


def said(answered: Delivered) -> str:
    found = answered.body["composeExtension"]
    assert found["type"] == "message"
    return str(found["text"])


async def test_名前で探した研修が並ぶ(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    answered = await 人.invokes("composeExtension/query", query("情報セキュリティ研修（年次）"))
    assert titles(answered) == ["情報セキュリティ研修（年次）"]
    assert 人.place.messages == {}


async def test_何も打たないうちは次に受ける研修が並ぶ(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    first = {"parameters": [{"name": "initialRun", "value": "true"}]}
    answered = await 人.invokes("composeExtension/query", first)
    assert "情報セキュリティ研修（年次）" in titles(answered)
    assert 1 < len(titles(answered)) <= 8


async def test_見つからないときもそう書いた結果が出る(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    answered = await 人.invokes("composeExtension/query", query("ほげほげふがふが"))
    assert "見つかりません" in said(answered)


async def test_投稿に入れるものに本人のことは書かれない(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    answered = await 人.invokes("composeExtension/query", query(""))
    found = answered.body["composeExtension"]["attachments"]
    shared = "".join(str(each["content"]) for each in found)
    assert "実施主体" in shared
    for own in ("期限", "受講済み", "未受講", "あなた", "市川"):
        assert own not in shared


async def test_名簿にない人の検索は投稿に入れられない(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member("nobody@kakehashi.example"))
    answered = await 人.invokes("composeExtension/query", query("研修"))
    assert "職員名簿に登録されていません" in said(answered)


async def test_ボットのいないチャットからでも覚えている人なら答える(
    teams: TeamsPeer, clock: Clock
) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    clock.pass_days(2)
    elsewhere = at_meeting_place(teams, "groupChat", member(市川, id=None))
    teams.conversations.pop(elsewhere.place.id)
    answered = await elsewhere.invokes("composeExtension/query", query("情報セキュリティ"))
    assert titles(answered)


@pytest.mark.parametrize("value", [None, {}, {"parameters": 3}, {"parameters": [3]}])
async def test_読めない検索も次の研修になる(teams: TeamsPeer, value: object) -> None:
    人 = at_personal_chat(teams, member(市川))
    answered = await 人.sends({"type": "invoke", "name": "composeExtension/query", "value": value})
    assert titles(answered)


async def test_探している間に壊れても結果が出る(listened: Listened) -> None:
    listened.fails = RuntimeError("だれかの文")
    人 = at_personal_chat(listened.peer, member(市川))
    answered = await 人.invokes("composeExtension/query", query("研修"))
    assert "うまく処理できませんでした" in said(answered)


async def test_投稿について聞くとダイアログで答える(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    body = {"contentType": "html", "content": "<p>次に何の研修を&nbsp;受ければ<br>いい？</p>"}
    await 人.invokes(
        "composeExtension/fetchTask",
        {"commandId": "ask", "commandContext": "message", "messagePayload": {"body": body}},
    )
    assert "情報セキュリティ研修（年次）" in 人.sees
    await 人.presses("詳しく", about="情報セキュリティ研修（年次）")
    assert "実施主体" in 人.sees
    assert 人.place.messages == {}


async def test_文のない投稿には言葉で聞いてほしいと答える(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.invokes("composeExtension/fetchTask", {"messagePayload": {"body": {"content": ""}}})
    assert "ご用件を文字で送ってください" in 人.sees


async def test_メッセージから改善事例の下書きができ本人にだけ見える(teams: TeamsPeer) -> None:
    本人 = at_personal_chat(teams, member(市川))
    await 本人.says("使い方")
    人 = at_meeting_place(teams, "channel", member(市川))
    words = "<p>転記に毎月20時間かかっていたが、<b>RPA</b>で自動化して2時間になった</p>"
    value = {"commandId": "reportCase", "messagePayload": {"body": {"content": words}}}
    await 人.invokes("composeExtension/fetchTask", value)
    filled = {field["id"]: field.get("value", "") for field in inputs(人.dialog or {})}
    assert filled["title"] == "転記：RPAで自動化"
    assert filled["hours"] == "18時間"
    dialog = 人.dialog or {}
    (submit,) = dialog["actions"]
    sent = {"commandId": "reportCase", "data": submit["data"] | filled}
    await 人.invokes("composeExtension/submitAction", sent)
    assert "この内容で報告します" in 本人.sees
    assert 人.place.messages == {}
    await 本人.presses("報告する")
    assert "改善事例を報告しました" in 本人.sees


async def test_メッセージから課題を登録でき本人にだけ見える(teams: TeamsPeer) -> None:
    本人 = at_personal_chat(teams, member(市川))
    await 本人.says("使い方")
    人 = at_meeting_place(teams, "channel", member(市川))
    words = "<p>転入届を<b>二つのシステム</b>に打っている。月600件ある。</p>"
    value = {"commandId": "raiseIssue", "messagePayload": {"body": {"content": words}}}
    await 人.invokes("composeExtension/fetchTask", value)
    filled = {field["id"]: field.get("value", "") for field in inputs(人.dialog or {})}
    assert filled["title"] == "転入届を二つのシステムに打っている"
    assert filled["times"] == "月600件"
    (submit,) = (人.dialog or {})["actions"]
    sent = {"commandId": "raiseIssue", "data": submit["data"] | filled}
    await 人.invokes("composeExtension/submitAction", sent)
    assert "課題#1を登録しました。" in 本人.sees
    assert 人.place.messages == {}
