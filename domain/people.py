"""Staff as the roster knows them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Employment(StrEnum):
    """任用形態."""

    REGULAR = "常勤"
    REAPPOINTED = "再任用"
    FISCAL_YEAR = "会計年度任用職員"
    EXTERNAL = "外部人材"


class Attendance(StrEnum):
    """在職状況. Leave pauses deadlines and reminders; it deletes nothing."""

    ACTIVE = "在職"
    LEAVE = "休職"
    PARENTAL_LEAVE = "育休"
    LEFT = "退職"

    @property
    def is_on_leave(self) -> bool:
        return self in (Attendance.LEAVE, Attendance.PARENTAL_LEAVE)


class Duty(StrEnum):
    """What someone does for the system itself, besides their own work."""

    SECRETARIAT = "事務局"
    TRAINING_OFFICER = "研修担当"
    ADMINISTRATOR = "システム管理者"


def place_name(department: str, section: str) -> str:
    """「財務部 税務課」. A 部長 or 次長 has the department itself as their section."""
    return department if section == department else f"{department} {section}".strip()


@dataclass(frozen=True, slots=True)
class Post:
    """A place in the organization: 部局 > 課・所属, main or concurrent (兼務)."""

    department: str
    section: str
    title: str = ""
    concurrent: bool = False

    @property
    def place(self) -> str:
        """「財務部 税務課」."""
        return place_name(self.department, self.section)


FORUM_ROLES = ("DX統括リーダー", "DX推進リーダー", "DX推進員")
"""The roles of the DX推進チーム that the forum works with, whether or not the policy names them."""


@dataclass(frozen=True, slots=True)
class TeamRoleHeld:
    """A team role and the department it is held for."""

    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff. ``name`` keeps the order of the roster (姓 名)."""

    id: int
    employee_number: str
    email: str
    name: str
    grade: str
    employment: Employment
    attendance: Attendance
    posts: tuple[Post, ...]
    """The main post first."""
    talent_types: tuple[str, ...] = ()
    """As the roster says; empty where the policy's own rule decides (``AppliesTo``)."""
    team_roles: tuple[TeamRoleHeld, ...] = ()
    duties: tuple[Duty, ...] = ()
    handles_ict_equipment: bool = True
    joined_on: date | None = None
    manager_number: str | None = None

    @property
    def main_post(self) -> Post:
        return self.posts[0]

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(post.section for post in self.posts)
