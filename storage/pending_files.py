"""Files between two presses: sent in and not taken over yet, or made and not fetched yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_files import OfCases
from storage.tables import PendingFileRow


@dataclass(frozen=True, slots=True)
class PendingFile:
    name: str
    content: bytes
    of_cases: OfCases | None = None


def keep_file(
    session: AsyncSession,
    file: PendingFile,
    *,
    organization_id: int,
    staff_id: int,
    key: str,
    at: datetime,
) -> None:
    """``key`` is new and unguessable: it is all that a button carries of the file."""
    session.add(
        PendingFileRow(
            organization_id=organization_id,
            staff_id=staff_id,
            key=key,
            name=file.name,
            content=file.content,
            case_ids=[*file.of_cases.case_ids] if file.of_cases else None,
            attachment_id=file.of_cases.attachment_id if file.of_cases else None,
            kept_at=at,
        )
    )


async def pending_file(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> PendingFile | None:
    """Only for who it was kept for; None where it is gone."""
    row = await session.scalar(
        select(PendingFileRow).where(
            col(PendingFileRow.organization_id) == organization_id,
            col(PendingFileRow.staff_id) == staff_id,
            col(PendingFileRow.key) == key,
        )
    )
    if row is None:
        return None
    of_cases = OfCases(tuple(row.case_ids), row.attachment_id) if row.case_ids else None
    return PendingFile(row.name, row.content, of_cases)


async def drop_file(session: AsyncSession, *, organization_id: int, key: str) -> bool:
    """Taken over, fetched, or not wanted. False where it is gone; of several at once one drops it."""
    dropped = await session.execute(
        delete(PendingFileRow)
        .where(
            col(PendingFileRow.organization_id) == organization_id, col(PendingFileRow.key) == key
        )
        .returning(col(PendingFileRow.id))
    )
    return dropped.first() is not None


async def drop_files_before(session: AsyncSession, moment: datetime) -> int:
    """How many nobody came back for."""
    dropped = await session.execute(
        delete(PendingFileRow)
        .where(col(PendingFileRow.kept_at) < moment)
        .returning(col(PendingFileRow.id))
    )
    return len(dropped.all())
