"""What a question about the policy is about, as far as the policy's own lists answer it."""

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What is asked of a talent type, grade or team role."""

    ROLE = "役割"
    SKILLS = "必要なスキル"
    AUDIENCE = "対象となる職員"
    STAGES = "育成段階"
    TARGETS = "数値目標"


class Topic(StrEnum):
    """A list of the policy, under the words by which the cards call it."""

    TALENT_TYPES = "人材の区分"
    GRADES = "職位・職級"
    TEAM_ROLES = "推進チームの役割"
    VISION = "理念・職員像"
    PRINCIPLES = "基本となる方針"
    ABILITIES = "求められる能力"
    SKILLS = "スキルの分類"
    OBLIGED = "研修の対象と必須"
    STAGES = "育成段階"
    TARGETS = "数値目標"
    KPIS = "成果指標"
    CYCLE = "推進のサイクル"
    QUALIFICATIONS = "資格"


@dataclass(frozen=True, slots=True)
class OfHolder:
    """``names``: talent types, grades or team roles; two of them are compared."""

    names: tuple[str, ...]
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class OfTopic:
    topic: Topic


@dataclass(frozen=True, slots=True)
class OfGroup:
    """Principles that the policy has under one heading: 「サービス設計１２箇条」."""

    name: str


@dataclass(frozen=True, slots=True)
class OfSkill:
    name: str


Subject = OfHolder | OfTopic | OfGroup | OfSkill
