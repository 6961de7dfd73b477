"""A digital-talent development policy (デジタル人材育成方針) as one value.

The five policies in ``policies/`` are read into it by ``storage/policy_file.py``. Its parts are the
values of ``domain/policy_parts.py``; they are imported from here, with the policy that they belong to.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from domain.policy_parts import (
    Adviser,
    AppliesTo,
    CareerStep,
    Condition,
    GlossaryEntry,
    Grade,
    Name,
    OpenSetting,
    Passage,
    PolicyCourse,
    Qualification,
    Renewal,
    Skill,
    SkillSet,
    Source,
    Sourced,
    Stage,
    StageRule,
    Statement,
    TalentType,
    Target,
    TeamRole,
)
from domain.values import Frozen

__all__ = [
    "Adviser",
    "AppliesTo",
    "CareerStep",
    "Condition",
    "GlossaryEntry",
    "Grade",
    "OpenSetting",
    "Passage",
    "Policy",
    "PolicyCourse",
    "Qualification",
    "Renewal",
    "Skill",
    "SkillSet",
    "Source",
    "Sourced",
    "Stage",
    "StageRule",
    "Statement",
    "TalentType",
    "Target",
    "TeamRole",
]


class Policy(Frozen):
    """One municipality's policy, complete. Names are unique within each list."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: Name
    organization: Name
    document: str = ""
    vision: tuple[Statement, ...] = ()
    """理念・職員像."""
    principles: tuple[Statement, ...] = ()
    """基本方針・方針１〜３・重点分野・サービス設計１２箇条 and what else is a rule of conduct."""
    abilities: tuple[Statement, ...] = ()
    talent_types: tuple[TalentType, ...]
    grades: tuple[Grade, ...] = ()
    team_roles: tuple[TeamRole, ...] = ()
    conditions: tuple[Condition, ...] = ()
    skills: tuple[Skill, ...]
    skill_categories: tuple[Statement, ...] = ()
    """What the policy says about its own groups of skills (スキル分類)."""
    courses: tuple[PolicyCourse, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    stages: tuple[Stage, ...] = ()
    targets: tuple[Target, ...] = ()
    targets_from: int | None = None
    """The fiscal year in which the years of the targets begin; None where it is not yet filled in."""
    kpis: tuple[Statement, ...] = ()
    cycle: tuple[Statement, ...] = ()
    methods: tuple[Statement, ...] = ()
    """研修手法・OJT・派遣・資格・外部人材."""
    ojt_measures: tuple[Statement, ...] = ()
    career_model: tuple[CareerStep, ...] = ()
    governance: tuple[Statement, ...] = ()
    """推進体制・見直し・事務局."""
    glossary: tuple[GlossaryEntry, ...] = ()
    advisers: tuple[Adviser, ...] = ()
    """Whom to ask, those nearest to one's own work first."""
    passages: tuple[Passage, ...] = ()
    """The text itself, as far as it answers questions that no list above does."""
    open_settings: tuple[OpenSetting, ...] = ()

    def skill(self, name: str) -> Skill:
        """The skill of that name. Raises KeyError: names are checked when the policy is loaded."""
        for skill in self.skills:
            if skill.name == name:
                return skill
        raise KeyError(name)

    def talent_type(self, name: str) -> TalentType | None:
        return next((each for each in self.talent_types if each.name == name), None)

    def closure(self, names: Iterable[str]) -> tuple[TalentType, ...]:
        """The talent types named and all that they include, each once, the named ones first.

        Names that the policy does not have are passed over (``Rulebook.unknown_words``). The graph
        has no circle: ``domain/policy_check.py`` finds one, and the file is refused.
        """
        found: dict[str, TalentType] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            talent_type = self.talent_type(name)
            if talent_type is None or name in found:
                continue
            found[name] = talent_type
            waiting.extend(talent_type.includes)
        return tuple(found.values())

    def grade_of(self, word: str) -> Grade | None:
        """The policy's grade for a grade word of the roster (課長級 → 管理職)."""
        return next((g for g in self.grades if word == g.name or word in g.covers), None)

    def team_role(self, word: str) -> TeamRole | None:
        return next((r for r in self.team_roles if word == r.name or word in r.aliases), None)

    @property
    def team_role_words(self) -> tuple[str, ...]:
        """Roles that the roster may name: the policy's, and those its talent types go by."""
        own = (word for role in self.team_roles for word in (role.name, *role.aliases))
        rules = (t.applies_to for t in self.talent_types if t.applies_to)
        return tuple(dict.fromkeys([*own, *(name for rule in rules for name in rule.team_roles)]))
