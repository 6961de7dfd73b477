"""One message put before whom it is for: the attempt is written down, then the platform is called."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from domain.account import Account
from domain.office import ChannelPlace
from domain.outbox import Claimed, Note
from domain.people import Person
from domain.posting import NOTHING_STANDS_THERE, POSTED_ANEW
from handlers.faults import note_fault
from handlers.outgoing import Written
from scheduler.outcome import Changes, Outcome, TakenOver
from scheduler.platforms import (
    Address,
    Gone,
    Letter,
    NotNow,
    Platform,
    Refused,
    Resting,
    TooLate,
)
from scheduler.rests import Rests
from scheduler.whereabouts import Whereabouts
from storage.outbox_changes import begin_attempt

_log = logging.getLogger("kakehashi")


@dataclass(frozen=True, slots=True)
class Patience:
    """``lease`` is longer than ``call_within``, a client's timeout (20 s) and a platform's delay
    together: what is not found after it has not been sent and will not be.
    """

    lease: timedelta = timedelta(seconds=90)
    call_within: timedelta = timedelta(seconds=10)
    """From the commit of ``sending`` until the call leaves; later it must not be made any more."""


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Telling:
    """``platforms``: those open in this process, by name."""

    platforms: Mapping[str, Platform]
    clock: Callable[[], datetime]
    patience: Patience
    rests: Rests
    whereabouts: Whereabouts
    changes: Changes

    async def tell(self, message: Claimed, letter: Written) -> tuple[Outcome, Note]:
        """And what is to be kept of what was said."""
        match letter.to:
            case Person() as person:
                return await self._tell_person(person, message, letter), letter.note
            case ChannelPlace() as place:
                return await self._tell_place(place, message, letter)

    async def _tell_place(
        self, place: ChannelPlace, message: Claimed, letter: Written
    ) -> tuple[Outcome, Note]:
        """What cannot be changed any more is posted anew, but for what would take it back."""
        outcome = await self._tell_channel(place, message, letter)
        if not isinstance(outcome, Gone):
            return outcome, letter.note
        if letter.note.withheld:
            return Gone(NOTHING_STANDS_THERE), letter.note
        _log.warning("posted anew outbox=%d reason=%s", message.id, outcome.reason)
        anew = replace(letter, instead_of=None, note=replace(letter.note, withheld=POSTED_ANEW))
        # As the row is now, since that attempt was begun.
        tried = replace(message, note=letter.note.after(message.note), message_id=letter.instead_of)
        return await self._tell_channel(place, tried, anew), anew.note

    async def _tell_person(self, person: Person, message: Claimed, letter: Written) -> Outcome:
        """Where they were heard last; on the next platform where that one refuses, and in the end
        wherever they are found.
        """
        refused: dict[str, Refused] = {}
        for account in await self.whereabouts.known(person):
            outcome = await self._tell_as(account, message, letter)
            if not isinstance(outcome, Refused):
                return outcome
            refused[account.platform] = outcome
        found = await self.whereabouts.found(person, refused=refused)
        return await self._tell_as(found, message, letter) if isinstance(found, Account) else found

    async def _tell_as(self, account: Account, message: Claimed, letter: Written) -> Outcome:
        address = partial(self.platforms[account.platform].address, account)
        return await self._tell_on(account.platform, address, message, letter)

    async def _tell_channel(
        self, place: ChannelPlace, message: Claimed, letter: Written
    ) -> Outcome:
        platform = self.platforms.get(place.platform)
        if platform is None:
            return NotNow("platform_not_open")
        address = partial(platform.channel_address, place.id)
        return await self._tell_on(place.platform, address, message, letter)

    async def _tell_on(
        self,
        platform: str,
        address: Callable[[], Awaitable[Address | Refused | NotNow]],
        message: Claimed,
        letter: Written,
    ) -> Outcome:
        """What a platform asks for counts for everything that is to be sent there."""
        if left := self.rests.left(platform):
            return NotNow("platform_rests", left)
        found = await address()
        outcome = await self._tell_at(found, platform, message, letter)
        self.rests.heed(platform, outcome)
        return outcome

    async def _tell_at(
        self, address: Address | Refused | NotNow, name: str, message: Claimed, letter: Written
    ) -> Outcome:
        if not isinstance(address, Address):
            return address
        begun_at = self.clock()
        beginning = begin_attempt(
            message,
            note=letter.note,
            platform=name,
            conversation=address.conversation,
            written_at=letter.at,
            until=begun_at + self.patience.lease,
            message_id=letter.instead_of,
        )
        try:
            is_ours = await self.changes(beginning)
        except Exception as fault:  # noqa: BLE001 - it may stand there: nothing has been called
            note_fault(fault, event=f"outbox:{message.id}")
            return NotNow("database")
        if not is_ours:
            return TakenOver()
        return await self._call(address, name, message, letter, begun_at)

    async def _call(
        self, address: Address, name: str, message: Claimed, letter: Written, begun_at: datetime
    ) -> Outcome:
        """A fault before anything has left is no doubt."""
        has_left = False

        def check() -> None:
            """A process that was stopped for a while must not send what another has sent since."""
            if left := self.rests.left(name):
                raise Resting(left)
            if self.clock() - begun_at > self.patience.call_within:
                raise TooLate
            nonlocal has_left
            has_left = True

        try:
            return await self._leaves(
                Letter(letter.card, message.key, check, letter.files), address, name, letter
            )
        except Resting as rest:
            return NotNow("platform_rests", rest.seconds)
        except TooLate:
            return NotNow("too_late")
        except Exception as fault:
            if has_left:
                raise
            return NotNow(f"fault:{note_fault(fault, event=f'outbox:{message.id}')}")

    async def _leaves(self, drawn: Letter, address: Address, name: str, letter: Written) -> Outcome:
        platform = self.platforms[name]
        if letter.instead_of is not None:
            return await platform.edit(drawn, address, letter.instead_of)
        return await platform.send(drawn, address)
