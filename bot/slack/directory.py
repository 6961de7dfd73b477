"""Everybody of a workspace looked up, page by page, where one by one would take hours: those whose
accounts are out of date, and those of the roster who have never spoken to us.

``users.info`` is allowed 100 times a minute, ``users.lookupByEmail`` 50 times, ``users.list`` 20 times
with hundreds of people each: https://docs.slack.dev/reference/methods/users.list
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.pacing import Pacer, limits
from bot.slack.user_object import FRESH, PLATFORM, is_staff_with, read_account
from bot.slack.web_api import SlackBusy, SlackRefused, SlackSilent, WebApi
from domain.account import Account
from scheduler.together import Together
from storage.accounts import (
    accounts_by_id,
    count_checked_before,
    keep_accounts,
    keep_known_accounts,
)
from storage.session import Database
from storage.unknown_addresses import addresses_to_look_for, keep_unknown_addresses

MANY = 100
"""People to be looked up: more would take minutes one by one."""
PAGE = 800
"""Sixteen thousand people are within the calls of one minute."""
PAGES = limits("20/61")
"""Slack's limit, and a second for what is on its way."""
PAGES_AT_ONCE = 3
"""Until the messages that wait for it are put off: they are not to wait for a large workspace."""
REST = 15.0
"""Seconds, where Slack would say to wait. Longer than other platforms wait along."""
AGAIN_AFTER = timedelta(hours=1)
"""Until then who was not in the list (a stranger of a shared channel) is asked for one by one; so
is everybody where Slack does not give it.
"""
AFTER_SILENCE = timedelta(minutes=1)
SET_BACK = timedelta(minutes=1)
"""A clock that goes back by more has been set: what was to end by it would take as much longer."""
METHOD = "users.list"

_log = logging.getLogger("kakehashi.slack")


class Directory:
    """Of one workspace. Goes on where it stopped, for as long as anybody asks."""

    def __init__(
        self,
        api: WebApi,
        database: Database,
        *,
        organization_id: int,
        team: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._api = api
        self._database = database.within(organization_id)
        self._organization_id = organization_id
        self._team = team
        self._clock = clock
        self._together = Together(self._read)
        self._begin_anew()
        self._reading = asyncio.Lock()
        self._cursor = ""
        self._sought: frozenset[str] = frozenset()
        """Addresses of those who are to be found in the pages that are left."""

    def _begin_anew(self) -> None:
        """Nothing that was to be waited for has to be waited for any more."""
        self._pages = Pacer(PAGES, seconds=lambda: self._clock().timestamp())
        self._is_over_since: datetime | None = None
        self._not_before = self._not_given_before = self._asked_at = self._clock()

    async def account(self, user: str) -> Account | None:
        """As it is today; None where they are to be asked for one by one. Raises SlackBusy where it
        is not their turn yet.
        """
        found = await self._together(user)
        if isinstance(found, SlackBusy):
            raise found
        return found

    async def read_on(self) -> SlackBusy | None:
        """Where many are to be looked up. None where nothing is left to be read: who has not been
        found by then is to be asked for one by one.
        """
        async with self._reading:
            return await self._go_on() if await self._is_worth_it() else None

    async def _read(self, users: Sequence[str]) -> Sequence[Account | SlackBusy | None]:
        fresh = await self._fresh(users)
        if fresh.keys() >= set(users):
            return [fresh[user] for user in users]
        left = await self.read_on()
        fresh = await self._fresh(users)
        return [fresh.get(user, left) for user in users]

    async def _go_on(self) -> SlackBusy | None:
        """None where it has come to its end."""
        try:
            for _ in range(PAGES_AT_ONCE):
                await self._next_page()
                if not self._cursor:
                    return None
        except SlackBusy as busy:
            self._not_before = self._clock() + timedelta(seconds=busy.seconds)
            return busy
        except SlackRefused as refusal:
            _log.warning("slack people not listed reason=%s", refusal.error)
            pause = AFTER_SILENCE if isinstance(refusal, SlackSilent) else AGAIN_AFTER
            self._cursor, self._not_given_before = "", self._clock() + pause
            return None
        return SlackBusy(METHOD, "people_looked_up", seconds=1, is_ours=True)

    async def _is_worth_it(self) -> bool:
        """While it is not over it goes on: what is behind it is not asked for again. Whoever was
        to be found by their address is known to be there or not, once it is over.
        """
        now = self._clock()
        if self._asked_at - now > SET_BACK:
            self._begin_anew()
        self._asked_at = now
        if self._cursor:
            return True
        if now < self._not_given_before:
            return False
        if len(await self._looked_for(now, most=MANY)) >= MANY:
            return True
        if self._is_over_since and now - self._is_over_since < AGAIN_AFTER:
            return False
        async with self._database.read() as session:
            stale = await count_checked_before(
                session, **self._whose, before=now - FRESH, most=MANY
            )
        return stale >= MANY

    async def _next_page(self) -> None:
        now = self._clock()
        await self._in_turn(now)
        if not self._cursor:
            self._sought = frozenset(await self._looked_for(now))
        further = {"cursor": self._cursor} if self._cursor else {}
        page = await self._api.ask_once("users.list", limit=str(PAGE), **further)
        accounts = [read_account(user, team=self._team, now=now) for user in page["members"]]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        await self._keep(accounts, is_last=not cursor, now=now)
        self._cursor = cursor
        self._is_over_since = None if cursor else now

    async def _in_turn(self, now: datetime) -> None:
        """Raises SlackBusy."""
        if now < self._not_before:
            wait = (self._not_before - now).total_seconds()
            raise SlackBusy(METHOD, "ratelimited", seconds=wait)
        if not await self._pages.turn(within=0):
            raise SlackBusy(METHOD, "people_looked_up", seconds=REST, is_ours=True)

    async def _keep(self, accounts: Sequence[Account], *, is_last: bool, now: datetime) -> None:
        """Of those who have never spoken, only the roster's."""
        found = [each for each in accounts if is_staff_with(each, self._sought)]
        left = self._sought - {each.address for each in found}
        async with self._database.begin() as session:
            await keep_known_accounts(session, accounts, organization_id=self._organization_id)
            await keep_accounts(session, found, organization_id=self._organization_id)
            if is_last:
                await keep_unknown_addresses(
                    session, left, **self._whose, workspace=self._team, at=now
                )
        self._sought = frozenset() if is_last else left

    async def _looked_for(self, now: datetime, *, most: int | None = None) -> Sequence[str]:
        async with self._database.read() as session:
            return await addresses_to_look_for(
                session, **self._whose, workspace=self._team, since=now - FRESH, most=most
            )

    async def _fresh(self, users: Sequence[str]) -> dict[str, Account]:
        async with self._database.read() as session:
            known = await accounts_by_id(session, **self._whose, platform_ids=set(users))
        now = self._clock()
        return {each: one for each, one in known.items() if now - one.checked_at < FRESH}

    @property
    def _whose(self) -> dict[str, Any]:
        return {"organization_id": self._organization_id, "platform": PLATFORM}
