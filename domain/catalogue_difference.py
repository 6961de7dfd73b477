"""What a file of courses and sessions changes in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.catalogue_checks import check_courses, check_sessions, overbooked
from domain.catalogue_rows import CourseEntry, SessionEntry
from domain.import_difference import Difference, Stored, difference
from domain.office_table import RowProblem
from domain.row_reading import Placed

SessionKey = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class CatalogueRows:
    """What the file says, row by row."""

    courses: list[Placed[CourseEntry]]
    sessions: list[Placed[SessionEntry]]
    problems: list[RowProblem]
    codes: frozenset[str]
    """Of every row of the list of courses, also the bad ones."""
    session_codes: Mapping[tuple[str, int], str]
    has_courses: bool
    has_sessions: bool


@dataclass(frozen=True, slots=True)
class CatalogueDifference:
    courses: Difference[CourseEntry]
    sessions: Difference[SessionEntry]
    gone: tuple[str, ...]
    gone_courses: tuple[int, ...]
    gone_sessions: tuple[int, ...]
    problems: list[RowProblem]
    warnings: list[RowProblem]


def compare_catalogue(
    rows: CatalogueRows,
    *,
    courses: Mapping[str, Stored[CourseEntry]],
    sessions: Mapping[SessionKey, Stored[SessionEntry]],
    now: datetime,
) -> CatalogueDifference:
    kept, problems = check_courses(
        rows.courses,
        codes_in_file=rows.codes,
        stored={code: one.entry for code, one in courses.items()},
    )
    known = courses.keys() | {one.entry.code for one in kept}
    kept_sessions, session_problems = check_sessions(rows.sessions, known_codes=frozenset(known))
    problems = [*rows.problems, *problems, *session_problems]
    gone_courses = [
        one
        for code, one in sorted(courses.items())
        if rows.has_courses and code not in rows.codes and not one.withdrawn
    ]
    gone_sessions = _gone_sessions(rows, sessions, problems, now=now)
    return CatalogueDifference(
        courses=difference(kept, stored=courses, key=lambda e: e.code, named=course_named),
        sessions=difference(
            kept_sessions,
            stored=sessions,
            key=lambda e: e.key,
            named=session_named,
            settled=_with_known_number,
        ),
        gone=(
            *(course_named(one.entry) for one in gone_courses),
            *(session_named(one.entry) for one in gone_sessions),
        ),
        gone_courses=tuple(one.id for one in gone_courses),
        gone_sessions=tuple(one.id for one in gone_sessions),
        problems=problems,
        warnings=overbooked(kept_sessions),
    )


def _gone_sessions(
    rows: CatalogueRows,
    sessions: Mapping[SessionKey, Stored[SessionEntry]],
    problems: list[RowProblem],
    *,
    now: datetime,
) -> list[Stored[SessionEntry]]:
    """Sessions to come that no row names. A bad row may mean any session of its course."""
    if not rows.has_sessions:
        return []
    in_file = {one.entry.key for one in rows.sessions}
    bad = {rows.session_codes.get((problem.sheet, problem.row)) for problem in problems}
    return [
        one
        for key, one in sorted(sessions.items())
        if key not in in_file and key[0] not in bad and one.entry.starts_at > now
    ]


def _with_known_number(old: SessionEntry, new: SessionEntry) -> SessionEntry:
    return replace(new, taken=old.taken) if new.taken is None else new


def course_named(entry: CourseEntry) -> str:
    return f"研修 {entry.code}"


def session_named(entry: SessionEntry) -> str:
    return f"開催 {entry.course_code} {entry.starts_at:%Y-%m-%d %H:%M}"
