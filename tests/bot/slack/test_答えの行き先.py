"""Whatever happens on the way, the answer arrives somewhere, and others learn what concerns them."""

import asyncio

import pytest

from bot.main import Bot
from bot.slack import listeners, talk
from bot.slack.heard import Heard
from bot.slack.people import People
from domain.account import Account
from handlers.reply import Reply
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.faults import lost, refused_with
from tests.scenarios.world import Clock

QUESTION = "次に何の研修を受ければいい？"
DONE = "受講を記録しました"


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


async def test_返事が届かなくても決めたことは報告した人に届く(workspace: Workspace) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    await 森田.opens_home()
    drawn = len(workspace.peer.calls("views.publish"))
    await 水谷.mentions("事務局の確認待ち", FORUM)
    while "修了が確認されました" not in 森田.sees:
        workspace.peer.misbehaves["response_url"].append(lost())
        await 水谷.presses("修了を確認")
    assert "修了が確認されました" in 森田.sees
    assert len(workspace.peer.calls("views.publish")) > drawn


@pytest.mark.parametrize("why", ["expired", "used"])
async def test_使えない返事の住所の答えはダイレクトメッセージに届く(
    workspace: Workspace, why: str
) -> None:
    市川 = workspace.市川
    await 市川.mentions(QUESTION, FORUM)
    await 市川.presses("受講済みにする")
    for response in workspace.peer.responses.values():
        if why == "expired":
            response.made_at -= 1801
        else:
            response.left = 0
    await 市川.sends_in(completed_on="2026-11-20")
    newest = workspace.peer.screen(市川.user)[-1]
    assert newest.channel == 市川.direct
    assert DONE in 市川.reads


async def test_待つ間に閉じられた窓の答えはダイレクトメッセージに届く(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "ANSWER_WITHIN", 0.0)
    市川 = workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    workspace.peer.misbehaves["views.update"].append(refused_with("not_found"))
    await 市川.sends_in(completed_on="2026-11-20")
    workspace.peer.modals[市川.user].clear()
    assert DONE in 市川.reads


async def test_スレッドで押した答えは同じスレッドに出る(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.mentions(QUESTION, FORUM, thread_ts="1700000000.000100")
    await 市川.presses("詳しく")
    assert workspace.peer.screen(市川.user)[-1].thread == "1700000000.000100"


async def test_だれか調べられない障害でも答える(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = workspace.市川
    await 市川.says(QUESTION)

    async def broken(_: People, __: str) -> Account:
        raise RuntimeError("database")

    monkeypatch.setattr(People, "account", broken)
    await 市川.presses("受講済みにする")
    assert "うまく処理できませんでした" in 市川.modal
    workspace.peer.modals[市川.user].clear()
    await 市川.says(QUESTION)
    assert "受付番号" in 市川.reads


async def test_こちらの障害はSlackの形の誤りとは言わない(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> None:
        raise ValueError

    市川 = workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    monkeypatch.setattr(listeners, "form_errors", broken)
    with pytest.raises(AssertionError, match="500"):
        await 市川.sends_in(completed_on="2099-01-01")
    assert "kind=ValueError" in caplog.text


@pytest.mark.parametrize("how", ["gone", "deleted"])
async def test_いなくなった人には覚えていても答えない(
    workspace: Workspace, bot: tuple[Bot, Clock], how: str
) -> None:
    市川 = workspace.市川
    await 市川.says("受講状況")
    bot[1].pass_days(2)
    if how == "gone":
        workspace.peer.misbehaves["users.info"].append(refused_with("user_not_found"))
    else:
        workspace.peer.users[市川.user]["deleted"] = True
    await 市川.says("受講状況")
    assert "必要なスキルの習得" not in 市川.reads


async def test_ホームタブを開いただけでは申し出にならない(workspace: Workspace) -> None:
    だれか = workspace.person("U0NEW", "nobody.new")
    assert "ダイレクトメッセージで話しかけてください" in await だれか.opens_home()
    水谷 = workspace.水谷
    await 水谷.says("事務局の確認待ち")
    assert "nobody.new" not in 水谷.reads
    await だれか.says(QUESTION)
    await 水谷.says("事務局の確認待ち")
    assert "nobody.new" in 水谷.reads


async def test_ソケットで送られたフォームも止める前に終える(
    socket_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    市川 = socket_workspace.市川
    await 市川.says(QUESTION)
    await 市川.presses("受講済みにする")
    reply_to = talk.Talk.reply_to
    begun, may_answer, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(self: talk.Talk, heard: Heard) -> Reply:
        begun.set()
        await may_answer.wait()
        reply = await reply_to(self, heard)
        finished.set()
        return reply

    monkeypatch.setattr(talk.Talk, "reply_to", slow)
    sending = asyncio.ensure_future(市川.sends_in(completed_on="2026-11-20"))
    await begun.wait()
    asyncio.get_running_loop().call_later(0.1, may_answer.set)
    await socket_workspace.edge.finish()
    assert finished.is_set()
    await sending
