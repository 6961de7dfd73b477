"""研修一覧.xlsx: the sheets 研修一覧 and 開催日程."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from pathlib import Path

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain import fiscal_year
from samples import contents
from samples.contents import CourseEntry, SessionPlan
from samples.dates import day_of, training_day, wareki
from samples.workbook import new_book, save, style_header, write_title

Value = str | int | date | time | None

_COURSE_COLUMNS = (
    ("研修\nコード", 10),
    ("研修名", 34),
    ("概要", 60),
    ("研修手法", 14),
    ("実施主体", 26),
    ("時間", 12),
    ("区分（必須・選択）", 10),
    ("得られるスキル", 30),
    ("対象者", 26),
    ("前提研修", 12),
    ("有効期間", 10),
    ("受講期限", 16),
    ("修了確認", 10),
    ("随時受講", 10),
    ("ＵＲＬ", 36),
)
_SESSION_COLUMNS = (
    ("研修コード", 12),
    ("開催日", 22),
    ("開始時刻", 10),
    ("終了時刻", 10),
    ("会場", 28),
    ("定員", 8),
    ("申込数", 8),
    ("申込締切", 16),
)
_HEADER_ROW = 3
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_WEEKDAYS = "月火水木金土日"


def write_catalogue(path: Path, *, today: date, policy_id: str) -> None:
    book = new_book(today)
    year = fiscal_year.reiwa(fiscal_year.fiscal_year(today))
    courses = contents.catalogue().courses
    _write_sheet(
        book.create_sheet("研修一覧"),
        f"{year}　デジタル人材育成研修　一覧",
        _COURSE_COLUMNS,
        (_course_row(course, policy_id) for course in courses),
    )
    _write_sheet(
        book.create_sheet("開催日程"),
        f"{year}　研修開催日程（{wareki(today)}現在）",
        _SESSION_COLUMNS,
        (row for course in courses for row in _session_rows(course, today)),
    )
    save(book, path, today=today)


def _write_sheet(
    sheet: Worksheet,
    title: str,
    columns: tuple[tuple[str, int], ...],
    rows: Iterable[tuple[Value, ...]],
) -> None:
    write_title(sheet, title, columns=len(columns))
    for column, (header, width) in enumerate(columns, start=1):
        sheet.cell(_HEADER_ROW, column, header)
        sheet.column_dimensions[get_column_letter(column)].width = width
    style_header(sheet, first_row=_HEADER_ROW, last_row=_HEADER_ROW, columns=len(columns))
    sheet.freeze_panes = f"B{_HEADER_ROW + 1}"
    for number, row in enumerate(rows, start=_HEADER_ROW + 1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = _WRAPPED
            if isinstance(value, date):
                cell.number_format = "yyyy/m/d"


def _course_row(course: CourseEntry, policy_id: str) -> tuple[Value, ...]:
    return (
        course.code,
        course.name,
        course.summary,
        course.method,
        course.provider,
        course.hours or None,
        course.obligation.value,
        # A skill's own name may hold 「、」, so each stands on a line of its own.
        "\n".join(course.skills[policy_id]),
        contents.catalogue().target(course, policy_id),
        "、".join(course.prerequisites) or None,
        course.validity,
        course.deadline or None,
        "要" if course.confirmation else "不要",
        "○" if course.on_demand else None,
        course.url or None,
    )


def _session_rows(course: CourseEntry, today: date) -> Iterator[tuple[Value, ...]]:
    for number, (day, plan) in enumerate(session_days(course, today)):
        begin, end = (time.fromisoformat(part.zfill(5)) for part in plan.time.split("-"))
        closes = None if plan.close_before is None else day - timedelta(days=plan.close_before)
        yield (
            course.code,
            day if number % 3 else f"{wareki(day)}（{_WEEKDAYS[day.weekday()]}）",
            begin,
            end,
            plan.place,
            plan.capacity,
            plan.applied,
            closes,
        )


def session_days(course: CourseEntry, today: date) -> list[tuple[date, SessionPlan]]:
    """Each session and its day, the earliest first; no two on one day."""
    found: dict[date, SessionPlan] = {}
    # Those on fixed days first: a session that follows today gives way.
    for plan in sorted(course.sessions, key=lambda plan: plan.in_days or 0):
        day = _session_day(plan, today)
        while day in found:
            day = training_day(day + timedelta(days=1))
        found[day] = plan
    return sorted(found.items(), key=lambda item: item[0])


def _session_day(plan: SessionPlan, today: date) -> date:
    if plan.in_days is None:
        return training_day(day_of(fiscal_year.fiscal_year(today), plan.day))
    return training_day(today + timedelta(days=plan.in_days))
