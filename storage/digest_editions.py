"""Versions of the weeks' フォーラム版; who writes one names the version that was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.digest import Cite
from domain.digest_edition import Edition, with_words_filled
from domain.digest_edition_history import EditionStep, EditionVersion, published_of
from storage.dialect import insert_for
from storage.digest_edition_table import DigestEditionRow

_CONTENT = TypeAdapter(Edition)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """``is_shown_otherwise``: when it was last drawn, not all of it was as it was published. A sentence may be
    missing, or only the number of what one rests on.
    """

    step: EditionStep
    at: datetime
    is_shown_otherwise: bool


async def add_version(
    session: AsyncSession,
    edition: Edition,
    step: EditionStep,
    *,
    organization_id: int,
    read: int,
    editor_id: int,
    at: datetime,
    withheld: int = 0,
) -> bool:
    """``read``: the newest version that was read, 0 for none. False where somebody else was first."""
    week = edition.period.week
    newest = await session.scalar(
        select(func.max(col(DigestEditionRow.version))).where(
            col(DigestEditionRow.organization_id) == organization_id,
            col(DigestEditionRow.week) == week,
        )
    )
    if (newest or 0) != read:
        return False
    added = await session.execute(
        insert_for(session, DigestEditionRow)
        .values(
            organization_id=organization_id,
            week=week,
            version=read + 1,
            step=step.value,
            editor_id=editor_id,
            at=at,
            content=content_of(edition),
            cites=_found_by(edition.cites),
            withheld=withheld,
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "week", "version"])
        .returning(col(DigestEditionRow.id))
    )
    return added.first() is not None


async def edition_versions(
    session: AsyncSession, week: str, *, organization_id: int
) -> tuple[EditionVersion, ...]:
    """Of one week, in their order."""
    rows = await session.scalars(
        select(DigestEditionRow)
        .where(
            col(DigestEditionRow.organization_id) == organization_id,
            col(DigestEditionRow.week) == week,
        )
        .order_by(col(DigestEditionRow.version))
        .execution_options(populate_existing=True)
    )
    return tuple(_version(row) for row in rows)


async def edition_weeks(
    session: AsyncSession, *, organization_id: int
) -> tuple[tuple[str, tuple[StepTaken, ...]], ...]:
    """Weeks that have any, the newest first, each with the steps that were taken, in their order."""
    row = DigestEditionRow
    found = await session.execute(
        select(col(row.week), col(row.step), col(row.at), col(row.withheld))
        .where(col(row.organization_id) == organization_id)
        .order_by(col(row.week).desc(), col(row.version))
    )
    steps: dict[str, list[StepTaken]] = {}
    for week, step, at, withheld in found:
        steps.setdefault(week, []).append(StepTaken(EditionStep(step), at, bool(withheld)))
    return tuple((week, tuple(taken)) for week, taken in steps.items())


@dataclass(frozen=True, slots=True)
class PublishedWeek:
    """What the forum is ``shown``, among all ``versions`` of its week; ``withheld``: the mark of what was not
    shown any more when it was drawn last.
    """

    versions: tuple[EditionVersion, ...]
    shown: EditionVersion
    withheld: int


async def published_resting_on(
    session: AsyncSession, cite: Cite, *, organization_id: int
) -> tuple[PublishedWeek, ...]:
    """Of all weeks."""
    rows = await session.scalars(
        select(DigestEditionRow)
        .where(
            col(DigestEditionRow.organization_id) == organization_id,
            col(DigestEditionRow.step) == EditionStep.PUBLISHED.value,
            col(DigestEditionRow.cites).contains(_found_by([cite]), autoescape=True),
        )
        .order_by(col(DigestEditionRow.id))
    )
    found = []
    for row in rows.all():
        versions = await edition_versions(session, row.week, organization_id=organization_id)
        shown = published_of(versions)
        if shown is not None and shown.version == row.version:
            found.append(PublishedWeek(versions, shown, row.withheld))
    return tuple(found)


async def note_withheld(
    session: AsyncSession, shown: EditionVersion, withheld: int, *, organization_id: int
) -> None:
    await session.execute(
        update(DigestEditionRow)
        .where(
            col(DigestEditionRow.organization_id) == organization_id,
            col(DigestEditionRow.week) == shown.edition.period.week,
            col(DigestEditionRow.version) == shown.version,
        )
        .values(withheld=withheld)
        .execution_options(synchronize_session=False)
    )


def content_of(edition: Edition) -> dict[str, Any]:
    content: dict[str, Any] = _CONTENT.dump_python(edition, mode="json")
    return content


def edition_in(row: DigestEditionRow) -> Edition:
    return with_words_filled(_CONTENT.validate_python(row.content))


def _found_by(cites: Iterable[Cite]) -> str:
    return "".join(f"|{name}" for name in sorted(cite.name for cite in cites)) + "|"


def _version(row: DigestEditionRow) -> EditionVersion:
    return EditionVersion(
        row.version,
        EditionStep(row.step),
        row.editor_id,
        row.at,
        edition_in(row),
    )
