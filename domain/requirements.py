"""Which skills a policy requires of a person, and where it says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.people import FORUM_ROLES, Person
from domain.policy import (
    Condition,
    Grade,
    Policy,
    SkillSet,
    Source,
    TalentType,
    TeamRole,
)


class Origin(StrEnum):
    """What requires a skill. The order is the order in which a reason is chosen to be told."""

    CONDITION = "条件"
    TEAM_ROLE = "チームの役割"
    TALENT_TYPE = "人材区分"
    INHERITED = "含まれる人材区分"
    GRADE = "職級"


_TELLING_ORDER = {origin: place for place, origin in enumerate(Origin)}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One skill required by one rule of the policy."""

    skill: str
    origin: Origin
    by: str
    """The talent type, grade, team role or condition, in the policy's words."""
    source: Source | None
    """None for a sample that rests on no sentence of the policy."""
    sample: bool
    every_fiscal_year: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the policy sees them; people with equal profiles have equal requirements."""

    talent_types: tuple[str, ...]
    grade: str | None
    team_roles: tuple[str, ...]
    handles_ict_equipment: bool


@dataclass(frozen=True, slots=True)
class Requirements:
    """``skills`` are unique and in the policy's order; ``reasons`` has one or more for each."""

    profile: Profile
    skills: tuple[str, ...]
    reasons: tuple[Requirement, ...]
    renewed_each_fiscal_year: frozenset[str]

    def why(self, skill: str) -> Requirement:
        """The reason to tell: the document's own words before a sample, the special rule first."""
        return min(
            (r for r in self.reasons if r.skill == skill),
            key=lambda r: (r.sample, r.source is None, _TELLING_ORDER[r.origin], r.by),
        )


class Rulebook:
    """A policy made ready for many people: equal profiles are worked out once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._order = {skill.name: place for place, skill in enumerate(policy.skills)}
        self._known: dict[Profile, Requirements] = {}

    def profile(self, person: Person) -> Profile:
        """The person in the policy's words. Words the policy lacks are left out (``unknown_words``)."""
        grade = self.policy.grade_of(person.grade)
        roles = (self.policy.team_role(held.name) for held in person.team_roles)
        team_roles = tuple(dict.fromkeys(role.name for role in roles if role))
        return Profile(
            talent_types=self._talent_types(person, team_roles),
            grade=grade.name if grade else None,
            team_roles=team_roles,
            handles_ict_equipment=person.handles_ict_equipment,
        )

    def requirements(self, profile: Profile) -> Requirements:
        known = self._known.get(profile)
        if known is None:
            known = self._known[profile] = self._work_out(profile)
        return known

    def unknown_words(self, person: Person) -> tuple[str, ...]:
        """What the roster says of the person that this policy does not know."""
        unknown = [
            f"人材区分「{n}」" for n in person.talent_types if not self.policy.talent_type(n)
        ]
        if self.policy.grades and self.policy.grade_of(person.grade) is None:
            unknown.append(f"職級「{person.grade}」")
        known = {*self.policy.team_role_words, *FORUM_ROLES}
        held = (role.name for role in person.team_roles)
        unknown += [f"チームの役割「{name}」" for name in held if name not in known]
        return tuple(dict.fromkeys(unknown))

    def _talent_types(self, person: Person, team_roles: tuple[str, ...]) -> tuple[str, ...]:
        """The roster's word where it has one, else the policy's rule, else nobody's."""
        if person.talent_types:
            return tuple(n for n in person.talent_types if self.policy.talent_type(n))
        claimed = [t.name for t in self.policy.talent_types if _claims(t, person, self, team_roles)]
        if claimed:
            return tuple(claimed)
        rest = (t for t in self.policy.talent_types if t.applies_to and t.applies_to.otherwise)
        return tuple(t.name for t in rest)

    def _work_out(self, profile: Profile) -> Requirements:
        reasons = tuple(_reasons(self.policy, profile))
        skills = sorted({r.skill for r in reasons}, key=lambda name: self._order[name])
        renewed = frozenset(r.skill for r in reasons if r.every_fiscal_year)
        return Requirements(profile, tuple(skills), reasons, renewed)


def _claims(
    talent_type: TalentType, person: Person, rulebook: Rulebook, team_roles: tuple[str, ...]
) -> bool:
    rule = talent_type.applies_to
    if rule is None:
        return False
    grade = rulebook.policy.grade_of(person.grade)
    grades = {person.grade, grade.name} if grade else {person.grade}
    roles = {*team_roles, *(held.name for held in person.team_roles)}
    return (
        rule.everyone
        or not grades.isdisjoint(rule.grades)
        or not roles.isdisjoint(rule.team_roles)
        or not set(person.sections).isdisjoint(rule.sections)
    )


def _reasons(policy: Policy, profile: Profile) -> Iterator[Requirement]:
    for condition in policy.conditions:
        if _meets(condition, profile):
            yield from _of_condition(condition)
    for role in policy.team_roles:
        if role.name in profile.team_roles:
            yield from _of_holder(role, Origin.TEAM_ROLE)
    for talent_type in policy.closure(profile.talent_types):
        own = talent_type.name in profile.talent_types
        yield from _of_holder(talent_type, Origin.TALENT_TYPE if own else Origin.INHERITED)
    for grade in policy.grades:
        if grade.name == profile.grade:
            yield from _of_holder(grade, Origin.GRADE)


def _meets(condition: Condition, profile: Profile) -> bool:
    match condition.when:
        case "everyone":
            return True
        case "handles_ict_equipment":
            return profile.handles_ict_equipment


def _of_condition(condition: Condition) -> Iterator[Requirement]:
    for skill in condition.required_skills:
        yield Requirement(
            skill=skill,
            origin=Origin.CONDITION,
            by=condition.name,
            source=condition.source or condition.basis,
            sample=condition.sample,
            every_fiscal_year=condition.renewal is not None,
        )


def _of_holder(holder: TalentType | Grade | TeamRole, origin: Origin) -> Iterator[Requirement]:
    source = holder.skills_source or holder.source or holder.basis
    yield from _each(holder.required_skills, origin, holder.name, source, sample=holder.sample)
    for skill_set in holder.sample_skills:
        yield from _of_set(skill_set, origin, holder.name)


def _of_set(skill_set: SkillSet, origin: Origin, by: str) -> Iterator[Requirement]:
    source = skill_set.source or skill_set.basis
    yield from _each(skill_set.skills, origin, by, source, sample=skill_set.sample)


def _each(
    skills: Iterable[str], origin: Origin, by: str, source: Source | None, *, sample: bool
) -> Iterator[Requirement]:
    for skill in skills:
        yield Requirement(skill=skill, origin=origin, by=by, source=source, sample=sample)
