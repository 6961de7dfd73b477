"""One training suggested, with all that explains it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.policy import Stage
from domain.requirements import Requirement
from domain.training import Course, Session


class Placement(StrEnum):
    """The rule that gave a suggestion its place, in the order of the rules."""

    OVERDUE = "期限を過ぎた必須研修"
    DUE = "期限のある必須研修"
    REQUIRED = "必須研修"
    STAGE = "次の育成段階に必要"
    PREREQUISITE = "先に受ける研修"
    SKILLS = "不足スキルを習得"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``course`` to take, in its place among the others."""

    course: Course
    closes: tuple[str, ...]
    """Skills that are missing, that this gives, and that no earlier suggestion gives."""
    placement: Placement
    requirement: Requirement | None
    """Why the policy asks for it; None where only the catalogue's 必須 does.

    For a prerequisite that closes nothing: why the policy asks for what it leads to.
    """
    deadline: date | None
    session: Session | None
    stage: Stage | None = None
    """The next stage that it leads to, where ``placement`` is STAGE."""
    needed_by: Course | None = None
    """The course that has to wait for it, where ``placement`` is PREREQUISITE."""
