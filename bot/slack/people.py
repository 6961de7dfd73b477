"""Who a Slack account is: asked of Slack, remembered for a day."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from datetime import datetime

from bot.known_accounts import KnownAccounts
from bot.slack.directory import Directory
from bot.slack.never_spoken import NeverSpoken
from bot.slack.user_object import FRESH, PLATFORM, read_account
from bot.slack.web_api import SlackRefused, SlackSilent, WebApi
from domain.account import Account, AccountKind
from storage.accounts import account_of, accounts_with_emails, keep_account
from storage.people import people_by_id
from storage.session import Database

NOT_HERE = frozenset({"user_not_found", "user_not_visible"})

IN_MIND = 5_000
"""Accounts that need no look into the database."""


class InMind:
    """Those who spoke last, of all workspaces: most messages come from few people."""

    def __init__(self) -> None:
        self._accounts: OrderedDict[tuple[str, str], Account] = OrderedDict()

    def get(self, team: str, user: str) -> Account | None:
        return self._accounts.get((team, user))

    def keep(self, team: str, account: Account) -> None:
        who = (team, account.platform_id)
        self._accounts[who] = account
        self._accounts.move_to_end(who)
        if len(self._accounts) > IN_MIND:
            self._accounts.popitem(last=False)


class People:
    """Accounts of one workspace that we are installed in."""

    def __init__(
        self,
        api: WebApi,
        database: Database,
        *,
        organization_id: int,
        team: str,
        clock: Callable[[], datetime],
        in_mind: InMind | None = None,
    ) -> None:
        self._api = api
        self._database = database.within(organization_id)
        self._organization_id = organization_id
        self._team = team
        self._clock = clock
        self._in_mind = in_mind or InMind()
        self.known = KnownAccounts(database, organization_id=organization_id, platform=PLATFORM)
        self._directory = Directory(
            api, database, organization_id=organization_id, team=team, clock=clock
        )
        self.never_spoken = NeverSpoken(
            api,
            database,
            self._directory,
            organization_id=organization_id,
            team=team,
            clock=clock,
        )

    async def account(self, user: str, *, waits: bool = True) -> Account:
        """Where Slack cannot answer just now what is remembered still counts. ``waits`` when Slack
        says so. Raises SlackRefused.
        """
        now = self._clock()
        known = self._in_mind.get(self._team, user)
        if known is None or not self._is_fresh(known):
            known = await self._remembered(user) or known
        if known and self._is_fresh(known):
            self._in_mind.keep(self._team, known)
            return known
        try:
            ask = self._api.ask if waits else self._api.ask_once
            answer = await ask("users.info", user=user)
        except SlackRefused as refusal:
            is_for_now = isinstance(refusal, SlackSilent) or refusal.error == "ratelimited"
            if known is None or not is_for_now:
                raise
            return known
        account = read_account(answer["user"], team=self._team, now=now)
        await self._keep(account)
        return account

    async def heard(self, user: str) -> Account:
        """Of somebody who has just done something here. Raises SlackRefused."""
        account = await self.account(user)
        heard = await self.known.heard(account, now=self._clock())
        if heard is not account:
            self._in_mind.keep(self._team, heard)
        return heard

    async def here(self, account: Account) -> Account | None:
        """As this workspace shows them now; None where it does not: what is remembered is of all the
        organization's. Who is a stranger here may be a member in another: that alone is not kept.

        Raises SlackRefused, SlackBusy too.
        """
        try:
            answer = await self._api.ask_once("users.info", user=account.platform_id)
        except SlackRefused as refusal:
            if refusal.error in NOT_HERE:
                return None
            raise
        found = read_account(answer["user"], team=self._team, now=self._clock())
        is_news = found.address != account.address or not self._is_fresh(account)
        if found.kind is AccountKind.MEMBER and is_news:
            await self._keep(found)
        return found

    async def checked(self, account: Account) -> Account:
        """The same, as it was a day ago at most. Raises SlackRefused, SlackBusy where many are looked
        up and it is not its turn yet.
        """
        if self._is_fresh(account):
            return account
        found = await self._directory.account(account.platform_id)
        return found or await self.account(account.platform_id, waits=False)

    async def accounts_of(self, staff_ids: Collection[int]) -> tuple[Account, ...]:
        """Those of these members of staff whom we know here."""
        async with self._database.read() as session:
            people = await people_by_id(
                session, organization_id=self._organization_id, ids=staff_ids
            )
            return await accounts_with_emails(
                session,
                organization_id=self._organization_id,
                platform=PLATFORM,
                emails=[person.email for person in people],
            )

    async def _keep(self, account: Account) -> None:
        async with self._database.begin() as session:
            await keep_account(session, account, organization_id=self._organization_id)
        self._in_mind.keep(self._team, account)

    def _is_fresh(self, account: Account) -> bool:
        return self._clock() - account.checked_at < FRESH

    async def _remembered(self, user: str) -> Account | None:
        async with self._database.read() as session:
            return await account_of(
                session,
                organization_id=self._organization_id,
                platform=PLATFORM,
                platform_id=user,
            )
