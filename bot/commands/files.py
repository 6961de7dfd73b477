"""``kakehashi import``: an office's Excel and CSV files taken over."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import click

from bot.commands.options import demo_option, policy_option, run_async, settings_of
from bot.deployment import Deployment, is_founded, open_deployment
from bot.settings import Settings
from cards.import_report import import_report_card
from cards.renderers import plain_text
from domain.errors import DomainError
from domain.import_report import ImportKind, ImportReport
from handlers.imports import import_office_file
from storage.migration import is_current
from storage.office_file import ColumnsMissing

_KINDS = {
    "roster": ImportKind.ROSTER,
    "catalogue": ImportKind.CATALOGUE,
    "records": ImportKind.RECORDS,
    "cases": ImportKind.CASES,
}
BAD_ROWS = 2


@click.command(
    "import",
    help="職員名簿(roster)・研修一覧(catalogue)・受講記録(records)・改善事例(cases)を取り込む",
)
@click.argument("kind", metavar="roster|catalogue|records|cases", type=click.Choice(tuple(_KINDS)))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="取り込まずに、違いと誤りだけを見る")
@click.option(
    "--retire-missing", is_flag=True, help="ファイルにない職員を退職に、研修を掲載終了にする"
)
@click.option(
    "--column",
    "columns",
    metavar="項目=見出し",
    multiple=True,
    help="改善事例だけ：見出しがどの項目かを決める（例：課題=困りごと）。次のファイルのために覚える",
)
@demo_option
@policy_option
def import_file(
    kind: str,
    file: Path,
    dry_run: bool,
    retire_missing: bool,
    columns: tuple[str, ...],
    of_demo: bool,
    policy_name: str | None,
) -> int:
    mapping = _mapping(columns)
    work = _import(
        partial(settings_of, of_demo=of_demo, policy_name=policy_name),
        _KINDS[kind],
        file,
        dry_run=dry_run,
        retire_missing=retire_missing,
        columns=mapping,
    )
    try:
        report = run_async(work)
    except ColumnsMissing as refusal:
        raise (ColumnsToSay(refusal) if kind == "cases" else refusal) from None
    click.echo(plain_text.render(import_report_card(report)))
    if report.problems:
        done = "取り込めません" if dry_run else "取り込みませんでした"
        click.echo(
            f"{len(report.problems)}件の誤りがあり、その行は{done}。ファイルを直して、もう一度取り込んでください。",
            err=True,
        )
        return BAD_ROWS
    return 0


def _mapping(columns: Sequence[str]) -> Mapping[str, str]:
    """「課題=困りごと」: our column by the file's heading. Raises ColumnUnreadable."""
    pairs = [column.partition("=") for column in columns]
    if not all(name.strip() and written.strip() for name, _, written in pairs):
        raise ColumnUnreadable
    return {written.strip(): name.strip() for name, _, written in pairs}


class ColumnUnreadable(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "--column は「課題=困りごと」のように、項目=ファイルの見出しで書いてください。"
        )


class ColumnsToSay(DomainError):
    """Under other headings they may be in the file all the same."""

    def __init__(self, refusal: ColumnsMissing) -> None:
        said = " ".join(f"--column {name}=ファイルの見出し" for name in refusal.missing)
        super().__init__(
            f"{refusal.sentence}別の名前の列があるときは、「{said}」のように付けて、もう一度行ってください"
            "（例：--column 課題=困りごと）。同じ見出しのファイルでは、次から要りません。"
        )


@asynccontextmanager
async def _compared_with(settings: Settings, *, dry_run: bool) -> AsyncIterator[Deployment]:
    """A dry run leaves nothing behind: where nothing is stored yet it looks at an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        if dry_run and not await is_founded(settings):
            settings = settings.model_copy(update={"database_url": f"sqlite:///{folder}/empty.db"})
        elif dry_run and not await is_current(settings.effective_database_url):
            raise OlderDatabase
        async with open_deployment(settings, founds=True) as deployment:
            yield deployment


class OlderDatabase(DomainError):
    """To compare with it, a dry run would have to change it."""

    def __init__(self) -> None:
        super().__init__(
            "データベースが前の版の構造です。「kakehashi db upgrade」を実行してから、もう一度確かめてください。"
        )


class FileUnreadable(DomainError):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} を開けません。場所と名前、読み取りの権限を確かめてください。")


async def _import(
    settings: Callable[[], Awaitable[Settings]],
    kind: ImportKind,
    file: Path,
    *,
    dry_run: bool,
    retire_missing: bool,
    columns: Mapping[str, str],
) -> ImportReport:
    try:
        content = file.read_bytes()  # noqa: ASYNC240 - the command line has nothing else to do
    except OSError:
        raise FileUnreadable(file) from None
    async with _compared_with(await settings(), dry_run=dry_run) as deployment:
        return await import_office_file(
            kind,
            content,
            filename=file.name,
            organization_id=deployment.organization.id,
            policy=deployment.policy,
            database=deployment.database,
            clock=deployment.clock,
            dry_run=dry_run,
            retire_missing=retire_missing,
            columns=columns,
        )
