"""Under which accounts people can be told on one platform, and where they were heard last."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.account import Account
from domain.people import Person
from scheduler.together import Together
from storage.accounts import accounts_with_emails, forget_account, note_heard
from storage.session import Database

HEARD_AGAIN_AFTER = timedelta(hours=1)
"""Not each message of theirs is worth a write."""


class KnownAccounts:
    """Of one organization: those of the members of staff who have spoken to us there, or were found."""

    def __init__(self, database: Database, *, organization_id: int, platform: str) -> None:
        self._database = database.within(organization_id)
        self._organization_id = organization_id
        self._platform = platform
        self._together = Together(self._read)

    async def of(self, person: Person) -> Sequence[Account]:
        """Read together, as many are told at once."""
        return await self._together(person.email.lower())

    async def heard(self, account: Account, *, now: datetime) -> Account:
        """Its owner has just done something there; the account as it is kept from now on. One without
        an address is nobody's of the roster.
        """
        if not account.email:
            return account
        if account.heard_at and now - account.heard_at < HEARD_AGAIN_AFTER:
            return account
        async with self._database.begin() as session:
            await note_heard(session, account, organization_id=self._organization_id, at=now)
        return replace(account, heard_at=now)

    async def forget(self, account: Account) -> None:
        """It is not there any more. Whoever speaks under it is known again."""
        async with self._database.begin() as session:
            await forget_account(session, account, organization_id=self._organization_id)

    async def _read(self, emails: Sequence[str]) -> Sequence[Sequence[Account]]:
        async with self._database.read() as session:
            accounts = await accounts_with_emails(
                session,
                organization_id=self._organization_id,
                platform=self._platform,
                emails=set(emails),
            )
        by_email: defaultdict[str | None, list[Account]] = defaultdict(list)
        for account in accounts:
            by_email[account.email].append(account)
        return [by_email[email] for email in emails]
