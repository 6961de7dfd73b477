"""Rows of the 受講記録 as entries: trainings, qualifications and DX projects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain import office_dates, office_values
from domain.office_table import Cell, OfficeTable, RowProblem
from domain.office_values import Unreadable, is_blank, label, nearest
from domain.row_reading import Placed, RowReading, column, without_duplicates
from domain.training import RecordState


class RecordKind(StrEnum):
    """種別."""

    TRAINING = "研修"
    QUALIFICATION = "資格"
    PROJECT = "DX案件"


_KINDS = {"講座": RecordKind.TRAINING, "案件": RecordKind.PROJECT, "OJT": RecordKind.PROJECT}
_STATES = {
    **dict.fromkeys(
        ("修了済", "修了済み", "受講済", "受講済み", "完了", "合格"), RecordState.COMPLETED
    ),
    **dict.fromkeys(("申告済", "申告済み", "確認待ち"), RecordState.REPORTED),
    "差し戻し": RecordState.REJECTED,
}
_LED = {
    "主担当": True,
    "主": True,
    "リーダー": True,
    "参加": False,
    "副担当": False,
    "メンバー": False,
}


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One completion, report or absence of one course."""

    employee_number: str = field(metadata=column("職員番号"))
    course_code: str = field(metadata=column("研修コード"))
    completed_on: date = field(metadata=column("受講日"))
    state: RecordState = field(default=RecordState.COMPLETED, metadata=column("状態"))
    remark: str = field(default="", metadata=column("備考"))

    @property
    def key(self) -> tuple[str, str, str, date]:
        return self.employee_number, RecordKind.TRAINING, self.course_code, self.completed_on


@dataclass(frozen=True, slots=True)
class QualificationEntry:
    employee_number: str = field(metadata=column("職員番号"))
    name: str = field(metadata=column("名称"))
    acquired_on: date = field(metadata=column("受講日"))
    expires_on: date | None = field(default=None, metadata=column("終了日"))

    @property
    def key(self) -> tuple[str, str, str, date]:
        return self.employee_number, RecordKind.QUALIFICATION, self.name, self.acquired_on


def _shown_role(led: bool) -> str:
    return "主担当" if led else "参加"


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    employee_number: str = field(metadata=column("職員番号"))
    name: str = field(metadata=column("名称"))
    started_on: date = field(metadata=column("受講日"))
    led: bool = field(default=False, metadata=column("役割", shown=_shown_role))
    ended_on: date | None = field(default=None, metadata=column("終了日"))
    mentoring: bool = field(default=False, metadata=column("後進指導"))

    @property
    def key(self) -> tuple[str, str, str, date]:
        return self.employee_number, RecordKind.PROJECT, self.name, self.started_on


AnyRecord = RecordEntry | QualificationEntry | ProjectEntry


@dataclass(frozen=True, slots=True)
class KnownToRecords:
    """What a record may name. ``staff`` maps numbers to names, ``courses`` codes to names."""

    staff: Mapping[str, str]
    courses: Mapping[str, str]
    codes_by_name: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, *, staff: Mapping[str, str], courses: Mapping[str, str]) -> "KnownToRecords":
        by_name: dict[str, tuple[str, ...]] = {}
        for code, name in courses.items():
            by_name[label(name)] = (*by_name.get(label(name), ()), code)
        return cls(staff, courses, by_name)


def read_records(
    tables: Iterable[OfficeTable], *, known: KnownToRecords, today: date
) -> tuple[list[Placed[AnyRecord]], list[RowProblem]]:
    """The entries of the whole file, each key once, and what is wrong with the other rows."""
    placed: list[Placed[AnyRecord]] = []
    problems: list[RowProblem] = []
    for table in tables:
        for row in table.rows:
            reading = RowReading(table, row)
            entry = _entry(reading, known, today)
            if reading.problems or entry is None:
                problems.extend(reading.problems)
            else:
                placed.append(_placed(reading, entry))
    kept, doubled = without_duplicates(
        placed, key=lambda entry: entry.key, column="受講日", name="職員・研修・日の記録"
    )
    return kept, [*problems, *doubled]


def _placed(reading: RowReading, entry: AnyRecord) -> Placed[AnyRecord]:
    """A blank 状態 says nothing of a record that is stored: 欠席 stays 欠席."""
    one: Placed[AnyRecord] = reading.place(entry)
    if is_blank(reading.row.cells.get("状態")):
        return replace(one, columns=one.columns - {"状態"})
    return one


def _entry(reading: RowReading, known: KnownToRecords, today: date) -> AnyRecord | None:
    number = reading.required("職員番号", office_values.code, default="")
    if number:
        _check_person(reading, number, known)
    kind = reading.optional("種別", _kind, default=RecordKind.TRAINING)
    day = reading.required("受講日", office_dates.date_of, default=date.min)
    if day > today:
        reading.refuse("受講日", f"{day.isoformat()}は今日より後です。日付を確かめてください。")
    until = reading.optional("終了日", office_dates.date_of, default=None)
    if until is not None and until < day:
        reading.refuse("終了日", "終了日が始まりの日より前です。日付を確かめてください。")
    if kind is RecordKind.TRAINING and until is not None and until > today:
        reading.refuse("終了日", f"{until.isoformat()}は今日より後です。日付を確かめてください。")
    match kind:
        case RecordKind.TRAINING:
            # A course of several days is done on its last.
            return _training(reading, number, until or day, known)
        case RecordKind.QUALIFICATION:
            return QualificationEntry(number, _name(reading), day, until)
        case RecordKind.PROJECT:
            led = reading.optional("役割", _led, default=False)
            mentoring = reading.optional("後進指導", office_values.yes_no, default=False)
            return ProjectEntry(number, _name(reading), day, led, until, mentoring)


def _check_person(reading: RowReading, number: str, known: KnownToRecords) -> None:
    if number not in known.staff:
        reading.refuse(
            "職員番号", f"職員番号{number}の人は名簿にいません{_number_hint(number, known.staff)}。"
        )
        return
    name = reading.optional("氏名", office_values.person_name, default="")
    if name and not office_values.same_name(name, known.staff[number]):
        reading.refuse("氏名", "氏名が名簿と違います。職員番号と氏名を確かめてください。")


def _number_hint(number: str, staff: Mapping[str, str]) -> str:
    """Excel drops the zeros that a number begins with."""
    padded = [number.zfill(width) for width in range(len(number) + 1, 11)]
    found = [candidate for candidate in padded if candidate in staff]
    return f"（「{found[0]}」ではありませんか）" if found else "。番号を確かめてください"


def _kind(cell: Cell) -> RecordKind:
    return office_values.one_of(cell, RecordKind, also=_KINDS)


def _led(cell: Cell) -> bool:
    word = office_values.compact(cell)
    if word not in _LED:
        raise Unreadable(f"役割「{word}」は使えません。主担当か参加と書いてください。")
    return _LED[word]


def _name(reading: RowReading) -> str:
    return reading.required("名称", label, default="")


def _training(
    reading: RowReading, number: str, day: date, known: KnownToRecords
) -> RecordEntry | None:
    code = _course_code(reading, known)
    state = reading.optional("状態", _state, default=RecordState.COMPLETED)
    remark = reading.optional("備考", office_values.text, default="")
    return None if code is None else RecordEntry(number, code, day, state, remark)


def _state(cell: Cell) -> RecordState:
    return office_values.one_of(cell, RecordState, also=_STATES)


def _course_code(reading: RowReading, known: KnownToRecords) -> str | None:
    if is_blank(reading.row.cells.get("研修コード")):
        return _code_of_name(reading, known)
    code = reading.optional("研修コード", office_values.code, default="")
    if code and code not in known.courses:
        reading.refuse(
            "研修コード",
            f"研修コード「{code}」は研修一覧にありません{nearest(code, known.courses)}。"
            "研修コードを確かめてください。",
        )
    return code


def _code_of_name(reading: RowReading, known: KnownToRecords) -> str | None:
    if is_blank(reading.row.cells.get("名称")):
        reading.refuse("研修コード", "研修コードが空です。研修コードか研修名を入力してください。")
        return None
    name = reading.optional("名称", label, default="")
    codes = known.codes_by_name.get(name, ())
    if len(codes) == 1:
        return codes[0]
    if codes:
        sentence = f"研修「{name}」は{'・'.join(codes)}の複数あります。研修コードを書いてください。"
    else:
        hint = nearest(name, known.codes_by_name)
        sentence = f"研修「{name}」は研修一覧にありません{hint}。研修コードを書いてください。"
    reading.refuse("名称", sentence)
    return None
