"""The catalogue of one municipality, and who may take what of it."""

from collections.abc import Iterable
from functools import cached_property

from domain.policy import Policy
from domain.requirements import Profile
from domain.training import Audience, Course


class Catalogue:
    """``courses`` on offer, in the order of their codes; ``known`` has withdrawn ones too.

    A withdrawn course is offered to nobody, and what was learned in it stays learned.
    """

    def __init__(self, courses: Iterable[Course]) -> None:
        self.known = tuple(sorted(courses, key=lambda course: course.code))
        self.courses = tuple(course for course in self.known if not course.withdrawn)

    @cached_property
    def by_id(self) -> dict[int, Course]:
        """Withdrawn ones included."""
        return {course.id: course for course in self.known}

    @cached_property
    def by_code(self) -> dict[str, Course]:
        return {course.code: course for course in self.courses}

    def named(self, name: str) -> Course | None:
        return next((course for course in self.courses if course.name == name), None)


def is_for(audience: Audience, profile: Profile, *, roster_grade: str, policy: Policy) -> bool:
    """Whether someone is in a course's audience.

    A course for 一般行政職員 is for a DX推進員 too, whose talent type includes it: the closure counts.
    """
    if audience.is_everyone:
        return True
    types = {talent_type.name for talent_type in policy.closure(profile.talent_types)}
    return (
        not audience.talent_types.isdisjoint(types)
        or roster_grade in audience.grades
        or not audience.team_roles.isdisjoint(profile.team_roles)
        or (audience.ict_equipment_only and profile.handles_ict_equipment)
    )
