"""What became of a week's messages, for the secretariat."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import assert_never

from domain.next_reminder import Coming
from domain.office import Office
from domain.outbox import NO_CHANNEL, PAUSED, TOO_MANY_ATTEMPTS, OutboxState
from domain.reminder import NOTHING_NEW, ON_LEAVE, SILENCED
from domain.weekly_schedule import Skip

REPORT_AFTER = timedelta(minutes=15)
"""After the week's messages are put down: by then it shows how fast they leave."""

STUCK = frozenset(
    {"app_refused", "database", "fault", "never_open", "platform_not_open", "token_unreadable"}
)
"""Kinds of reasons: what waits for one goes only when somebody has mended something."""


class Trouble(Enum):
    """What in the office's settings keeps messages from being sent."""

    PAUSED = auto()
    NO_FORUM = auto()
    NO_SECRETARIAT = auto()


@dataclass(frozen=True, slots=True)
class Group:
    """Messages of one state and reason. ``is_later``: they wait for another time, of which
    ``earliest`` is the first.
    """

    state: OutboxState
    reason: str
    is_later: bool
    count: int
    earliest: datetime | None = None


@dataclass(frozen=True, slots=True)
class SkippedJob:
    """A weekly job that was left out. ``reason`` is a short code of the ledger."""

    job: str
    week: str
    reason: str

    @property
    def was_missed(self) -> bool:
        """Nobody wanted it left out: we stood still when its time came."""
        return self.reason == Skip.TOO_OLD


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """Numbers of messages. Reasons are short codes: ours or the platform's words."""

    since: datetime
    sent: int = 0
    nothing_to_say: int = 0
    """Not sent: there was nothing new or due, or they have asked for silence."""
    waiting: int = 0
    """Due, and not sent yet."""
    finished_by: datetime | None = None
    """When the last of ``waiting`` will be sent at the pace of now; None where none leaves."""
    stuck: Mapping[str, int] = field(default_factory=dict)
    """Waits until somebody has mended what keeps it, by what that is."""
    held: Mapping[str, int] = field(default_factory=dict)
    """Waits for another time, by why."""
    held_until: Mapping[str, datetime] = field(default_factory=dict)
    """When the first of those goes, by why; not of what nobody knows the time of."""
    failed: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    """May have arrived or not, by why nobody can tell: a person decides."""
    moot: Mapping[str, int] = field(default_factory=dict)
    """Not sent since it was not true any more, by why."""
    skipped: tuple[SkippedJob, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    first: Coming | None = None
    """When the first turn of all comes; None where there has been one, or nobody knows."""

    @property
    def still_to_send(self) -> int:
        """Whatever keeps it from being sent just now."""
        return self.waiting + sum(self.stuck.values()) + sum(self.held.values())

    @property
    def stands_still(self) -> bool:
        """Something is due, and nothing leaves."""
        return bool(self.waiting) and self.finished_by is None


class _Fate(Enum):
    SENT = auto()
    NOTHING_TO_SAY = auto()
    WAITING = auto()
    STUCK = auto()
    HELD = auto()
    FAILED = auto()
    UNKNOWN = auto()
    MOOT = auto()


def delivery_report(
    groups: Iterable[Group],
    *,
    since: datetime,
    per_minute: float,
    now: datetime,
    skipped: Iterable[SkippedJob] = (),
    troubles: Iterable[Trouble] = (),
    first: Coming | None = None,
) -> DeliveryReport:
    """``per_minute``: how many messages leave. ``first``: the first turn of all, where there has
    been none. Every message is counted once.
    """
    groups = tuple(groups)
    found = _by_fate_and_reason(groups)
    number = {fate: sum(reasons.values()) for fate, reasons in found.items()}
    waiting = number[_Fate.WAITING]
    return DeliveryReport(
        since=since,
        sent=number[_Fate.SENT],
        nothing_to_say=number[_Fate.NOTHING_TO_SAY],
        waiting=waiting,
        finished_by=finishing_time(waiting, per_minute=per_minute, now=now),
        stuck=found[_Fate.STUCK],
        held=found[_Fate.HELD],
        held_until=_held_until(groups),
        failed=found[_Fate.FAILED],
        unknown=found[_Fate.UNKNOWN],
        moot=found[_Fate.MOOT],
        skipped=tuple(skipped),
        troubles=tuple(troubles),
        first=first,
    )


def troubles_of(office: Office) -> tuple[Trouble, ...]:
    found = (
        (Trouble.PAUSED, office.paused_at is not None),
        (Trouble.NO_FORUM, office.forum is None),
        (Trouble.NO_SECRETARIAT, office.secretariat is None),
    )
    return tuple(trouble for trouble, is_so in found if is_so)


def finishing_time(waiting: int, *, per_minute: float, now: datetime) -> datetime | None:
    """When so many are sent, to the minute; None where none waits or none leaves."""
    if not waiting or per_minute <= 0:
        return None
    minutes = math.ceil(waiting / per_minute) + 1
    return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def _by_fate_and_reason(groups: Iterable[Group]) -> dict[_Fate, dict[str, int]]:
    found: dict[_Fate, dict[str, int]] = {fate: {} for fate in _Fate}
    for group in groups:
        reasons = found[_fate(group)]
        reasons[group.reason] = reasons.get(group.reason, 0) + group.count
    return found


def _held_until(groups: Iterable[Group]) -> dict[str, datetime]:
    """Of leave and of a pause it is only known when it is looked again."""
    return {
        group.reason: group.earliest
        for group in groups
        if _fate(group) is _Fate.HELD
        and group.earliest is not None
        and group.reason not in (ON_LEAVE, PAUSED, NO_CHANNEL)
    }


def _fate(group: Group) -> _Fate:
    match group.state:
        case OutboxState.SENT:
            return _Fate.SENT
        case OutboxState.UNKNOWN:
            return _Fate.UNKNOWN
        case OutboxState.FAILED:
            return _Fate.FAILED
        case OutboxState.SENDING | OutboxState.PENDING:
            return _of_what_waits(group)
        case OutboxState.DEAD:
            return _of_the_dead(group.reason)
        case _:
            assert_never(group.state)


def _of_what_waits(group: Group) -> _Fate:
    if group.reason.partition(":")[0] in STUCK:
        return _Fate.STUCK
    is_held = group.state is OutboxState.PENDING and group.is_later and group.reason
    return _Fate.HELD if is_held else _Fate.WAITING


def _of_the_dead(reason: str) -> _Fate:
    if reason == TOO_MANY_ATTEMPTS:
        return _Fate.FAILED
    is_silent = reason in (NOTHING_NEW, SILENCED)
    return _Fate.NOTHING_TO_SAY if is_silent else _Fate.MOOT
