"""Issues: as written they are read, nobody writes over what they have not read, answers about pairs stay."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TypedDict

import pytest
from sqlalchemy import insert

import storage.issue_revisions
import storage.issues
from domain.issue import Affected, Issue, IssueState, IssueText, RaisedAt, Standing, moved
from domain.issue_board import IssueFilter
from domain.issue_link import LinkKind, LinkToItself
from scheduler.forget_old_drafts import KEPT, forget_old_drafts
from storage.issue_drafts import (
    IssueDraft,
    drop_issue_draft,
    issue_draft,
    issue_drafts,
    keep_issue_draft,
    keep_typed_issue_draft,
)
from storage.issue_links import every_link, link_issues, links_of, unlink_issues
from storage.issue_revisions import every_revision, issue_revisions
from storage.issues import (
    add_issue,
    change_issue,
    count_issues,
    every_issue,
    issue_by_id,
    issue_by_number,
    issue_departments,
    issues_changed_since,
    issues_that,
)
from storage.organizations import organization_by_id
from storage.session import Database
from storage.tables import OrganizationRow, StaffRow
from tests.city import NOW
from tests.storage.sample_rows import sample_row


class _Here(TypedDict):
    organization_id: int


HERE: _Here = {"organization_id": 1}
TEXT = IssueText(
    title="申請書を二度打ちしている",
    what="紙の申請書を受け付け、同じ内容を二つのシステムに打っている。",
    times=600,
    hours=20.5,
    affected=Affected.BOTH,
    systems=("住民記録システム", "Excel"),
    work="転入届",
    wish="一度で済ませたい",
)
RAISED = Issue(
    id=0,
    number=0,
    author_id=1,
    department="市民部",
    section="市民課",
    text=TEXT,
    standing=Standing(IssueState.RECEIVED, "課題の認識・発見", 1),
    version=1,
    created_at=NOW,
    touched_at=NOW,
    raised_at=RaisedAt("slack", "T01/C01", "1700000000.000100"),
)


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.begin() as session:
        for table in (OrganizationRow, StaffRow):
            row = sample_row(table.metadata.tables[str(table.__tablename__)], number=1)
            await session.execute(
                insert(table).values(
                    row | {"issues_version": 0} if table is OrganizationRow else row
                )
            )
    return database.within(1)


async def raised(town: Database, issue: Issue = RAISED) -> Issue:
    async with town.begin() as session:
        return await add_issue(session, issue, **HERE)


async def changed(town: Database, after: Issue, *, read: Issue, remark: str = "") -> bool:
    async with town.begin() as session:
        return await change_issue(session, after, read=read, **HERE, editor_id=1, remark=remark)


async def test_登録したとおりに読めて番号は順に付く(town: Database) -> None:
    first, second = await raised(town), await raised(town, replace(RAISED, raised_at=None))
    assert (first.number, second.number) == (1, 2)
    async with town.read() as session:
        assert await issue_by_id(session, **HERE, issue_id=first.id) == first
        assert await issue_by_number(session, **HERE, number=2) == second
        assert await issue_by_number(session, **HERE, number=3) is None
    assert first == replace(RAISED, id=first.id, number=1)


async def test_同時の登録にも別の番号が付く(town: Database) -> None:
    found = await asyncio.gather(*(raised(town) for _ in range(4)))
    assert sorted(each.number for each in found) == [1, 2, 3, 4]


async def test_読んだ版から変わっていれば書けず前の版はすべて残る(town: Database) -> None:
    read = await raised(town)
    later = NOW + timedelta(days=1)
    first = moved(read, Standing(IssueState.AT_WORK, "課題の認識・発見", 1), at=later)
    second = moved(read, Standing(IssueState.WITHDRAWN, "課題の認識・発見", 1), at=later)
    assert await changed(town, first, read=read, remark="手をつけました。")
    assert not await changed(town, second, read=read)
    async with town.read() as session:
        revisions = await issue_revisions(session, **HERE, issue_id=read.id)
        assert await issue_by_id(session, **HERE, issue_id=read.id) == first
    assert [(r.version, r.standing.state, r.remark) for r in revisions] == [
        (1, IssueState.RECEIVED, ""),
        (2, IssueState.AT_WORK, "手をつけました。"),
    ]
    assert {r.text for r in revisions} == {TEXT}


@pytest.mark.parametrize("at_a_time", [1, 2, 5, 6, 500])
async def test_少しずつ読んでも全部の課題と全部の版が順に一度ずつ読める(
    town: Database, at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (storage.issues, storage.issue_revisions):
        monkeypatch.setattr(module, "AT_A_TIME", at_a_time)
    issues = [await raised(town) for _ in range(5)]
    for read in issues[::2]:
        after = moved(read, Standing(IssueState.AT_WORK, "", 1), at=NOW + timedelta(days=1))
        assert await changed(town, after, read=read)
    async with town.read() as session:
        found = await every_issue(session, **HERE)
        revisions = await every_revision(session, **HERE)
    assert [each.number for each in found] == [1, 2, 3, 4, 5]
    assert [(number, each.version) for number, each in revisions] == [
        (issue.id, version)
        for issue in issues
        for version in ((1, 2) if issue in issues[::2] else (1,))
    ]


@pytest.mark.parametrize("at_a_time", [1, 500])
async def test_状態だけ変わった版は前の版の文をもう一度持たない(
    town: Database, at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.issue_revisions, "AT_A_TIME", at_a_time)
    read, other = await raised(town), await raised(town)
    at_work = moved(read, Standing(IssueState.AT_WORK, "", 1), at=NOW + timedelta(days=1))
    assert await changed(town, at_work, read=read)
    reworded = replace(at_work, version=3, text=replace(TEXT, wish="機械に任せたい"))
    assert await changed(town, reworded, read=at_work)
    async with town.read() as session:
        told = [each for _, each in await every_revision(session, **HERE)]
    first, second, third, others = (each.text for each in told)
    assert (first, third, others) == (TEXT, reworded.text, other.text)
    assert second is first


async def test_部局と状態と段階と止まっているもので絞れ数がわかる(town: Database) -> None:
    old = await raised(town)
    other = await raised(
        town,
        replace(
            RAISED,
            department="福祉部",
            section="福祉課",
            created_at=NOW + timedelta(days=20),
            standing=Standing(IssueState.SOLVED, "ソリューションの利活用"),
        ),
    )

    async def found(wanted: IssueFilter) -> list[int]:
        now = NOW + timedelta(days=30)
        async with town.read() as session:
            shown = await issues_that(session, wanted, **HERE, now=now, limit=9)
            assert await count_issues(session, wanted, **HERE, now=now) == len(shown)
        return [each.number for each in shown]

    assert await found(IssueFilter()) == [old.number]
    assert await found(IssueFilter(is_any_state=True)) == [other.number, old.number]
    assert await found(IssueFilter(state=IssueState.SOLVED)) == [other.number]
    assert await found(IssueFilter(department="福祉部")) == []
    assert await found(IssueFilter(section="市民課", stage="課題の認識・発見")) == [old.number]
    assert await found(IssueFilter(is_stalled=True, is_any_state=True)) == [old.number]
    async with town.read() as session:
        assert await issue_departments(session, **HERE) == ("市民部", "福祉部")


async def test_答えは組にひとつだけ立ち前の答えも取り消した答えも行として残る(
    town: Database,
) -> None:
    one, other = await raised(town), await raised(town)

    async def says(kind: LinkKind, first: int, second: int) -> bool:
        async with town.begin() as session:
            return await link_issues(session, first, second, kind, **HERE, staff_id=1, at=NOW)

    assert await says(LinkKind.DIFFERENT, other.id, one.id)
    assert not await says(LinkKind.DIFFERENT, one.id, other.id)
    assert await says(LinkKind.SAME, one.id, other.id)
    async with town.read() as session:
        (link,) = await links_of(session, [other.id], **HERE)
        assert (link.low, link.high, link.kind) == (one.id, other.id, LinkKind.SAME)
        assert await every_link(session, **HERE) == (link,)
    async with town.begin() as session:
        taken = await unlink_issues(session, other.id, one.id, **HERE, by=1, at=NOW)
        assert taken == link
        assert await unlink_issues(session, one.id, other.id, **HERE, by=1, at=NOW) is None
    with pytest.raises(LinkToItself):
        await says(LinkKind.SAME, one.id, one.id)


async def test_変わった課題だけが後から読める(town: Database) -> None:
    one, other = await raised(town), await raised(town)
    async with town.read() as session:
        version = (await organization_by_id(session, 1)).issues_version
        all_of_them, last = await issues_changed_since(session, **HERE, version=0, limit=1)
        rest, end = await issues_changed_since(session, **HERE, version=0, after=last, limit=2)
    assert (all_of_them, rest, end) == ((one,), (other,), None)
    after = moved(other, Standing(IssueState.AT_WORK), at=NOW)
    assert await changed(town, after, read=other)
    async with town.read() as session:
        assert await issues_changed_since(session, **HERE, version=version, limit=9) == (
            (after,),
            None,
        )
        assert (await organization_by_id(session, 1)).issues_version == version + 1


async def test_下書きは書いた人だけが読め古い入力は新しい入力を消さない(town: Database) -> None:
    draft = IssueDraft(
        key="k1",
        fields={"title": "二度打ち"},
        touched_at=NOW,
        begun_at=RaisedAt("slack", "T01/C01", "1.1"),
        typed_at=NOW,
    )
    async with town.begin() as session:
        assert await keep_issue_draft(session, draft, **HERE, staff_id=1)
        late = replace(draft, fields={"title": "二"}, typed_at=NOW - timedelta(seconds=1))
        assert not await keep_typed_issue_draft(session, late, **HERE, staff_id=1)
        moved_on = replace(draft, fields={"title": "二度打ちの手間"}, begun_at=None)
        assert await keep_issue_draft(session, moved_on, **HERE, staff_id=1)
        assert not await keep_issue_draft(session, draft, **HERE, staff_id=2)
    async with town.read() as session:
        found = await issue_draft(session, **HERE, staff_id=1, key="k1")
        assert found == replace(moved_on, begun_at=draft.begun_at)
        assert await issue_drafts(session, **HERE, staff_id=1) == (found,)
        assert await issue_draft(session, **HERE, staff_id=2, key="k1") is None
    async with town.begin() as session:
        assert await drop_issue_draft(session, **HERE, staff_id=1, key="k1", at=NOW)
        assert not await drop_issue_draft(session, **HERE, staff_id=1, key="k1", at=NOW)
        assert await issue_drafts(session, **HERE, staff_id=1) == ()
        typed_later = replace(draft, typed_at=NOW + timedelta(seconds=1))
        assert not await keep_typed_issue_draft(session, typed_later, **HERE, staff_id=1)
        assert await issue_draft(session, **HERE, staff_id=1, key="k1") is None
        assert await keep_issue_draft(session, moved_on, **HERE, staff_id=1)
        assert await issue_drafts(session, **HERE, staff_id=1)


async def test_九十日さわらない下書きは消える(town: Database) -> None:
    async with town.begin() as session:
        draft = IssueDraft(key="k1", fields={}, touched_at=NOW)
        await keep_issue_draft(session, draft, **HERE, staff_id=1)
    assert await forget_old_drafts(town, lambda: NOW + KEPT) == 0
    assert await forget_old_drafts(town, lambda: NOW + KEPT + timedelta(days=1)) == 1
