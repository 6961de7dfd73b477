"""What a discussion of an issue says, in the words of those who wrote: values only."""

from dataclasses import dataclass

LEAST_TO_SUM_UP = 3
"""Messages: fewer are read faster than a summary."""


@dataclass(frozen=True, slots=True)
class SaidThere:
    """``cites``: the messages that bear it out, by their place in the discussion from 1; at least one."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    """As it holds at its end: what was corrected, withdrawn or answered is not in it."""

    facts: tuple[SaidThere, ...] = ()
    decisions: tuple[SaidThere, ...] = ()
    open_questions: tuple[SaidThere, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.decisions or self.open_questions)
