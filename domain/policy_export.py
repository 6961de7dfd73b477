"""A policy as JSON-ready values for other programs (``kakehashi policy export ID``).

The keys up to ``glossary`` are the contract; those after it hold what else a policy says. All text
is NFKC-normalised, so that a program finds 「DX」 where the document writes 「ＤＸ」.
"""

import unicodedata
from collections.abc import Iterable

from pydantic import BaseModel, JsonValue

from domain.policy import Grade, Policy, Statement, TalentType, TeamRole

_COURSE = ("name", "summary", "method", "skills", "target", "obligation", "sample")
_TARGET = ("talent_type", "measure", "value", "unit", "within_years")
_STATEMENT = ("name", "text", "group")


def export(policy: Policy) -> dict[str, JsonValue]:
    """Dicts, lists, strings, numbers, booleans and None only; lists in the order of the file."""
    whole = _contract(policy) | _further(policy)
    return {key: _normalised(value) for key, value in whole.items()}


def _contract(policy: Policy) -> dict[str, JsonValue]:
    return {
        "id": policy.id,
        "name": policy.name,
        "organization": policy.organization,
        "talent_types": [_talent_type(policy, t) for t in policy.talent_types],
        "grades": [_with_skills(grade, "name", "role", "covers") for grade in policy.grades],
        "team_roles": [_with_skills(role, "name", "role", "aliases") for role in policy.team_roles],
        "skills": _each(policy.skills, "name", "definition", "category"),
        "courses": _each(policy.courses, *_COURSE),
        "stages": _each(policy.stages, "talent_type", "stage", "definition"),
        "targets": _each(policy.targets, *_TARGET),
        "kpis": _sentences(policy.kpis),
        "cycle": _sentences(policy.cycle),
        "principles": _sentences(policy.principles),
        "glossary": {entry.term: entry.definition for entry in policy.glossary},
    }


def _further(policy: Policy) -> dict[str, JsonValue]:
    return {
        "vision": _each(policy.vision, *_STATEMENT),
        "skill_categories": _each(policy.skill_categories, *_STATEMENT),
        "abilities": _each(policy.abilities, *_STATEMENT),
        "conditions": _each(policy.conditions, "name", "when", "required_skills", "renewal"),
        "qualifications": _each(policy.qualifications, "name", "text", "skills"),
        "methods": _each(policy.methods, *_STATEMENT),
        "ojt_measures": _each(policy.ojt_measures, *_STATEMENT),
        "career_model": _each(policy.career_model, "grade", "field", "work"),
        "governance": _each(policy.governance, *_STATEMENT),
        "advisers": _each(policy.advisers, "name", "reach"),
        "passages": [
            {"section": each.source.section, "text": each.source.quote} for each in policy.passages
        ],
        "open_settings": _each(policy.open_settings, "where", "what"),
    }


def _talent_type(policy: Policy, talent_type: TalentType) -> dict[str, JsonValue]:
    fields = ("name", "audience", "role", "development", "includes")
    inherited = policy.closure([talent_type.name])
    every = dict.fromkeys(skill for each in inherited for skill in _direct_skills(each))
    return _with_skills(talent_type, *fields) | {"all_required_skills": list(every)}


def _with_skills(value: TalentType | Grade | TeamRole, *fields: str) -> dict[str, JsonValue]:
    return _dumped(value, *fields) | {"required_skills": list(_direct_skills(value))}


def _direct_skills(value: TalentType | Grade | TeamRole) -> tuple[str, ...]:
    """What it requires itself, the samples after what the document says; each skill once."""
    samples = (skill for skill_set in value.sample_skills for skill in skill_set.skills)
    return tuple(dict.fromkeys((*value.required_skills, *samples)))


def _each(values: Iterable[BaseModel], *fields: str) -> list[JsonValue]:
    return [_dumped(value, *fields) for value in values]


def _dumped(value: BaseModel, *fields: str) -> dict[str, JsonValue]:
    dumped = value.model_dump(mode="json", include=set(fields))
    if isinstance(renewal := dumped.get("renewal"), dict):
        dumped["renewal"] = renewal["every"]
    return {field: dumped[field] for field in fields}


def _sentences(statements: Iterable[Statement]) -> list[JsonValue]:
    return [_sentence(statement) for statement in statements]


def _sentence(statement: Statement) -> str:
    """「方針1: …」, or the text alone where it says the name itself."""
    if not statement.text or statement.name in statement.text:
        return statement.text or statement.name
    return f"{statement.name}: {statement.text}"


def _normalised(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return _normal(value)
        case list():
            return [_normalised(item) for item in value]
        case dict():
            return {_normal(key): _normalised(item) for key, item in value.items()}
        case _:
            return value


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
