"""Any of the three office files, taken over by its own import."""

from datetime import datetime
from typing import assert_never

from domain.errors import DomainError
from domain.import_report import ImportKind, ImportReport
from domain.policy import Policy
from handlers.import_catalogue import import_catalogue
from handlers.import_records import import_records
from handlers.import_roster import import_roster
from storage.session import Database


class RecordsStay(DomainError):
    """Records are never deleted because a file does not list them."""

    def __init__(self) -> None:
        super().__init__("受講記録は消しません。名簿か研修一覧の取り込みで使ってください。")


async def import_office_file(
    kind: ImportKind,
    content: bytes,
    *,
    filename: str,
    organization_id: int,
    policy: Policy,
    database: Database,
    now: datetime,
    dry_run: bool = False,
    retire_missing: bool = False,
) -> ImportReport:
    """Raises DomainError for a file that is not of that kind; bad rows are in the report."""
    match kind:
        case ImportKind.ROSTER | ImportKind.CATALOGUE:
            take_over = import_roster if kind is ImportKind.ROSTER else import_catalogue
            return await take_over(
                content,
                filename=filename,
                organization_id=organization_id,
                policy=policy,
                database=database,
                now=now,
                dry_run=dry_run,
                retire_missing=retire_missing,
            )
        case ImportKind.RECORDS:
            if retire_missing:
                raise RecordsStay
            return await import_records(
                content,
                filename=filename,
                organization_id=organization_id,
                database=database,
                now=now,
                policy=policy,
                dry_run=dry_run,
            )
        case _:
            assert_never(kind)
