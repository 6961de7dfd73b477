"""What the 所属長 is told every week: for whom to make time, and who has finished something.

Silence that they have asked for holds as for their own reminder: of 必須 they are told all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.japan_time import JAPAN
from domain.people import Attendance, Person
from domain.permissions import Act, is_allowed
from domain.recommendation import Recommendation
from domain.reminder import (
    NOTHING_NEW,
    SILENCED,
    NotTold,
    Silence,
    cannot_wait,
    required_of,
)
from domain.suggestion import Suggestion

LATE = timedelta(weeks=8)
"""How long after its day a 修了 that nobody has confirmed may come in and be told of. A file of each
month comes in sooner; the years of old records that an office begins with are no news.
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """必須 that is overdue, or falls due soon; one of the two at least."""

    person: Person
    overdue: tuple[Suggestion, ...]
    due: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A course done: the day, and when somebody has confirmed it."""

    course_name: str
    completed_on: date
    decided_at: datetime | None
    recorded_at: datetime | None
    """Since when it stands in the records; None for what was there before that was kept."""

    def is_news(self, *, since: datetime, now: datetime) -> bool:
        """Whether it came into the records after ``since``, until ``now``, and was confirmed, or done
        within ``LATE`` before. Where nobody knows when it came in: whether it was confirmed in that
        time, or done on a later day than ``since``.
        """
        if self.recorded_at is not None:
            earliest = (self.recorded_at.astimezone(JAPAN) - LATE).date()
            is_of_late = self.decided_at is not None or self.completed_on >= earliest
            return is_of_late and since < self.recorded_at <= now
        if self.decided_at is not None and since < self.decided_at <= now:
            return True
        return self.completed_on > since.astimezone(JAPAN).date()


@dataclass(frozen=True, slots=True)
class Finished:
    person: Person
    courses: tuple[str, ...]
    """Names of what has come in since the last reminder that they have finished."""


@dataclass(frozen=True, slots=True)
class SectionReminder:
    """Of the people who name the 所属長 as their manager and are at work."""

    behind: tuple[Behind, ...]
    finished: tuple[Finished, ...]
    despite: Silence | None = None
    """Asked for by the 所属長, and not kept, because of who is behind."""

    @property
    def is_empty(self) -> bool:
        return not (self.behind or self.finished)

    @property
    def shown(self) -> tuple[int, ...]:
        """Ids of those whose training it shows."""
        behind = {each.person.id for each in self.behind}
        return tuple(sorted(behind | {each.person.id for each in self.finished}))


def section_of(manager: Person, people: Iterable[Person]) -> tuple[Person, ...]:
    """Of ``people`` those at work who name them as manager, and whose training they may see."""
    return tuple(
        person
        for person in people
        if person.attendance is Attendance.ACTIVE
        and person.manager_number == manager.employee_number
        and is_allowed(Act.SEE_TRAINING, actor=manager, subject=person)
    )


def section_reminder(
    section: Iterable[Recommendation],
    done: Mapping[int, Sequence[Done]],
    *,
    since: datetime,
    silence: Silence | None,
    now: datetime,
) -> SectionReminder | NotTold:
    """What the 所属長 is told of their section this week, or why nothing.

    ``done`` by person id. ``since``: when the last one was written. ``silence``: what the 所属長
    has asked for.
    """
    people = tuple(section)
    behind = (behind_of(each, now=now) for each in people)
    finished = (finished_by(each.person, done, since=since, now=now) for each in people)
    whole = SectionReminder(
        behind=tuple(each for each in behind if each),
        finished=tuple(each for each in finished if each),
    )
    if whole.is_empty:
        return NotTold(NOTHING_NEW)
    kept = _in_spite_of(silence, whole)
    return NotTold(SILENCED, silence) if kept.is_empty else kept


def has_pressing(section: Iterable[Recommendation], silence: Silence, *, now: datetime) -> bool:
    """Whether the 所属長 is told of somebody in spite of the silence."""
    behind = (behind_of(each, now=now) for each in section)
    return any(_pressing(each, silence) for each in behind if each)


def behind_of(recommendation: Recommendation, *, now: datetime) -> Behind | None:
    """None where nothing is overdue or falls due soon."""
    late = required_of(recommendation, now=now)
    return None if late.is_empty else Behind(recommendation.person, late.overdue, late.due)


def finished_by(
    person: Person, done: Mapping[int, Sequence[Done]], *, since: datetime, now: datetime
) -> Finished | None:
    """None where there is nothing new."""
    courses = tuple(
        each.course_name for each in done.get(person.id, ()) if each.is_news(since=since, now=now)
    )
    return Finished(person, courses) if courses else None


def _in_spite_of(silence: Silence | None, reminder: SectionReminder) -> SectionReminder:
    """What of the reminder they are told all the same."""
    if silence is None:
        return reminder
    pressing = (_pressing(each, silence) for each in reminder.behind)
    return SectionReminder(
        behind=tuple(each for each in pressing if each), finished=(), despite=silence
    )


def _pressing(behind: Behind, silence: Silence) -> Behind | None:
    """None where it all can wait."""
    due = tuple(s for s in behind.due if cannot_wait(s, silence))
    return replace(behind, due=due) if behind.overdue or due else None
