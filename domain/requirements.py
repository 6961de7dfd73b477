"""Which skills a policy requires of a person, and where it says so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from domain.people import FORUM_ROLES, Employment, Person
from domain.policy import (
    AppliesTo,
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
    """Whether it has to be acquired anew in each fiscal year."""
    renewal_is_sample: bool = False
    """Whether that is a sample, though the requirement itself may stand in the document."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the policy sees them; people with equal profiles have equal requirements."""

    talent_types: tuple[str, ...]
    grade: str | None
    team_roles: tuple[str, ...]
    handles_ict_equipment: bool
    assumed_types: frozenset[str] = frozenset()
    """Those of ``talent_types`` that neither the roster says nor the document: a sample rule does."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """``skills`` are unique and in the policy's order; ``reasons`` has one or more for each."""

    profile: Profile
    skills: tuple[str, ...]
    reasons: tuple[Requirement, ...]
    renewed_each_fiscal_year: frozenset[str]

    told: Mapping[str, Requirement]
    """For each skill the reason to tell: the document's own words before a sample, the special
    rule first. It is renewed each fiscal year if any rule wants that of the skill."""


class RosterWords(NamedTuple):
    """What of a person's entry in the roster the policy looks at."""

    talent_types: tuple[str, ...]
    grade: str
    team_roles: tuple[str, ...]
    sections: tuple[str, ...]
    employment: Employment | None
    """None where no rule of the policy asks for it."""
    handles_ict_equipment: bool


class Rulebook:
    """A policy made ready for many people: what is equal is worked out once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._order = {skill.name: place for place, skill in enumerate(policy.skills)}
        rules = [t.applies_to for t in policy.talent_types if t.applies_to]
        self._sections = {section for rule in rules for section in rule.sections}
        self._employments = {
            each for rule in rules for each in (*rule.employments, *rule.except_employments)
        }
        self._profiles: dict[RosterWords, Profile] = {}
        self._unknown: dict[RosterWords, tuple[str, ...]] = {}
        self._requirements: dict[Profile, Requirements] = {}

    def profile(self, person: Person) -> Profile:
        """The person in the policy's words. Words the policy lacks are left out (``unknown_words``)."""
        words = self._words(person)
        known = self._profiles.get(words)
        if known is None:
            known = self._profiles[words] = self._profile(words)
        return known

    def requirements(self, profile: Profile) -> Requirements:
        known = self._requirements.get(profile)
        if known is None:
            known = self._requirements[profile] = self._work_out(profile)
        return known

    def unknown_words(self, person: Person) -> tuple[str, ...]:
        """What the roster says of the person that this policy does not know."""
        words = self._words(person)
        known = self._unknown.get(words)
        if known is None:
            known = self._unknown[words] = tuple(dict.fromkeys(_unknown(words, self.policy)))
        return known

    def _words(self, person: Person) -> RosterWords:
        return RosterWords(
            person.talent_types,
            person.grade,
            tuple(held.name for held in person.team_roles),
            tuple(post.section for post in person.posts if post.section in self._sections),
            person.employment if person.employment in self._employments else None,
            person.handles_ict_equipment,
        )

    def _profile(self, words: RosterWords) -> Profile:
        grade = self.policy.grade_of(words.grade)
        roles = (self.policy.team_role(name) for name in words.team_roles)
        types = _talent_types(words, self.policy)
        assumed = () if words.talent_types else (t for t in types if _by_sample_rule(t))
        return Profile(
            talent_types=tuple(talent_type.name for talent_type in types),
            grade=grade.name if grade else None,
            team_roles=tuple(dict.fromkeys(role.name for role in roles if role)),
            handles_ict_equipment=words.handles_ict_equipment,
            assumed_types=frozenset(talent_type.name for talent_type in assumed),
        )

    def _work_out(self, profile: Profile) -> Requirements:
        reasons = tuple(_reasons(self.policy, profile))
        told = _told(reasons)
        return Requirements(
            profile=profile,
            skills=tuple(sorted(told, key=lambda name: self._order[name])),
            reasons=reasons,
            renewed_each_fiscal_year=frozenset(r.skill for r in reasons if r.every_fiscal_year),
            told=told,
        )


def _told(reasons: tuple[Requirement, ...]) -> dict[str, Requirement]:
    told: dict[str, Requirement] = {}
    for reason in sorted(reasons, key=_telling_order):
        told.setdefault(reason.skill, reason)
    renewing = [reason for reason in reasons if reason.every_fiscal_year]
    # A renewal that the document asks for comes last, so that it stands over a sample.
    for reason in sorted(renewing, key=lambda each: each.renewal_is_sample, reverse=True):
        told[reason.skill] = replace(
            told[reason.skill], every_fiscal_year=True, renewal_is_sample=reason.renewal_is_sample
        )
    return told


def _telling_order(reason: Requirement) -> tuple[bool, bool, int, str]:
    return (reason.sample, reason.source is None, _TELLING_ORDER[reason.origin], reason.by)


def _talent_types(words: RosterWords, policy: Policy) -> tuple[TalentType, ...]:
    """The roster's word where it has one, else the policy's rule, else nobody's."""
    if words.talent_types:
        known = (policy.talent_type(name) for name in words.talent_types)
        return tuple(talent_type for talent_type in known if talent_type)
    ruled = [
        (talent_type, rule)
        for talent_type in policy.talent_types
        if (rule := talent_type.applies_to) and words.employment not in rule.except_employments
    ]
    claimed = tuple(talent_type for talent_type, rule in ruled if _claims(rule, words, policy))
    return claimed or tuple(talent_type for talent_type, rule in ruled if rule.otherwise)


def _by_sample_rule(talent_type: TalentType) -> bool:
    return talent_type.applies_to is not None and talent_type.applies_to.sample


def _claims(rule: AppliesTo, words: RosterWords, policy: Policy) -> bool:
    grade = policy.grade_of(words.grade)
    grades = {words.grade, grade.name} if grade else {words.grade}
    roles = {role.name for name in words.team_roles if (role := policy.team_role(name))}
    return (
        rule.everyone
        or not grades.isdisjoint(rule.grades)
        or not roles.union(words.team_roles).isdisjoint(rule.team_roles)
        or not set(words.sections).isdisjoint(rule.sections)
        or words.employment in rule.employments
    )


def _unknown(words: RosterWords, policy: Policy) -> Iterator[str]:
    yield from (f"人材区分「{n}」" for n in words.talent_types if not policy.talent_type(n))
    if policy.grades and policy.grade_of(words.grade) is None:
        yield f"職級「{words.grade}」" if words.grade else "職級（空欄）"
    roles = {*policy.team_role_words, *FORUM_ROLES} if policy.team_roles else words.team_roles
    yield from (f"チームの役割「{name}」" for name in words.team_roles if name not in roles)


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
            renewal_is_sample=condition.renewal is not None and condition.renewal.sample,
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
