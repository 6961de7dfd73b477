"""職員名簿.xlsx: title, two header rows, 部局 merged down, a note under the table."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from random import Random

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain import fiscal_year
from domain.people import Attendance, Employment
from samples import contents
from samples.contents import PolicyWords, Selected
from samples.dates import as_written, full_width, wareki
from samples.staff import Employee
from samples.workbook import new_book, save, style_header, write_title

Value = str | int | date | None

# (group, header, width). A header without a group is merged over both header rows.
_COLUMNS = (
    ("", "部局名", 14),
    ("", "所属課", 16),
    ("", "職員\n番号", 10),
    ("", "氏　名", 14),
    ("", "Ｅ－ｍａｉｌ", 34),
    ("配属", "役職", 12),
    ("配属", "職級", 10),
    ("配属", "兼務", 26),
    ("配属", "上司の\n職員番号", 10),
    ("任用", "任用形態", 16),
    ("任用", "在職状況", 10),
    ("任用", "採用年月日", 16),
    ("デジタル人材育成", "人材区分", 24),
    ("デジタル人材育成", "チーム役割", 30),
    ("デジタル人材育成", "ＩＣＴ機器", 8),
    ("デジタル人材育成", "システムの\n担当", 22),
)
_GROUP_ROW, _HEADER_ROW, _FIRST_ROW = 3, 4, 5
_NOTES = (
    "※ICT機器は、業務でパソコン・タブレット等を扱う職員を○とする。",
    "※人材区分が空欄の職員は、デジタル人材育成方針の規則による。",
)


def write_roster(path: Path, people: Iterable[Employee], *, today: date, policy_id: str) -> None:
    book = new_book(today)
    sheet = book.create_sheet("職員名簿")
    year, month_start = fiscal_year.reiwa(fiscal_year.fiscal_year(today)), today.replace(day=1)
    write_title(sheet, f"{year}　職員名簿（{wareki(month_start)}現在）", columns=len(_COLUMNS))
    _write_header(sheet)
    row = _FIRST_ROW
    words = contents.policy_words(policy_id)
    for department, members in groupby(people, key=lambda person: person.department):
        row = _write_department(sheet, department, list(members), words, first_row=row)
    for place, note in enumerate(_NOTES):
        sheet.cell(row + 1 + place, 1, note)
    save(book, path, today=today)


def _write_header(sheet: Worksheet) -> None:
    for column, (group, header, width) in enumerate(_COLUMNS, start=1):
        sheet.cell(_HEADER_ROW if group else _GROUP_ROW, column, header)
        sheet.column_dimensions[get_column_letter(column)].width = width
        if not group:
            _merge(sheet, (_GROUP_ROW, _HEADER_ROW), (column, column))
    for group, columns in groupby(enumerate(_COLUMNS, start=1), key=lambda column: column[1][0]):
        numbers = [number for number, _ in columns]
        if group:
            sheet.cell(_GROUP_ROW, numbers[0], group)
            _merge(sheet, (_GROUP_ROW, _GROUP_ROW), (numbers[0], numbers[-1]))
    style_header(sheet, first_row=_GROUP_ROW, last_row=_HEADER_ROW, columns=len(_COLUMNS))
    sheet.freeze_panes = f"E{_FIRST_ROW}"


def _write_department(
    sheet: Worksheet,
    department: str,
    members: list[Employee],
    words: PolicyWords,
    *,
    first_row: int,
) -> int:
    """The row after the department's last."""
    for row, person in enumerate(members, start=first_row):
        for column, value in enumerate(_values(person, words), start=2):
            cell = sheet.cell(row, column, value)
            if isinstance(value, date):
                cell.number_format = "yyyy/m/d"
    sheet.cell(first_row, 1, department).alignment = Alignment(vertical="top")
    _merge(sheet, (first_row, first_row + len(members) - 1), (1, 1))
    return first_row + len(members)


def _merge(sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    sheet.merge_cells(
        start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1]
    )


def _values(person: Employee, words: PolicyWords) -> tuple[Value, ...]:
    """From 所属課 on, as several hands have typed them."""
    rng = Random(f"roster {person.number}")
    return (
        person.section + rng.choices(("", " ", "　"), weights=(90, 6, 4))[0],
        _number(person.number, rng),
        person.name + rng.choices(("", "　"), weights=(95, 5))[0],
        person.email,
        person.title,
        person.grade,
        "、".join(person.concurrent) or None,
        _number(person.manager, rng) if person.manager else None,
        None if person.employment is Employment.REGULAR else person.employment.value,
        None if person.attendance is Attendance.ACTIVE else person.attendance.value,
        person.joined_on if rng.random() < 0.5 else as_written(person.joined_on, rng),
        "、".join(_talent_types(person, words)) or None,
        "、".join(_team_roles(person, words)) or None,
        rng.choices(("○", "有"), (9, 1))[0] if person.ict else "×",
        "、".join(person.duties) or None,
    )


def _number(number: str, rng: Random) -> Value:
    """A number, sometimes typed as text, sometimes in full width."""
    return rng.choices((int(number), number, full_width(number)), weights=(75, 18, 7))[0]


def _talent_types(person: Employee, words: PolicyWords) -> tuple[str, ...]:
    """What the roster must say because the policy's rule cannot know it."""
    return tuple(n for n, selected in words.talent_types.items() if _is_selected(person, selected))


def _is_selected(person: Employee, selected: Selected) -> bool:
    return (
        person.email.partition("@")[0] in selected.mails
        or person.title in selected.titles
        or any(held.name in selected.team_roles for held in person.team_roles)
        or (person.section in selected.sections and person.grade not in ("課長級", "部長級"))
    )


def _team_roles(person: Employee, words: PolicyWords) -> tuple[str, ...]:
    """The department is written where it is not the main post's."""
    return tuple(
        name if held.department == person.department else f"{name}({held.department})"
        for held in person.team_roles
        for name in words.team_roles.get(held.name, (held.name,))
    )
