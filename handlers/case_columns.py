"""A sent file that looks like improvement cases, with headings that are not known yet."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.case_sight import is_office
from domain.office_columns import CASES
from handlers.command import Member
from handlers.deps import Deps
from storage.case_mappings import kept_mapping
from storage.office_file import headings_in
from storage.office_header import heading

LEAST_KNOWN = 2
"""Headings of ours in a row: with fewer of them it is another table."""


@dataclass(frozen=True, slots=True)
class UnknownColumns:
    """``headings``: as written, by what is kept of them; ``items``: of ours, that nothing stands for."""

    row: Mapping[str, str]
    headings: Mapping[str, str]
    items: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(item for item in self.items if item in CASES.required)


async def unknown_columns(
    content: bytes, *, filename: str, member: Member
) -> UnknownColumns | None:
    """None where it is no list of cases, or not theirs to bring in. Raises DomainError."""
    if not is_office(member.person):
        return None
    return _unknown(await asyncio.to_thread(headings_in, content, filename=filename))


async def is_known_collection(content: bytes, *, filename: str, member: Member, deps: Deps) -> bool:
    """Whether somebody has said what its columns mean."""
    if not is_office(member.person):
        return False
    rows = await asyncio.to_thread(headings_in, content, filename=filename)
    async with deps.database.read() as session:
        return bool(await kept_mapping(session, rows, organization_id=member.organization.id))


def _unknown(rows: Sequence[Mapping[str, str]]) -> UnknownColumns | None:
    """Of the row that has the most of our headings."""
    known = {heading(word): column.name for column in CASES.columns for word in column.variants} | {
        heading(column.name): column.name for column in CASES.columns
    }
    best = max(
        rows, key=lambda row: len({known[each] for each in row if each in known}), default={}
    )
    found = {known[each] for each in best if each in known}
    if len(found) < LEAST_KNOWN:
        return None
    return UnknownColumns(
        best,
        {kept: written for kept, written in best.items() if kept not in known},
        tuple(column.name for column in CASES.columns if column.name not in found),
    )
