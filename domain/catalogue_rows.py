"""Rows of the 研修一覧 and of its 開催日程 as entries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar
from urllib.parse import urlsplit

from domain import course_words, office_dates, office_values
from domain.japan_time import JAPAN
from domain.office_table import Cell, OfficeTable, RowProblem
from domain.office_values import Unreadable, nearest
from domain.policy import Policy
from domain.row_reading import Placed, RowReading, column
from domain.training import Audience, Deadline, Obligation, Validity

_OBLIGATIONS = {
    "必修": Obligation.REQUIRED,
    "義務": Obligation.REQUIRED,
    "○": Obligation.REQUIRED,
    "任意": Obligation.OPTIONAL,
    "希望": Obligation.OPTIONAL,
    "希望制": Obligation.OPTIONAL,
    "×": Obligation.OPTIONAL,
}

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """One course as the catalogue file says. ``target`` is 対象 as written."""

    code: str = field(metadata=column("研修コード"))
    name: str = field(metadata=column("研修名"))
    obligation: Obligation = field(metadata=column("必須・選択"))
    summary: str = field(default="", metadata=column("概要"))
    method: str = field(default="", metadata=column("研修手法"))
    provider: str = field(default="", metadata=column("実施主体"))
    hours: float | None = field(default=None, metadata=column("時間"))
    skills: tuple[str, ...] = field(default=(), metadata=column("習得スキル"))
    target: str = field(default="", metadata=column("対象"))
    audience: Audience = field(
        default=Audience(), metadata=column("対象", shown=course_words.shown_audience)
    )
    prerequisites: tuple[str, ...] = field(default=(), metadata=column("前提研修"))
    validity: Validity = field(
        default=Validity(), metadata=column("有効期間", shown=course_words.shown_validity)
    )
    deadline: Deadline | None = field(
        default=None, metadata=column("受講期限", shown=course_words.shown_deadline)
    )
    needs_confirmation: bool = field(default=False, metadata=column("修了確認"))
    on_demand: bool = field(default=False, metadata=column("随時受講"))
    url: str = field(default="", metadata=column("URL"))
    sample: bool = field(default=False, metadata=column("区分"))


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One 開催回. A blank 開始時刻 is 0:00 of the day; ``taken`` None leaves the number as it is."""

    course_code: str = field(metadata=column("研修コード"))
    starts_at: datetime = field(metadata=column("開催日"))
    ends_at: datetime | None = field(default=None, metadata=column("終了時刻"))
    place: str = field(default="", metadata=column("会場"))
    capacity: int | None = field(default=None, metadata=column("定員"))
    taken: int | None = field(default=None, metadata=column("申込数"))
    apply_by: date | None = field(default=None, metadata=column("申込締切"))

    @property
    def key(self) -> tuple[str, datetime]:
        return self.course_code, self.starts_at


def read_courses(
    tables: Iterable[OfficeTable], *, policy: Policy
) -> tuple[list[Placed[CourseEntry]], list[RowProblem]]:
    return _read(tables, lambda reading: _course(reading, policy))


def read_sessions(
    tables: Iterable[OfficeTable],
) -> tuple[list[Placed[SessionEntry]], list[RowProblem]]:
    return _read(tables, _session)


def _read(
    tables: Iterable[OfficeTable], entry_of: Callable[[RowReading], Entry]
) -> tuple[list[Placed[Entry]], list[RowProblem]]:
    placed: list[Placed[Entry]] = []
    problems: list[RowProblem] = []
    for table in tables:
        for row in table.rows:
            reading = RowReading(table, row)
            entry = entry_of(reading)
            problems.extend(reading.problems)
            if not reading.problems:
                placed.append(reading.place(entry))
    return placed, problems


def _course(reading: RowReading, policy: Policy) -> CourseEntry:
    required, optional = reading.required, reading.optional
    return CourseEntry(
        code=required("研修コード", office_values.code, default=""),
        name=required("研修名", office_values.line, default=""),
        obligation=required("必須・選択", _obligation, default=Obligation.OPTIONAL),
        summary=optional("概要", office_values.text, default=""),
        method=optional("研修手法", office_values.label, default=""),
        provider=optional("実施主体", office_values.label, default=""),
        hours=optional("時間", office_values.hours, default=None),
        skills=optional("習得スキル", lambda cell: _skills(cell, policy), default=()),
        target=optional("対象", office_values.line, default=""),
        audience=optional(
            "対象", lambda cell: course_words.audience(cell, policy=policy), default=Audience()
        ),
        prerequisites=optional("前提研修", _codes, default=()),
        validity=optional("有効期間", course_words.validity, default=Validity()),
        deadline=optional("受講期限", course_words.deadline, default=None),
        needs_confirmation=optional("修了確認", office_values.yes_no, default=False),
        on_demand=optional("随時受講", office_values.yes_no, default=False),
        url=optional("URL", _url, default=""),
        sample=optional("区分", _is_sample, default=False),
    )


def _obligation(cell: Cell) -> Obligation:
    return office_values.one_of(cell, Obligation, also=_OBLIGATIONS)


def _skills(cell: Cell, policy: Policy) -> tuple[str, ...]:
    names = [skill.name for skill in policy.skills]
    found, unknown = office_values.known_words(cell, names)
    if unknown:
        raise Unreadable(
            f"スキル「{unknown[0]}」は方針にありません{nearest(unknown[0], names)}。"
            "方針のスキルの名前を書いてください。"
        )
    return found


def _codes(cell: Cell) -> tuple[str, ...]:
    return tuple(office_values.code(word) for word in office_values.words(cell))


def _url(cell: Cell) -> str:
    found = office_values.compact(cell)
    try:
        parts = urlsplit(found)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Unreadable("URLは「https://」から書いてください。")
    return found


def _is_sample(cell: Cell) -> bool:
    return office_values.compact(cell).strip("()") in ("例", "サンプル")


def _session(reading: RowReading) -> SessionEntry:
    required, optional = reading.required, reading.optional
    day = required("開催日", office_dates.date_of, default=date.min)
    starts = optional("開始時刻", office_dates.time_of, default=time())
    ends = optional("終了時刻", office_dates.time_of, default=None)
    if ends is not None and ends <= starts:
        reading.refuse("終了時刻", "終了時刻が開始時刻より前です。時刻を確かめてください。")
    apply_by = optional("申込締切", office_dates.date_of, default=None)
    if apply_by is not None and apply_by > day > date.min:
        reading.refuse("申込締切", "申込締切が開催日より後です。日付を確かめてください。")
    return SessionEntry(
        course_code=required("研修コード", office_values.code, default=""),
        starts_at=datetime.combine(day, starts, JAPAN),
        ends_at=None if ends is None else datetime.combine(day, ends, JAPAN),
        place=optional("会場", office_values.label, default=""),
        capacity=optional("定員", office_values.whole_number, default=None),
        taken=optional("申込数", office_values.whole_number, default=None),
        apply_by=apply_by,
    )
