"""Is every value of the shipped policies cited or marked, and every citation true?

The documents are not part of the project; see ``wording.seed_of`` for where they are looked for.
"""

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from domain.policy import Grade, Policy, PolicyCourse, Source, TalentType, TeamRole
from storage.policy_file import shipped_policies
from tests.policies.wording import SEEDS, plain, seed_of

POLICY_IDS = tuple(SEEDS)


@pytest.fixture(scope="module")
def policies() -> dict[str, Policy]:
    return shipped_policies()


def _values(value: object) -> Iterator[BaseModel]:
    """All pydantic values inside ``value``, itself first."""
    if isinstance(value, BaseModel):
        yield value
        for field in type(value).model_fields:
            yield from _values(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _values(item)


def _quotes(policy: Policy) -> list[str]:
    sources = (value for value in _values(policy) if isinstance(value, Source))
    return list(dict.fromkeys(source.quote for source in sources if source.quote))


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_引き継ぎには本文の文がある(policies: dict[str, Policy], policy_id: str) -> None:
    including = [t for t in policies[policy_id].talent_types if t.includes and not t.sample]
    silent = [t.name for t in including if t.includes_source is None or not t.includes_source.quote]
    assert not silent, f"policies/{policy_id}.yaml の includes_source に quote を書いてください。"


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_名簿の職級は本文の言葉か例と書いてある(
    policies: dict[str, Policy], policy_id: str
) -> None:
    seed = seed_of(policy_id)
    own_words = [
        (grade.name, word)
        for grade in policies[policy_id].grades
        for word in grade.covers
        if plain(word) not in seed and not (grade.sample or re.search("covers.*例", grade.note))
    ]
    assert not own_words, f"policies/{policy_id}.yaml の note に、covers は例と書いてください。"


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_研修の必須と選択は出典の文か例と書いてある(
    policies: dict[str, Policy], policy_id: str
) -> None:
    courses = [course for course in policies[policy_id].courses if not course.sample]
    unsaid = [course.name for course in courses if not _says_its_obligation(course)]
    assert not unsaid, f"policies/{policy_id}.yaml の obligation_source か note を書いてください。"


def _says_its_obligation(course: PolicyCourse) -> bool:
    if course.obligation_source is None:
        return f"「{course.obligation}」は例" in course.note
    return bool(course.obligation_source.quote)


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_出典には方針の文書名が入る(policies: dict[str, Policy], policy_id: str) -> None:
    sources = [v for v in _values(policies[policy_id]) if isinstance(v, Source)]
    assert sources
    assert all(source.document and source.section for source in sources)


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_理由として示す値には本文の文がある(policies: dict[str, Policy], policy_id: str) -> None:
    policy = policies[policy_id]
    told = (
        *policy.talent_types,
        *policy.team_roles,
        *policy.conditions,
        *policy.stages,
        *policy.targets,
        *(grade for grade in policy.grades if grade.required_skills),
        *(course for course in policy.courses if not course.sample),
    )
    silent = [value for value in told if value.source is not None and not value.source.quote]
    assert not silent, f"policies/{policy_id}.yaml の source に quote を書いてください。"


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_スキルが必要な理由には本文の文がある(policies: dict[str, Policy], policy_id: str) -> None:
    policy = policies[policy_id]
    holders: list[TalentType | Grade | TeamRole] = [
        *policy.talent_types,
        *policy.grades,
        *policy.team_roles,
    ]
    reasons = [h.skills_source or h.source for h in holders if h.required_skills]
    assert all(reason is not None and reason.quote for reason in reasons)


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_引用は方針の本文にそのままある(policies: dict[str, Policy], policy_id: str) -> None:
    seed = seed_of(policy_id)
    quotes = _quotes(policies[policy_id])
    assert quotes
    wrong = [quote for quote in quotes if plain(quote) not in seed]
    assert not wrong, f"policies/{policy_id}.yaml の quote を本文どおりに直してください。"


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_例でないスキルの説明は方針の本文のまま(
    policies: dict[str, Policy], policy_id: str
) -> None:
    seed = seed_of(policy_id)
    sentences = [
        (skill.name, sentence)
        for skill in policies[policy_id].skills
        if not skill.sample
        for sentence in plain(skill.definition).split("。")
    ]
    assert [named for named in sentences if named[1] not in seed] == []


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_例でない人材区分の役割は方針の本文のまま(
    policies: dict[str, Policy], policy_id: str
) -> None:
    seed = seed_of(policy_id)
    sentences = [
        (talent_type.name, sentence)
        for talent_type in policies[policy_id].talent_types
        if not talent_type.sample
        for sentence in plain(talent_type.role).split("。")
    ]
    assert [named for named in sentences if named[1] not in seed] == []


def test_用語の説明は方針の本文のまま(policies: dict[str, Policy]) -> None:
    seed = seed_of("shimonoseki")
    definitions = [plain(entry.definition) for entry in policies["shimonoseki"].glossary]
    assert [d for d in definitions if d not in seed] == []


@pytest.mark.parametrize("policy_id", POLICY_IDS)
def test_節の見出しは方針の本文にある(policies: dict[str, Policy], policy_id: str) -> None:
    seed = seed_of(policy_id)
    sources = [v for v in _values(policies[policy_id]) if isinstance(v, Source)]
    titles = {title for source in sources for title in _titles(source.section)}
    assert titles
    assert [title for title in sorted(titles) if title not in seed] == []


def _titles(section: str) -> Iterator[str]:
    """「3.3 必要なスキル・4.1.3 研修計画」 → 必要なスキル, 研修計画: the words without numbers."""
    for word in section.replace("●", " ").split():
        title = plain(word).lstrip("0123456789.()第章①②③④・-")
        for part in title.split("・"):
            name = part.rstrip("0123456789-①②③④.")
            if name:
                yield name
