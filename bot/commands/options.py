"""What several commands share: options, dates, settings, JSON Lines."""

import asyncio
import shutil
import sys
from collections.abc import Callable, Coroutine, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson

from bot.settings import Settings, read_settings
from domain.errors import DomainError

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])


LONGEST_SHOWN = 40
"""Characters of a value that is refused."""


class IsoDate(click.ParamType[date]):
    name = "日付"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail("2026-11-21 の形で書きます", param, ctx)


class Whole(click.ParamType[int]):
    """A whole number from ``least`` to ``most``; the refusal repeats what was written."""

    name = "数"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        written = str(value).strip()
        number = int(written) if written.isdecimal() else None
        if number is None or not self.least <= number <= self.most:
            shown = written[:LONGEST_SHOWN]
            self.fail(f"「{shown}」は{self.least}から{self.most}までの数ではありません", param, ctx)
        return number


def policy_option(command: Command) -> Command:
    """``--policy``: for one call, another policy than the environment's."""
    return click.option(
        "--policy", "policy_name", metavar="ID", help="育成方針のID、または方針ファイルのパス"
    )(command)


def demo_option(command: Command) -> Command:
    """``--demo``: the sample city as ``kakehashi demo`` has it, instead of the settings' own."""
    return click.option("--demo", "of_demo", is_flag=True, help="サンプルの市（demo）について")(
        command
    )


async def settings_of(*, of_demo: bool, policy_name: str | None = None) -> Settings:
    """What ``demo_option`` and ``policy_option`` choose. Raises NoSampleForSetting."""
    settings = settings_with(policy_name)
    if not of_demo:
        return settings
    # Spreadsheets and samples are needed here only.
    from bot.demo import NoSampleForPolicy, NoSampleForSetting, settings_of_demo

    try:
        return await settings_of_demo(settings)
    except NoSampleForPolicy:
        raise NoSampleForSetting(settings.policy) from None


def settings_with(policy_name: str | None = None) -> Settings:
    return read_settings(policy=policy_name)


def called_as() -> str:
    """The program as it can be typed again: its name where the shell finds it, else its path."""
    started, found = Path(sys.argv[0]), shutil.which("kakehashi")
    if started.name != "kakehashi" or (found and Path(found).resolve() == started.resolve()):
        return "kakehashi"
    absolute = started.absolute()
    is_below = absolute.is_relative_to(Path.cwd())
    return str(absolute.relative_to(Path.cwd()) if is_below else absolute)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


class NotJsonLines(DomainError):
    def __init__(self, number: int, expected: str) -> None:
        super().__init__(
            f"標準入力の{number}行目を読めません。1行に1つ、{expected} の形のJSONを書いてください。"
        )


def json_lines(expected: str, *, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """``stdin_objects``, each with a string under ``text``. Raises NotJsonLines."""
    for number, value in stdin_objects(expected):
        if not isinstance(value.get(text), str):
            raise NotJsonLines(number, expected)
        yield number, value


def stdin_objects(expected: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects from stdin, one a line; blank lines are passed over.

    Each comes with the number of its line.

    Raises NotJsonLines.
    """
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise NotJsonLines(number, expected) from None
        if not isinstance(value, dict):
            raise NotJsonLines(number, expected)
        yield number, value


def put_json(value: object) -> None:
    """One JSON line on stdout, not escaped."""
    sys.stdout.buffer.write(orjson.dumps(value) + b"\n")
    sys.stdout.buffer.flush()
