"""The parts of a digital-talent development policy (デジタル人材育成方針), each a value of its own.

Each names where it stands in the policy document (``source``) or is marked ``sample: true``: a
sample is what the document leaves open (a figure, an annex, a ○ blank), and users see it as 「（例）」.
"""

import unicodedata
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from domain.people import Employment
from domain.values import Frozen


def _normalise(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


Name = Annotated[str, AfterValidator(_normalise), Field(min_length=1)]
"""The seed's own word, NFKC-normalised, so that ＤＸ and DX are one name."""


class Source(Frozen):
    """Where a value stands: the document, its section, and its words where they matter."""

    document: str = ""
    """Empty means the policy's own document; the policy fills it in when it is loaded."""
    section: Annotated[str, Field(min_length=1)]
    quote: str = ""

    @model_validator(mode="before")
    @classmethod
    def _a_string_is_the_section(cls, value: object) -> object:
        return {"section": value} if isinstance(value, str) else value


class Sourced(Frozen):
    """A value that either cites the document or is marked as a sample; never both, never neither."""

    source: Source | None = None
    sample: bool = False
    basis: Source | None = None
    """The sentence of the policy that a sample rests on: the reason shown for 「（例）」 values."""
    note: str = ""
    """For the person who edits the file; shown by ``policy check`` and ``policy show``."""

    @model_validator(mode="after")
    def _cites_or_is_a_sample(self) -> Self:
        if self.sample == (self.source is not None):
            raise ValueError(
                "出典 (source) か sample: true のどちらか一方を書いてください。"
                "方針の本文にある値は source に章・節を、本文にない値は sample: true を書きます。"
            )
        return self


class SkillSet(Sourced):
    """Required skills with their own source, where it differs from that of what requires them."""

    skills: tuple[Name, ...]


class AppliesTo(Sourced):
    """Who of the roster belongs to a talent type when the roster itself does not say it."""

    everyone: bool = False
    otherwise: bool = False
    """Applies to those whom no other talent type of the policy claims."""
    grades: tuple[Name, ...] = ()
    """Grades of the policy, or words of the roster such as 課長級."""
    team_roles: tuple[Name, ...] = ()
    sections: tuple[Name, ...] = ()
    employments: tuple[Employment, ...] = ()
    """By 任用形態 (下関市 ５: デジタル専門人材 are 情報政策課及び外部人材)."""
    except_employments: tuple[Employment, ...] = ()
    """Whom the rule leaves out by their 任用形態, whatever else it says.

    岡山市 ４（２）: 一般職員 are 行政職等の職種の者; only security reaches 会計年度任用職員.
    """


class TalentType(Sourced):
    """人材区分・人材像. ``includes`` is a graph: the skills of what it names are required too."""

    name: Name
    audience: str = ""
    role: str = ""
    development: str = ""
    """What the policy says this type is trained in (研修内容・育成の考え方)."""
    includes: tuple[Name, ...] = ()
    includes_source: Source | None = None
    required_skills: tuple[Name, ...] = ()
    skills_source: Source | None = None
    """Where the document requires these skills; ``source`` when not given."""
    sample_skills: tuple[SkillSet, ...] = ()
    """Further sets of skills, for what the document leaves to a figure or an annex."""
    applies_to: AppliesTo | None = None


class Grade(Sourced):
    """職級・職位. ``covers`` lists the roster's grade words that fall under it."""

    name: Name
    role: str = ""
    covers: tuple[Name, ...] = ()
    required_skills: tuple[Name, ...] = ()
    skills_source: Source | None = None
    sample_skills: tuple[SkillSet, ...] = ()


class TeamRole(Sourced):
    """A role in the DX推進チーム or a like unit."""

    name: Name
    role: str = ""
    aliases: tuple[Name, ...] = ()
    required_skills: tuple[Name, ...] = ()
    skills_source: Source | None = None
    sample_skills: tuple[SkillSet, ...] = ()


class Renewal(Sourced):
    """How often something has to be done again."""

    every: Literal["fiscal_year"]


class Condition(Sourced):
    """Skills required of whoever meets a condition, whatever their talent type.

    岡山市 ４（２）: security is for everyone who handles ICT equipment.
    """

    name: Name
    when: Literal["everyone", "handles_ict_equipment"]
    required_skills: tuple[Name, ...]
    renewal: Renewal | None = None


class Skill(Sourced):
    """``category`` goes from the widest group to the narrowest."""

    name: Name
    definition: str
    category: tuple[Name, ...] = ()


class PolicyCourse(Sourced):
    """A training that the policy itself names; the municipality's catalogue is imported apart."""

    name: Name
    summary: str
    method: str
    skills: tuple[Name, ...]
    target: str
    obligation: Literal["必須", "選択"]
    hours: float | None = None
    obligation_source: Source | None = None
    """Where 必須 or 選択 is said; without it the obligation is a sample."""


class StageRule(Frozen):
    """What a stage asks for, in terms that the records can answer. Empty fields ask for nothing."""

    skills: Literal["none", "all", "own"] = "none"
    """``all``: every required skill; ``own``: those that the talent type itself adds."""
    categories: tuple[Name, ...] = ()
    """All required skills of these categories (any level)."""
    named_skills: tuple[Name, ...] = ()
    lead_months: int = 0
    """Months of leading DX projects, together."""
    led_projects: int = 0
    mentoring: bool = False
    sample: bool = False
    """True where the document leaves open how the stage is measured."""


class Stage(Sourced):
    """育成段階 of a talent type; stages of one type are reached in the order of the file."""

    talent_type: Name
    stage: Name
    definition: str
    rule: StageRule


CountedBy = Literal[
    "basic_training", "promoters_in_sections", "stage_share", "stage_people", "people"
]


class Target(Sourced):
    """``value`` None is a ○ blank of the document: an open setting."""

    talent_type: Name
    measure: str
    value: float | None
    unit: str
    within_years: int | None = 5
    counted_by: CountedBy | None = None
    """What of ``kpi.py`` it is compared with; None where nothing that is recorded answers to it."""
    part: Name | Literal[""] = ""
    """The stage of ``stage_share`` and ``stage_people``; 「常勤」 for those of ``people`` alone."""


class Statement(Sourced):
    """A named sentence of the policy: a principle, a KPI, a step of the cycle, a measure."""

    name: Name
    text: str = ""
    group: str = ""


class CareerStep(Sourced):
    """A step of the career model: grade × field."""

    grade: Name
    field: Name
    work: str


class GlossaryEntry(Sourced):
    term: Name
    definition: str


class Qualification(Sourced):
    """A qualification that the policy encourages; ``skills`` is what it counts for."""

    name: Name
    text: str = ""
    skills: tuple[Name, ...] = ()
    skills_source: Source | None = None


class OpenSetting(Frozen):
    """A blank that the municipality has to fill in, with the place to write it."""

    where: str
    what: str


class Passage(Frozen):
    """A piece of the policy's own text, to be quoted to staff who ask: never a sample."""

    source: Source
    questions: tuple[Name, ...] = ()
    """How staff ask for it. Only looked for, never shown."""

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.source.quote:
            raise ValueError(
                "quote がありません。source に section と quote（本文の文そのもの）を書いてください。"
            )
        return self


class Adviser(Sourced):
    """Who of a talent type or team role may be asked; the quote says what for."""

    name: Name
    reach: Literal["department", "office"] = "department"
    """``department``: by the staff of the department that they belong to or hold the role for."""
