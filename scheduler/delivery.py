"""One message of the outbox on its way: whether it stands there already, what it says, to whom.

Nothing is called while a transaction is open, and ``sending`` is committed before the call: a
process that is killed at any moment leaves a row from which the next one knows what to do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.account import Account
from domain.outbox import TOO_MANY_ATTEMPTS, Claimed, OutboxState
from domain.people import Person
from handlers.faults import note_fault
from handlers.occasion import Dropped
from handlers.outgoing import Postponed, Written, written
from scheduler.outcome import MOST_ATTEMPTS, Outcome, Outcomes, TakenOver
from scheduler.platforms import (
    Address,
    CannotTell,
    Letter,
    NotNow,
    NotThere,
    Platform,
    Refused,
    Sent,
    TooLate,
)
from storage.outbox import begin_attempt
from storage.session import Database


@dataclass(frozen=True, slots=True)
class Patience:
    """``lease`` is longer than ``call_within``, a client's timeout (20 s) and a platform's delay
    together: what is not found after it has not been sent and will not be.
    """

    lease: timedelta = timedelta(seconds=90)
    call_within: timedelta = timedelta(seconds=10)
    """From the commit of ``sending`` until the call leaves; later it must not be made any more."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """``platforms``: those open in this process, by name."""

    database: Database
    platforms: Mapping[str, Platform]
    organization_id: int
    clock: Callable[[], datetime]
    patience: Patience = Patience()

    async def deliver(self, message: Claimed) -> None:
        """Never raises. After a fault the row stays claimed: the lease ends it as after a kill."""
        try:
            await self._deliver(message)
        except Exception as fault:  # noqa: BLE001 - other messages are to be sent
            note_fault(fault, event=f"outbox:{message.id}")

    async def _deliver(self, message: Claimed) -> None:
        outcomes = Outcomes(self.database, self.clock, self.patience.lease)
        if message.is_in_doubt:
            found = await self._find(message)
            if not isinstance(found, NotThere):
                await outcomes.record_doubt(message, found)
                return
        if message.attempts > MOST_ATTEMPTS:
            await outcomes.give_up(message, OutboxState.DEAD, TOO_MANY_ATTEMPTS)
            return
        match await written(message, self.database, self.organization_id, now=self.clock()):
            case Dropped(reason):
                await outcomes.give_up(message, OutboxState.DEAD, reason)
            case Postponed(until, reason):
                await outcomes.put_off(message, until=until, reason=reason, was_attempt=False)
            case Written() as letter:
                await outcomes.record(message, await self._tell(message, letter))

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

    async def _tell(self, message: Claimed, letter: Written) -> Outcome:
        """Where they were seen last; on the next platform where that one refuses."""
        outcome: Outcome = Refused("known_nowhere")
        for account in await self._accounts(letter.person):
            platform = self.platforms[account.platform]
            match await platform.address(account):
                case Address() as address:
                    outcome = await self._tell_at(address, account.platform, message, letter)
                case other:
                    outcome = other
            if not isinstance(outcome, Refused):
                break
        return outcome

    async def _accounts(self, person: Person) -> list[Account]:
        """Where they can be told, the one asked about last first."""
        found = [
            account
            for platform in self.platforms.values()
            for account in await platform.accounts(person)
        ]
        return sorted(found, key=lambda account: account.checked_at, reverse=True)

    async def _tell_at(
        self, address: Address, name: str, message: Claimed, letter: Written
    ) -> Outcome:
        begun_at = self.clock()
        async with self.database.begin() as session:
            is_ours = await begin_attempt(
                session,
                message,
                platform=name,
                conversation=address.conversation,
                at=begun_at,
                until=begun_at + self.patience.lease,
            )
        if not is_ours:
            return TakenOver()

        def check() -> None:
            """A process that was stopped for a while must not send what another has sent since."""
            if self.clock() - begun_at > self.patience.call_within:
                raise TooLate

        try:
            return await self.platforms[name].send(Letter(letter.card, message.key, check), address)
        except TooLate:
            return NotNow("too_late")
