"""Questions that the policy's own lists answer: who does what, with which skills, from when on.

Nothing is worded here. An answer holds names and sentences of the document; what only a sample says
is marked as one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from domain.policy import Grade, Policy, TalentType, TeamRole
from domain.policy_subject import Aspect, OfGroup, OfHolder, OfSkill, OfTopic, Subject
from domain.policy_topics import groups, stages_of, targets_of, topic_parts
from domain.policy_words import (
    Part,
    PolicyAnswer,
    Quoted,
    as_sample,
    basis_of,
    distinct,
    listed,
    quote_of,
    quoted,
    skill_part,
    squeezed,
)

Holder = TalentType | Grade | TeamRole


def answer(policy: Policy, subject: Subject) -> PolicyAnswer | None:
    """None where the policy does not say it."""
    match subject:
        case OfHolder(names, aspect):
            title = _title(names, aspect)
            told_of = [part for name in names for part in _of_holder(policy, name, aspect)]
            parts = [*_apart(told_of, names)] if len(names) > 1 else told_of
        case OfTopic(topic):
            title, parts = topic.value, list(topic_parts(policy, topic))
        case OfGroup(name):
            title = name
            parts = [
                listed("", members) for each, members in groups(policy).items() if each == name
            ]
        case OfSkill(name):
            title = f"「{name}」"
            parts = [skill_part(skill) for skill in policy.skills if skill.name == name]
        case _:
            assert_never(subject)
    told = tuple(part for part in parts if part.items or part.quotes)
    return PolicyAnswer(title, told) if told else None


def _apart(parts: Sequence[Part], names: Sequence[str]) -> Iterator[Part]:
    """What is said of several of them stands once, behind what is said of each."""
    said = Counter(squeezed(quote.text) for part in parts for quote in part.quotes)
    for part in parts:
        own = tuple(each for each in part.quotes if said[squeezed(each.text)] == 1)
        yield replace(part, quotes=own)
    quotes = (quote for part in parts for quote in part.quotes)
    shared = distinct(each for each in quotes if said[squeezed(each.text)] > 1)
    yield Part("・".join(names), quotes=shared)


def _title(names: Iterable[str], aspect: Aspect) -> str:
    of_whom = "と".join(f"「{name}」" for name in names)
    return f"{of_whom}{'に' if aspect is Aspect.SKILLS else 'の'}{aspect.value}"


def holders(policy: Policy, name: str) -> tuple[Holder, ...]:
    """All that go by that name: a talent type and a team role may share one."""
    every: Iterable[Holder] = (*policy.talent_types, *policy.grades, *policy.team_roles)
    return tuple(holder for holder in every if holder.name == name)


def _of_holder(policy: Policy, name: str, aspect: Aspect) -> Iterator[Part]:
    found = holders(policy, name)
    match aspect:
        case Aspect.ROLE:
            quotes = distinct(each for h in found if not h.sample for each in _role(h, policy))
            yield Part(name, quotes=quotes)
        case Aspect.SKILLS:
            for holder in found:
                yield from _skills(holder, policy)
        case Aspect.AUDIENCE:
            yield Part(name, quotes=distinct(each for h in found for each in _audience(h)))
        case Aspect.STAGES:
            yield from stages_of(policy, name)
        case Aspect.TARGETS:
            yield from targets_of(policy, name)
        case _:
            assert_never(aspect)


def _role(holder: Holder, policy: Policy) -> tuple[Quoted, ...]:
    return quoted(holder.role, holder.source, policy)


def _audience(holder: Holder) -> tuple[Quoted, ...]:
    """None of a grade: whoever has it, and what its source quotes is what they do."""
    if isinstance(holder, Grade):
        return ()
    rule = holder.applies_to if isinstance(holder, TalentType) else None
    if rule is None:
        return quote_of(holder.source)
    return (*quote_of(rule.source), *basis_of(rule.basis)) or quote_of(holder.source)


def _skills(holder: Holder, policy: Policy) -> Iterator[Part]:
    own = _own_skills(holder)
    if own.items:
        yield own
    if isinstance(holder, TalentType):
        for included in policy.closure([holder.name])[1:]:
            inherited = _own_skills(included)
            yield Part(
                f"あわせて必要：{included.name}のスキル",
                inherited.items,
                _why_included(policy, holder, included),
            )


def _own_skills(holder: Holder) -> Part:
    samples = [skill for each in holder.sample_skills for skill in each.skills]
    named = [as_sample(skill, sample=holder.sample) for skill in holder.required_skills]
    reason = quote_of(holder.skills_source or holder.source) if holder.required_skills else ()
    bases = (each for skill_set in holder.sample_skills for each in basis_of(skill_set.basis))
    return Part(
        holder.name,
        items=(*named, *(as_sample(skill, sample=True) for skill in samples)),
        quotes=distinct((*reason, *bases)),
    )


def _why_included(policy: Policy, holder: TalentType, included: TalentType) -> tuple[Quoted, ...]:
    """The sentence of that talent type on the way which names the included one."""
    ways = policy.closure([holder.name])
    by = next((each for each in ways if included.name in each.includes), holder)
    return quote_of(by.includes_source)
