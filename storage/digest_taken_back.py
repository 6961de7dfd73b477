"""What a フォーラム版 rests on and is not told any more, and the rows of what it names."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_selection import SHOWN_TO_FORUM
from domain.digest import Cite, CiteKind, Spoken
from domain.digest_cases import words_said_of
from domain.digest_edition import Edition
from domain.digest_edition_history import EditionVersion
from domain.digest_groups import as_quoted
from domain.digest_line import TakenBack
from domain.improvement_case import PublishedCase
from domain.issue import IssueState
from domain.quoted_words import bare
from storage.case_adoptions import adoptions_of
from storage.case_tables import CaseRow
from storage.countermeasure_sight import readable
from storage.countermeasure_tables import CountermeasureRow
from storage.countermeasures import countermeasures_by_number
from storage.dialect import is_one_of
from storage.dx_measure_tables import DxMeasureRow
from storage.exchange_troubles import words_of_troubles
from storage.issue_group_tables import IssueGroupRow
from storage.issue_tables import IssueRow
from storage.issue_thread_tables import IssueMessageRow
from storage.published_cases import published_cases


async def taken_back(
    session: AsyncSession, editions: Collection[Edition], *, organization_id: int
) -> TakenBack:
    """Issues and 対応策 that were withdrawn, cases that the forum may not see, messages that were deleted or
    changed, and the words of these, of 対応策, of cases and of answers in 情報交換 that are not said any more, as
    far as the editions have them.
    """
    cites = frozenset(cite for edition in editions for cite in edition.cites)
    lines = [line for edition in editions for line in edition.lines()]
    whose = {"organization_id": organization_id}
    cases = await _shown_cases(session, _numbers(cites, CiteKind.CASE), **whose)
    shown_cases = {case.number for case in cases}
    standing = await _standing(session, _numbers(cites, CiteKind.COUNTERMEASURE), **whose)
    withdrawn = await _withdrawn(session, _numbers(cites, CiteKind.ISSUE), **whose)
    gone = (
        cite
        for cite in cites
        if (cite.kind is CiteKind.CASE and cite.number not in shown_cases)
        or (cite.kind is CiteKind.COUNTERMEASURE and cite.number not in standing)
        or (cite.kind is CiteKind.ISSUE and cite.number in withdrawn)
    )
    said = frozenset(each for line in lines for each in line.said)
    unsaid = said - await _said(session, said, **whose)
    quoting = [line for line in lines if line.words]
    still = {as_quoted(what) for what in standing.values()}
    still |= await _told_of_cases(session, cases, **whose)
    about = {cite for line in quoting if not line.said for cite in line.cites}
    still |= await words_of_troubles(session, about, **whose)
    still |= {line.words for line in quoting if line.said and unsaid.isdisjoint(line.said)}
    words = frozenset(line.words for line in quoting) - still
    spared = frozenset(still | {bare(each) for each in still})
    told_of = frozenset(
        (line.words, cite.name) for line in quoting if line.words in words for cite in line.cites
    )
    return TakenBack(frozenset(gone), words, unsaid, spared, told_of)


async def taken_back_of(
    session: AsyncSession, versions: Iterable[EditionVersion], *, organization_id: int
) -> TakenBack:
    """Of all that any version of a week says: what one has lost, none of them is shown with."""
    editions = [each.edition for each in versions]
    return await taken_back(session, editions, organization_id=organization_id)


_OF = {
    CiteKind.ISSUE: (IssueRow.organization_id, IssueRow.number, IssueRow.id),
    CiteKind.GROUP: (IssueGroupRow.organization_id, IssueGroupRow.number, IssueGroupRow.id),
    CiteKind.MEASURE: (DxMeasureRow.organization_id, DxMeasureRow.number, DxMeasureRow.id),
    CiteKind.CASE: (CaseRow.organization_id, CaseRow.number, CaseRow.id),
    CiteKind.COUNTERMEASURE: (
        CountermeasureRow.organization_id,
        CountermeasureRow.number,
        CountermeasureRow.id,
    ),
}
"""Columns: whose it is, the number by which people know it, its row."""


async def number_of(
    session: AsyncSession, kind: CiteKind, row: int, *, organization_id: int
) -> int | None:
    whose, number, its_row = _OF[kind]
    return await session.scalar(
        select(col(number)).where(col(whose) == organization_id, col(its_row) == row)
    )


async def rows_of(
    session: AsyncSession, cites: Collection[Cite], *, organization_id: int
) -> Mapping[Cite, int]:
    """The row of each that there is."""
    found: dict[Cite, int] = {}
    for kind, (whose, number, its_row) in _OF.items():
        if numbers := _numbers(cites, kind):
            rows = await session.execute(
                select(col(number), col(its_row)).where(
                    col(whose) == organization_id, is_one_of(session, col(number), numbers)
                )
            )
            found |= {Cite(kind, each): row for each, row in rows if row is not None}
    return found


def _numbers(cites: Collection[Cite], kind: CiteKind) -> list[int]:
    return sorted(cite.number for cite in cites if cite.kind is kind)


async def _shown_cases(
    session: AsyncSession, numbers: list[int], *, organization_id: int
) -> list[PublishedCase]:
    """Those that the forum may see."""
    if not numbers:
        return []
    ids = await session.scalars(
        select(col(CaseRow.id)).where(
            col(CaseRow.organization_id) == organization_id,
            is_one_of(session, col(CaseRow.number), numbers),
        )
    )
    known = [each for each in ids if each is not None]
    cases = await published_cases(session, known, organization_id=organization_id)
    return [case for case in cases.values() if case.text.visibility in SHOWN_TO_FORUM]


async def _told_of_cases(
    session: AsyncSession, cases: Collection[PublishedCase], *, organization_id: int
) -> set[str]:
    if not cases:
        return set()
    ids = [case.id for case in cases]
    adoptions = await adoptions_of(session, ids, organization_id=organization_id)
    return {
        words
        for case in cases
        for words in words_said_of(case, [each for each in adoptions if each.case_id == case.id])
    }


async def _standing(
    session: AsyncSession, numbers: list[int], *, organization_id: int
) -> dict[int, str]:
    """What each 対応策 says now, those that stand and that everybody reads."""
    if not numbers:
        return {}
    told = await countermeasures_by_number(session, numbers, organization_id=organization_id)
    read = await readable(session, told, organization_id=organization_id, sight=None)
    return {each.number: each.text.what for each in read}


async def _withdrawn(
    session: AsyncSession, numbers: list[int], *, organization_id: int
) -> set[int]:
    if not numbers:
        return set()
    found = await session.scalars(
        select(col(IssueRow.number)).where(
            col(IssueRow.organization_id) == organization_id,
            col(IssueRow.state) == IssueState.WITHDRAWN.value,
            is_one_of(session, col(IssueRow.number), numbers),
        )
    )
    return {*found}


async def _said(
    session: AsyncSession, said: Collection[Spoken], *, organization_id: int
) -> set[Spoken]:
    """Those that nobody has deleted or changed since."""
    if not said:
        return set()
    message = IssueMessageRow
    found = await session.execute(
        select(col(message.id), col(message.version)).where(
            col(message.organization_id) == organization_id,
            is_one_of(session, col(message.id), sorted({each.message for each in said})),
            col(message.deleted_at).is_(None),
        )
    )
    return {Spoken(each or 0, version) for each, version in found}
