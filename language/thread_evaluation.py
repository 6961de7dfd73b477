"""How much of a discussion its summary says, and what it should not have said."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from language.thread_corpus import ToldThread, Words
from language.thread_message import ThreadMessage, ThreadSentence, ThreadSummary

Summarise = Callable[[Sequence[ThreadMessage]], ThreadSummary]
NEWEST = 2
"""Of each kind, as ``domain.digest_groups`` quotes them."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class ThreadEvaluation:
    """Shares between 0 and 1, nan where there is nothing to count; the others are numbers of sentences."""

    threads: int
    messages: int
    sentences: int
    facts: float
    decisions: float
    decisions_said: float
    """Also where they stand among the facts."""
    open_questions: float
    superseded: int
    superseded_newest: int
    """Among the newest decisions and open questions of each thread, which are what the weekly digest quotes."""
    answered: int
    """Left open although they were answered."""
    chatter: int
    """Of chatter alone."""
    without_cite: int
    """With no place of the thread, or with a number that does not stand there."""


def evaluate_threads(threads: Sequence[ToldThread], summarise: Summarise) -> ThreadEvaluation:
    """Raises ValueError for no threads."""
    if not threads:
        raise ValueError("評価するスレッドがありません。")
    told = [(thread, summarise(thread.messages)) for thread in threads]
    return ThreadEvaluation(
        threads=len(told),
        messages=sum(len(thread.messages) for thread, _ in told),
        sentences=sum(len(_all(summary)) for _, summary in told),
        facts=_share(_is_said(w, [*s.facts, *s.decisions]) for t, s in told for w in t.facts),
        decisions=_share(_is_said(w, s.decisions) for t, s in told for w in t.decisions),
        decisions_said=_share(_is_said(w, _all(s)) for t, s in told for w in t.decisions),
        open_questions=_share(
            _is_said(w, s.open_questions) for t, s in told for w in t.open_questions
        ),
        superseded=sum(_is_said(w, _all(s)) for t, s in told for w in t.superseded),
        superseded_newest=sum(_is_said(w, _newest(s)) for t, s in told for w in t.superseded),
        answered=sum(_is_said(w, s.open_questions) for t, s in told for w in t.answered),
        chatter=sum(set(each.cites) <= t.chatter for t, s in told for each in _all(s)),
        without_cite=sum(not has_cite(each, t.messages) for t, s in told for each in _all(s)),
    )


def missed(thread: ToldThread, summary: ThreadSummary) -> tuple[str, ...]:
    """In words, for who develops the rules."""
    both = [*summary.facts, *summary.decisions]
    parts = (
        ("事実がない", thread.facts, both, False),
        ("決定がない", thread.decisions, summary.decisions, False),
        ("残った問いがない", thread.open_questions, summary.open_questions, False),
        ("前のことを言っている", thread.superseded, _all(summary), True),
        ("答えのあった問い", thread.answered, summary.open_questions, True),
    )
    lines = [
        f"{name}：{'・'.join('|'.join(either) for either in words)}"
        for name, told, sentences, bad in parts
        for words in told
        if _is_said(words, sentences) is bad
    ]
    small = [each for each in _all(summary) if set(each.cites) <= thread.chatter]
    return (*lines, *(f"雑談：{each.text}" for each in small))


def has_cite(sentence: ThreadSentence, messages: Sequence[ThreadMessage]) -> bool:
    """Whether it cites places of the thread, and every number of it stands in them."""
    if not sentence.cites or not all(0 <= place < len(messages) for place in sentence.cites):
        return False
    cited = "\n".join(messages[place].text for place in sentence.cites)
    return _numbers(sentence.text) <= _numbers(cited)


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(unicodedata.normalize("NFKC", text)))


def _is_said(words: Words, sentences: Iterable[ThreadSentence]) -> bool:
    return any(says(words, sentence.text) for sentence in sentences)


def says(words: Words, text: str) -> bool:
    """Whether all of them stand in the text, of each the one or the other."""
    plain = _plain(text)
    return all(any(_plain(one) in plain for one in either) for either in words)


def _newest(summary: ThreadSummary) -> tuple[ThreadSentence, ...]:
    return (*summary.decisions[-NEWEST:], *summary.open_questions[-NEWEST:])


def _all(summary: ThreadSummary) -> tuple[ThreadSentence, ...]:
    return (*summary.facts, *summary.decisions, *summary.open_questions)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _share(holds: Iterable[bool]) -> float:
    each = list(holds)
    return sum(each) / len(each) if each else float("nan")
