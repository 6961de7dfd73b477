"""職員名簿 taken over on both databases."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.errors import DomainError
from domain.people import Attendance, Duty, Employment, Post, TeamRoleHeld
from domain.roster_rows import StaffEntry
from storage.audit import audit_entries
from storage.roster import stored_staff
from storage.tables import AuditEntryRow, DepartmentRow, StaffPostRow, StaffRow
from tests.handlers.office import (
    ROSTER_HEADER,
    Office,
    csv_text,
    person,
    roster_xlsx,
    saved,
    sentences,
    workbook,
)


async def stored_person(office: Office, number: str) -> StaffEntry:
    async with office.database.read() as session:
        return (await stored_staff(session, organization_id=office.id))[number].entry


async def test_名簿の全部の列がその人の値になる(office: Office) -> None:
    report = await office.roster(
        roster_xlsx(
            person("００１２", 部局="福祉部", 所属="高齢福祉課", 職級="課長級"),
            person(
                "0034",
                氏名=" 髙橋   花子 ",
                メールアドレス="Ｈａｎａｋｏ@City.Example.jp ",
                部局="福祉部 ",
                所属="ＤＸ推進課",
                職名="主査",
                職級="主査級",
                任用形態="会計年度任用職員",
                在職状況="育休",
                人材区分="デジタル専門人材",
                チーム役割="推進員(総務部)、DX推進リーダー",
                兼務="総務部／情報政策課（主任）\n総務部/職員課",
                ICT機器="×",
                採用年月日="令和元年１０月１日",
                上司の職員番号="0012",
                システムの担当="事務局、研修担当",
            ),
        )
    )

    assert (report.new, report.problems) == (("0012", "0034"), ())
    found = await stored_person(office, "0034")
    assert found.name == "髙橋　花子"
    assert found.email == "hanako@city.example.jp"
    assert found.posts == (
        Post("福祉部", "DX推進課", "主査"),
        Post("総務部", "情報政策課", "主任", concurrent=True),
        Post("総務部", "職員課", concurrent=True),
    )
    assert found.team_roles == (
        TeamRoleHeld("DX推進員", "総務部"),
        TeamRoleHeld("DX推進リーダー", "福祉部"),
    )
    assert (found.employment, found.attendance) == (
        Employment.FISCAL_YEAR,
        Attendance.PARENTAL_LEAVE,
    )
    assert (found.talent_types, found.grade) == (("デジタル専門人材",), "主査級")
    assert found.duties == (Duty.SECRETARIAT, Duty.TRAINING_OFFICER)
    assert (found.handles_ict_equipment, found.manager_number) == (False, "0012")
    assert found.joined_on == date(2019, 10, 1)


async def test_題と結合セルと二段の見出しと注記のある名簿を読む(office: Office) -> None:
    book = workbook({
        "令和8年度": [
            ["令和8年度　職員名簿", *[None] * 6],
            [],
            ["職員\nＮｏ．", "氏　名", "E-mail", "所　属", None, "職 級※1", "備考"],
            [None, None, None, "部局", "課", None, None],
            [1001, "佐藤 一郎", "sato@city.example.jp", "市民部", "市民課", "課長級", None],
            [1002, "鈴木 二郎", "suzuki@city.example.jp", None, "市民課", "主事級", "  "],
            [None, None, None, None, None, None, None],
            [1003, "田中 三郎", "tanaka@city.example.jp", None, "保険課", "主事級", None],
            ["合計", None, None, None, None, "3名", None],
            ["※1 令和8年4月1日現在", None, None, None, None, None, None],
        ]
    })  # fmt: skip
    sheet = book.worksheets[0]
    for merged in ("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4", "D5:D8"):
        sheet.merge_cells(merged)
    hidden = book.create_sheet("作業用")
    hidden.append(ROSTER_HEADER)
    hidden.sheet_state = "hidden"

    report = await office.roster(saved(book))

    assert (report.new, report.problems) == (("1001", "1002", "1003"), ())
    assert report.notes == ("読み込まない列: 備考",)
    assert (await stored_person(office, "1003")).posts[0] == Post("市民部", "保険課")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
async def test_どの文字コードのCSVでも同じ名簿になる(office: Office, encoding: str) -> None:
    content = csv_text(
        [ROSTER_HEADER, person("1", 氏名="髙木　①子"), person("2", 上司の職員番号="1")]
    )

    report = await office.roster(content.encode(encoding), filename="名簿.csv")

    assert (report.new, report.problems) == (("1", "2"), ())
    assert (await stored_person(office, "1")).name == "髙木　①子"


async def test_同じファイルを二度取り込んでも何も変わらない(office: Office) -> None:
    content = roster_xlsx(
        person(
            "1",
            チーム役割="DX推進員",
            兼務="福祉部/福祉課",
            システムの担当="事務局",
            人材区分="全職員",
        ),
        person("2", 上司の職員番号="1", 採用年月日="H30.4.1"),
    )
    await office.roster(content)
    audited = await office.count(AuditEntryRow)

    report = await office.roster(content)

    assert report.changes_nothing
    assert (report.unchanged, report.changed, report.gone) == (2, (), ())
    assert await office.count(AuditEntryRow) == audited


async def test_変わった列は前と後が報告され監査に番号だけが残る(office: Office) -> None:
    await office.roster(roster_xlsx(person("1"), person("2")))

    report = await office.roster(
        roster_xlsx(person("1", 所属="情報政策課", 職級="係長級"), person("2"))
    )

    [change] = report.changed
    assert change.key == "1"
    assert [(c.column, c.old, c.new) for c in change.changes] == [
        ("所属", "職員課", "情報政策課"),
        ("職級", "主事級", "係長級"),
    ]
    assert (await stored_person(office, "1")).posts[0].section == "情報政策課"
    async with office.database.read() as session:
        entries = await audit_entries(session, organization_id=office.id)
        details = set(await session.scalars(select(col(AuditEntryRow.detail))))
    assert [entry.action for entry in entries] == ["roster.new", "roster.new", "roster.changed"]
    assert details == {"", "所属、職級"}


async def test_確認だけなら何も書かない(office: Office) -> None:
    report = await office.roster(roster_xlsx(person("1")), dry_run=True)

    assert (report.dry_run, report.new) == (True, ("1",))
    assert await office.count(StaffRow) == 0
    assert await office.count(DepartmentRow) == 0


async def test_三百行のうち一行が悪くても二百九十九人が入る(office: Office) -> None:
    people = [person(str(n)) for n in range(1, 301)]
    people[149] = person("150", メールアドレス="yamada at city")

    report = await office.roster(roster_xlsx(*people))

    assert sentences(report) == [(151, "メールアドレス")]
    assert "yamada@city.example.jp" in report.problems[0].sentence
    assert (len(report.new), await office.count(StaffRow)) == (299, 299)


async def test_悪い行はどれも番号と列と直し方が報告される(office: Office) -> None:
    report = await office.roster(
        roster_xlsx(
            person("1", 氏名=None),
            person("2", 任用形態="アルバイト"),
            person("3", 人材区分="デジタル専門人財"),
            person("4", チーム役割="DX推進委員"),
            person("5", 採用年月日="令和8年4月", ICT機器="たぶん"),
            person("6", 上司の職員番号="999"),
            person("7", 上司の職員番号="8"),
            person("8", 上司の職員番号="7"),
            person("9", チーム役割="DX推進員(福祉武)"),
            person("10", 兼務="情報政策課"),
            person("11", 部局="#REF!"),
            person("12", 部局="福祉部"),
        )
    )

    assert sentences(report) == [
        (2, "氏名"), (3, "任用形態"), (4, "人材区分"), (5, "チーム役割"), (6, "ICT機器"),
        (6, "採用年月日"), (7, "上司の職員番号"), (8, "上司の職員番号"), (9, "上司の職員番号"),
        (10, "チーム役割"), (11, "兼務"), (12, "部局"),
    ]  # fmt: skip
    by_row = {problem.row: problem.sentence for problem in report.problems}
    assert "「デジタル専門人材」ではありませんか" in by_row[4]
    assert "「DX推進員」ではありませんか" in by_row[5]
    assert "999" in by_row[7]
    assert "本人に戻ります" in by_row[8]
    assert "「福祉部」ではありませんか" in by_row[10]
    assert report.new == ("12",)


async def test_職員番号の重なる行は両方の行番号が報告される(office: Office) -> None:
    report = await office.roster(
        roster_xlsx(
            person("1", 職級="主事級"), person("2"), person("1", 職級="係長級"), person("2")
        )
    )

    assert sentences(report) == [(2, "職員番号"), (4, "職員番号")]
    assert "4行目" in report.problems[0].sentence
    assert "2行目" in report.problems[1].sentence
    assert report.new == ("2",)


async def test_他人のメールアドレスは取り込まず入れ替えは取り込む(office: Office) -> None:
    first, second = "a@city.example.jp", "b@city.example.jp"
    await office.roster(
        roster_xlsx(person("1", メールアドレス=first), person("2", メールアドレス=second))
    )

    taken = await office.roster(roster_xlsx(person("3", メールアドレス=second)))
    swapped = await office.roster(
        roster_xlsx(person("1", メールアドレス=second), person("2", メールアドレス=first))
    )

    assert sentences(taken) == [(2, "メールアドレス")]
    assert len(swapped.changed) == 2
    assert (await stored_person(office, "1")).email == second


async def test_名簿から消えた人は報告だけされ指定すれば退職になる(office: Office) -> None:
    await office.roster(roster_xlsx(person("1"), person("2"), person("3")))
    shorter = roster_xlsx(person("1"), person("3", メールアドレス="壊れている"))

    reported = await office.roster(shorter)
    assert (reported.gone, reported.retired) == (("2",), False)
    assert (await stored_person(office, "2")).attendance is Attendance.ACTIVE

    retired = await office.roster(shorter, retire_missing=True)
    assert retired.gone == ("2",), "行が悪いだけの人は、消えた人ではない"
    assert (await stored_person(office, "2")).attendance is Attendance.LEFT
    assert (await office.roster(shorter, retire_missing=True)).changes_nothing


async def test_名簿にない列は前の値を残す(office: Office) -> None:
    await office.roster(roster_xlsx(person("1", チーム役割="DX推進員", システムの担当="事務局")))
    narrow = ["職員番号", "氏名", "メールアドレス", "部局", "所属", "職級"]
    cells = dict(zip(ROSTER_HEADER, person("1"), strict=True))

    report = await office.roster(
        csv_text([narrow, [cells[n] for n in narrow]]).encode(), filename="名簿.csv"
    )

    assert report.changes_nothing
    assert (await stored_person(office, "1")).duties == (Duty.SECRETARIAT,)


async def test_途中で倒れたら何も残らない(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.roster(roster_xlsx(person("1")))

    async def killed(*_: object, **__: object) -> None:
        raise RuntimeError("電源が落ちた")

    monkeypatch.setattr("storage.roster._take_places", killed)
    with pytest.raises(RuntimeError):
        await office.roster(roster_xlsx(person("1", 職級="部長級"), person("2")))

    assert await office.count(StaffRow) == 1
    assert await office.count(StaffPostRow) == 1
    assert (await stored_person(office, "1")).grade == "主事級"


async def test_数式やメンションのような文字はその文字のまま入る(office: Office) -> None:
    content = csv_text(
        [
            ROSTER_HEADER,
            person("1", 職名='=HYPERLINK("http://evil.example","x")', 所属="<!channel>課"),
        ]
    )

    await office.roster(content.encode(), filename="名簿.csv")

    assert (await stored_person(office, "1")).posts[0] == Post(
        "総務部", "<!channel>課", '=HYPERLINK("http://evil.example","x")'
    )


async def test_必須の列がない名簿は列の名前で断る(office: Office) -> None:
    content = csv_text([ROSTER_HEADER[:6], person("1")[:6]]).encode()

    with pytest.raises(DomainError, match="「職級」の列がありません"):
        await office.roster(content, filename="名簿.csv")
