"""What the 所属長 is told every week: for whom to make time, and who has finished something."""

from dataclasses import dataclass

from domain.people import Person
from domain.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Behind:
    """必須 that is overdue, or falls due soon; one of the two at least."""

    person: Person
    overdue: tuple[Suggestion, ...]
    due: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    person: Person
    courses: tuple[str, ...]
    """Names of what they have finished since the last reminder."""


@dataclass(frozen=True, slots=True)
class SectionReminder:
    """Of the people who name the 所属長 as their manager and are at work."""

    behind: tuple[Behind, ...]
    finished: tuple[Finished, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.behind or self.finished)
