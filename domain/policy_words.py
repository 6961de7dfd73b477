"""The policy's own words as they may be shown to staff, each with where it stands."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from domain.policy import Policy, Skill, Source, Statement
from domain.values import Frozen


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of the document. ``is_basis``: a sample rests on it, which it does not itself say."""

    text: str
    source: Source
    is_basis: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Names in a row, and the sentences that say so. ``source`` is that of names without one."""

    heading: str = ""
    items: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    title: str
    parts: tuple[Part, ...]


def squeezed(text: str) -> str:
    """For comparing: NFKC without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def as_sample(name: str, *, sample: bool) -> str:
    """A name that the document leaves open is shown as an example."""
    return f"{name}（例）" if sample else name


def quoted(text: str, source: Source | None, policy: Policy) -> tuple[Quoted, ...]:
    """``text`` with the section in which it stands: ``source``, or another that quotes it."""
    if not text or source is None:
        return ()
    wanted = squeezed(text)
    sources = (source, *all_sources(policy))
    where = next((each for each in sources if wanted in squeezed(each.quote)), source)
    return (Quoted(text, where),)


def quote_of(source: Source | None, *, is_basis: bool = False) -> tuple[Quoted, ...]:
    """The sentence that a source quotes; none where it only names the section."""
    if source is None or not source.quote:
        return ()
    return (Quoted(source.quote, source, is_basis),)


def distinct(quotes: Iterable[Quoted]) -> tuple[Quoted, ...]:
    """Each sentence once; one that stands inside another is that other."""
    found = list({squeezed(each.text): each for each in quotes}.items())
    return tuple(
        each
        for words, each in found
        if not any(words != more and words in more for more, _ in found)
    )


def listed(heading: str, statements: Sequence[Statement]) -> Part:
    """Statements of one heading: the names of those that only have a name, and what the others say."""
    named = tuple(dict.fromkeys(each.name for each in statements if not each.text))
    own = {squeezed(name) for name in named}
    said = distinct(each for statement in statements for each in sayings(statement))
    return Part(
        heading,
        items=named,
        quotes=tuple(each for each in said if squeezed(each.text) not in own),
        source=next((each.source for each in statements), None),
    )


def sayings(statement: Statement) -> tuple[Quoted, ...]:
    """Its quote; where none is given its text, which then is the document's."""
    if statement.source is None:
        return quote_of(statement.basis, is_basis=True)
    if statement.source.quote:
        return quote_of(statement.source)
    return (Quoted(statement.text, statement.source),) if statement.text else ()


def skill_part(skill: Skill) -> Part:
    """What the policy says of one skill."""
    heading = as_sample(skill.name, sample=skill.sample)
    if skill.source is None:
        return Part(heading, (as_sample(skill.definition, sample=True),), quote_of(skill.basis))
    return Part(heading, quotes=(Quoted(skill.definition, skill.source),))


def all_sources(policy: Policy) -> tuple[Source, ...]:
    """Every source of the policy that quotes a sentence, the passages' first."""
    passages = tuple(passage.source for passage in policy.passages)
    return (*passages, *(each for each in _sources(policy) if each.quote))


def _sources(value: object) -> Iterator[Source]:
    match value:
        case Source():
            yield value
        case Frozen():
            for field in type(value).model_fields:
                yield from _sources(getattr(value, field))
        case tuple():
            yield from (each for item in value for each in _sources(item))
        case _:
            pass


basis_of = partial(quote_of, is_basis=True)
