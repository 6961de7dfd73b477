"""Cases: as written they are read, nobody writes over what they have not read, others see what is published."""

import asyncio
from dataclasses import replace
from typing import TypedDict

import pytest
from sqlalchemy import insert

from domain.improvement_case import (
    Case,
    CaseState,
    CaseText,
    Effect,
    ReviewRoute,
    Visibility,
    approved,
    resubmitted,
    withdrawn,
)
from domain.office import ChannelPlace
from storage.case_drafts import CaseDraft, case_draft, case_drafts, drop_case_draft, keep_case_draft
from storage.case_rules import (
    add_case_channel,
    case_channels,
    remove_case_channel,
    review_route,
    set_review_route,
)
from storage.digest_basis import digest_basis
from storage.improvement_cases import (
    add_case,
    case_by_id,
    change_case,
    every_case,
    revision,
    touch_case,
    waiting_cases,
)
from storage.organizations import organization_by_id
from storage.published_cases import cases_changed_since, published_case
from storage.session import Database
from storage.tables import CaseThanksRow, OrganizationRow, StaffRow
from tests.city import NOW
from tests.storage.sample_rows import sample_row


class _Here(TypedDict):
    organization_id: int


HERE: _Here = {"organization_id": 1}
TEXT = CaseText(
    title="日程調整を共有カレンダーに",
    before="課内の日程を電話で合わせていた。",
    after="空きを共有カレンダーで見せた。",
    effect=Effect(hours=3.5, other="電話が減った"),
    tools=("共有カレンダー",),
    course_code="S-01",
    reuse="端末が要る",
    visibility=Visibility.DEPARTMENT,
)
REPORTED = Case(
    id=0,
    number=0,
    author_id=1,
    department="総務部",
    section="人事課",
    state=CaseState.OFFICE_REVIEW,
    version=1,
    text=TEXT,
    created_at=NOW,
    waiting_since=NOW,
)


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.begin() as session:
        for table in (OrganizationRow, StaffRow):
            row = sample_row(table.metadata.tables[str(table.__tablename__)], number=1)
            await session.execute(
                insert(table).values(
                    row | {"cases_version": 0} if table is OrganizationRow else row
                )
            )
    return database.within(1)


async def reported(town: Database, case: Case = REPORTED) -> Case:
    async with town.begin() as session:
        return await add_case(session, case, **HERE, editor_id=1)


async def changed(town: Database, after: Case, *, read: Case) -> bool:
    async with town.begin() as session:
        return await change_case(session, after, read=read, **HERE, at=NOW)


async def test_報告したとおりに読めて番号は順に付く(town: Database) -> None:
    first, second = await reported(town), await reported(town)
    assert (first.number, second.number) == (1, 2)
    async with town.read() as session:
        assert await case_by_id(session, **HERE, case_id=first.id) == first
        assert await every_case(session, **HERE) == (first, second)
        assert await waiting_cases(session, **HERE, limit=9) == (first, second)
        assert await waiting_cases(session, **HERE, departments=["税務部"], limit=9) == ()
    assert first == replace(REPORTED, id=first.id, number=1, editor_id=1)


async def test_同時の報告にも別の番号が付く(town: Database) -> None:
    cases = await asyncio.gather(*(reported(town) for _ in range(8)))
    assert sorted(case.number for case in cases) == [*range(1, 9)]


async def test_読んだ版から変わっていれば書けない(town: Database) -> None:
    case = await reported(town)
    published = approved(case, ReviewRoute.BOTH, at=NOW)
    edited = resubmitted(
        case, replace(TEXT, title="新しい題名"), state=CaseState.OFFICE_REVIEW, at=NOW
    )
    outcomes = await asyncio.gather(
        changed(town, published, read=case), changed(town, edited, read=case)
    )
    assert sorted(outcomes) == [False, True]


async def test_直している間も公開した版が見えて取り下げると見えない(town: Database) -> None:
    case = await reported(town)
    published = approved(case, ReviewRoute.BOTH, at=NOW)
    assert await changed(town, published, read=case)
    newer = replace(TEXT, title="新しい題名")
    edited = resubmitted(published, newer, state=CaseState.OFFICE_REVIEW, at=NOW)
    assert await changed(town, edited, read=published)
    async with town.read() as session:
        seen = await published_case(session, **HERE, case_id=case.id)
        assert await revision(session, **HERE, case_id=case.id, version=2) == newer
    assert seen is not None
    assert seen.text == TEXT
    assert await changed(town, withdrawn(edited), read=edited)
    async with town.read() as session:
        assert await published_case(session, **HERE, case_id=case.id) is None


async def test_変わった事例だけが後から読める(town: Database) -> None:
    case, other = await reported(town), await reported(town)
    async with town.read() as session:
        version = (await organization_by_id(session, 1)).cases_version
        assert (await cases_changed_since(session, **HERE, version=0)).cases == {
            case.id: None,
            other.id: None,
        }
    assert await changed(town, approved(case, ReviewRoute.BOTH, at=NOW), read=case)
    async with town.begin() as session:
        session.add(CaseThanksRow(organization_id=1, case_id=case.id, staff_id=1, at=NOW))
        await touch_case(session, **HERE, case_id=case.id)
    async with town.read() as session:
        changes = (await cases_changed_since(session, **HERE, version=version)).cases
        assert (await organization_by_id(session, 1)).cases_version == version + 2
    assert [*changes] == [case.id]
    seen = changes[case.id]
    assert seen is not None
    assert (seen.thanks, seen.adopted_by) == (1, 0)


async def test_下書きは書いた人だけが読め最後の内容が残る(town: Database) -> None:
    before, draft = (
        CaseDraft(key="key-1", fields={"title": each}, touched_at=NOW)
        for each in ("途中", "途中まで")
    )
    for each in (before, draft):
        async with town.begin() as session:
            await keep_case_draft(session, each, **HERE, staff_id=1)
    async with town.read() as session:
        assert await case_draft(session, **HERE, staff_id=1, key="key-1") == draft
        assert await case_draft(session, **HERE, staff_id=2, key="key-1") is None
        assert await case_drafts(session, **HERE, staff_id=1) == (draft,)
    async with town.begin() as session:
        assert await drop_case_draft(session, **HERE, staff_id=1, key="key-1", at=NOW)
        assert not await drop_case_draft(session, **HERE, staff_id=1, key="key-1", at=NOW)


async def test_確認の順番と周知先は自治体ごとに決まる(town: Database) -> None:
    place = ChannelPlace("slack", "C0123ABCD")
    async with town.begin() as session:
        assert await review_route(session, **HERE) is ReviewRoute.BOTH
        await set_review_route(session, ReviewRoute.OFFICE, **HERE)
        assert await add_case_channel(session, place, **HERE)
        assert not await add_case_channel(session, place, **HERE)
    async with town.begin() as session:
        assert await review_route(session, **HERE) is ReviewRoute.OFFICE
        assert await case_channels(session, **HERE) == (place,)
        assert await remove_case_channel(session, place, **HERE)
        assert not await remove_case_channel(session, place, **HERE)


async def test_what_a_week_is_made_of_changes_with_who_has_to_approve(town: Database) -> None:
    async with town.begin() as session:
        before = await digest_basis(session, **HERE)
        assert await digest_basis(session, **HERE) == before
        await set_review_route(session, ReviewRoute.OFFICE, **HERE)
        assert await digest_basis(session, **HERE) != before
