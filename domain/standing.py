"""「受講状況」: required against acquired, by the policy's own groups of skills."""

from dataclasses import dataclass

from domain.policy import Policy
from domain.recommendation import Recommendation


@dataclass(frozen=True, slots=True)
class CategoryStanding:
    """The required skills of one group: the widest group that the policy files a skill under."""

    name: str
    acquired: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.acquired) + len(self.missing)


def by_category(recommendation: Recommendation, policy: Policy) -> tuple[CategoryStanding, ...]:
    """In the policy's order; a policy without groups gets one, 「スキル」."""
    missing = set(recommendation.gap)
    groups: dict[str, list[str]] = {}
    for name in recommendation.requirements.skills:
        groups.setdefault(_group(policy, name), []).append(name)
    return tuple(
        CategoryStanding(
            name=group,
            acquired=tuple(name for name in names if name not in missing),
            missing=tuple(name for name in names if name in missing),
        )
        for group, names in groups.items()
    )


def _group(policy: Policy, skill: str) -> str:
    return next(iter(policy.skill(skill).category), "スキル")
