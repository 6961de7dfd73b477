"""``kakehashi export``: lists for the office, as Excel files."""

import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import click

from bot.commands.options import demo_option, policy_option, run_async, settings_of
from bot.deployment import Deployment, open_deployment
from bot.failures import Failure
from domain.case_files import EVERY, Wanted, fiscal_year_of, month_of
from domain.errors import DomainError
from domain.requirements import Rulebook
from handlers.case_files import export_cases, export_slides
from handlers.export_records import export_records
from handlers.issue_files import export_issues
from handlers.kpi_report import export_kpis
from storage.session import PRIVATE_FILE, Database


class Export(Protocol):
    """The content of the file. Raises DomainError when there is nothing to write."""

    async def __call__(
        self, database: Database, *, organization_id: int, now: datetime
    ) -> bytes: ...


class CaseExport(Protocol):
    """Of those that are ``wanted``. Raises DomainError when there is nothing to write."""

    async def __call__(
        self, database: Database, *, organization_id: int, now: datetime, wanted: Wanted
    ) -> bytes: ...


Making = Callable[[Deployment], Awaitable[bytes]]
_CASES: Mapping[str, CaseExport] = {".xlsx": export_cases, ".pptx": export_slides}
_OTHERS: Mapping[str, Export] = {"records": export_records, "issues": export_issues}
_ENDINGS = {
    **dict.fromkeys(_OTHERS, (".xlsx",)),
    "cases": tuple(_CASES),
    "kpi": (".xlsx", ".docx"),
}
"""Of the file's name; the first is the one that is asked for."""
_NAMES = {"records": "受講記録", "cases": "改善事例", "issues": "課題", "kpi": "年度末点検の資料"}


class OfCasesOnly(DomainError):
    def __init__(self) -> None:
        super().__init__("--year と --selection は、改善事例（cases）を書き出すときだけ使えます。")


class OneOfThem(DomainError):
    def __init__(self) -> None:
        super().__init__("--year と --selection は、どちらか1つにしてください。")


class OtherEnding(DomainError):
    def __init__(self, file: Path, endings: Sequence[str]) -> None:
        super().__init__(
            f"書き出す先は{'か'.join(f'「{ending}」' for ending in endings)}で終わる名前にしてください"
            f"（例：{file.with_suffix(endings[0]).name}）。"
        )


class FileExists(DomainError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} はもうあります。別の名前にするか、置き換えるときは --overwrite を付けてください。"
        )


class FolderMissing(Failure):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"フォルダー {folder} がありません。作ってから、もう一度書き出してください。"
        )


class Unwritable(Failure):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} に書き込めません。書き込みの権限と空き容量を確かめ、Excelで開いていれば閉じてください。"
        )


@click.command(
    "export",
    help="受講記録(records)・改善事例(cases)・課題(issues)・年度末点検(kpi)をExcelのファイルに書き出す"
    "（改善事例は .pptx で発表資料、年度末点検は .docx で起案用）",
)
@click.argument("kind", metavar="種類", type=click.Choice(tuple(_NAMES)))
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="同じ名前のファイルを置き換える")
@click.option(
    "--year",
    metavar="年度",
    help="改善事例だけ：その年度に公開したもの（例：2026、令和8年度）",
)
@click.option(
    "--selection",
    metavar="月",
    help="改善事例だけ：その月の「今月の改善事例」に選んだもの（例：2026-11）",
)
@demo_option
@policy_option
def export_file(
    kind: str,
    file: Path,
    overwrite: bool,
    year: str | None,
    selection: str | None,
    of_demo: bool,
    policy_name: str | None,
) -> None:
    wanted = _wanted(kind, year=year, selection=selection)
    endings = _ENDINGS[kind]
    check_target(file, overwrite=overwrite, endings=endings)
    making = _making(kind, file, wanted)
    content = run_async(_made(making, of_demo=of_demo, policy_name=policy_name))
    check_target(file, overwrite=overwrite, endings=endings)
    write_whole(file, content)
    click.echo(f"{_NAMES[kind]}を {file} に書き出しました。")


def _wanted(kind: str, *, year: str | None, selection: str | None) -> Wanted:
    """Raises OfCasesOnly, OneOfThem, NoSuchYear, NoSuchMonth."""
    if year is None and selection is None:
        return EVERY
    if kind != "cases":
        raise OfCasesOnly
    if year is not None and selection is not None:
        raise OneOfThem
    if selection is not None:
        return Wanted(selection=f"{month_of(selection):%Y-%m}")
    return Wanted(of=fiscal_year_of(year or ""))


def check_target(file: Path, *, overwrite: bool, endings: Sequence[str] = (".xlsx",)) -> None:
    """Before the work, not after it. Raises DomainError with what to do."""
    if file.suffix.lower() not in endings:
        raise OtherEnding(file, endings)
    try:
        has_folder, is_there = file.parent.is_dir(), file.exists()
    except OSError:
        raise Unwritable(file) from None
    if not has_folder:
        raise FolderMissing(file.parent)
    if is_there and not overwrite:
        raise FileExists(file)


def write_whole(file: Path, content: bytes) -> None:
    """All of it or nothing: what stood there before stays until the new content is complete.

    Only its owner may read a new file; one that is replaced keeps the permissions it was given.
    """
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=PRIVATE_FILE, exist_ok=False)
        draft.write_bytes(content)
        if file.exists():
            shutil.copymode(file, draft)
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise Unwritable(file) from None


def _making(kind: str, file: Path, wanted: Wanted) -> Making:
    if kind == "kpi":
        return partial(_kpis, file=file.name)
    if kind == "cases":
        return partial(_list, partial(_CASES[file.suffix.lower()], wanted=wanted))
    return partial(_list, _OTHERS[kind])


async def _list(export: Export, deployment: Deployment) -> bytes:
    return await export(
        deployment.database, organization_id=deployment.organization.id, now=deployment.clock()
    )


async def _kpis(deployment: Deployment, *, file: str) -> bytes:
    """Of the organization's own policy: its KPIs and targets."""
    rulebook = Rulebook(deployment.policy)
    return await export_kpis(
        deployment.database, deployment.organization, rulebook, now=deployment.clock(), file=file
    )


async def _made(making: Making, *, of_demo: bool, policy_name: str | None) -> bytes:
    settings = await settings_of(of_demo=of_demo, policy_name=policy_name)
    async with open_deployment(settings) as deployment:
        return await making(deployment)
