"""What ``samples/data`` holds, checked when it is read."""

import csv
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from domain.improvement_case import Visibility
from domain.people import Attendance, Duty, Employment
from domain.training import Obligation, RecordState
from domain.values import Frozen

POLICIES = ("shimonoseki", "yamaguchi", "kakamigahara", "tokyo-template", "okayama")
"""The policies in whose words the courses' skills are written."""
DATA = Path(__file__).parent / "data"
# The loader written in C reads these files ten times faster; not every build of PyYAML has it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Audience = Literal[
    "everyone",
    "ict",
    "newcomers",
    "managers",
    "supervisors",
    "team",
    "promoters",
    "leaders",
    "chiefs",
    "specialists",
]
"""Whom a course is for, in words that hold under every policy (``courses.yaml`` has the offices')."""


class Title(Frozen):
    """職名. ``service`` is the least and the most years since joining."""

    grade: str
    service: tuple[int, int]
    employment: Employment = Employment.REGULAR
    ict: bool = True


class Department(Frozen):
    """``head`` and each of ``sections`` say how many hold which title."""

    name: str
    head: dict[str, int]
    sections: dict[str, dict[str, int]]


class Organization(Frozen):
    departments: tuple[Department, ...]
    titles: dict[str, Title]


class Joined(Frozen):
    """1 April some fiscal years ago, or the first of this month."""

    years_ago: int = 0
    this_month: bool = False


class PastEvent(Frozen):
    """Something that a member of the cast has done, at a day given in one of four ways."""

    course: str = ""
    qualification: str = ""
    project: str = ""
    last: str = ""
    """Month and day of the last fiscal year."""
    this: str = ""
    """Month and day of this fiscal year; left out while it is still to come."""
    days_ago: int | None = None
    months_ago: int | None = None
    months: int | None = None
    """How long a project lasted; None while it goes on."""
    valid_years: int | None = None
    state: RecordState = RecordState.COMPLETED
    led: bool = False
    mentoring: bool = False


class CastEntry(Frozen):
    """A named person. ``post`` is department, section, title (the department again for a 部長 or 次長)."""

    number: str
    name: str
    mail: str
    who: str
    post: tuple[str, str, str]
    joined: Joined
    attendance: Attendance = Attendance.ACTIVE
    team_roles: dict[str, str] = Field(default_factory=dict)
    """Team role → the department it is held for."""
    concurrent: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    history: Literal["nothing", "everything", "usual"]
    without: tuple[str, ...] = ()
    """Courses that ``history`` leaves out."""
    records: tuple[PastEvent, ...] = ()


class SessionPlan(Frozen):
    """開催回: on a day of the fiscal year, or some days from today."""

    day: str = ""
    in_days: int | None = None
    time: str
    place: str
    capacity: int | None = None
    applied: int = 0
    close_before: int | None = 7
    """Days between 申込締切 and the session; None where nothing closes."""


class CourseEntry(Frozen):
    """研修. ``hours``, ``validity`` and ``deadline`` are written as the office writes them."""

    code: str
    name: str
    summary: str
    method: str
    provider: str
    hours: str
    obligation: Obligation
    audience: Audience
    target: dict[str, str] = Field(default_factory=dict)
    """The office's words by policy id, where they differ from those of ``audience``."""
    skills: dict[str, tuple[str, ...]]
    """By policy id."""
    prerequisites: tuple[str, ...] = ()
    validity: str = "なし"
    deadline: str = ""
    confirmation: bool = False
    on_demand: bool = False
    url: str = ""
    popularity: float = Field(ge=0, le=1)
    """The share of a diligent audience that takes it in a year."""
    sessions: tuple[SessionPlan, ...] = ()

    @property
    def every_year(self) -> bool:
        return self.validity == "毎年度"


class Catalogue(Frozen):
    audiences: dict[Audience, dict[str, str]]
    """The office's words: ``default`` and what differs by policy id."""
    courses: tuple[CourseEntry, ...]

    def target(self, course: CourseEntry, policy_id: str) -> str:
        words = self.audiences[course.audience]
        return course.target.get(policy_id) or words.get(policy_id, words["default"])


class Selected(Frozen):
    """People of the roster: a section's staff below its 課長, holders of a title
    or of a team role, single people."""

    sections: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    team_roles: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()


class PolicyWords(Frozen):
    """What the files say under one policy: see ``policies.yaml``."""

    qualifications: dict[str, str] = Field(default_factory=dict)
    team_roles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    talent_types: dict[str, Selected] = Field(default_factory=dict)


class Projects(Frozen):
    """DX案件 by department, and the qualifications that people have."""

    projects: dict[str, tuple[str, ...]]
    qualifications: dict[str, int]
    """How often, relative to each other."""


class AdoptionEntry(Frozen):
    """「うちでもやった」 of a section: department and section."""

    section: tuple[str, str]
    months_ago: int
    hours: float | None = None
    remark: str = ""


class CaseEntry(Frozen):
    """A published 改善事例. ``post`` is whose it is: department, section, title."""

    title: str
    post: tuple[str, str, str]
    months_ago: int = 0
    days_ago: int = 0
    before: str
    after: str
    hours: float | None = None
    cost: int | None = None
    waiting: float | None = None
    other: str = ""
    tools: tuple[str, ...]
    course: str = ""
    reuse: str
    visibility: Visibility = Visibility.OFFICE
    established: bool = False
    thanks: int
    """How many have said 「参考になった」."""
    adoptions: tuple[AdoptionEntry, ...] = ()


@cache
def cases() -> tuple[CaseEntry, ...]:
    """The oldest first: in that order they have their numbers."""
    entries = (CaseEntry.model_validate(entry) for entry in read("cases")["cases"])  # type: ignore[index] # a mapping
    return tuple(sorted(entries, key=lambda entry: (-entry.months_ago, -entry.days_ago)))


@cache
def organization() -> Organization:
    return Organization.model_validate(read("organization"))


@cache
def cast() -> tuple[CastEntry, ...]:
    return tuple(CastEntry.model_validate(entry) for entry in read("cast"))  # type: ignore[attr-defined] # a list of mappings


@cache
def catalogue() -> Catalogue:
    return Catalogue.model_validate(read("courses"))


@cache
def policy_words(policy_id: str) -> PolicyWords:
    words: dict[str, object] = read("policies")  # type: ignore[assignment] # a mapping by policy id
    return PolicyWords.model_validate(words[policy_id])


@cache
def projects() -> Projects:
    return Projects.model_validate(read("projects"))


@cache
def names(file: str) -> tuple[tuple[str, str], ...]:
    """(漢字, ローマ字) of ``family_names`` or ``given_names``."""
    with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((row[0], row[1]) for row in list(csv.reader(lines))[1:])


def read(file: str) -> object:
    """One of the YAML files, by its name without the ending."""
    # S506: _Loader is one of the two safe loaders.
    return yaml.load((DATA / f"{file}.yaml").read_bytes(), _Loader)  # noqa: S506 - a safe loader, the C one where there is one
