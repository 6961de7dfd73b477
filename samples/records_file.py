"""受講記録.csv, in cp932 as Excel of an office saves it."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import assert_never

from domain import fiscal_year
from domain.training import RecordState
from samples import contents
from samples.dates import as_written, full_width
from samples.history import INDUCTION, CourseTaken, Event, QualificationPassed, history
from samples.projects import ProjectHeld
from samples.staff import Employee

HEADER = (
    "職員No.",
    "氏名",
    "種別",
    "研修コード",
    "名称",
    "受講日",
    "終了日",
    "状態",
    "役割",
    "後進指導",
    "備考",
)
_NOTES = {
    RecordState.ABSENT: "業務都合により欠席",
    RecordState.REPORTED: "修了確認待ち",
}


def write_records(path: Path, people: Iterable[Employee], *, today: date, policy_id: str) -> None:
    """The earliest first, as a ledger grows. Raises UnicodeEncodeError outside cp932."""
    held = [(event, person) for person in people for event in history(person, today=today)]
    held.sort(key=lambda pair: (pair[0].on, pair[1].number))
    called = contents.policy_words(policy_id).qualifications
    rng = Random("records")
    with path.open("w", encoding="cp932", errors="strict", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(
            _row(_renamed(event, called), person, today, rng) for event, person in held
        )


def _renamed(event: Event, called: Mapping[str, str]) -> Event:
    if isinstance(event, QualificationPassed):
        return replace(event, name=called.get(event.name, event.name))
    return event


def _row(event: Event, person: Employee, today: date, rng: Random) -> tuple[str, ...]:
    number = full_width(person.number) if rng.random() < 0.05 else person.number
    return number, person.name, *_cells(event, today, rng)


def _cells(event: Event, today: date, rng: Random) -> tuple[str, ...]:
    """From 種別 on."""
    on = as_written(event.on, rng)
    match event:
        case CourseTaken():
            return _course(event, on, today, rng)
        case QualificationPassed():
            expires = as_written(event.expires_on, rng) if event.expires_on else ""
            return ("資格", "", event.name, on, expires, "", "", "", "")
        case ProjectHeld():
            ended = as_written(event.ended_on, rng) if event.ended_on else ""
            role, mentoring = "主担当" if event.led else "参加", "○" if event.mentoring else ""
            return ("DX案件", "", event.name, on, ended, "", role, mentoring, "")
        case _:
            assert_never(event)


def _course(event: CourseTaken, on: str, today: date, rng: Random) -> tuple[str, ...]:
    """Now and then someone has written the name and no code."""
    code = "" if rng.random() < 0.03 else event.code
    is_old = event.code == INDUCTION and event.on < fiscal_year.first_day(
        fiscal_year.fiscal_year(today) - 1
    )
    note = "採用時" if is_old else _NOTES.get(event.state, "")
    return "研修", code, _names()[event.code], on, "", event.state.value, "", "", note


def _names() -> dict[str, str]:
    return {course.code: course.name for course in contents.catalogue().courses}
