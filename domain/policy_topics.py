"""The lists of a policy as answers: its categories, principles, targets and so on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from domain.policy import Condition, Grade, Policy, Statement, TalentType, TeamRole
from domain.policy_subject import Topic
from domain.policy_words import (
    Part,
    Quoted,
    as_sample,
    basis_of,
    distinct,
    listed,
    quote_of,
    quoted,
    squeezed,
)


def topics(policy: Policy) -> tuple[Topic, ...]:
    """Those of which the policy says something."""
    return tuple(topic for topic in Topic if any(topic_parts(policy, topic)))


def topic_parts(policy: Policy, topic: Topic) -> Iterator[Part]:
    return (part for part in _PARTS[topic](policy) if part.items or part.quotes)


def groups(policy: Policy) -> Mapping[str, tuple[Statement, ...]]:
    """The principles by their heading, in the order of the file."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in policy.principles:
        found[statement.group].append(statement)
    return {name: tuple(members) for name, members in found.items() if name}


def _holders(values: Sequence[TalentType | Grade | TeamRole], policy: Policy) -> Iterator[Part]:
    """One part each; where all say the same, their names and that once."""
    own = [each for each in values if not each.sample]
    roles = [quoted(each.role, each.source, policy) for each in own]
    if len({each[0].text for each in roles if each}) < len(own):
        said = (*(q for each in own for q in quote_of(each.source)), *(q for r in roles for q in r))
        yield Part("", tuple(each.name for each in own), distinct(said))
        return
    for holder, role in zip(own, roles, strict=True):
        yield Part(holder.name, quotes=role)


def _talent_types(policy: Policy) -> Iterator[Part]:
    return _holders(policy.talent_types, policy)


def _grades(policy: Policy) -> Iterator[Part]:
    return _holders(policy.grades, policy)


def _team_roles(policy: Policy) -> Iterator[Part]:
    return _holders(policy.team_roles, policy)


def _vision(policy: Policy) -> Iterator[Part]:
    return _by_group(policy.vision)


def _principles(policy: Policy) -> Iterator[Part]:
    """「方針１」 by itself is only the heading of 「方針１-1」."""
    headings = [squeezed(each.group) for each in policy.principles]
    return _by_group(
        each
        for each in policy.principles
        if not any(heading.startswith(f"{squeezed(each.name)}:") for heading in headings)
    )


def _by_group(statements: Iterable[Statement]) -> Iterator[Part]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.group].append(statement)
    for heading, members in found.items():
        yield listed(heading, members)


def _abilities(policy: Policy) -> Iterator[Part]:
    return _by_group(policy.abilities)


def _skills(policy: Policy) -> Iterator[Part]:
    """The skills of each category, with what is said of the category."""
    for category in policy.skill_categories:
        members = [skill for skill in policy.skills if category.name in skill.category]
        yield Part(
            category.name,
            tuple(as_sample(skill.name, sample=skill.sample) for skill in members),
            quote_of(category.source),
            category.source,
        )
    if not policy.skill_categories:
        own = [skill for skill in policy.skills if skill.source is not None]
        yield Part("", tuple(s.name for s in own), source=own[0].source if own else None)


def _obliged(policy: Policy) -> Iterator[Part]:
    """Who has to learn, and what everyone takes; a sample that rests on a sentence shown is left out."""
    own = [*_for_everyone(policy), *_required_courses(policy)]
    shown = {quote.text for part in own for quote in part.quotes}
    yield from own
    for condition in policy.conditions:
        quotes = tuple(quote for quote in _said_of(condition) if quote.text not in shown)
        yield Part(
            as_sample(condition.name, sample=condition.sample) if quotes else "", quotes=quotes
        )


def _for_everyone(policy: Policy) -> Iterator[Part]:
    for each in policy.talent_types:
        if each.applies_to and each.applies_to.everyone:
            yield Part(each.name, quotes=quote_of(each.applies_to.source))


def _required_courses(policy: Policy) -> Iterator[Part]:
    for course in policy.courses:
        if not course.sample and course.obligation == "必須":
            yield Part(course.name, quotes=quote_of(course.obligation_source))


def _said_of(condition: Condition) -> tuple[Quoted, ...]:
    return (*quote_of(condition.source), *basis_of(condition.basis))


def _stages(policy: Policy) -> Iterator[Part]:
    for name in dict.fromkeys(stage.talent_type for stage in policy.stages):
        yield from stages_of(policy, name)


def stages_of(policy: Policy, talent_type: str) -> Iterator[Part]:
    for stage in policy.stages:
        if stage.talent_type == talent_type:
            heading = f"{talent_type} {stage.stage}"
            yield Part(heading, quotes=quoted(stage.definition, stage.source, policy))


def _targets(policy: Policy) -> Iterator[Part]:
    for name in dict.fromkeys(target.talent_type for target in policy.targets):
        yield from targets_of(policy, name)


def targets_of(policy: Policy, talent_type: str) -> Iterator[Part]:
    of_type = [target for target in policy.targets if target.talent_type == talent_type]
    yield Part(talent_type, quotes=distinct(q for each in of_type for q in quote_of(each.source)))


def _kpis(policy: Policy) -> Iterator[Part]:
    yield listed("", policy.kpis)


def _cycle(policy: Policy) -> Iterator[Part]:
    yield listed("", policy.cycle)


def _qualifications(policy: Policy) -> Iterator[Part]:
    for each in policy.qualifications:
        name = as_sample(each.name, sample=each.sample)
        yield Part(name, quotes=(*quote_of(each.source), *basis_of(each.basis)))


_PARTS: Mapping[Topic, Callable[[Policy], Iterator[Part]]] = {
    Topic.TALENT_TYPES: _talent_types,
    Topic.GRADES: _grades,
    Topic.TEAM_ROLES: _team_roles,
    Topic.VISION: _vision,
    Topic.PRINCIPLES: _principles,
    Topic.ABILITIES: _abilities,
    Topic.SKILLS: _skills,
    Topic.OBLIGED: _obliged,
    Topic.STAGES: _stages,
    Topic.TARGETS: _targets,
    Topic.KPIS: _kpis,
    Topic.CYCLE: _cycle,
    Topic.QUALIFICATIONS: _qualifications,
}
