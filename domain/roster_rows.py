"""Rows of the 職員名簿 as entries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain import office_dates, office_values
from domain.office_table import Cell, OfficeTable, RowProblem
from domain.office_values import Unreadable, label, nearest, shown
from domain.people import FORUM_ROLES, Attendance, Duty, Employment, Post, TeamRoleHeld
from domain.policy import Policy
from domain.row_reading import Placed, RowReading, column

_ROLE_FOR_DEPARTMENT = re.compile(r"(?P<name>[^()]+)\((?P<department>[^()]+)\)")
_POST = re.compile(r"(?P<department>[^/>()]+)[/>](?P<section>[^/>()]+)(?:\((?P<title>[^()]+)\))?")
_POST_SEPARATOR = re.compile(r"[、；;,\n]")
_EMPLOYMENTS = {
    "正規": Employment.REGULAR,
    "正職員": Employment.REGULAR,
    "正規職員": Employment.REGULAR,
    "常勤職員": Employment.REGULAR,
    "再任用職員": Employment.REAPPOINTED,
    "暫定再任用": Employment.REAPPOINTED,
    "会計年度": Employment.FISCAL_YEAR,
    "会計年度任用": Employment.FISCAL_YEAR,
}
_ATTENDANCES = {
    "在籍": Attendance.ACTIVE,
    "休職中": Attendance.LEAVE,
    "育児休業": Attendance.PARENTAL_LEAVE,
    "育休中": Attendance.PARENTAL_LEAVE,
    "退職済": Attendance.LEFT,
}


def _shown_roles(roles: tuple[TeamRoleHeld, ...]) -> str:
    return shown(tuple(f"{role.name}({role.department})" for role in roles))


def _shown_posts(posts: tuple[Post, ...]) -> str:
    places = (f"{post.department}/{post.section}" for post in posts)
    titles = (f"({post.title})" if post.title else "" for post in posts)
    return shown(tuple(map("".join, zip(places, titles, strict=True))))


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One person as the roster says. ``concurrent_posts`` are the 兼務 in the roster's order."""

    employee_number: str = field(metadata=column("職員番号"))
    name: str = field(metadata=column("氏名"))
    email: str = field(metadata=column("メールアドレス"))
    department: str = field(metadata=column("部局"))
    section: str = field(metadata=column("所属"))
    title: str = field(default="", metadata=column("職名"))
    grade: str = field(default="", metadata=column("職級"))
    employment: Employment = field(default=Employment.REGULAR, metadata=column("任用形態"))
    attendance: Attendance = field(default=Attendance.ACTIVE, metadata=column("在職状況"))
    talent_types: tuple[str, ...] = field(default=(), metadata=column("人材区分"))
    team_roles: tuple[TeamRoleHeld, ...] = field(
        default=(), metadata=column("チーム役割", shown=_shown_roles)
    )
    concurrent_posts: tuple[Post, ...] = field(
        default=(), metadata=column("兼務", shown=_shown_posts)
    )
    handles_ict_equipment: bool = field(default=True, metadata=column("ICT機器"))
    joined_on: date | None = field(default=None, metadata=column("採用年月日"))
    manager_number: str | None = field(default=None, metadata=column("上司の職員番号"))
    duties: tuple[Duty, ...] = field(default=(), metadata=column("システムの担当"))

    @property
    def posts(self) -> tuple[Post, ...]:
        """The main post first."""
        return (Post(self.department, self.section, self.title), *self.concurrent_posts)

    @property
    def departments(self) -> frozenset[str]:
        return frozenset(post.department for post in self.posts)


def read_roster(
    tables: Iterable[OfficeTable], *, policy: Policy
) -> tuple[list[Placed[StaffEntry]], list[RowProblem]]:
    """Every row on its own: the entries that can be read, and what is wrong with the others."""
    placed: list[Placed[StaffEntry]] = []
    problems: list[RowProblem] = []
    for table in tables:
        for row in table.rows:
            reading = RowReading(table, row)
            entry = _entry(reading, policy)
            if reading.problems:
                problems.extend(reading.problems)
            else:
                placed.append(reading.place(entry))
    return placed, problems


def _entry(reading: RowReading, policy: Policy) -> StaffEntry:
    required, optional = reading.required, reading.optional
    department = required("部局", label, default="")
    return StaffEntry(
        employee_number=required("職員番号", office_values.code, default=""),
        name=required("氏名", office_values.person_name, default=""),
        email=required("メールアドレス", office_values.email, default=""),
        department=department,
        section=required("所属", label, default=""),
        title=optional("職名", label, default=""),
        grade=required("職級", label, default=""),
        employment=optional("任用形態", _employment, default=Employment.REGULAR),
        attendance=optional("在職状況", _attendance, default=Attendance.ACTIVE),
        talent_types=optional("人材区分", lambda c: _talent_types(c, policy), default=()),
        team_roles=optional("チーム役割", lambda c: _team_roles(c, policy, department), default=()),
        concurrent_posts=optional("兼務", _concurrent_posts, default=()),
        handles_ict_equipment=optional("ICT機器", office_values.yes_no, default=True),
        joined_on=optional("採用年月日", office_dates.date_of, default=None),
        manager_number=optional("上司の職員番号", office_values.code, default=None),
        duties=optional("システムの担当", _duties, default=()),
    )


def _employment(cell: Cell) -> Employment:
    return office_values.one_of(cell, Employment, also=_EMPLOYMENTS)


def _attendance(cell: Cell) -> Attendance:
    return office_values.one_of(cell, Attendance, also=_ATTENDANCES)


def _duties(cell: Cell) -> tuple[Duty, ...]:
    return tuple(office_values.one_of(word, Duty) for word in office_values.words(cell))


def _talent_types(cell: Cell, policy: Policy) -> tuple[str, ...]:
    names = [talent_type.name for talent_type in policy.talent_types]
    found, unknown = office_values.known_words(cell, names)
    if unknown:
        raise Unreadable(
            f"人材区分「{unknown[0]}」は方針にありません{nearest(unknown[0], names)}。"
            f"{'・'.join(names)}のどれかを書いてください。"
        )
    return found


def _team_roles(cell: Cell, policy: Policy, main_department: str) -> tuple[TeamRoleHeld, ...]:
    held: dict[TeamRoleHeld, None] = {}
    for word in office_values.words(cell):
        match = _ROLE_FOR_DEPARTMENT.fullmatch(word)
        name = match["name"].strip() if match else word
        department = match["department"].strip() if match else main_department
        held[TeamRoleHeld(_team_role(name, policy), department)] = None
    return tuple(held)


def _team_role(name: str, policy: Policy) -> str:
    """The policy's own name for it; the forum's roles and those that talent types go by stay."""
    role = policy.team_role(name)
    if role is not None:
        return role.name
    names = dict.fromkeys((*policy.team_role_words, *FORUM_ROLES))
    if name in names:
        return name
    raise Unreadable(
        f"チーム役割「{name}」は方針にありません{nearest(name, names)}。"
        f"{'・'.join(names)}のどれかを、「DX推進員」か「DX推進員(福祉部)」のように書いてください。"
    )


def _concurrent_posts(cell: Cell) -> tuple[Post, ...]:
    posts: dict[Post, None] = {}
    for part in _POST_SEPARATOR.split(office_values.text(cell)):
        match = _POST.fullmatch(label(part))
        if match is None and part.strip():
            raise Unreadable(
                f"兼務「{label(part)}」は「部局/所属」か「部局/所属(職名)」の形で書いてください。"
            )
        if match:
            department, section, title = (group or "" for group in match.groups())
            posts[Post(department.strip(), section.strip(), title.strip(), concurrent=True)] = None
    return tuple(posts)
