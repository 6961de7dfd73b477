"""People talk to the bot on Slack: the real edge, handlers and database; Slack is a peer on loopback."""

import json
from typing import Any

import pytest

from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.faults import limited, refused_with
from tests.peers.slack.delivery import FORM, JSON

QUESTION = "次に何の研修を受ければいい？"


async def test_ひととおりの会話がダイレクトメッセージでできる(workspace: Workspace) -> None:
    市川 = workspace.市川
    assert "情報セキュリティ研修（年次）" in await 市川.says(QUESTION)
    assert "対象" in await 市川.presses("詳しく")
    assert "必要なスキルの習得" in await 市川.says("受講状況")
    assert "ふだんの言葉で" in await 市川.says("使い方")
    assert {m.channel for m in workspace.peer.screen(市川.user)} == {市川.direct}


async def test_入力画面から受講を報告できる(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.opens_home()
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    assert "受講した日" in 市川.modal
    said = await 市川.sends_in(completed_on="2099-01-01")
    assert said["response_action"] == "errors"
    assert "今日まで" in said["errors"]["completed_on"]
    before = json.dumps(workspace.peer.homes[市川.user])
    assert await 市川.sends_in(completed_on="2026-11-20") == {}
    assert "受講を記録しました" in 市川.reads
    assert json.dumps(workspace.peer.homes[市川.user]) != before


async def test_チャンネルでの答えは呼んだ人だけに見える(workspace: Workspace) -> None:
    市川, 森田 = workspace.市川, workspace.森田
    assert "必要なスキルの習得" in await 市川.mentions("受講状況", FORUM)
    assert workspace.peer.screen(森田.user) == []


async def test_入っていないチャンネルのコマンドにも答える(workspace: Workspace) -> None:
    市川 = workspace.市川
    workspace.peer.members["C0OTHER"] = {市川.user}
    assert "次に受ける研修" in await 市川.commands("", "C0OTHER")
    assert "必要なスキルの習得" in await 市川.commands("受講状況", "C0OTHER")


async def test_その人だけに見えるカードもその場で書き換わる(workspace: Workspace) -> None:
    水谷 = workspace.水谷
    await 水谷.mentions("事務局の確認待ち", FORUM)
    count = len(workspace.peer.messages)
    assert "確認しました" in await 水谷.presses("修了を確認")
    assert len(workspace.peer.messages) == count


async def test_ダイレクトメッセージのカードはその場で書き換わる(workspace: Workspace) -> None:
    水谷 = workspace.水谷
    await 水谷.says("事務局の確認待ち")
    count = len(workspace.peer.messages)
    assert "確認しました" in await 水谷.presses("修了を確認")
    assert len(workspace.peer.messages) == count


async def test_ショートカットとメッセージのメニューから聞ける(workspace: Workspace) -> None:
    市川 = workspace.市川
    assert "必要なスキルの習得" in await 市川.uses_shortcut("training.status")
    assert "次に受ける研修" in await 市川.asks_about(QUESTION, FORUM)


async def test_ホームタブで進み具合が見え入力画面も開ける(workspace: Workspace) -> None:
    市川 = workspace.市川
    assert "あなたの研修" in await 市川.opens_home()
    await 市川.presses_at_home("受講済みにする")
    assert "受講した日" in 市川.modal
    assert await 市川.sends_in(completed_on="2026-11-20") == {}
    assert "受講を記録しました" in 市川.reads


async def test_修了が確認されると本人のホームタブが新しくなる(workspace: Workspace) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.opens_home()
    assert "修了の確認を待っている" in json.dumps(
        workspace.peer.homes[森田.user], ensure_ascii=False
    )
    await 水谷.says("事務局の確認待ち")
    while "森田　翔さんの「DX推進員養成研修」の修了を確認しました" not in 水谷.reads:
        await 水谷.presses("修了を確認")
    home = json.dumps(workspace.peer.homes[森田.user], ensure_ascii=False)
    assert "修了の確認を待っている" not in home


async def test_アシスタントの画面は聞き方を勧めその場で答える(workspace: Workspace) -> None:
    市川 = workspace.市川
    thread = await 市川.opens_assistant()
    prompts = workspace.peer.prompts[thread]
    assert QUESTION in {prompt["message"] for prompt in prompts}
    for prompt in prompts:
        await 市川.says(prompt["message"], thread_ts=thread)
        answer = workspace.peer.screen(市川.user)[-1]
        assert answer.thread == thread
        assert "どのご用件ですか" not in 市川.reads


async def test_同じ出来事が三度届いても一度だけ答える(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.says(QUESTION)
    for _ in range(2):
        assert (await 市川.again())[0] == 200
    assert len(workspace.peer.screen(市川.user)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_restricted": True}, "職員のアカウントだけが使えます"),
        ({"is_restricted": True, "is_ultra_restricted": True}, "職員のアカウントだけが使えます"),
        ({"team_id": "T0OTHER"}, "職員のアカウントだけが使えます"),
        ({"is_stranger": True}, "職員のアカウントだけが使えます"),
    ],
)
async def test_ゲストやほかの組織の人には職員の答えを見せない(
    workspace: Workspace, fields: dict[str, Any], sentence: str
) -> None:
    だれか = workspace.person("U0GUEST", "ichikawa.haruka", **fields)
    assert sentence in await だれか.says("受講状況")


async def test_ボットには答えない(workspace: Workspace) -> None:
    ボット = workspace.person("U0ROBOT", "ichikawa.haruka", is_bot=True)
    await ボット.says("受講状況")
    await workspace.市川.says("受講状況", bot_id="B0X")
    await workspace.市川.says("受講状況", subtype="message_changed")
    assert workspace.peer.messages == []


async def test_メールの見えない人には権限の確認を求める(workspace: Workspace) -> None:
    assert "メールアドレスを確認できない" in await workspace.person("U0NOMAIL").says("受講状況")


async def test_いなくなった人に確かめられなければそう答える(workspace: Workspace) -> None:
    市川 = workspace.市川
    del workspace.peer.users[市川.user]
    assert "アカウントを確認できませんでした" in await 市川.says("受講状況")


async def test_速すぎると言われたら待ってから一度だけ送る(
    workspace: Workspace, waited: list[float]
) -> None:
    市川 = workspace.市川
    workspace.peer.misbehaves["chat.postMessage"].append(limited(1))
    assert "必要なスキルの習得" in await 市川.says("受講状況")
    assert len(workspace.peer.screen(市川.user)) == 1
    workspace.peer.misbehaves["response_url"].append(limited(1))
    assert "必要なスキルの習得" in await 市川.commands("受講状況", FORUM)
    assert waited == [1, 1]


async def test_入力画面が間に合わなければもう一度押すよう伝える(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.says(QUESTION)
    workspace.peer.misbehaves["views.open"].append(refused_with("expired_trigger_id"))
    assert "もう一度ボタンを押してください" in await 市川.presses("受講済みにする")


async def test_知らないボタンは古いと伝える(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.uses_shortcut("no.such.action")
    assert "画面は古くなっています" in 市川.reads


@pytest.mark.parametrize(
    "content",
    [
        b'{"type": "event_callback", "team": 5, "event": {"type": "message"}}',
        b'{"type": "event_callback", "event_id": "E", "event": {"type": "app_mention", "user": "U"}}',
        b'{"type": "event_callback", "event": []}',
        b"{}",
    ],
)
async def test_印のある変わった出来事にも落ちない(workspace: Workspace, content: bytes) -> None:
    status, body = await workspace.app.receives(content, JSON)
    assert status in (200, 400)
    assert "Traceback" not in body


async def test_印のある変わった操作にも落ちない(workspace: Workspace) -> None:
    for payload in ({"type": "block_actions", "actions": []}, {"type": "view_submission"}, {}):
        sent = f"payload={json.dumps(payload)}".encode()
        status, body = await workspace.app.receives(sent, FORM)
        assert status in (200, 400)
        assert "Traceback" not in body
