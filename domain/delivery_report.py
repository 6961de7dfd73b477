"""What became of a week's messages, for the secretariat."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import assert_never

from domain.outbox import TOO_MANY_ATTEMPTS, OutboxState
from domain.reminder import NOTHING_NEW, SILENCED


@dataclass(frozen=True, slots=True)
class Group:
    """Messages of one state and reason. ``is_later``: they wait for another time."""

    state: OutboxState
    reason: str
    is_later: bool
    count: int


@dataclass(frozen=True, slots=True)
class SkippedJob:
    """A weekly job that was left out. ``reason`` is a short code of the ledger."""

    job: str
    week: str
    reason: str


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
    """When the last of ``waiting`` will be sent at the pace of now; None where that is not known."""
    held: Mapping[str, int] = field(default_factory=dict)
    """Waits for another time, by why."""
    failed: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0
    """May have arrived or not: a person decides."""
    skipped: tuple[SkippedJob, ...] = ()


class _Fate(Enum):
    SENT = auto()
    NOTHING_TO_SAY = auto()
    WAITING = auto()
    HELD = auto()
    FAILED = auto()
    UNKNOWN = auto()
    NOT_TRUE_ANY_MORE = auto()


def delivery_report(
    groups: Iterable[Group],
    *,
    since: datetime,
    per_minute: float,
    now: datetime,
    skipped: Iterable[SkippedJob] = (),
) -> DeliveryReport:
    """``per_minute``: how many messages leave."""
    fates = [(_fate(group), group) for group in groups]

    def number(fate: _Fate) -> int:
        return sum(group.count for each, group in fates if each is fate)

    return DeliveryReport(
        since=since,
        sent=number(_Fate.SENT),
        nothing_to_say=number(_Fate.NOTHING_TO_SAY),
        waiting=number(_Fate.WAITING),
        finished_by=finishing_time(number(_Fate.WAITING), per_minute=per_minute, now=now),
        held=_by_reason(fates, _Fate.HELD),
        failed=_by_reason(fates, _Fate.FAILED),
        unknown=number(_Fate.UNKNOWN),
        skipped=tuple(skipped),
    )


def finishing_time(waiting: int, *, per_minute: float, now: datetime) -> datetime | None:
    """When so many are sent, to the minute; None where none waits or none leaves."""
    if not waiting or per_minute <= 0:
        return None
    minutes = math.ceil(waiting / per_minute) + 1
    return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def _by_reason(fates: Iterable[tuple[_Fate, Group]], fate: _Fate) -> dict[str, int]:
    found: dict[str, int] = {}
    for each, group in fates:
        if each is fate:
            found[group.reason] = found.get(group.reason, 0) + group.count
    return found


def _fate(group: Group) -> _Fate:
    match group.state:
        case OutboxState.SENT:
            return _Fate.SENT
        case OutboxState.UNKNOWN:
            return _Fate.UNKNOWN
        case OutboxState.FAILED:
            return _Fate.FAILED
        case OutboxState.SENDING:
            return _Fate.WAITING
        case OutboxState.PENDING:
            return _Fate.HELD if group.is_later and group.reason else _Fate.WAITING
        case OutboxState.DEAD:
            return _of_the_dead(group.reason)
        case _:
            assert_never(group.state)


def _of_the_dead(reason: str) -> _Fate:
    if reason == TOO_MANY_ATTEMPTS:
        return _Fate.FAILED
    is_silent = reason in (NOTHING_NEW, SILENCED)
    return _Fate.NOTHING_TO_SAY if is_silent else _Fate.NOT_TRUE_ANY_MORE
