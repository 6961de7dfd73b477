"""``kakehashi settings``: the table of the settings, written from the code that reads them."""

from collections.abc import Iterator
from pathlib import Path

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.failures import Failure
from bot.installation_settings import InstallationSettings
from bot.phrasing_settings import PhrasingSettings
from bot.platform_settings import SlackSettings, TeamsSettings
from bot.settings import PREFIX, Settings
from domain.errors import DomainError

BEGIN, END = "<!-- kakehashi settings -->\n", "<!-- /kakehashi settings -->"
HEAD = "| 環境変数 | 既定 | 内容 |\n|---|---|---|\n"


class NoPlaceForTable(DomainError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} に、表を入れる場所がありません。「{BEGIN.strip()}」と「{END}」の二行を書いてください。"
        )


class CannotRewrite(Failure):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} を書き換えられません。場所と権限を確かめてください。")


@click.command(help="設定（環境変数）の一覧を表にする")
@click.option(
    "--into",
    "file",
    metavar="ファイル",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Markdownのファイルの、印のある場所に書き込む",
)
def settings(file: Path | None) -> None:
    if file is None:
        click.echo(settings_table(), nl=False)
        return
    try:
        file.write_text(with_table(file.read_text("utf-8"), file), "utf-8")
    except (OSError, UnicodeDecodeError):
        raise CannotRewrite(file) from None


def settings_table() -> str:
    """Markdown, a line for each setting: those of the whole first, then each platform's."""
    return HEAD + "".join(
        f"| `{PREFIX}{name.upper()}` | {_default(field)} | {field.description} |\n"
        for name, field in _fields()
    )


def with_table(text: str, file: Path) -> str:
    """``text`` of ``file``, with the table between the marks. Raises NoPlaceForTable."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NoPlaceForTable(file)
    return f"{before}{BEGIN}{settings_table()}{END}{after}"


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for group in (
        Settings,
        PhrasingSettings,
        SlackSettings,
        InstallationSettings,
        TeamsSettings,
    ):
        for name in group.__annotations__:
            yield name, Settings.model_fields[name]


def _default(field: FieldInfo) -> str:
    match field.default:
        case None | "" | SecretStr():
            return "なし"
        case bool() as is_on:
            return f"`{is_on:d}`"
        case value:
            return f"`{value}`"
