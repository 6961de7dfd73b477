"""Rows that offices really write, and what must not become of them. On both databases."""

import asyncio
import threading
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.record_rows import read_records
from domain.training import RecordState
from handlers.import_records import import_records
from storage.audit import audit_entries
from storage.completions import decide_completion
from storage.organization_lock import hold_organization
from storage.people import person_by_email
from storage.policy_file import shipped_policy
from storage.tables import StaffRow, TrainingRecordRow
from tests.handlers.office import (
    NOW,
    RECORDS_HEADER,
    ROSTER_HEADER,
    Office,
    catalogue_xlsx,
    course,
    person,
    record,
    records_xlsx,
    roster_xlsx,
    saved,
    sentences,
    workbook,
    xlsx,
)
from tests.waiting import LONGEST, held_up


async def a_course_and_a_person(office: Office, *records: list[object]) -> None:
    await office.roster(roster_xlsx(person("1")))
    await office.catalogue(catalogue_xlsx([course("A1")]))
    await office.records(records_xlsx(*records))


async def states(office: Office) -> list[tuple[date, RecordState]]:
    async with office.database.read() as session:
        rows = await session.scalars(select(TrainingRecordRow).order_by(TrainingRecordRow.id))  # type: ignore[arg-type]  # a column, to mypy a number
        return [(row.completed_on, RecordState(row.state)) for row in rows]


async def test_断られた行にしかない部局の役割は断られほかの行は入る(office: Office) -> None:
    report = await office.roster(
        roster_xlsx(
            person("1"),
            person("2", 部局="福祉部", 所属="福祉課", 上司の職員番号="999"),
            person("3", チーム役割="DX推進員(福祉部)"),
        )
    )
    assert report.new == ("1",)
    assert sentences(report) == [(3, "上司の職員番号"), (4, "チーム役割")]


async def test_備考の列が米印で始まる人も取り込む(office: Office) -> None:
    header = ["備考", *ROSTER_HEADER]
    rows = [
        header,
        ["※", *person("1")],
        ["※育休中", *person("2")],
        ["※ 育休の人を含む", *[None] * len(ROSTER_HEADER)],
        ["合計", 2, *[None] * (len(ROSTER_HEADER) - 1)],
    ]
    report = await office.roster(xlsx(rows))
    assert (report.new, report.problems) == (("1", "2"), ())


async def test_担当業務の列は読まない(office: Office) -> None:
    header = [*ROSTER_HEADER[:-1], "担当業務"]
    rows = [header, [*person("1")[:-1], "研修担当"], [*person("2")[:-1], "住民基本台帳"]]
    report = await office.roster(xlsx(rows))
    assert (report.new, report.problems) == (("1", "2"), ())
    async with office.database.read() as session:
        duties = await session.scalars(select(col(StaffRow.duties)))
        assert [list(each) for each in duties] == [[], []]


async def test_退職した人のアドレスは番号の変わった人が使える(office: Office) -> None:
    await office.roster(roster_xlsx(person("6", メールアドレス="a@city.example.jp")))
    report = await office.roster(
        roster_xlsx(
            person("6", メールアドレス="a@city.example.jp", 在職状況="退職"),
            person("66", メールアドレス="a@city.example.jp"),
        )
    )
    assert (report.new, report.problems) == (("66",), ())
    async with office.database.read() as session:
        found = await person_by_email(session, organization_id=office.id, email="a@city.example.jp")
    assert found is not None
    assert found.employee_number == "66"


async def test_この取り込みで退職になる人のアドレスも使える(office: Office) -> None:
    await office.roster(roster_xlsx(person("6", メールアドレス="a@city.example.jp")))
    report = await office.roster(
        roster_xlsx(person("66", メールアドレス="a@city.example.jp")), retire_missing=True
    )
    assert (report.new, report.gone, report.problems) == (("66",), ("6",), ())


async def test_在職の二人が同じアドレスなら断る(office: Office) -> None:
    await office.roster(roster_xlsx(person("6", メールアドレス="a@city.example.jp")))
    report = await office.roster(roster_xlsx(person("66", メールアドレス="a@city.example.jp")))
    assert sentences(report) == [(2, "メールアドレス")]


async def test_方針にない職級は取り込んで言葉ごとに行を知らせる(office: Office) -> None:
    strange = [person("1", 職級="主査だよ"), person("3", 職級="主査だよ"), person("4", 職級="Z")]
    report = await office.roster(roster_xlsx(*strange, person("2")))
    assert (report.new, report.problems) == (("1", "3", "4", "2"), ())
    near, far = report.warnings
    assert [(each.row, each.column) for each in report.warnings] == [(2, "職級"), (4, "職級")]
    assert "「主査」ではありませんか" in near.sentence
    assert "3行目も同じです。" in near.sentence
    assert "方針の職級: 管理職・部長級" in far.sentence


async def test_空欄の状態は欠席や申告を修了に変えない(office: Office) -> None:
    absent = record("1", "A1", "2026-10-01", 状態="欠席")
    reported = record("1", "A1", "2026-10-02", 状態="申告")
    await a_course_and_a_person(office, absent, reported)
    report = await office.records(
        records_xlsx(
            record("1", "A1", "2026-10-01"),
            record("1", "A1", "2026-10-02"),
            record("1", "A1", "2026-10-03"),
        )
    )
    assert (len(report.new), report.changed) == (1, ())
    assert [state for _, state in await states(office)] == [
        RecordState.ABSENT,
        RecordState.REPORTED,
        RecordState.COMPLETED,
    ]


async def test_何日かにわたる研修は最後の日に修了する(office: Office) -> None:
    await a_course_and_a_person(office, record("1", "A1", "2026-03-25", 終了日="2026-04-10"))
    assert await states(office) == [(date(2026, 4, 10), RecordState.COMPLETED)]


async def test_まだ終わっていない研修の記録は断る(office: Office) -> None:
    await a_course_and_a_person(office)
    report = await office.records(
        records_xlsx(record("1", "A1", "2026-11-19", 終了日="2026-11-21"))
    )
    assert sentences(report) == [(2, "終了日")]


async def test_取り込みは何件かと誰の記録が変わったかを監査の記録に残す(office: Office) -> None:
    await a_course_and_a_person(office, record("1", "A1", "2026-10-01", 状態="欠席"))
    await office.records(records_xlsx(record("1", "A1", "2026-10-01", 状態="修了")))
    async with office.database.read() as session:
        entries = await audit_entries(session, organization_id=office.id)
    kept = [(e.action, e.subject_id is not None, e.detail) for e in entries]
    assert ("catalogue.imported", False, "new 1 changed 0 withdrawn 0") in kept
    assert kept[-2:] == [
        ("records.imported", False, "new 0 changed 1"),
        ("records.changed", True, ""),
    ]


async def test_取り込みの途中の確認は失われない(office: Office) -> None:
    """The officer confirms while the import holds what it has read: one of them waits."""
    await a_course_and_a_person(office, record("1", "A1", "2026-10-01", 状態="申告"))
    async with office.database.begin() as session:
        await hold_organization(session, organization_id=office.id)
        record_id = await session.scalar(select(col(TrainingRecordRow.id)))
        assert record_id is not None
        importing = asyncio.create_task(
            import_records(
                records_xlsx(record("1", "A1", "2026-10-01", 状態="申告", 備考="会場")),
                filename="記録.xlsx",
                organization_id=office.id,
                database=office.database,
                clock=lambda: NOW,
            )
        )
        await held_up(office.database, importing)
        person_id = await session.scalar(select(col(StaffRow.id)))
        assert person_id is not None
        decided = await decide_completion(
            session,
            organization_id=office.id,
            record_id=record_id,
            state=RecordState.COMPLETED,
            decided_by=person_id,
            at=NOW,
        )
        assert decided
    report = await importing
    assert [each.column for change in report.changed for each in change.changes] == ["備考"]
    assert [state for _, state in await states(office)] == [RecordState.COMPLETED]


@pytest.mark.parametrize("dry_run", [True, False])
async def test_ファイルを読む間に人と記録が増えても止まらない(
    office: Office, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    await a_course_and_a_person(office)
    reading, go_on = threading.Event(), threading.Event()

    def slowly(*given: Any, **named: Any) -> Any:
        reading.set()
        assert go_on.wait(LONGEST)
        return read_records(*given, **named)

    monkeypatch.setattr("handlers.import_records.read_records", slowly)
    content = records_xlsx(record("1", "A1", "2026-10-01"))
    importing = asyncio.create_task(office.records(content, dry_run=dry_run))
    assert await asyncio.to_thread(reading.wait, LONGEST)
    monkeypatch.setattr("handlers.import_records.read_records", read_records)
    await office.roster(roster_xlsx(person("1"), person("2")))
    await office.records(records_xlsx(record("2", "A1", "2026-10-02")))
    go_on.set()
    report = await importing
    assert (len(report.new), len(report.gone)) == (1, 1)


async def test_確認だけの取り込みも書いている人を待つ(office: Office) -> None:
    """It reads with several queries, between which nobody may write. SQLite gives it a snapshot."""
    postgresql = office.database.reader.dialect.name == "postgresql"
    await a_course_and_a_person(office)
    async with office.database.begin() as session:
        await hold_organization(session, organization_id=office.id)
        comparing = [
            asyncio.create_task(office.roster(roster_xlsx(person("1")), dry_run=True)),
            asyncio.create_task(office.catalogue(catalogue_xlsx([course("A1")]), dry_run=True)),
            asyncio.create_task(
                office.records(records_xlsx(record("1", "A1", "2026-10-01")), dry_run=True)
            ),
        ]
        if postgresql:
            await held_up(office.database, *comparing)
        else:
            async with asyncio.timeout(LONGEST):
                await asyncio.wait(comparing)
    reports = await asyncio.gather(*comparing)
    assert [len(report.new) for report in reports] == [0, 0, 1]


async def test_退職する人のアドレスを在職の人が引き継ぐ(office: Office) -> None:
    given_up = "a@city.example.jp"
    await office.roster(roster_xlsx(person("1"), person("2", メールアドレス=given_up)))
    report = await office.roster(
        roster_xlsx(
            person("1", メールアドレス=given_up),
            person("2", メールアドレス=given_up, 在職状況="退職"),
        )
    )
    assert (report.problems, len(report.changed)) == ((), 2)


async def test_備考の列が米印で始まる記録は番号だけでも行として報告する(office: Office) -> None:
    await a_course_and_a_person(office)
    header = ["備考", *RECORDS_HEADER[:-1]]
    rows = [header, ["※追加分", *record("1", "A1", None)[:-1]], ["※ 五月分です。"], ["合計", 1]]
    report = await office.records(xlsx(rows))
    assert sentences(report) == [(2, "受講日")]


async def test_戻った人と退職した人が同じアドレスを入れ替えても止まらない(office: Office) -> None:
    shared = "a@city.example.jp"
    await office.roster(
        roster_xlsx(
            person("6", メールアドレス=shared, 在職状況="退職"),
            person("66", メールアドレス=shared),
        )
    )
    report = await office.roster(
        roster_xlsx(
            person("6", メールアドレス=shared),
            person("66", メールアドレス=shared, 在職状況="退職"),
        )
    )
    assert (report.problems, len(report.changed)) == ((), 2)


async def test_結合された職員番号の下の米印の行も取り込む(office: Office) -> None:
    await office.roster(roster_xlsx(person("1")))
    await office.catalogue(catalogue_xlsx([course("A"), course("B")]))
    book = workbook(
        {
            "記録": [
                ["備考", "職員番号", "研修コード", "受講日"],
                [None, "1", "A", "2026-05-01"],
                ["※追加分", None, "B", "2026-05-02"],
                ["※ この表は五月分です。", None, None, None],
            ]
        }
    )
    book["記録"].merge_cells("B2:B3")
    report = await office.records(saved(book))
    assert (len(report.new), report.problems) == (2, ())


async def test_ファイルで状態が変われば前の確認者の名前は残らない(office: Office) -> None:
    await a_course_and_a_person(office, record("1", "A1", "2026-10-01", 状態="申告"))
    async with office.database.begin() as session:
        row = await session.scalar(select(TrainingRecordRow))
        assert row is not None
        row.state, row.decided_by = RecordState.COMPLETED.value, row.staff_id
    await office.records(records_xlsx(record("1", "A1", "2026-10-01", 状態="欠席")))
    async with office.database.read() as session:
        found = await session.scalar(select(TrainingRecordRow))
    assert found is not None
    assert (found.state, found.decided_by) == (RecordState.ABSENT.value, None)


async def test_綴りの違う資格は取り込んで知らせる(office: Office) -> None:
    await office.roster(roster_xlsx(person("1")))
    held = {"種別": "資格", "研修コード": None}
    report = await office.records(
        records_xlsx(
            record("1", "", "2026-05-01", 名称="ＩＴパスポート試", **held),
            record("1", "", "2026-05-01", 名称="漢字検定", **held),
        ),
        policy=shipped_policy("yamaguchi"),
    )
    assert (len(report.new), report.problems) == (2, ())
    assert [(each.row, each.column) for each in report.warnings] == [(2, "名称")]
