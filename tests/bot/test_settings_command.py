"""``kakehashi settings``."""

from pathlib import Path

import pytest

from bot.cli import BAD_INPUT, FAILED, run
from bot.commands.settings import BEGIN, END


def test_設定がひとつずつ既定とともに並ぶ(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settings"]) == 0
    table = capsys.readouterr().out
    assert "| `KAKEHASHI_ORGANIZATION` | なし | 自治体の名前。`serve` では必須 |" in table
    assert "| `KAKEHASHI_PORT` | `8080` | 待ち受けるポート（1〜65535） |" in table
    assert "| `KAKEHASHI_CONSOLE` | `0` |" in table
    assert "| `KAKEHASHI_SLACK_BOT_TOKEN` | なし |" in table


def test_印の間だけが書き換わり二度目は変わらない(tmp_path: Path) -> None:
    file = tmp_path / "見本.md"
    file.write_text(f"前\n{BEGIN}古い表\n{END}\n後\n", "utf-8")
    assert run(["settings", "--into", str(file)]) == 0
    once = file.read_text("utf-8")
    assert once.startswith(f"前\n{BEGIN}| 環境変数 |")
    assert once.endswith(f" |\n{END}\n後\n")
    assert "古い表" not in once
    assert run(["settings", "--into", str(file)]) == 0
    assert file.read_text("utf-8") == once


def test_印がなければ書く場所がないと伝える(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "見本.md"
    file.write_text("表の場所がない", "utf-8")
    assert run(["settings", "--into", str(file)]) == BAD_INPUT
    assert BEGIN.strip() in capsys.readouterr().err
    assert file.read_text("utf-8") == "表の場所がない"


def test_読めないファイルは場所を確かめるよう伝える(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["settings", "--into", str(tmp_path / "nai.md")]) == FAILED
    assert "nai.md" in capsys.readouterr().err
