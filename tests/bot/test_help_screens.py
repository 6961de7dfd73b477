"""``--help`` of every command: no word of click's stays in English."""

import re
from collections.abc import Iterator

import click
import pytest

from bot import cli

OF_CLICK = re.compile(
    r"Usage|Options|Commands|\bARGS\b|\bCOMMAND\b|Show this|required|default|arguments|INTEGER|"
    r"FLOAT|RANGE|<=|: *$",
    re.MULTILINE,
)


def commands() -> Iterator[tuple[str, ...]]:
    def below(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found
                yield from below(found, (*path, name))

    return below(cli.kakehashi, ())


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_使い方の画面に英語の決まり文句がない(
    path: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*path, "--help"]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("使い方： kakehashi")
    assert "この説明を表示して終わる" in shown
    assert OF_CLICK.findall(shown) == []


def test_必須と既定と範囲を日本語で示す(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["outbox", "list", "--help"]) == 0
    assert "一度に示す数（既定は 100）" in capfd.readouterr().out
    assert cli.run(["demo", "--help"]) == 0
    assert "（1〜65535）" in capfd.readouterr().out
    assert cli.run(["organization", "add", "--help"]) == 0
    assert "自治体の名前（必須）" in capfd.readouterr().out


def test_何も付けなければ日本語の使い方が出る(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == cli.BAD_INPUT
    assert "コマンド：\n  demo" in capfd.readouterr().out
