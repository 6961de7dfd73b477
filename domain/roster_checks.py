"""The checks of the 職員名簿 that need the whole file and what is stored."""

from collections.abc import Iterable, Mapping

from domain.office_table import RowProblem
from domain.office_values import nearest
from domain.people import Attendance
from domain.policy import Policy
from domain.roster_rows import StaffEntry
from domain.row_reading import Placed, circles, rows_named, without_duplicates


def check_roster(
    placed: Iterable[Placed[StaffEntry]],
    *,
    numbers_in_file: frozenset[str],
    stored: Mapping[str, StaffEntry],
    leaving: frozenset[str] = frozenset(),
) -> tuple[list[Placed[StaffEntry]], list[RowProblem]]:
    """The whole file: what contradicts another row or what is stored is taken out and reported.

    ``numbers_in_file`` holds those of bad rows too: their people may be someone's 上司. ``leaving``
    are those whom this import makes 退職.
    """
    kept, problems = without_duplicates(
        placed, key=lambda entry: entry.employee_number, column="職員番号", name="職員番号"
    )
    found = _manager_problems(kept, numbers_in_file=numbers_in_file, stored=stored)
    kept, problems = _without(kept, found), [*problems, *found.values()]
    # A row that is taken out may have been the only one of a department, or the holder of an address.
    while found := (
        _department_problems(kept, stored=stored)
        | _email_problems(kept, stored=stored, leaving=leaving)
    ):
        kept, problems = _without(kept, found), [*problems, *found.values()]
    return kept, problems


def _without(
    placed: list[Placed[StaffEntry]], found: Mapping[str, RowProblem]
) -> list[Placed[StaffEntry]]:
    return [one for one in placed if one.entry.employee_number not in found]


def _department_problems(
    placed: list[Placed[StaffEntry]], *, stored: Mapping[str, StaffEntry]
) -> dict[str, RowProblem]:
    """A team role is held for a department that someone belongs to."""
    known = {department for entry in stored.values() for department in entry.departments}
    known.update(department for one in placed for department in one.entry.departments)
    found = {}
    for one in placed:
        for role in one.entry.team_roles:
            if role.department not in known:
                found[one.entry.employee_number] = one.problem(
                    "チーム役割",
                    f"部局「{role.department}」は名簿にありません{nearest(role.department, known)}。"
                    "名簿の部局の名前を書いてください。",
                )
    return found


def _manager_problems(
    placed: list[Placed[StaffEntry]],
    *,
    numbers_in_file: frozenset[str],
    stored: Mapping[str, StaffEntry],
) -> dict[str, RowProblem]:
    managers = {number: entry.manager_number for number, entry in stored.items()}
    managers.update((one.entry.employee_number, one.entry.manager_number) for one in placed)
    known = numbers_in_file | managers.keys()
    on_circle = circles({number: [boss] if boss else [] for number, boss in managers.items()})
    found = {}
    for one in placed:
        number, boss = one.entry.employee_number, one.entry.manager_number
        if boss is not None and boss not in known:
            sentence = f"職員番号{boss}の人は名簿にいません。上司の職員番号を確かめてください。"
        elif number in on_circle:
            sentence = "上司をたどると本人に戻ります。上司の職員番号を確かめてください。"
        else:
            continue
        found[number] = one.problem("上司の職員番号", sentence)
    return found


def _email_problems(
    placed: list[Placed[StaffEntry]],
    *,
    stored: Mapping[str, StaffEntry],
    leaving: frozenset[str],
) -> dict[str, RowProblem]:
    """An address belongs to one person in service, also among those whom the file does not change.

    Who has left holds none: a person hired anew under another number has the same address.
    """
    in_file = {one.entry.employee_number for one in placed}
    staying = {n: e for n, e in stored.items() if n not in in_file and n not in leaving}
    everyone = [*staying.values(), *(one.entry for one in placed)]
    holders: dict[str, list[str]] = {}
    for entry in everyone:
        if entry.attendance is not Attendance.LEFT:
            holders.setdefault(entry.email, []).append(entry.employee_number)
    found = {}
    for one in placed:
        if one.entry.attendance is Attendance.LEFT:
            continue
        others = [n for n in holders[one.entry.email] if n != one.entry.employee_number]
        if others:
            found[one.entry.employee_number] = one.problem(
                "メールアドレス",
                f"職員番号{'・'.join(others)}の人と同じメールアドレスです。"
                "1人に1つのアドレスにしてください。",
            )
    return found


def unknown_grades(
    placed: Iterable[Placed[StaffEntry]], *, policy: Policy
) -> tuple[RowProblem, ...]:
    """Taken over, since the grade may be right; but the policy asks nothing of it. Each word is told
    once, with all its rows: a word that the policy does not cover yet stands in hundreds.
    """
    if not policy.grades:
        return ()
    unknown: dict[str, list[Placed[StaffEntry]]] = {}
    for one in placed:
        if policy.grade_of(one.entry.grade) is None:
            unknown.setdefault(one.entry.grade, []).append(one)
    return tuple(_unknown_grade(word, rows, policy) for word, rows in unknown.items())


def _unknown_grade(word: str, rows: list[Placed[StaffEntry]], policy: Policy) -> RowProblem:
    known = [name for grade in policy.grades for name in (grade.name, *grade.covers)]
    instead = nearest(word, known) or f"（方針の職級: {'・'.join(known)}）"
    also = f"{rows_named(rows[1:], beside=rows[0])}行目も同じです。" if rows[1:] else ""
    return rows[0].problem(
        "職級",
        f"職級「{word}」は{policy.name}にありません{instead}。"
        f"このままでは、職級で求めるスキルが付きません。{also}",
    )
