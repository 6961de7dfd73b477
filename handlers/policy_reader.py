"""One policy made ready for questions: its names, its terms, and an index of its text."""

import re
from collections.abc import Iterable, Sequence

from domain.policy import GlossaryEntry, Policy, Skill, Source
from domain.policy_words import all_sources, squeezed
from language.asked_terms import term_key
from language.normalise import normalise
from language.policy_question import PolicyWords
from language.search import Document, Hit, Index
from language.telling_words import telling_words

LONGEST_ASKED = 300
"""Characters of a message: what is asked stands at its end."""
MOST_PASSAGES = 2
"""Shown for one question: the next ones are seldom about it."""
_CANDIDATES = 6
MUCH_FARTHER = 0.75
"""Of the best score. What is below answers something else."""
NEAR_ENOUGH, NEAR_WITH_EVERY_WORD = 0.42, 0.35
"""Scores from which on a sentence may answer: with most of the question's telling words, with all of
them. What only shares 研修 or 外部 with the question reaches 0.41."""
_CLEARLY_BEST = 1.5
"""Times the score of the next one: what a question without telling words needs."""
_MOST_WORDS = 0.5


class PolicyTerms:
    """What one policy explains: its glossary, and its skills."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._glossary = {term_key(entry.term): entry for entry in policy.glossary}

    def entry(self, term: str) -> GlossaryEntry | None:
        return self._glossary.get(term_key(term))

    def entries_in(self, text: str) -> tuple[GlossaryEntry, ...]:
        """Terms of the glossary that stand by themselves in the text, not inside a longer word."""
        heard = normalise(text)
        return tuple(entry for entry in self.policy.glossary if _stands_alone(entry.term, heard))

    def skills_named(self, term: str) -> tuple[Skill, ...]:
        """Those that have the term in their name."""
        key = term_key(term)
        return tuple(s for s in self.policy.skills if len(key) > 1 and key in term_key(s.name))

    def skills_defined_by(self, term: str) -> tuple[Skill, ...]:
        """Those of the document whose definition has the term."""
        key = term_key(term)
        return tuple(
            skill
            for skill in self.policy.skills
            if len(key) > 1 and skill.source is not None and key in term_key(skill.definition)
        )


def _stands_alone(term: str, heard: str) -> bool:
    inside = r"[一-龠々ァ-ヺーa-z0-9-]"
    return bool(re.search(rf"(?<!{inside}){re.escape(normalise(term))}(?!{inside})", heard))


class PolicyReader:
    """Made once for each policy; finds and never words anything."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.words = PolicyWords(policy)
        self.terms = PolicyTerms(policy)
        self._sources = _without_parts_of_others(all_sources(policy))
        asked = {passage.source: " ".join(passage.questions) for passage in policy.passages}
        titles = [f"{source.section} {asked.get(source, '')}" for source in self._sources]
        self._texts = [
            squeezed(normalise(f"{title} {source.quote}"))
            for title, source in zip(titles, self._sources, strict=True)
        ]
        self._index = Index(
            Document(number, title, source.quote)
            for number, (title, source) in enumerate(zip(titles, self._sources, strict=True))
        )

    def passages(self, question: str) -> tuple[Source, ...]:
        """The sentences of the policy that are near enough to answer, the nearest first."""
        hits = self._index.search(question, limit=_CANDIDATES)
        pairs = _telling_pairs(question)
        if not pairs:
            return tuple(self._sources[hit.key] for hit in _clearly_best(hits))
        near = [hit for hit in hits if _answers(pairs, self._texts[hit.key], score=hit.score)]
        best = near[0].score if near else 0.0
        close = [hit for hit in near if hit.score >= best * MUCH_FARTHER]
        return tuple(self._sources[hit.key] for hit in close[:MOST_PASSAGES])

    def passages_with(self, term: str) -> tuple[Source, ...]:
        """Those in which the term itself stands, what is most about it first."""
        wanted = squeezed(normalise(term))
        ranked = self._index.search(f"{term}とは", limit=len(self._sources))
        found = (self._sources[hit.key] for hit in ranked)
        having = (s for s in found if len(wanted) > 1 and wanted in squeezed(normalise(s.quote)))
        return tuple(having)[:MOST_PASSAGES]


def _telling_pairs(question: str) -> tuple[str, ...]:
    """Each two neighbouring characters of the words that tell what is asked."""
    words = telling_words(question)
    return tuple(word[i : i + 2] for word in words for i in range(len(word) - 1))


def _answers(pairs: Sequence[str], text: str, *, score: float) -> bool:
    """A score alone invents answers: what the question is about has to stand in the text."""
    share = sum(pair in text for pair in pairs) / len(pairs)
    if score >= NEAR_ENOUGH:
        return share > _MOST_WORDS
    return score >= NEAR_WITH_EVERY_WORD and share == 1


def _clearly_best(hits: Sequence[Hit[int]]) -> Sequence[Hit[int]]:
    """The first, where it stands out."""
    following = hits[1].score if len(hits) > 1 else 0.0
    stands_out = hits and hits[0].score >= max(NEAR_ENOUGH, _CLEARLY_BEST * following)
    return hits[:1] if stands_out else ()


def _without_parts_of_others(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Each sentence once: what a passage says already is not found a second time."""
    kept: list[Source] = []
    texts: list[str] = []
    for source in sources:
        words = squeezed(source.quote)
        if not any(words in text for text in texts):
            kept.append(source)
            texts.append(words)
    return tuple(kept)
