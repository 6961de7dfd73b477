"""育成段階: which stage a person has reached and what the next one still asks for.

The stages and their definitions are the policy's (区市町村テンプレート 第4章1). How a stage is measured is in
``StageRule``; where the document leaves that open, the rule is marked as a sample.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.policy import Policy, Stage, TalentType
from domain.training import Achievements, ProjectRecord


@dataclass(frozen=True, slots=True)
class StageProgress:
    """Where a person stands in the stages of one talent type."""

    talent_type: str
    reached: Stage | None
    next: Stage | None
    missing_skills: tuple[str, ...] = ()
    """What ``next`` asks for and is not acquired yet."""
    missing_experience: tuple[str, ...] = ()
    """The same for experience: a sentence each, with what the records hold."""


@dataclass(frozen=True, slots=True)
class Stairs:
    """The stages of one talent type in their order, each with the skills that it asks for."""

    talent_type: str
    steps: tuple[tuple[Stage, tuple[str, ...]], ...]


def stairs_of(policy: Policy, talent_types: tuple[str, ...]) -> tuple[Stairs, ...]:
    """One for each talent type that has stages and that no other of them includes."""
    staged = [t for t in policy.closure(talent_types) if _stages(policy, t.name)]
    included = {i.name for t in staged for i in policy.closure(t.includes)}
    return tuple(
        Stairs(t.name, tuple((s, skills_of(policy, s)) for s in _stages(policy, t.name)))
        for t in staged
        if t.name not in included
    )


def progress(
    stairs: tuple[Stairs, ...],
    *,
    acquired: frozenset[str],
    achievements: Achievements,
    today: date,
) -> tuple[StageProgress, ...]:
    """Where someone stands on each."""
    return tuple(
        _progress(one, acquired=acquired, achievements=achievements, today=today) for one in stairs
    )


def skills_of(policy: Policy, stage: Stage) -> tuple[str, ...]:
    """The skills that a stage asks for, in the policy's order."""
    talent_type = policy.talent_type(stage.talent_type)
    if talent_type is None:
        return ()
    own = set(_direct_skills(talent_type))
    required = required_skills_of(policy, talent_type.name)
    wanted = set(stage.rule.named_skills)
    match stage.rule.skills:
        case "none":
            pass
        case "own":
            wanted |= own
        case "all":
            wanted |= required
    categories = set(stage.rule.categories)
    by_category = (s.name for s in policy.skills if not categories.isdisjoint(s.category))
    wanted |= required.intersection(by_category)
    return tuple(s.name for s in policy.skills if s.name in wanted)


def required_skills_of(policy: Policy, talent_type: str) -> frozenset[str]:
    """What a talent type requires, with what it includes; empty for one that the policy lacks."""
    return frozenset(s for t in policy.closure([talent_type]) for s in _direct_skills(t))


def months_led(projects: tuple[ProjectRecord, ...], *, today: date) -> int:
    """Full months during which at least one DX project was led; overlaps count once."""
    spans = sorted(
        (p.started_on, min(p.ended_on or today, today) + timedelta(days=1))
        for p in projects
        if p.led and p.started_on <= today
    )
    days, covered_to = 0, date.min
    for start, end in spans:
        if end > covered_to:
            days += (end - max(start, covered_to)).days
            covered_to = end
    return days * 12 // 365


def _progress(
    stairs: Stairs,
    *,
    acquired: frozenset[str],
    achievements: Achievements,
    today: date,
) -> StageProgress:
    reached: Stage | None = None
    for stage, asked in stairs.steps:
        skills = tuple(skill for skill in asked if skill not in acquired)
        experience = _missing_experience(stage, achievements, today=today)
        if skills or experience:
            return StageProgress(stairs.talent_type, reached, stage, skills, experience)
        reached = stage
    return StageProgress(stairs.talent_type, reached, None)


def _missing_experience(
    stage: Stage, achievements: Achievements, *, today: date
) -> tuple[str, ...]:
    rule, projects = stage.rule, achievements.projects
    missing: list[str] = []
    months = months_led(projects, today=today)
    if months < rule.lead_months:
        missing.append(f"DX案件のリード {rule.lead_months}か月（記録は{months}か月）")
    led = sum(p.led and p.started_on <= today for p in projects)
    if led < rule.led_projects:
        missing.append(f"DX案件のリード {rule.led_projects}件（記録は{led}件）")
    if rule.mentoring and not any(p.mentoring and p.started_on <= today for p in projects):
        missing.append("後進の指導（記録なし）")
    return tuple(missing)


def _stages(policy: Policy, talent_type: str) -> tuple[Stage, ...]:
    return tuple(s for s in policy.stages if s.talent_type == talent_type)


def _direct_skills(talent_type: TalentType) -> tuple[str, ...]:
    samples = (skill for skills in talent_type.sample_skills for skill in skills.skills)
    return (*talent_type.required_skills, *samples)
