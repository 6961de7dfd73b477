"""The manifest asks for what the code uses: no scope more, no event less."""

import re
from pathlib import Path

import pytest

import bot.slack
from bot.cli import run
from bot.slack import manifest
from handlers.routes import ACTIONS

CODE = "\n".join(
    file.read_text("utf-8")
    for file in Path(bot.slack.__path__[0]).glob("*.py")
    if file.name != "manifest.py"
)


def test_呼び出すメソッドの権限だけを求める() -> None:
    called = set(re.findall(r'\.(?:call|ask|ask_once)\(\s*"([\w.]+)"', CODE))
    if ".files_upload_v2(" in CODE:
        called |= {"files.getUploadURLExternal", "files.completeUploadExternal"}
    assert called == set(manifest.SCOPES_OF_METHODS)


def test_受け取る出来事だけを求める() -> None:
    heard = set(re.findall(r'app\.event\("(\w+)"\)', CODE))
    assert heard == {name.split(".")[0] for name in manifest.SCOPES_OF_EVENTS}


def test_ショートカットはどれも答えられる() -> None:
    assert set(manifest.SHORTCUTS) <= set(ACTIONS)


@pytest.mark.parametrize("url", ["", "https://kakehashi.example.lg.jp"])
def test_Slackの決まりに収まる(url: str) -> None:
    drawn = manifest.manifest(url=url)
    about = drawn["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert len(drawn["features"]["assistant_view"]["assistant_description"]) <= 300
    for shortcut in drawn["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    assert len(drawn["features"]["shortcuts"]) <= 10


def test_ソケットモードには受け口の住所がない() -> None:
    drawn = manifest.manifest(url="")
    assert drawn["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(drawn)
    assert all("url" not in command for command in drawn["features"]["slash_commands"])


def test_HTTPではすべて同じ受け口に届く() -> None:
    drawn = manifest.manifest(url="https://k.example")
    assert drawn["settings"]["socket_mode_enabled"] is False
    events_and_interactivity, commands = 2, len(drawn["features"]["slash_commands"])
    addressed = str(drawn).count("https://k.example/slack/events")
    assert addressed == events_and_interactivity + commands
    assert commands == 3


@pytest.mark.parametrize(
    "url", ["http://k.example", "https://k.example/slack/events", "k.example", "https://"]
)
def test_場所はホスト名までを書く(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["manifest", "slack", "--url", url]) == 2
    assert "https://kakehashi.example.lg.jp" in capsys.readouterr().err
