"""「RPAって何？」: from the glossaries and skills of the policies, one's own first."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cards.elements import Card
from cards.term import (
    MOST_RELATED,
    mentioned_card,
    not_explained_card,
    skills_card,
    term_card,
    which_term_card,
)
from domain.policy import GlossaryEntry, Skill
from domain.policy_subject import Aspect, OfGroup, OfHolder, Subject
from domain.policy_words import skill_part
from domain.training import Course
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.policy import answer_of, explain_policy
from handlers.policy_reader import LONGEST_ASKED, PolicyReader, PolicyTerms
from handlers.reply import Reply, Show, show
from language.asked_terms import as_written, asked_terms, term_key
from language.consult_words import asks_who_it_is
from storage.policy_file import shipped_policies

_NEARLY_ALL = 3
"""Characters that a term may have beside the name of the role that it means: 「DX推進員の人」."""


async def explain_term(command: Command, member: Member, deps: Deps) -> Reply:
    """Verbatim with its source; two words where a difference is asked for. Never in other words."""
    reader = await deps.advice.reader(member.organization)
    asked = command.text.strip()[-LONGEST_ASKED:]
    terms = await deps.advice.beside(_terms, asked, reader)
    if await deps.advice.beside(_is_of_the_policy, asked, terms, reader):
        return await explain_policy(command, member, deps)
    if not terms:
        return show(which_term_card())
    others = await asyncio.to_thread(_shipped)
    courses = await _courses(member, deps)
    cards = await deps.advice.beside(_all_explained, terms, reader, others, courses)
    return Show(cards)


def _is_of_the_policy(asked: str, terms: Sequence[str], reader: PolicyReader) -> bool:
    """Who has a role, what two roles have apart, and what names no term but is answered."""
    roles = reader.words.holders(asked)
    if len(roles) > 1 or (roles and asks_who_it_is(asked)):
        return True
    return not terms and bool(reader.words.subject(asked) or reader.passages(asked))


def _terms(asked: str, reader: PolicyReader) -> tuple[str, ...]:
    """As the message writes them; where its shape tells none, terms of the glossary that stand in it."""
    named = tuple(as_written(term, asked) for term in asked_terms(asked))
    if any(reader.terms.entry(term) for term in named):
        return named
    return tuple(entry.term for entry in reader.terms.entries_in(asked))[:2] or named


def _all_explained(
    terms: Sequence[str],
    reader: PolicyReader,
    others: Iterable[PolicyTerms],
    courses: Iterable[Course],
) -> tuple[Card, ...]:
    return tuple(card for term in terms for card in _explained(term, reader, others, courses))


def _explained(
    term: str, reader: PolicyReader, others: Iterable[PolicyTerms], courses: Iterable[Course]
) -> tuple[Card, ...]:
    own, others = reader.terms, [each for each in others if each.policy.id != reader.policy.id]
    if entry := own.entry(term):
        return (_entry_card(entry, own, courses),)
    if subject := _subject(term, reader):
        reply = answer_of(reader.policy, subject)
        if isinstance(reply, Show):
            return reply.cards
    for other in others:
        if entry := other.entry(term):
            return (_entry_card(entry, own, courses, of_other=other.policy.name),)
    for terms in (own, *others):
        if skills := _skills(term, terms, is_own=terms is own):
            return (_skills_card(term, skills, terms, courses, is_own=terms is own),)
    if found := reader.passages_with(term):
        return (mentioned_card(term, found),)
    return (not_explained_card(term, policy_name=reader.policy.name),)


def _entry_card(
    entry: GlossaryEntry, own: PolicyTerms, courses: Iterable[Course], *, of_other: str = ""
) -> Card:
    skills = own.skills_named(entry.term)
    return term_card(
        entry,
        of_other=of_other,
        skills=tuple(skill.name for skill in skills),
        courses=_related(entry.term, skills, courses),
    )


def _skills_card(
    term: str,
    skills: tuple[Skill, ...],
    terms: PolicyTerms,
    courses: Iterable[Course],
    *,
    is_own: bool,
) -> Card:
    return skills_card(
        term,
        tuple(skill_part(skill) for skill in skills),
        is_named=bool(terms.skills_named(term)),
        of_other="" if is_own else terms.policy.name,
        courses=_related(term, skills, courses),
    )


def _skills(term: str, terms: PolicyTerms, *, is_own: bool) -> tuple[Skill, ...]:
    """What another municipality has as an example is nobody's word."""
    found = terms.skills_named(term) or terms.skills_defined_by(term)
    return tuple(skill for skill in found if is_own or not skill.sample)[:MOST_RELATED]


def _subject(term: str, reader: PolicyReader) -> Subject | None:
    """A role or a heading of the policy, asked for as if it were a term."""
    subject = reader.words.subject(term)
    match subject:
        case OfGroup():
            return subject
        case OfHolder((name, *_)) if len(term_key(term)) <= len(term_key(name)) + _NEARLY_ALL:
            return OfHolder((name,), Aspect.ROLE)
        case _:
            return None


def _related(term: str, skills: Iterable[Skill], courses: Iterable[Course]) -> tuple[Course, ...]:
    """Trainings that have the term in their name, then those that teach these skills."""
    taught = {skill.name for skill in skills}
    return tuple(dict.fromkeys((*_named(term, courses), *_teaching(taught, courses))))[
        :MOST_RELATED
    ]


def _named(term: str, courses: Iterable[Course]) -> Iterator[Course]:
    key = term_key(term)
    return (course for course in courses if len(key) > 1 and key in term_key(course.name))


def _teaching(skills: set[str], courses: Iterable[Course]) -> Iterator[Course]:
    return (course for course in courses if not skills.isdisjoint(course.skills))


async def _courses(member: Member, deps: Deps) -> tuple[Course, ...]:
    """Those that the person may take."""
    adviser = await deps.advice.adviser(deps.database, member.organization, now=deps.clock())
    return tuple(adviser.open_to(member.person))


@cache
def _shipped() -> tuple[PolicyTerms, ...]:
    return tuple(PolicyTerms(policy) for policy in shipped_policies().values())
