"""受講記録 taken over on both databases."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.training import (
    Achievements,
    ProjectRecord,
    QualificationHeld,
    RecordState,
    TrainingRecord,
)
from storage.achievements import achievements_of
from storage.completions import decide_completion, report_completion
from storage.roster import stored_staff
from storage.tables import ProjectRecordRow, QualificationRow, TrainingRecordRow
from tests.handlers.office import (
    NOW,
    RECORDS_HEADER,
    Office,
    catalogue_xlsx,
    course,
    csv_text,
    person,
    record,
    records_xlsx,
    roster_xlsx,
    row,
    sentences,
)


@pytest.fixture
async def office(office: Office) -> Office:
    await office.roster(roster_xlsx(person("0001"), person("0002"), person("0003")))
    await office.catalogue(catalogue_xlsx([course("A"), course("B", 研修名="ＢＰＲ研修")]))
    return office


async def achievements(office: Office, number: str) -> Achievements:
    async with office.database.read() as session:
        found = (await stored_staff(session, organization_id=office.id))[number]
        return await achievements_of(session, organization_id=office.id, person_id=found.id)


async def states(office: Office, number: str) -> list[RecordState]:
    return [found.state for found in (await achievements(office, number)).records]


async def test_研修と資格とDX案件がそれぞれの記録になる(office: Office) -> None:
    report = await office.records(
        records_xlsx(
            record("０００１", "A", "令和7年6月1日", 氏名="山田 0001郎"),
            row(
                RECORDS_HEADER,
                職員番号="0001",
                名称="BPR研修",
                受講日=date(2026, 5, 1),
                状態="欠席",
            ),
            row(
                RECORDS_HEADER,
                職員番号="0001",
                種別="資格",
                名称="ＩＴパスポート",
                受講日="2026/7/1",
                終了日="2029/6/30",
            ),
            row(
                RECORDS_HEADER,
                職員番号="0001",
                種別="ＤＸ案件",
                名称="窓口の予約システム",
                受講日="R7.4.1",
                終了日="R8.3.31",
                役割="主担当",
                後進指導="○",
            ),
        )
    )

    assert report.problems == ()
    found = await achievements(office, "0001")
    assert [(r.completed_on, r.state) for r in found.records] == [
        (date(2025, 6, 1), RecordState.COMPLETED),
        (date(2026, 5, 1), RecordState.ABSENT),
    ]
    assert found.qualifications == (
        QualificationHeld("ITパスポート", date(2026, 7, 1), date(2029, 6, 30)),
    )
    assert found.projects == (
        ProjectRecord("窓口の予約システム", True, date(2025, 4, 1), date(2026, 3, 31), True),
    )


async def test_同じファイルを二度取り込んでも何も変わらない(office: Office) -> None:
    content = records_xlsx(
        record("0001", "A", "2026/5/1", 備考="振替"),
        record("0001", "A", "2026/5/1", 備考="振替"),
        row(RECORDS_HEADER, 職員番号="0002", 種別="資格", 名称="ITパスポート", 受講日="2026/7/1"),
        row(RECORDS_HEADER, 職員番号="0002", 種別="DX案件", 名称="RPA", 受講日="2026/4/1"),
    )
    first = await office.records(content)

    report = await office.records(content)

    assert (len(first.new), report.new, report.unchanged) == (3, (), 3)
    assert report.changes_nothing
    counts = [
        await office.count(table)
        for table in (TrainingRecordRow, QualificationRow, ProjectRecordRow)
    ]
    assert counts == [1, 1, 1]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("申告", "修了", RecordState.COMPLETED),
        ("修了", "申告", RecordState.COMPLETED),
        ("欠席", "修了", RecordState.COMPLETED),
        ("修了", "欠席", RecordState.ABSENT),
        ("差戻し", "申告", RecordState.REJECTED),
        ("申告", "申告", RecordState.REPORTED),
    ],
)
async def test_申告は決まったことを覆さない(
    office: Office, before: str, after: str, kept: RecordState
) -> None:
    await office.records(
        records_xlsx(record("0001", "A", "2026/5/1", 状態=before, 備考="理由あり"))
    )
    await office.records(records_xlsx(record("0001", "A", "2026/5/1", 状態=after)))

    assert await states(office, "0001") == [kept]
    assert await office.count(TrainingRecordRow) == 1


async def test_悪い行はどれも番号と列と直し方が報告される(office: Office) -> None:
    report = await office.records(
        records_xlsx(
            record("0001", "A", "2026/5/1"),
            record("9999", "A", "2026/5/1"),
            record("1", "A", "2026/5/1"),
            record("0001", "C", "2026/5/1"),
            record("0001", "A", "2026/11/21"),
            record("0001", "A", None),
            record("0002", "A", "2026/5/1", 氏名="別人　太郎"),
            record("0001", "A", "2026/5/2", 状態="たぶん修了"),
            row(RECORDS_HEADER, 職員番号="0001", 名称="知らない研修", 受講日="2026/5/1"),
            row(RECORDS_HEADER, 職員番号="0001", 種別="資格", 受講日="2026/5/1"),
            row(
                RECORDS_HEADER,
                職員番号="0001",
                種別="DX案件",
                名称="RPA",
                受講日="2026/5/1",
                終了日="2026/4/1",
            ),
            record("0003", "A", "2026/5/1", 状態="修了"),
            record("0003", "A", "2026/5/1", 状態="欠席"),
        )
    )

    assert sentences(report) == [
        (3, "職員番号"), (4, "職員番号"), (5, "研修コード"), (6, "受講日"), (7, "受講日"),
        (8, "氏名"), (9, "状態"), (10, "名称"), (11, "名称"), (12, "終了日"),
        (13, "受講日"), (14, "受講日"),
    ]  # fmt: skip
    by_row = {problem.row: problem.sentence for problem in report.problems}
    assert "「0001」ではありませんか" in by_row[4]
    assert by_row[8] == "氏名が名簿と違います。職員番号と氏名を確かめてください。"
    assert "今日より後" in by_row[6]
    assert len(report.new) == 1


async def test_採用前の記録も今日の記録も入る(office: Office) -> None:
    await office.roster(roster_xlsx(person("0001", 採用年月日="2026/4/1")))

    report = await office.records(
        records_xlsx(record("0001", "A", "2010/5/1"), record("0001", "A", "2026/11/20"))
    )

    assert (len(report.new), report.problems) == (2, ())


async def test_ファイルの年度にあってファイルにない記録は数えるだけ(office: Office) -> None:
    await office.records(
        records_xlsx(
            record("0001", "A", "2026/5/1"),
            record("0002", "A", "2026/6/1"),
            record("0003", "A", "2026/6/1"),
            record("0002", "A", "2025/6/1"),
        )
    )

    report = await office.records(
        records_xlsx(record("0001", "A", "2026/5/1"), record("0003", "A", "読めない日"))
    )

    assert report.gone == ("0002 研修 A 2026-06-01",)
    assert await office.count(TrainingRecordRow) == 4


async def test_確認だけなら何も書かない(office: Office) -> None:
    report = await office.records(records_xlsx(record("0001", "A", "2026/5/1")), dry_run=True)

    assert (len(report.new), await office.count(TrainingRecordRow)) == (1, 0)


async def test_途中で倒れたら何も残らない(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def killed(*_: object, **__: object) -> None:
        raise RuntimeError("電源が落ちた")

    await office.records(records_xlsx(record("0002", "A", "2026/5/1", 状態="申告")))
    monkeypatch.setattr("storage.record_entries.update_rows", killed)
    with pytest.raises(RuntimeError):
        await office.records(
            records_xlsx(
                record("0001", "A", "2026/5/1"), record("0002", "A", "2026/5/1", 状態="修了")
            )
        )

    assert await states(office, "0001") == []
    assert await states(office, "0002") == [RecordState.REPORTED]


async def test_cp932のCSVの記録が入る(office: Office) -> None:
    rows = [RECORDS_HEADER, record("0001", "A", "Ｒ８．５．１", 備考="～①髙")]

    report = await office.records(csv_text(rows).encode("cp932"), filename="記録.csv")

    assert report.new == ("0001 研修 A 2026-05-01",)
    found = (await achievements(office, "0001")).records
    assert found[0] == TrainingRecord(found[0].course_id, date(2026, 5, 1), RecordState.COMPLETED)


TOMORROW = NOW + timedelta(days=1)


async def recorded(office: Office) -> Mapping[date, datetime | None]:
    """By the day on which it was done."""
    of = TrainingRecordRow
    async with office.database.read() as session:
        found = await session.execute(select(col(of.completed_on), col(of.recorded_at)))
    return {row.completed_on: row.recorded_at for row in found}


async def test_修了は入った時が残り同じファイルをまた取り込んでも動かない(office: Office) -> None:
    rows = [
        record("0001", "A", "2026-10-01"),
        record("0001", "A", "2026-10-02", 状態="申告"),
        record("0001", "A", "2026-10-03", 状態="欠席"),
    ]
    await office.records(records_xlsx(*rows))
    days = [date(2026, 10, day) for day in (1, 2, 3)]
    assert await recorded(office) == dict(zip(days, (NOW, None, None), strict=True))
    await office.records(records_xlsx(*rows), clock=lambda: TOMORROW)
    with_remark = record("0001", "A", "2026-10-01", 備考="会場")
    report = await office.records(records_xlsx(with_remark), clock=lambda: TOMORROW)
    assert len(report.changed) == 1
    assert await recorded(office) == dict(zip(days, (NOW, None, None), strict=True))


async def test_修了になった時に入ったことになり修了でなくなれば消える(office: Office) -> None:
    day = date(2026, 10, 1)
    for state, at in (("申告", None), ("修了", TOMORROW), ("欠席", None)):
        rows = records_xlsx(record("0001", "A", day, 状態=state))
        await office.records(rows, clock=lambda: TOMORROW)
        assert await recorded(office) == {day: at}


@pytest.mark.parametrize("state", [RecordState.COMPLETED, RecordState.REJECTED])
async def test_報告した修了も確認された修了もその時に入ったことになる(
    office: Office, state: RecordState
) -> None:
    done, reported = date(2026, 10, 1), date(2026, 10, 2)
    async with office.database.begin() as session:
        number = (await stored_staff(session, organization_id=office.id))["0001"].id
        for day, put in ((done, RecordState.COMPLETED), (reported, RecordState.REPORTED)):
            await report_completion(
                session,
                organization_id=office.id,
                person_id=number,
                course_id=1,
                completed_on=day,
                state=put,
                at=NOW,
            )
    assert await recorded(office) == {done: NOW, reported: None}
    async with office.database.begin() as session:
        assert await decide_completion(
            session,
            organization_id=office.id,
            record_id=2,
            state=state,
            decided_by=number,
            at=TOMORROW,
        )
    is_done = state is RecordState.COMPLETED
    assert await recorded(office) == {done: NOW, reported: TOMORROW if is_done else None}
