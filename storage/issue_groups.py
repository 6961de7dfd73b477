"""Groups of issues that people confirmed: as they stand, and every change with all that it touched.

Who writes has held the organization, and compared the versions that were read.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.issue_group import (
    ChangeKind,
    ConfirmedGroup,
    GroupChange,
    GroupKind,
    GroupRevision,
    Step,
)
from storage.dialect import is_one_of
from storage.issue_group_tables import (
    IssueGroupChangeRow,
    IssueGroupMemberRow,
    IssueGroupRevisionRow,
    IssueGroupRow,
)
from storage.issues import touch_issues


async def write_group_change(
    session: AsyncSession,
    kind: ChangeKind,
    after: Sequence[ConfirmedGroup],
    *,
    organization_id: int,
    editor_id: int,
    at: datetime,
) -> tuple[ConfirmedGroup, ...]:
    """One change of all of ``after``; those of id 0 are new, and get the next number."""
    change = IssueGroupChangeRow(
        organization_id=organization_id, kind=kind.value, editor_id=editor_id, at=at
    )
    session.add(change)
    await session.flush()
    assert change.id is not None, "it has been written"  # noqa: S101 - narrows the type
    touched = await _take_members(
        session, [group.id for group in after], organization_id=organization_id
    )
    written = []
    for group in after:
        saved = await _write_group(session, group, organization_id=organization_id)
        _add_revision(session, saved, change.id, organization_id=organization_id)
        written.append(saved)
        touched |= {*saved.issue_ids}
    await session.flush()
    await touch_issues(session, organization_id=organization_id, issue_ids=tuple(sorted(touched)))
    return tuple(written)


async def standing_groups(
    session: AsyncSession, *, organization_id: int
) -> tuple[ConfirmedGroup, ...]:
    """By number."""
    return await _all(
        session, _groups(organization_id).where(col(IssueGroupRow.stands)), organization_id
    )


async def groups_by_id(
    session: AsyncSession, group_ids: Collection[int], *, organization_id: int
) -> Mapping[int, ConfirmedGroup]:
    """Those too that do not stand any more."""
    if not group_ids:
        return {}
    query = _groups(organization_id).where(is_one_of(session, col(IssueGroupRow.id), group_ids))
    return {group.id: group for group in await _all(session, query, organization_id)}


async def group_of_issue(
    session: AsyncSession, issue_id: int, *, organization_id: int
) -> ConfirmedGroup | None:
    """The one that stands and has it."""
    query = _groups(organization_id).join(
        IssueGroupMemberRow, col(IssueGroupMemberRow.group_id) == col(IssueGroupRow.id)
    )
    found = query.where(col(IssueGroupMemberRow.issue_id) == issue_id)
    return next(iter(await _all(session, found, organization_id)), None)


async def group_by_number(
    session: AsyncSession, number: int, *, organization_id: int
) -> ConfirmedGroup | None:
    query = _groups(organization_id).where(col(IssueGroupRow.number) == number)
    return next(iter(await _all(session, query, organization_id)), None)


async def group_revisions(
    session: AsyncSession, *, organization_id: int, group_id: int | None = None
) -> tuple[GroupRevision, ...]:
    """Of one group, or of all, in the order in which they came."""
    query = _revisions(organization_id)
    if group_id is not None:
        query = query.where(col(IssueGroupRevisionRow.group_id) == group_id)
    return tuple(_revision(*row) for row in await session.execute(query))


async def steps_of_change(
    session: AsyncSession, change_id: int, *, organization_id: int
) -> tuple[Step, ...]:
    """What it did to each group that it touched."""
    query = _revisions(organization_id).where(col(IssueGroupRevisionRow.change_id) == change_id)
    steps = []
    for row in (await session.execute(query)).all():
        after = _revision(*row).group
        before = _revisions(organization_id).where(
            col(IssueGroupRevisionRow.group_id) == after.id,
            col(IssueGroupRevisionRow.version) == after.version - 1,
        )
        former = (await session.execute(before)).first()
        steps.append(Step(_revision(*former).group if former else None, after))
    return tuple(steps)


async def _take_members(
    session: AsyncSession, group_ids: Collection[int], *, organization_id: int
) -> set[int]:
    taken = await session.execute(
        delete(IssueGroupMemberRow)
        .where(
            col(IssueGroupMemberRow.organization_id) == organization_id,
            is_one_of(session, col(IssueGroupMemberRow.group_id), group_ids),
        )
        .returning(col(IssueGroupMemberRow.issue_id))
        .execution_options(synchronize_session=False)
    )
    return {*taken.scalars()}


async def _write_group(
    session: AsyncSession, group: ConfirmedGroup, *, organization_id: int
) -> ConfirmedGroup:
    says: dict[str, Any] = {"label": group.label, "kind": group.kind.value, "stands": group.stands}
    if not group.id:
        last = await session.scalar(
            select(func.max(IssueGroupRow.number)).where(
                col(IssueGroupRow.organization_id) == organization_id
            )
        )
        row = IssueGroupRow(organization_id=organization_id, number=(last or 0) + 1, **says)
        session.add(row)
        await session.flush()
        assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
        group = replace(group, id=row.id, number=row.number)
    else:
        await session.execute(
            update(IssueGroupRow)
            .where(
                col(IssueGroupRow.organization_id) == organization_id,
                col(IssueGroupRow.id) == group.id,
            )
            .values(version=group.version, **says)
            .execution_options(synchronize_session=False)
        )
    session.add_all(
        IssueGroupMemberRow(organization_id=organization_id, group_id=group.id, issue_id=issue)
        for issue in group.issue_ids
    )
    return group


def _add_revision(
    session: AsyncSession, group: ConfirmedGroup, change_id: int, *, organization_id: int
) -> None:
    session.add(
        IssueGroupRevisionRow(
            organization_id=organization_id,
            group_id=group.id,
            version=group.version,
            change_id=change_id,
            label=group.label,
            kind=group.kind.value,
            stands=group.stands,
            issue_ids=[*group.issue_ids],
        )
    )


def _groups(organization_id: int) -> Select[IssueGroupRow]:
    return (
        select(IssueGroupRow)
        .where(col(IssueGroupRow.organization_id) == organization_id)
        .order_by(col(IssueGroupRow.number))
    )


async def _all(
    session: AsyncSession, query: Select[IssueGroupRow], organization_id: int
) -> tuple[ConfirmedGroup, ...]:
    rows = (await session.scalars(query)).all()
    members = await session.execute(
        select(col(IssueGroupMemberRow.group_id), col(IssueGroupMemberRow.issue_id))
        .where(
            col(IssueGroupMemberRow.organization_id) == organization_id,
            is_one_of(session, col(IssueGroupMemberRow.group_id), [row.id for row in rows]),
        )
        .order_by(col(IssueGroupMemberRow.issue_id))
    )
    inside: dict[int, list[int]] = {}
    for group_id, issue_id in members:
        inside.setdefault(group_id, []).append(issue_id)
    return tuple(_group(row, inside.get(row.id or 0, [])) for row in rows)


def _group(row: IssueGroupRow, issue_ids: Sequence[int]) -> ConfirmedGroup:
    assert row.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return ConfirmedGroup(
        id=row.id,
        number=row.number,
        label=row.label,
        kind=GroupKind(row.kind),
        issue_ids=tuple(issue_ids),
        version=row.version,
        stands=row.stands,
    )


def _revisions(
    organization_id: int,
) -> Select[*tuple[Any, ...]]:
    return (
        select(IssueGroupRevisionRow, IssueGroupChangeRow, col(IssueGroupRow.number))
        .join(
            IssueGroupChangeRow,
            col(IssueGroupChangeRow.id) == col(IssueGroupRevisionRow.change_id),
        )
        .join(IssueGroupRow, col(IssueGroupRow.id) == col(IssueGroupRevisionRow.group_id))
        .where(col(IssueGroupRevisionRow.organization_id) == organization_id)
        .order_by(col(IssueGroupRevisionRow.id))
    )


def _revision(
    row: IssueGroupRevisionRow, change: IssueGroupChangeRow, number: int
) -> GroupRevision:
    assert change.id is not None, "it has been read"  # noqa: S101 - narrows the type
    return GroupRevision(
        GroupChange(change.id, ChangeKind(change.kind), change.editor_id, change.at),
        ConfirmedGroup(
            id=row.group_id,
            number=number,
            label=row.label,
            kind=GroupKind(row.kind),
            issue_ids=tuple(row.issue_ids),
            version=row.version,
            stands=row.stands,
        ),
    )
