"""What waits for the office (事務局・研修担当)."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.catalogue import Catalogue
from domain.policy import Policy


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """Someone who is not in the roster wrote to the bot."""

    id: int
    email: str
    display_name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ReportedCompletion:
    """A completion that the person in charge has to confirm."""

    record_id: int
    person_id: int
    person_name: str
    course_name: str
    completed_on: date


def skills_without_course(policy: Policy, catalogue: Catalogue) -> tuple[str, ...]:
    """Skills of the policy that no training of the catalogue gives, in the policy's order."""
    given = {skill for course in catalogue.courses for skill in course.skills}
    return tuple(skill.name for skill in policy.skills if skill.name not in given)
