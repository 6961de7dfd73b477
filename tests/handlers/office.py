"""Files as an office hands them over, made here, and a small office that has been imported."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from sqlalchemy import func, select

from domain.import_report import ImportReport
from domain.japan_time import JAPAN
from domain.policy import Policy
from handlers.import_catalogue import import_catalogue
from handlers.import_records import import_records
from handlers.import_roster import import_roster
from storage.organizations import ensure_organization
from storage.policy_file import shipped_policy
from storage.session import Database
from storage.table_base import Table

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN)

ROSTER_HEADER = [
    "職員番号",
    "氏名",
    "メールアドレス",
    "部局",
    "所属",
    "職名",
    "職級",
    "任用形態",
    "在職状況",
    "人材区分",
    "チーム役割",
    "兼務",
    "ICT機器",
    "採用年月日",
    "上司の職員番号",
    "システムの担当",
]
CATALOGUE_HEADER = [
    "研修コード",
    "研修名",
    "概要",
    "研修手法",
    "実施主体",
    "時間",
    "必須・選択",
    "習得スキル",
    "対象",
    "前提研修",
    "有効期間",
    "受講期限",
    "修了確認",
    "随時受講",
    "URL",
    "区分",
]
SESSIONS_HEADER = [
    "研修コード",
    "開催日",
    "開始時刻",
    "終了時刻",
    "会場",
    "定員",
    "申込数",
    "申込締切",
]
RECORDS_HEADER = [
    "職員番号",
    "氏名",
    "種別",
    "研修コード",
    "名称",
    "受講日",
    "終了日",
    "状態",
    "役割",
    "後進指導",
    "備考",
]


def workbook(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx(rows: Iterable[Sequence[Any]], *, title: str = "Sheet1") -> bytes:
    return saved(workbook({title: rows}))


def csv_text(rows: Iterable[Sequence[Any]], *, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def row(header: Sequence[str], **cells: Any) -> list[Any]:
    """A row under ``header`` with the cells named; the others are blank."""
    unknown = cells.keys() - set(header)
    assert not unknown, f"列がありません: {unknown}"
    return [cells.get(name) for name in header]


def person(number: str, **cells: Any) -> list[Any]:
    """A row of the roster that is whole; ``cells`` change what matters to the test."""
    usual = {
        "職員番号": number,
        "氏名": f"山田　{number}郎",
        "メールアドレス": f"s{number}@city.example.jp",
        "部局": "総務部",
        "所属": "職員課",
        "職級": "主事級",
    }
    return row(ROSTER_HEADER, **(usual | cells))


def course(code: str, *, obligation: str = "選択", **cells: Any) -> list[Any]:
    usual = {"研修コード": code, "研修名": f"{code}の研修", "必須・選択": obligation}
    return row(CATALOGUE_HEADER, **(usual | cells))


def record(number: str, code: str, day: Any, **cells: Any) -> list[Any]:
    usual = {"職員番号": number, "研修コード": code, "受講日": day}
    return row(RECORDS_HEADER, **(usual | cells))


def roster_xlsx(*people: Sequence[Any]) -> bytes:
    return xlsx([ROSTER_HEADER, *people])


def catalogue_xlsx(
    courses: Iterable[Sequence[Any]] = (), sessions: Iterable[Sequence[Any]] = ()
) -> bytes:
    sheets = {"研修一覧": [CATALOGUE_HEADER, *courses], "開催日程": [SESSIONS_HEADER, *sessions]}
    return saved(workbook(sheets))


def records_xlsx(*records: Sequence[Any]) -> bytes:
    return xlsx([RECORDS_HEADER, *records])


@dataclass(frozen=True)
class Office:
    """An organization on a real database, and its three imports."""

    database: Database
    id: int
    policy: Policy

    @classmethod
    async def opened(cls, database: Database, *, policy: str = "shimonoseki") -> "Office":
        async with database.begin() as session:
            organization = await ensure_organization(
                session, key="city", name="かけはし市", policy_id=policy
            )
        return cls(database.within(organization.id), organization.id, shipped_policy(policy))

    async def roster(
        self, content: bytes, *, filename: str = "名簿.xlsx", **options: Any
    ) -> ImportReport:
        return await import_roster(
            content,
            filename=filename,
            organization_id=self.id,
            policy=self.policy,
            database=self.database,
            now=NOW,
            **options,
        )

    async def catalogue(
        self, content: bytes, *, filename: str = "研修.xlsx", **options: Any
    ) -> ImportReport:
        return await import_catalogue(
            content,
            filename=filename,
            organization_id=self.id,
            policy=self.policy,
            database=self.database,
            now=NOW,
            **options,
        )

    async def records(
        self, content: bytes, *, filename: str = "記録.xlsx", **options: Any
    ) -> ImportReport:
        return await import_records(
            content,
            filename=filename,
            organization_id=self.id,
            database=self.database,
            **{"clock": lambda: NOW} | options,
        )

    async def count(self, table: type[Table]) -> int:
        async with self.database.read() as session:
            return await session.scalar(select(func.count()).select_from(table)) or 0


def sentences(report: ImportReport) -> list[tuple[int, str]]:
    """Row numbers and columns of the problems."""
    return [(problem.row, problem.column) for problem in report.problems]
