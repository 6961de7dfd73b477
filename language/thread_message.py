"""A discussion as it comes in, and what its summary is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    text: str
    """As the platform has it, with its mentions, links and marks."""
    speaker: str = ""
    department: str = ""
    said_at: str = ""
    """ISO 8601, or seconds as Slack writes them; empty where the order is all that is known."""


@dataclass(frozen=True, slots=True)
class ThreadSentence:
    """Of the words of the messages that it cites."""

    text: str
    cites: tuple[int, ...]
    """Places in the thread from 0, ascending; at least one."""


@dataclass(frozen=True, slots=True)
class ThreadSummary:
    """Each in the order of the thread; what was said later stands for what it corrects."""

    facts: tuple[ThreadSentence, ...]
    decisions: tuple[ThreadSentence, ...]
    open_questions: tuple[ThreadSentence, ...]
