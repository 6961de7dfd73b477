"""Members of staff who have never spoken to us, found by their e-mail.

https://docs.slack.dev/reference/methods/users.lookupByEmail
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from bot.slack.appointments import Appointments
from bot.slack.directory import Directory
from bot.slack.user_object import FRESH, PLATFORM, is_staff_with, read_account
from bot.slack.web_api import SlackBusy, SlackRefused, WebApi
from domain.account import Account
from scheduler.together import Together
from storage.accounts import accounts_with_emails, keep_account
from storage.session import Database
from storage.unknown_addresses import keep_unknown_addresses, looked_for_in_vain

APART = timedelta(seconds=60 / 50)
"""Tier 3: 50 a minute."""
LONGEST = timedelta(minutes=10)
"""Nobody is put off for longer: where many wait the list of all may be had again."""
METHOD = "users.lookupByEmail"
_NOT_FOUND = "users_not_found"


class NotTheirTurn(SlackBusy):
    """It is for them alone to come again: nobody else need wait."""


class _Answer(Enum):
    NOT_HERE = "asked within a day"
    NOT_ASKED = "neither one by one nor with all"


class NeverSpoken:
    """Of one workspace. Who is not in it is not asked for again for a day."""

    def __init__(
        self,
        api: WebApi,
        database: Database,
        directory: Directory,
        *,
        organization_id: int,
        team: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._api = api
        self._database = database.within(organization_id)
        self._directory = directory
        self._whose: dict[str, Any] = {"organization_id": organization_id, "platform": PLATFORM}
        self._team = team
        self._clock = clock
        self._together = Together(self._read)
        self._appointments = Appointments(apart=APART)

    async def account(self, email: str) -> Account | None:
        """A member's, kept from now on; None where there is none here. Raises NotTheirTurn, SlackBusy
        where everybody is being looked up, SlackRefused.
        """
        match await self._together(email):
            case Account() as account:
                return account
            case SlackBusy() as busy:
                raise busy
            case _Answer.NOT_HERE:
                return None
            case _Answer.NOT_ASKED:
                return await self._asked(email)

    async def _read(self, emails: Sequence[str]) -> Sequence[Account | SlackBusy | _Answer]:
        """Where many are to be found they are found together."""
        known = await self._known(emails)
        if known.keys() >= set(emails):
            return [known[email] for email in emails]
        busy = await self._directory.read_on()
        known = await self._known(emails)
        return [known.get(email, busy or _Answer.NOT_ASKED) for email in emails]

    async def _known(self, emails: Collection[str]) -> dict[str, Account | _Answer]:
        since = self._clock() - FRESH
        async with self._database.read() as session:
            in_vain = await looked_for_in_vain(
                session, set(emails), **self._whose, workspace=self._team, since=since
            )
            accounts = await accounts_with_emails(session, **self._whose, emails=set(emails))
        found = {account.address: account for account in accounts if account.address}
        return dict.fromkeys(in_vain, _Answer.NOT_HERE) | found

    async def _asked(self, email: str) -> Account | None:
        now = self._clock()
        if wait := self._appointments.wait(email, now=now):
            raise _put_off("people_looked_up", min(wait, LONGEST))
        try:
            answer = await self._api.ask_once("users.lookupByEmail", email=email)
        except SlackBusy as busy:
            pause = timedelta(seconds=busy.seconds)
            self._appointments.none_before(now + pause)
            raise _put_off(busy.error, pause) from None
        except SlackRefused as refusal:
            if refusal.error != _NOT_FOUND:
                raise
            return await self._kept(None, email, now)
        return await self._kept(read_account(answer["user"], team=self._team, now=now), email, now)

    async def _kept(self, account: Account | None, email: str, now: datetime) -> Account | None:
        async with self._database.begin() as session:
            if account and is_staff_with(account, {email}):
                await keep_account(session, account, organization_id=self._whose["organization_id"])
                return account
            await keep_unknown_addresses(
                session, {email}, **self._whose, workspace=self._team, at=now
            )
        return None


def _put_off(error: str, pause: timedelta) -> NotTheirTurn:
    return NotTheirTurn(METHOD, error, seconds=pause.total_seconds(), is_ours=True)
