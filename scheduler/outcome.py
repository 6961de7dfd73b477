"""How an attempt ended, written down. Every change asks whether the message is still ours."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import assert_never

from domain.outbox import TOO_MANY_ATTEMPTS, Claimed, OutboxState
from domain.reminder import NOTHING_NEW, SILENCED
from handlers.occasion import Postponed
from scheduler.platforms import CannotTell, Gone, InDoubt, NotNow, Refused, Sent
from scheduler.together import Together
from scheduler.unsaid import Unsaid
from storage import outbox_changes

_log = logging.getLogger("kakehashi")

MOST_ATTEMPTS = 24
"""With the pauses between them: most of a day."""
NO_ANSWER = "no_answer"
"""Why nobody can tell whether it has arrived."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
TRIED_AGAIN_AFTER = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds. What became of a call is known here alone: a database that starts again is waited for,
or on Teams a message that has arrived would be left in doubt.
"""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Another process has claimed the message since: it is not ours to tell."""


Outcome = Sent | Gone | Refused | NotNow | InDoubt | CannotTell | TakenOver


class Went(Enum):
    """How far a message has come, for who decides how many are on their way at once."""

    CALLED = "a platform was called, or could not be"
    NOT_CALLED = "there was nothing to say, or not yet"
    HELD_BACK = "it came before its turn"

    @classmethod
    def by(cls, outcome: Outcome) -> "Went":
        is_held_back = isinstance(outcome, NotNow) and outcome.seconds is not None
        return cls.HELD_BACK if is_held_back else cls.CALLED


Changes = Together[outbox_changes.Change, bool]
"""Written down together; False where the message is not ours any more."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """``lease``: how long a call in doubt is left alone."""

    changes: Changes
    clock: Callable[[], datetime]
    lease: timedelta
    unsaid: Unsaid = field(default_factory=Unsaid)

    async def record(self, message: Claimed, outcome: Outcome) -> None:
        """The log has numbers and reasons, never what was to be said."""
        match outcome:
            case Sent(message_id):
                await self._sent(message, message_id)
            case Refused(reason):
                await self.give_up(message, OutboxState.FAILED, reason)
            case CannotTell(reason):
                await self.give_up(message, OutboxState.UNKNOWN, reason)
            case NotNow(reason, seconds):
                # What a platform says when to do is no failure.
                pause = _pause(message) if seconds is None else timedelta(seconds=seconds)
                until, is_failure = self.clock() + pause, seconds is None
                await self.put_off(message, until=until, reason=reason, was_attempt=is_failure)
            case InDoubt(reason):
                await self._leave_in_doubt(message, reason, pause=self._lease_of(message))
            case TakenOver():
                _log.warning("taken over outbox=%d", message.id)
            case Gone(reason):
                await self.give_up(message, OutboxState.DEAD, reason)
            case _:
                assert_never(outcome)

    async def record_doubt(self, message: Claimed, found: Sent | CannotTell | NotNow) -> None:
        """What an earlier attempt has left. That one cannot ask just now does not settle it."""
        if not isinstance(found, NotNow):
            await self.record(message, found)
        elif message.attempts > MOST_ATTEMPTS:
            _log.warning("cannot be asked outbox=%d reason=%s", message.id, found.reason)
            await self.give_up(message, OutboxState.UNKNOWN, NO_ANSWER)
        else:
            await self._leave_in_doubt(message, found.reason, pause=_pause(message))

    async def record_fault(self, message: Claimed, reference: str) -> None:
        """Whatever had been begun stays as it is, and is looked at again after a lease."""
        await self._leave_in_doubt(message, f"fault:{reference}", pause=self._lease_of(message))

    def _lease_of(self, message: Claimed) -> timedelta:
        """A doubt or a fault of ours that comes again and again is to last as long as any other."""
        longest = max(self.lease, LONGEST_PAUSE)
        return min(self.lease * (1 << _doublings(message)), longest)

    async def put_off(
        self, message: Claimed, *, until: datetime, reason: str, was_attempt: bool
    ) -> None:
        await self._write(
            outbox_changes.put_off(message, until=until, reason=reason, was_attempt=was_attempt)
        )

    async def postpone(self, message: Claimed, postponed: Postponed) -> None:
        """Nothing has been tried: it is not the time for it."""
        await self._write(
            outbox_changes.put_off(
                message,
                until=postponed.until,
                reason=postponed.reason,
                was_attempt=False,
                note=postponed.note,
            )
        )
        self.unsaid.put_off(message, postponed.reason)

    async def give_up(
        self, message: Claimed, state: OutboxState, reason: str, *, at: datetime | None = None
    ) -> None:
        """``at``: when it was found to be over; else now."""
        if reason in (NOTHING_NEW, SILENCED):
            self.unsaid.nothing_to_tell(message, reason)
        else:
            _note_end(message, state, reason)
        await self._write(
            outbox_changes.give_up(message, state=state, reason=reason, at=at or self.clock())
        )

    async def _sent(self, message: Claimed, message_id: str) -> None:
        await self._write(outbox_changes.mark_sent(message, message_id=message_id, at=self.clock()))

    async def _leave_in_doubt(self, message: Claimed, reason: str, *, pause: timedelta) -> None:
        _log.warning("in doubt outbox=%d reason=%s", message.id, reason)
        until = self.clock() + pause
        await self._write(outbox_changes.leave_in_doubt(message, until=until, reason=reason))

    async def _write(self, change: outbox_changes.Change) -> None:
        """Raises what the database does, where that lasts."""
        for pause in TRIED_AGAIN_AFTER:
            try:
                is_ours = await self.changes(change)
                break
            except Exception as fault:  # noqa: BLE001 - whatever it was: the claim makes it safe
                _log.warning("not written outbox=%d %s", change.message.id, type(fault).__name__)
                await asyncio.sleep(pause)
        else:
            is_ours = await self.changes(change)
        if not is_ours:
            _log.warning("taken over outbox=%d", change.message.id)


def _note_end(message: Claimed, state: OutboxState, reason: str) -> None:
    """``not told`` is trouble. That there is nothing to say any more is none, and has its own words."""
    is_moot = state is OutboxState.DEAD and reason != TOO_MANY_ATTEMPTS
    _log.log(
        logging.INFO if is_moot else logging.WARNING,
        "%s staff=%s channel=%s outbox=%d state=%s reason=%s",
        "no longer needed" if is_moot else "not told",
        message.staff_id,
        message.channel,
        message.id,
        state,
        reason,
    )


def _pause(message: Claimed) -> timedelta:
    """Twice as long each time."""
    return min(FIRST_PAUSE * (1 << _doublings(message)), LONGEST_PAUSE)


def _doublings(message: Claimed) -> int:
    return min(message.attempts, MOST_ATTEMPTS) - 1
