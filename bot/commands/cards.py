"""``kakehashi cards preview``: every card to look at, without Slack or Teams."""

from pathlib import Path

import click

from bot.failures import FolderUnwritable
from bot.preview.pages import pages

FOLDER = Path("build/cards")


@click.group(help="カードの見本を書き出す")
def cards() -> None:
    pass


@cards.command("preview", help="すべてのカードの見本を、表示先ごとのHTMLに書き出す")
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="書き出す先のフォルダー",
)
def preview(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in pages().items():
            (folder / name).write_text(page, encoding="utf-8")
    except OSError:
        raise FolderUnwritable(folder) from None
    click.echo(
        f"カードの見本を書き出しました。{folder / 'index.html'} をブラウザーで開いてください。"
    )
