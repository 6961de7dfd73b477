"""Slack: who is not speaking is told what the office decided."""

import logging

import pytest

from bot.main import Bot
from tests.bot.slack.workspace import Workspace
from tests.peers.slack.faults import Fault, broken, limited, refused_with
from tests.peers.slack.person import Person
from tests.scenarios.world import Clock


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


async def confirms(officer: Person) -> None:
    await officer.says("事務局の確認待ち")
    await officer.presses("修了を確認", about="森田")


async def test_修了が確認されると報告した人のダイレクトメッセージに届く(
    workspace: Workspace,
) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    await confirms(水谷)
    assert "修了が確認されました" in 森田.reads
    assert workspace.peer.screen(森田.user)[-1].channel == 森田.direct
    assert "修了が確認されました" not in 水谷.reads


async def test_差し戻されると報告した人に直し方が届く(workspace: Workspace) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("差し戻す", about="森田")
    assert "受講の報告が差し戻されました" in 森田.reads


async def test_速すぎると言われたら待ってから一度だけ知らせる(workspace: Workspace) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    await 水谷.says("事務局の確認待ち")
    workspace.peer.misbehaves["chat.postMessage"].append(limited(1))
    before = len(workspace.peer.screen(森田.user))
    await 水谷.presses("修了を確認", about="森田")
    assert len(workspace.peer.screen(森田.user)) == before + 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (refused_with("user_disabled"), "user_disabled"),
        (broken(), "internal_error"),
    ],
)
async def test_届けられなければ番号だけを記録し確認はそのまま終わる(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, fault: Fault, reason: str
) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    workspace.peer.misbehaves["conversations.open"].append(fault)
    with caplog.at_level(logging.WARNING):
        await confirms(水谷)
    (line,) = [r.getMessage() for r in caplog.records if reason in r.getMessage()]
    assert "not told staff=" in line
    assert "森田" not in line
    assert "修了が確認されました" not in 森田.reads


async def test_どこにもいない人への知らせは番号だけを記録する(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        await confirms(workspace.水谷)
    (line,) = [r.getMessage() for r in caplog.records if "not told" in r.getMessage()]
    assert "known on no platform" in line
    assert "森田" not in line


async def test_ゲストになった人には知らせない(workspace: Workspace, bot: tuple[Bot, Clock]) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    workspace.peer.users[森田.user]["is_restricted"] = True
    bot[1].pass_days(2)
    await confirms(水谷)
    assert "修了が確認されました" not in 森田.reads
