"""What the weekly message to one person says: only what changed or is due. Nothing in it, no message.

必須 can be put off until its deadline, and not silenced: whoever has asked for silence is still told
what is overdue, and what falls due before they would be told the next time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.iso_week import WEEK
from domain.japan_time import JAPAN
from domain.recommendation import Recommendation
from domain.suggestion import Suggestion
from domain.training import Course, Obligation, RecordState, Session

NOTHING_NEW = "nothing_new"
SILENCED = "silenced"
"""The reasons of a reminder that is not sent: it would say nothing, or they have asked for silence."""
ON_LEAVE = "on_leave"
MADE_ALREADY = "made_already"
"""The reasons for which none is made: they are not at work, or have one of that week."""
DUE_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office has decided about a report of theirs."""

    course_name: str
    completed_on: date
    state: RecordState
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A 開催回 of a course that they still need."""

    course: Course
    session: Session


@dataclass(frozen=True, slots=True)
class Silence:
    """Asked for by the person. ``until``: its last day; None is for good."""

    until: date | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """No course is in two of ``overdue``, ``due`` and ``new``; each in the recommendation's order."""

    overdue: tuple[Suggestion, ...] = ()
    due: tuple[Suggestion, ...] = ()
    """Within ``DUE_WITHIN``, today included."""
    new: tuple[Suggestion, ...] = ()
    """Came into the catalogue since the last reminder."""
    decided: tuple[Decision, ...] = ()
    tomorrow: tuple[Meeting, ...] = ()
    """No sign-up is known: what is held, not where they go."""
    despite: Silence | None = None
    """Asked for, and not kept, because of what is in here."""

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.due or self.new or self.decided or self.tomorrow)


@dataclass(frozen=True, slots=True)
class NotTold:
    """``reason`` is a short code. ``silence``: what they have asked for, and is kept."""

    reason: str
    silence: Silence | None = None


def reminder_for(
    recommendation: Recommendation,
    *,
    decided: Iterable[Decision],
    since: datetime,
    silence: Silence | None,
    now: datetime,
) -> Reminder | NotTold:
    """What they are told this week, or why nothing. ``since`` and ``decided``: as ``reminder_of``."""
    whole = reminder_of(recommendation, decided=decided, since=since, now=now)
    if whole.is_empty:
        return NotTold(NOTHING_NEW)
    kept = in_spite_of(silence, whole)
    return NotTold(SILENCED, silence) if kept.is_empty else kept


def news_since(told: datetime | None, made: datetime | None, *, now: datetime) -> datetime:
    """``told``: the last time; ``made``: the first message of late, which they were spared."""
    return told or (made or now) - WEEK


def reminder_of(
    recommendation: Recommendation, *, decided: Iterable[Decision], since: datetime, now: datetime
) -> Reminder:
    """All that there is to say. ``since``: when the last one was written; of ``decided`` only what has
    been decided after that. What comes in after ``now`` is the next one's, though it can be seen.
    """
    today = now.astimezone(JAPAN).date()
    due = tuple(s for s in recommendation.next if _is_due(s, today=today))
    told = {s.course.id for s in (*recommendation.overdue, *due)}
    return Reminder(
        overdue=recommendation.overdue,
        due=due,
        new=tuple(
            s
            for s in recommendation.next
            if s.course.id not in told and _is_new(s, since=since, now=now)
        ),
        decided=tuple(each for each in decided if since < each.decided_at <= now),
        tomorrow=tuple(_meetings(recommendation, on=today + timedelta(days=1), now=now)),
    )


def required_of(recommendation: Recommendation, *, now: datetime) -> Reminder:
    """必須 alone, whatever they have been told: what the 所属長 hears of, and nudges them about."""
    return required_only(reminder_of(recommendation, decided=(), since=now, now=now))


def required_only(reminder: Reminder) -> Reminder:
    """必須 that is overdue or falls due soon: for that the 所属長 is to make time."""
    due = tuple(s for s in reminder.due if s.course.obligation is Obligation.REQUIRED)
    return Reminder(overdue=reminder.overdue, due=due)


def in_spite_of(silence: Silence | None, reminder: Reminder) -> Reminder:
    """What of the reminder they are told all the same."""
    if silence is None:
        return reminder
    must = required_only(reminder)
    due = tuple(s for s in must.due if cannot_wait(s, silence))
    return Reminder(overdue=must.overdue, due=due, despite=silence)


def has_pressing(recommendation: Recommendation, silence: Silence, *, now: datetime) -> bool:
    """Whether they are told something in spite of the silence."""
    return not in_spite_of(silence, required_of(recommendation, now=now)).is_empty


def _is_due(suggestion: Suggestion, *, today: date) -> bool:
    deadline = suggestion.deadline
    return deadline is not None and today <= deadline <= today + DUE_WITHIN


def _is_new(suggestion: Suggestion, *, since: datetime, now: datetime) -> bool:
    listed_at = suggestion.course.listed_at
    return listed_at is not None and since < listed_at <= now


def _meetings(recommendation: Recommendation, *, on: date, now: datetime) -> Iterator[Meeting]:
    for suggestion in recommendation.next:
        for session in suggestion.course.sessions:
            if session.starts_at > now and session.starts_at.astimezone(JAPAN).date() == on:
                yield Meeting(suggestion.course, session)


def cannot_wait(suggestion: Suggestion, silence: Silence) -> bool:
    """The first reminder after the silence may be a week away from its end."""
    return (
        silence.until is None
        or suggestion.deadline is None
        or suggestion.deadline <= silence.until + WEEK
    )
