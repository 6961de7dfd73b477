"""How an attempt ended, written down. Every change asks whether the message is still ours."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from domain.outbox import Claimed, OutboxState
from scheduler.platforms import CannotTell, InDoubt, NotNow, Refused, Sent
from storage import outbox
from storage.session import Database, Session

_log = logging.getLogger("kakehashi")

MOST_ATTEMPTS = 24
"""With the pauses between them: most of a day."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Another process has claimed the message since: it is not ours to tell."""


Outcome = Sent | Refused | NotNow | InDoubt | CannotTell | TakenOver

Change = Callable[[Session, datetime], Awaitable[bool]]
"""One of ``storage/outbox.py``, at a time; False where the message is not ours any more."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """``lease``: how long a call in doubt is left alone."""

    database: Database
    clock: Callable[[], datetime]
    lease: timedelta

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
                await self._leave_in_doubt(message, reason, pause=self.lease)
            case TakenOver():
                _log.warning("taken over outbox=%d", message.id)
            case _:
                assert_never(outcome)

    async def record_doubt(self, message: Claimed, found: Sent | CannotTell | NotNow) -> None:
        """What an earlier attempt has left. That one cannot ask just now does not settle it."""
        if not isinstance(found, NotNow):
            await self.record(message, found)
        elif message.attempts > MOST_ATTEMPTS:
            await self.give_up(message, OutboxState.UNKNOWN, found.reason)
        else:
            await self._leave_in_doubt(message, found.reason, pause=_pause(message))

    async def put_off(
        self, message: Claimed, *, until: datetime, reason: str, was_attempt: bool
    ) -> None:
        await self._change(
            message,
            lambda session, _: outbox.put_off(
                session, message, until=until, reason=reason, was_attempt=was_attempt
            ),
        )

    async def give_up(self, message: Claimed, state: OutboxState, reason: str) -> None:
        _log.warning(
            "not told staff=%d outbox=%d state=%s reason=%s",
            message.staff_id,
            message.id,
            state,
            reason,
        )
        await self._change(
            message,
            lambda session, now: outbox.give_up(
                session, message, state=state, reason=reason, at=now
            ),
        )

    async def _sent(self, message: Claimed, message_id: str) -> None:
        await self._change(
            message,
            lambda session, now: outbox.mark_sent(session, message, message_id=message_id, at=now),
        )

    async def _leave_in_doubt(self, message: Claimed, reason: str, *, pause: timedelta) -> None:
        _log.warning("in doubt outbox=%d reason=%s", message.id, reason)
        await self._change(
            message,
            lambda session, now: outbox.leave_in_doubt(
                session, message, until=now + pause, reason=reason
            ),
        )

    async def _change(self, message: Claimed, change: Change) -> None:
        async with self.database.begin() as session:
            is_ours = await change(session, self.clock())
        if not is_ours:
            _log.warning("taken over outbox=%d", message.id)


def _pause(message: Claimed) -> timedelta:
    """Twice as long each time."""
    doublings = min(message.attempts, MOST_ATTEMPTS) - 1
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
