"""The three files as an office program and the real import see them."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.catalogue_checks import check_courses, check_sessions
from domain.catalogue_rows import read_courses, read_sessions
from domain.office_columns import CATALOGUE, RECORDS, ROSTER, SESSIONS
from domain.record_rows import KnownToRecords, read_records
from domain.roster_checks import check_roster
from domain.roster_rows import StaffEntry, read_roster
from samples import contents
from samples.city import SampleFiles, write_sample_files
from samples.records_file import HEADER
from samples.staff import staff
from storage.office_file import OfficeFile, read_tables
from storage.policy_file import shipped_policies

NOVEMBER = date(2026, 11, 21)
DATES = [date(2026, 4, 1), date(2027, 3, 31), date(2028, 2, 29), NOVEMBER]
Written = Callable[..., SampleFiles]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Each date and policy once."""
    kept: dict[tuple[date, str], SampleFiles] = {}

    def write(today: date = NOVEMBER, policy_id: str = "shimonoseki") -> SampleFiles:
        if (today, policy_id) not in kept:
            folder = tmp_path_factory.mktemp("kakehashi-city")
            kept[today, policy_id] = write_sample_files(folder, today=today, policy_id=policy_id)
        return kept[today, policy_id]

    return write


def opened(path: Path) -> OfficeFile:
    layouts = (ROSTER, CATALOGUE, SESSIONS, RECORDS)
    return read_tables(path.read_bytes(), filename=path.name, layouts=layouts)


def roster(files: SampleFiles, policy_id: str) -> list[StaffEntry]:
    tables = opened(files.roster).of(ROSTER)
    placed, problems = read_roster(tables, policy=shipped_policies()[policy_id])
    assert problems == []
    numbers = frozenset(one.entry.employee_number for one in placed)
    kept, problems = check_roster(placed, numbers_in_file=numbers, stored={})
    assert problems == []
    return [one.entry for one in kept]


@pytest.mark.parametrize("policy_id", contents.POLICIES)
def test_名簿はどの方針でも一行も断られずに読める(written: Written, policy_id: str) -> None:
    entries = roster(written(policy_id=policy_id), policy_id)
    people = {p.number: p for p in staff(NOVEMBER)}
    assert {e.employee_number for e in entries} == people.keys()
    for entry in entries:
        person = people[entry.employee_number]
        assert (entry.name, entry.email) == (person.name, person.email)
        assert (entry.department, entry.section) == (person.department, person.section)
        assert (entry.joined_on, entry.manager_number) == (person.joined_on, person.manager)
        assert (entry.employment, entry.attendance) == (person.employment, person.attendance)
        assert (entry.handles_ict_equipment, entry.duties) == (person.ict, person.duties)


def test_名簿の役割と兼務は部局つきで読める(written: Written) -> None:
    fukasawa = next(e for e in roster(written(), "shimonoseki") if e.email.startswith("fukasawa"))
    assert [(role.name, role.department) for role in fukasawa.team_roles] == [
        ("DX推進リーダー", "企画財政部"),
        ("DX推進員", "市長公室"),
    ]
    assert [post.section for post in fukasawa.posts] == ["企画政策課", "秘書課"]


@pytest.mark.parametrize("policy_id", contents.POLICIES)
def test_人材区分は少しの人だけに書いてある(written: Written, policy_id: str) -> None:
    filled = [e for e in roster(written(policy_id=policy_id), policy_id) if e.talent_types]
    assert 2 <= len(filled) <= 70


@pytest.mark.parametrize("policy_id", contents.POLICIES)
def test_研修一覧と開催日程はどの方針でも一行も断られずに読める(
    written: Written, policy_id: str
) -> None:
    file = opened(written(policy_id=policy_id).catalogue)
    courses, problems = read_courses(file.of(CATALOGUE), policy=shipped_policies()[policy_id])
    codes = frozenset(one.entry.code for one in courses)
    kept, more = check_courses(courses, codes_in_file=codes, stored={})
    sessions, wrong = read_sessions(file.of(SESSIONS))
    held, unknown = check_sessions(sessions, known_codes=codes)
    assert [*problems, *more, *wrong, *unknown] == []
    told = {c.code: c for c in contents.catalogue().courses}
    assert codes == told.keys()
    assert len(held) == sum(len(c.sessions) for c in told.values())
    for one in kept:
        assert one.entry.skills == told[one.entry.code].skills[policy_id]


@pytest.mark.parametrize("today", DATES, ids=str)
def test_受講記録はどの日でも一行も断られずに読める(written: Written, today: date) -> None:
    files = written(today)
    known = KnownToRecords.of(
        staff={p.number: p.name for p in staff(today)},
        courses={c.code: c.name for c in contents.catalogue().courses},
    )
    placed, problems = read_records(opened(files.records).of(RECORDS), known=known, today=today)
    assert problems == []
    lines = files.records.read_text(encoding="cp932").splitlines()
    assert len(placed) == len(lines) - 1


def test_受講記録はcp932で書かれている(written: Written) -> None:
    content = written().records.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    rows = list(csv.reader(content.decode("cp932", errors="strict").splitlines()))
    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}


def test_氏名とメールアドレスはcp932で書ける() -> None:
    for person in staff(NOVEMBER):
        assert person.name.encode("cp932").decode("cp932") == person.name


def test_名簿は役所の表の形をしている(written: Written) -> None:
    sheet = load_workbook(written().roster).worksheets[0]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert sheet["A1"].value == "令和8年度　職員名簿（令和8年11月1日現在）"
    assert "A3:A4" in merged, "見出しは2段"
    assert any(name.startswith("A5:A") for name in merged), "部局は縦に結合"
    assert str(sheet.cell(sheet.max_row, 1).value).startswith("※")
    numbers = [sheet.cell(row, 3).value for row in range(5, sheet.max_row)]
    assert {int, str} <= {type(number) for number in numbers}
    assert any(isinstance(n, str) and n and not n.isascii() for n in numbers), "全角の職員番号"


def test_採用年月日は書き方がまちまち(written: Written) -> None:
    sheet = load_workbook(written().roster).worksheets[0]
    dates = [str(sheet.cell(row, 12).value) for row in range(5, sheet.max_row)]
    for mark in ("平成", "令和", "H", "Ｈ", "/"):
        assert any(mark in written_date for written_date in dates), mark


def test_研修一覧には二枚のシートがある(written: Written) -> None:
    book = load_workbook(written().catalogue)
    assert book.sheetnames == ["研修一覧", "開催日程"]


@pytest.mark.parametrize("today", [NOVEMBER, date(2028, 2, 29)], ids=str)
def test_同じ日なら同じバイト列になる(tmp_path: Path, today: date) -> None:
    first = write_sample_files(tmp_path / "a", today=today, policy_id="yamaguchi")
    second = write_sample_files(tmp_path / "b", today=today, policy_id="yamaguchi")
    assert first.roster.read_bytes() == second.roster.read_bytes()
    assert first.catalogue.read_bytes() == second.catalogue.read_bytes()
    assert first.records.read_bytes() == second.records.read_bytes()


def test_知らない方針は使える名前を添えて断る(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shimonoseki・yamaguchi"):
        write_sample_files(tmp_path, today=NOVEMBER, policy_id="osaka")
    assert list(tmp_path.iterdir()) == []
