"""One message of the outbox on its way: whether it stands there already, what it says, to whom.

Nothing is called while a transaction is open, and ``sending`` is committed before the call: a
process that is killed at any moment leaves a row from which the next one knows what to do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from datetime import date, datetime

from domain.outbox import PAUSED, TOO_MANY_ATTEMPTS, Claimed, OutboxState
from handlers.advice import Advice
from handlers.digest_means import DigestMeans
from handlers.faults import note_fault
from handlers.occasion import Dropped, Postponed
from handlers.outgoing import Written
from scheduler.outcome import MOST_ATTEMPTS, Changes, Outcomes, Went
from scheduler.platforms import (
    CannotTell,
    NotNow,
    NotThere,
    Platform,
    Sent,
)
from scheduler.rests import Rests
from scheduler.telling import PATIENCE, Patience, Telling
from scheduler.together import Together
from scheduler.whereabouts import Whereabouts
from scheduler.writing import Writing
from storage.outbox import claim_due, claim_overdue, waiting
from storage.outbox_changes import Change, change
from storage.outbox_entries import release_unless_paused
from storage.session import Database, Session

KEPT_FOR_NEW = 4
"""One in so many."""


@dataclass
class Delivery:
    """``platforms``: those open in this process, by name."""

    database: Database
    platforms: Mapping[str, Platform]
    organization_id: int
    clock: Callable[[], datetime]
    is_national_holiday: InitVar[Callable[[date], bool]]
    advice: InitVar[Advice]
    patience: Patience = PATIENCE
    digests: InitVar[DigestMeans | None] = None
    rests: Rests = field(init=False)
    _on_their_way: set[int] = field(default_factory=set, init=False)
    """Left to us whatever the clock says: it may have been set."""
    _changes: Changes = field(init=False)
    _outcomes: Outcomes = field(init=False)
    _telling: Telling = field(init=False)
    _writing: Writing = field(init=False)

    def __post_init__(
        self,
        is_national_holiday: Callable[[date], bool],
        advice: Advice,
        digests: DigestMeans | None,
    ) -> None:
        self.rests = Rests(self.clock)
        self._changes = Together(self._changed)
        self._outcomes = Outcomes(self._changes, self.clock, self.patience.lease)
        self._telling = Telling(
            self.platforms,
            self.clock,
            self.patience,
            self.rests,
            Whereabouts(self.database, self.platforms, self.organization_id, self.rests),
            self._changes,
        )
        self._writing = Writing(
            self.database,
            self.organization_id,
            self.clock,
            is_national_holiday,
            advice,
            digests or DigestMeans(),
        )

    @property
    def rest(self) -> float:
        """Seconds until more is claimed: a platform, or our own pace, has no room for it."""
        return self.rests.of_all(self.platforms)

    def note_unsaid(self) -> None:
        self._outcomes.unsaid.say(self.organization_id)

    async def claimed(self, most: int) -> Sequence[tuple["Delivery", Claimed]]:
        """What somebody has left behind goes first: it has waited for a whole lease. A part is kept
        for what is new: all of what was left may be of a platform that does not answer. While the
        platforms rest nothing is taken: nobody knows yet on which one it might be sent.
        """
        if self.rest:
            return ()
        now = self.clock()
        async with self.database.read() as session:
            found = await waiting(session, organization_id=self.organization_id, now=now)
        if not (found.due or found.overdue):
            return ()
        async with self.database.begin() as session:
            if found.overdue:
                taken = await self._claim_both(session, most, now=now)
            else:
                taken = await self._claim_new(session, most, now=now)
        self._on_their_way.update(message.id for message in taken)
        return [(self, message) for message in taken]

    async def _claim_both(
        self, session: Session, most: int, *, now: datetime
    ) -> tuple[Claimed, ...]:
        """What was left behind first."""
        kept = await self._claim_new(session, most // KEPT_FOR_NEW, now=now)
        left = await claim_overdue(
            session,
            organization_id=self.organization_id,
            now=now,
            until=now + self.patience.lease,
            limit=most - len(kept),
            but=self._on_their_way.union(message.id for message in kept),
        )
        new = await self._claim_new(session, most - len(kept) - len(left), now=now)
        return left + kept + new

    async def _claim_new(
        self, session: Session, most: int, *, now: datetime
    ) -> tuple[Claimed, ...]:
        return await claim_due(
            session,
            organization_id=self.organization_id,
            now=now,
            until=now + self.patience.lease,
            limit=most,
        )

    async def deliver(self, message: Claimed) -> Went:
        """Never raises. After a fault the row stays claimed: the lease ends it as after a kill, and
        the list has the fault's number in the log.
        """
        try:
            return await self._deliver(message)
        except Exception as fault:  # noqa: BLE001 - other messages are to be sent
            await self._note_fault(message, fault)
            return Went.CALLED
        finally:
            self._on_their_way.discard(message.id)

    async def _note_fault(self, message: Claimed, fault: Exception) -> None:
        reference = note_fault(fault, event=f"outbox:{message.id}")
        try:
            await self._outcomes.record_fault(message, reference)
        except Exception as again:  # noqa: BLE001 - the lease that it has ends it
            note_fault(again, event=f"outbox:{message.id}")

    async def _deliver(self, message: Claimed) -> Went:
        outcomes = self._outcomes
        if message.is_in_doubt and not message.may_be_repeated:
            found = await self._find(message)
            if not isinstance(found, NotThere):
                await outcomes.record_doubt(message, found)
                return Went.CALLED
        if message.attempts > MOST_ATTEMPTS:
            await outcomes.give_up(message, OutboxState.DEAD, TOO_MANY_ATTEMPTS)
            return Went.NOT_CALLED
        asked_at = self.clock()
        match await self._writing.written(message):
            case Dropped(reason, needs_care):
                state = OutboxState.FAILED if needs_care else OutboxState.DEAD
                # What comes in from now on has not been looked at.
                await outcomes.give_up(message, state, reason, at=asked_at)
            case Postponed() as postponed:
                await outcomes.postpone(message, postponed)
            case Written() as letter:
                outcome, note = await self._telling.tell(message, letter)
                await outcomes.record(replace(message, note=note), outcome)
                return Went.by(outcome)
        return Went.NOT_CALLED

    async def _find(self, message: Claimed) -> Sent | NotThere | NotNow | CannotTell:
        """Where the platform cannot tell, a person who has it sent again has decided."""
        platform = self.platforms.get(message.platform or "")
        if platform is None:
            return NotNow("platform_not_open")
        found = await platform.find(
            message.key, conversation=message.conversation or "", since=message.created_at
        )
        is_decided = isinstance(found, CannotTell) and not message.is_overdue
        return NotThere() if is_decided else found

    async def _changed(self, changes: Sequence[Change]) -> Sequence[bool]:
        async with self.database.begin() as session:
            changed = await change(session, changes)
            if any(each.values.get("reason") == PAUSED for each in changes):
                await release_unless_paused(
                    session, organization_id=self.organization_id, at=self.clock()
                )
            return changed
