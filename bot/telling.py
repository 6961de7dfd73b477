"""People who are not speaking are told something, on whichever platform they are known.

Here the platforms meet: an officer on Slack decides, who reported reads it in Teams. Nothing of it
is stored yet: what is being told when the process is killed is lost.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cards.elements import Card
from domain.account import Account
from handlers.faults import note_fault
from handlers.reply import Notice, Reply, Show, Update
from storage.accounts import accounts_with_emails
from storage.people import people_by_id
from storage.session import Database

_log = logging.getLogger("kakehashi")

Cards = Sequence[Card]


@dataclass(frozen=True, slots=True)
class Told:
    """It stands in their chat."""


@dataclass(frozen=True, slots=True)
class NotTold:
    """``reason`` is for the log: the platform's word or ours, never what was to be said."""

    reason: str
    is_certain: bool = True
    """False where no answer came: it may stand in their chat all the same."""


class Platform(Protocol):
    """A platform's way to somebody who is known there."""

    async def tell(self, account: Account, cards: Cards) -> Told | NotTold: ...


class Telling:
    """One instance a deployment; each platform joins where it is open."""

    def __init__(self, database: Database, *, organization_id: int) -> None:
        self._database = database
        self._organization_id = organization_id
        self._platforms: dict[str, Platform] = {}

    def joined(self, name: str, platform: Platform) -> None:
        self._platforms[name] = platform

    async def follow(self, told: Iterable[Notice], *, event: str) -> None:
        """Never raises: each who is not told is a line of the log. ``event`` caused it."""
        for notice in told:
            try:
                outcome = await self.tell(notice.staff_id, (notice.card,))
            except Exception as fault:  # noqa: BLE001 - the answer stands, and others are to be told
                note_fault(fault, event=event)
                continue
            if isinstance(outcome, NotTold):
                _log.warning(
                    "not told staff=%d event=%s reason=%s", notice.staff_id, event, outcome.reason
                )

    async def tell(self, staff_id: int, cards: Cards) -> Told | NotTold:
        """Once: on the platform where they were seen last, on the next one where that refuses."""
        outcome: Told | NotTold = NotTold("known on no platform")
        for account in await self._accounts(staff_id):
            outcome = await self._platforms[account.platform].tell(account, cards)
            if isinstance(outcome, Told) or not outcome.is_certain:
                break
        return outcome

    async def _accounts(self, staff_id: int) -> list[Account]:
        """Where they can be told, the one asked about last first; none of one who has left."""
        found: list[Account] = []
        organization_id = self._organization_id
        async with self._database.read() as session:
            people = await people_by_id(session, organization_id=organization_id, ids=[staff_id])
            emails = [person.email for person in people]
            for platform in self._platforms:
                found += await accounts_with_emails(
                    session, organization_id=organization_id, platform=platform, emails=emails
                )
        return sorted(found, key=lambda account: account.checked_at, reverse=True)


def notices(reply: Reply) -> tuple[Notice, ...]:
    """What others are told because of ``reply``."""
    return reply.told if isinstance(reply, Show | Update) else ()
