"""The checks of the 研修一覧 and the 開催日程 that need the whole file and what is stored."""

from collections.abc import Iterable, Mapping

from domain.catalogue_rows import CourseEntry, SessionEntry
from domain.office_table import RowProblem
from domain.office_values import nearest
from domain.row_reading import Placed, circles, without_duplicates


def check_courses(
    placed: Iterable[Placed[CourseEntry]],
    *,
    codes_in_file: frozenset[str],
    stored: Mapping[str, CourseEntry],
) -> tuple[list[Placed[CourseEntry]], list[RowProblem]]:
    """``codes_in_file`` holds those of bad rows too: they may be someone's 前提研修."""
    kept, problems = without_duplicates(
        placed, key=lambda entry: entry.code, column="研修コード", name="研修コード"
    )
    found = _prerequisite_problems(kept, codes_in_file=codes_in_file, stored=stored)
    return [one for one in kept if one.entry.code not in found], [*problems, *found.values()]


def _prerequisite_problems(
    placed: list[Placed[CourseEntry]],
    *,
    codes_in_file: frozenset[str],
    stored: Mapping[str, CourseEntry],
) -> dict[str, RowProblem]:
    prerequisites = {code: entry.prerequisites for code, entry in stored.items()}
    prerequisites.update((one.entry.code, one.entry.prerequisites) for one in placed)
    known = codes_in_file | prerequisites.keys()
    on_circle = circles(prerequisites)
    found = {}
    for one in placed:
        unknown = [code for code in one.entry.prerequisites if code not in known]
        if unknown:
            sentence = (
                f"前提研修「{unknown[0]}」は研修一覧にありません{nearest(unknown[0], known)}。"
                "研修コードを書いてください。"
            )
        elif one.entry.code in on_circle:
            sentence = "前提研修をたどるとこの研修に戻ります。前提研修を確かめてください。"
        else:
            continue
        found[one.entry.code] = one.problem("前提研修", sentence)
    return found


def check_sessions(
    placed: Iterable[Placed[SessionEntry]], *, known_codes: frozenset[str]
) -> tuple[list[Placed[SessionEntry]], list[RowProblem]]:
    """``known_codes``: the courses that will be stored once the file is in."""
    unique, problems = without_duplicates(
        placed, key=lambda entry: entry.key, column="開催日", name="開催回（研修・日・時刻）"
    )
    kept = [one for one in unique if one.entry.course_code in known_codes]
    unknown = [one for one in unique if one.entry.course_code not in known_codes]
    for one in unknown:
        code = one.entry.course_code
        sentence = (
            f"研修コード「{code}」は研修一覧にありません{nearest(code, known_codes)}。"
            "研修コードを確かめるか、先に研修一覧に加えてください。"
        )
        problems.append(one.problem("研修コード", sentence))
    return kept, problems


def overbooked(placed: Iterable[Placed[SessionEntry]]) -> list[RowProblem]:
    """Warnings: more people have applied than there are seats."""
    return [
        one.problem(
            "申込数",
            f"申込数{taken}が定員{capacity}を超えています。数を確かめてください。",
        )
        for one in placed
        if (capacity := one.entry.capacity) is not None
        and (taken := one.entry.taken) is not None
        and taken > capacity
    ]
