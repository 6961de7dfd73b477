"""研修一覧 and 開催日程 taken over on both databases."""

from datetime import date, datetime, time

import pytest

from domain.catalogue import Catalogue
from domain.errors import DomainError
from domain.japan_time import JAPAN
from domain.training import Audience, Course, Deadline, Obligation, Validity
from storage.catalogue import read_catalogue
from storage.organizations import organization_by_key
from storage.tables import CourseRow, CourseSessionRow
from tests.handlers.office import (
    CATALOGUE_HEADER,
    NOW,
    SESSIONS_HEADER,
    Office,
    catalogue_xlsx,
    course,
    csv_text,
    saved,
    sentences,
    workbook,
    xlsx,
)


async def stored_course(office: Office, code: str) -> Course:
    async with office.database.read() as session:
        catalogue: Catalogue = await read_catalogue(session, organization_id=office.id)
    return next(found for found in catalogue.courses if found.code == code)


async def version(office: Office) -> int:
    async with office.database.read() as session:
        found = await organization_by_key(session, "city")
    assert found is not None
    return found.catalogue_version


async def test_研修と開催の全部の列が値になる(office: Office) -> None:
    skills = [skill.name for skill in office.policy.skills[:2]]
    report = await office.catalogue(
        catalogue_xlsx(
            [
                course("D-001"),
                course(
                    "Ｄ－００２",
                    研修名="ＤＸ基礎研修①",
                    概要="業務の見直し方を学びます。\n演習があります。",
                    研修手法="eラーニング",
                    実施主体="情報政策課",
                    時間="１時間３０分",
                    obligation="必須",
                    習得スキル="、".join(skills),
                    対象="課長級以上、ＤＸ推進員",
                    前提研修="D-001",
                    有効期間="毎年度",
                    受講期限="毎年9月30日",
                    修了確認="要",
                    随時受講="○",
                    URL="https://learning.example.jp/dx",
                    区分="（例）",
                ),
            ],
            [
                ["D-002", "令和8年12月18日", "午後1時半", time(16, 0), "本庁舎 ３０１", "３０名", 12, "R8.12.4"],
                ["D-002", date(2027, 1, 15), None, None, None, "定員なし", None, None],
            ],
        )
    )  # fmt: skip

    assert report.problems == ()
    assert report.new == (
        "研修 D-001", "研修 D-002", "開催 D-002 2026-12-18 13:30", "開催 D-002 2027-01-15 00:00",
    )  # fmt: skip
    found = await stored_course(office, "D-002")
    assert (found.name, found.hours, found.obligation) == (
        "ＤＸ基礎研修①",
        1.5,
        Obligation.REQUIRED,
    )
    assert found.summary == "業務の見直し方を学びます。\n演習があります。"
    assert found.skills == tuple(skills)
    assert found.audience.team_roles == {"DX推進員"}
    assert {"課長級", "課長", "部長級"} <= found.audience.grades
    assert not {"管理職", "係長級", "主事級"} & (found.audience.grades - {"管理職"})
    assert (found.prerequisites, found.validity) == (("D-001",), Validity(fiscal_year_only=True))
    assert found.deadline == Deadline(yearly=(9, 30))
    assert (found.needs_confirmation, found.on_demand, found.sample) == (True, True, True)
    first, second = found.sessions
    assert first.starts_at == datetime(2026, 12, 18, 13, 30, tzinfo=JAPAN)
    assert first.ends_at == datetime(2026, 12, 18, 16, 0, tzinfo=JAPAN)
    assert (first.place, first.capacity, first.taken) == ("本庁舎 301", 30, 12)
    assert (first.apply_by, second.capacity) == (date(2026, 12, 4), None)
    plain = await stored_course(office, "D-001")
    assert (plain.audience, plain.hours, plain.deadline) == (Audience(), None, None)


async def test_同じファイルを二度取り込んでも版は上がらない(office: Office) -> None:
    content = catalogue_xlsx(
        [
            course(
                "A", 対象="ICT機器を扱う全職員", 時間="90分", 有効期間="3年", 受講期限="採用後6か月"
            )
        ],
        [["A", "2026/12/18", "9:30", "12:00", "会議室", 20, 3, "2026/12/1"]],
    )
    first = await office.catalogue(content)
    assert (first.problems, await version(office)) == ((), 1)

    report = await office.catalogue(content)

    assert report.changes_nothing
    assert report.unchanged == 2
    assert await version(office) == 1


async def test_確認だけなら何も書かない(office: Office) -> None:
    report = await office.catalogue(catalogue_xlsx([course("A")]), dry_run=True)

    assert report.new == ("研修 A",)
    assert (await office.count(CourseRow), await version(office)) == (0, 0)


async def test_悪い行はどれも番号と列と直し方が報告される(office: Office) -> None:
    report = await office.catalogue(
        catalogue_xlsx(
            [
                course("OK"),
                course("B1", obligation="どちらでも"),
                course("B2", 習得スキル="BRP"),
                course("B3", 対象="課長以上の偉い人"),
                course("B4", 前提研修="NAI"),
                course("B5", 前提研修="B6"),
                course("B6", 前提研修="B5"),
                course("B7", 時間="2日"),
                course("B8", URL="javascript:alert(1)"),
                course("B9", 受講期限="9月31日"),
                course("B10", 有効期間="しばらく"),
            ],
            [
                ["OK", "2026/12/18", "13:30", "12:00", None, None, None, None],
                ["NAI", "2026/12/18", None, None, None, None, None, None],
                ["OK", "12月19日", None, None, None, "若干名", None, None],
                ["OK", "2026/12/20", None, None, None, None, None, "2026/12/21"],
                ["OK", "2026/12/21", None, None, None, 10, 11, None],
            ],
        )
    )

    assert sentences(report) == [
        (3, "必須・選択"), (4, "習得スキル"), (5, "対象"), (6, "前提研修"), (7, "前提研修"),
        (8, "前提研修"), (9, "時間"), (10, "URL"), (11, "受講期限"), (12, "有効期間"),
        (2, "終了時刻"), (3, "研修コード"), (4, "開催日"), (4, "定員"), (5, "申込締切"),
    ]  # fmt: skip
    assert "「BPR」ではありませんか" in report.problems[1].sentence
    assert report.new == ("研修 OK", "開催 OK 2026-12-21 00:00")
    assert [(w.row, w.column) for w in report.warnings] == [(6, "申込数")]
    assert report.warnings[0].place == "開催日程 6"


async def test_一覧から消えた研修は報告だけされ指定すれば掲載を終える(office: Office) -> None:
    sessions = [["B", "2026/12/18", *[None] * 6], ["B", "2026/5/1", *[None] * 6]]
    await office.catalogue(catalogue_xlsx([course("A"), course("B")], sessions))
    shorter = catalogue_xlsx([course("A")], [["A", "2026/12/20", *[None] * 6]])

    reported = await office.catalogue(shorter)
    assert reported.gone == ("研修 B", "開催 B 2026-12-18 00:00"), (
        "終わった開催は消えたことにならない"
    )
    assert (await stored_course(office, "B")).code == "B"

    await office.catalogue(shorter, retire_missing=True)
    async with office.database.read() as session:
        left = await read_catalogue(session, organization_id=office.id)
    assert [found.code for found in left.courses] == ["A"]
    assert await office.count(CourseSessionRow) == 2

    back = await office.catalogue(catalogue_xlsx([course("A"), course("B")]))
    assert [(c.column, c.new) for c in back.changed[0].changes] == [("掲載", "再開")]
    assert (await stored_course(office, "B")).code == "B"


async def test_日程だけのCSVは研修をそのままにし申込数の空欄は数を変えない(office: Office) -> None:
    await office.catalogue(
        catalogue_xlsx([course("A")], [["A", "2026/12/18", "9:00", None, "旧会場", 20, 7, None]])
    )
    rows = [SESSIONS_HEADER, ["A", "2026-12-18", "９：００", "", "新会場", "20", "", ""]]

    report = await office.catalogue(
        csv_text(rows, delimiter="\t").encode("cp932"), filename="日程.csv"
    )

    assert [c.key for c in report.changed] == ["開催 A 2026-12-18 09:00"]
    [session] = (await stored_course(office, "A")).sessions
    assert (session.place, session.taken) == ("新会場", 7)


async def test_日付に化けた受講期限は毎年の期限になる(office: Office) -> None:
    book = workbook({"研修一覧": [CATALOGUE_HEADER, course("A", 受講期限=date(2026, 9, 30))]})
    cell = book.worksheets[0].cell(row=2, column=CATALOGUE_HEADER.index("受講期限") + 1)
    cell.number_format = 'm"月"d"日";@'

    await office.catalogue(saved(book))

    assert (await stored_course(office, "A")).deadline == Deadline(yearly=(9, 30))


async def test_開催日の列がない日程は列の名前で断る(office: Office) -> None:
    book = workbook(
        {
            "研修一覧": [CATALOGUE_HEADER, course("A")],
            "開催日程": [["研修コード", "会場", "定員"], ["A", "B", 3]],
        }
    )

    with pytest.raises(DomainError, match="シート「開催日程」の見出しに「開催日」の列がありません"):
        await office.catalogue(saved(book))


async def test_関係のないシートは読まずにそう報告する(office: Office) -> None:
    book = workbook(
        {
            "説明": [["この表の書き方"], ["研修コードは変えないでください"]],
            "一覧": [CATALOGUE_HEADER, course("A")],
        }
    )

    report = await office.catalogue(saved(book))

    assert report.new == ("研修 A",)
    assert report.notes == ("読み込まないシート: 説明",)


async def test_名簿を研修一覧として渡すと必要な列を言う(office: Office) -> None:
    with pytest.raises(DomainError, match="研修コード・研修名・必須・選択"):
        await office.catalogue(xlsx([["氏名", "部局", "所属"], ["山田", "総務部", "職員課"]]))


async def test_後から加わった研修にだけ載った時が残り書き換えても変わらない(
    office: Office,
) -> None:
    await office.catalogue(catalogue_xlsx([course("D-001")]))
    both = [course("D-001"), course("D-002")]
    await office.catalogue(catalogue_xlsx(both))
    await office.catalogue(catalogue_xlsx([course("D-001", 概要="新"), course("D-002", 概要="新")]))
    assert (await stored_course(office, "D-001")).listed_at is None
    assert (await stored_course(office, "D-002")).listed_at == NOW
