"""What goes wrong at Slack's side while we answer: nothing is said twice, nobody waits in vain."""

import logging
from dataclasses import replace

import pytest

from bot.slack import listeners
from cards.renderers import slack_view
from cards.renderers.limits import SLACK
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.faults import broken, lost, refused_with, slow

QUESTION = "次に何の研修を受ければいい？"


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """SQLite: what is tried here does not reach the database."""
    return city_sqlite_url


async def test_届いたかわからない答えは二度送らない(workspace: Workspace) -> None:
    市川 = workspace.市川
    workspace.peer.misbehaves["chat.postMessage"].append(lost())
    await 市川.says(QUESTION)
    assert len(workspace.peer.screen(市川.user)) == 1
    assert len(workspace.peer.calls("chat.postMessage")) == 1


async def test_Slackの障害は記録に残し二度送らない(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    市川 = workspace.市川
    workspace.peer.misbehaves["chat.postMessage"].append(broken())
    with caplog.at_level(logging.WARNING, logger="kakehashi.slack"):
        await 市川.says(QUESTION)
    assert len(workspace.peer.calls("chat.postMessage")) == 1
    assert [record.getMessage().rpartition("reason=")[2] for record in caplog.records] == [
        "chat.postMessage: internal_error"
    ]
    assert QUESTION not in caplog.text


async def test_response_urlの答えも二度送らない(workspace: Workspace) -> None:
    市川 = workspace.市川
    workspace.peer.misbehaves["response_url"].append(broken())
    await 市川.commands("受講状況", FORUM)
    assert len(workspace.peer.calls("response_url")) == 1


async def test_間に合わない答えは待っている画面に出る(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "ANSWER_WITHIN", 0.0)
    市川 = workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    workspace.peer.misbehaves["views.update"].append(slow(0.05))
    said = await 市川.sends_in(completed_on="2026-11-20")
    assert said["response_action"] == "update"
    assert "受講を記録しました" in 市川.modal


async def test_窓の中のボタンの答えはその窓に続けて出る(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "ANSWER_WITHIN", 0.0)
    市川 = workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    await 市川.sends_in(completed_on="2026-11-20")
    before = len(workspace.peer.screen(市川.user))
    await 市川.presses("受講状況")
    assert "必要なスキルの習得" in 市川.modal
    assert len(workspace.peer.screen(市川.user)) == before


async def test_窓が閉じられていれば答えはダイレクトメッセージに出る(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "ANSWER_WITHIN", 0.0)
    市川 = workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    await 市川.sends_in(completed_on="2026-11-20")
    workspace.peer.misbehaves["views.update"].append(refused_with("not_found"))
    await 市川.presses("受講状況")
    workspace.peer.modals[市川.user].clear()
    assert "必要なスキルの習得" in 市川.reads


async def test_窓に入りきらない答えはダイレクトメッセージに出る(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_view, "SLACK", replace(SLACK, view_blocks=3))
    monkeypatch.setattr(listeners, "ANSWER_WITHIN", 0.0)
    市川 = workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    await 市川.sends_in(completed_on="2026-11-20")
    assert "ダイレクトメッセージにお送りしました" in 市川.modal
    assert "受講を記録しました" in 市川.sees
