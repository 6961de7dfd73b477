"""Files on Slack: those that people send, and ours."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bot.slack.workspace import FORUM, Workspace
from tests.handlers.office import person as row_of
from tests.handlers.office import roster_xlsx
from tests.peers.faults import broken, limited, refused_with
from tests.peers.slack.state import BOT_USER, File

名簿 = roster_xlsx(row_of("90001", 氏名="新田　光"))
記録 = "受講記録_2026-11-20.xlsx"


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


def given(workspace: Workspace) -> list[File]:
    return [file for file in workspace.peer.files.values() if file.user == BOT_USER]


async def test_送られた名簿を確かめてから取り込む(workspace: Workspace) -> None:
    水谷 = workspace.水谷
    await 水谷.uploads("R8名簿.xlsx", 名簿, text="お願いします")
    assert "職員名簿の取り込み（確認のみ）" in 水谷.reads
    assert "90001" in 水谷.reads
    await 水谷.presses("取り込む")
    assert "取り込みました。" in 水谷.reads
    await 水谷.uploads("R8名簿.xlsx", 名簿)
    assert "変わるところはありません。" in 水谷.reads


async def test_ソケットでもファイルを受け取る(socket_workspace: Workspace) -> None:
    水谷 = socket_workspace.水谷
    await 水谷.uploads("R8名簿.xlsx", 名簿)
    assert "職員名簿の取り込み（確認のみ）" in 水谷.reads


async def test_受講記録はダイレクトメッセージにExcelで届く(workspace: Workspace) -> None:
    水谷 = workspace.水谷
    await 水谷.says("受講記録をExcelで")
    (file,) = given(workspace)
    assert (file.name, file.channels) == (記録, [水谷.direct])
    assert file.content
    book = load_workbook(io.BytesIO(file.content))
    assert len(list(book["受講記録"].values)) > 1_000
    assert 記録 in 水谷.reads


@pytest.mark.parametrize("how", ["mention", "command"])
async def test_人の読む場所で頼んでもファイルは本人だけに届く(
    workspace: Workspace, how: str
) -> None:
    水谷 = workspace.水谷
    if how == "mention":
        await 水谷.mentions("受講記録をExcelで", channel=FORUM)
    else:
        await 水谷.commands("受講記録をExcelで", channel=FORUM)
    (file,) = given(workspace)
    assert file.channels == [水谷.direct]


async def test_渡す権限がなければそう言う(workspace: Workspace) -> None:
    水谷 = workspace.水谷
    workspace.peer.misbehaves["files.getUploadURLExternal"].append(refused_with("missing_scope"))
    await 水谷.says("受講記録をExcelで")
    assert given(workspace) == []
    assert "files:write" in 水谷.reads


async def test_預ける住所をもらうのも待つように言われたら待つ(
    workspace: Workspace, waited: list[float]
) -> None:
    workspace.peer.misbehaves["files.getUploadURLExternal"].append(limited(1))
    await workspace.水谷.says("受講記録をExcelで")
    assert [file.name for file in given(workspace)] == [記録]
    assert waited == [1]


async def test_Slackが渡してくれなければ送り直しを頼む(workspace: Workspace) -> None:
    workspace.peer.misbehaves["url_private_download"].append(broken())
    assert "もう一度送ってください" in await workspace.水谷.uploads("R8名簿.xlsx", 名簿)


async def test_事務局でない人のファイルは読まない(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.uploads("名簿.xlsx", 名簿, text="次に何の研修を受ければいい？")
    assert "添付のファイルは読んでいません" in 市川.sees
    assert "次に受ける研修" in 市川.sees


async def test_別のワークスペースからのファイルはSlackに聞いてから取る(
    workspace: Workspace,
) -> None:
    水谷 = workspace.水谷
    hidden: dict[str, Any] = {"url_private": None, "url_private_download": None}
    await 水谷.uploads("名簿.xlsx", 名簿, file_access="check_file_info", **hidden)
    assert "職員名簿の取り込み（確認のみ）" in 水谷.reads
    assert len(workspace.peer.calls("files.info")) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url_private_download": "https://files.example.com/x"}, "Slackの外にある"),
        ({"url_private_download": "http://files.slack.com/x"}, "Slackの外にある"),
        ({"is_external": True}, "Slackの外にある"),
        ({"url_private_download": "{peer}/files-pri/F0NONE/x"}, "受け取れませんでした"),
        ({"url_private_download": "{peer}/signin"}, "受け取れませんでした"),
    ],
)
async def test_取れないファイルは何をすればよいか言う(
    workspace: Workspace, fields: dict[str, Any], words: str
) -> None:
    told: dict[str, Any] = {
        name: value.format(peer=workspace.peer.url) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    水谷 = workspace.水谷
    await 水谷.uploads("名簿.xlsx", 名簿, **told)
    assert words in 水谷.reads


async def test_消えたファイルの跡は読まない(workspace: Workspace) -> None:
    水谷 = workspace.水谷
    await 水谷.uploads("名簿.xlsx", 名簿, text="使い方", mode="tombstone")
    assert "かけはしの使い方" in 水谷.reads


async def test_大きすぎるファイルは途中でやめる(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.files.LARGEST_FILE", 100)
    水谷 = workspace.水谷
    await 水谷.uploads("名簿.xlsx", 名簿)
    assert "大きすぎます" in 水谷.reads
