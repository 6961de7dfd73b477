"""Everybody of a workspace looked up again, page by page, where one by one would take hours.

``users.info`` is allowed 100 times a minute, ``users.list`` 20 times with hundreds of people each:
https://docs.slack.dev/reference/methods/users.list
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.slack.user_object import FRESH, PLATFORM, read_account
from bot.slack.web_api import SlackBusy, SlackRefused, WebApi
from domain.account import Account
from scheduler.together import Together
from storage.accounts import accounts_by_id, count_checked_before, keep_known_accounts
from storage.session import Database

MANY = 100
"""Accounts that are out of date: more would take over a minute one by one."""
PAGE = 800
"""Sixteen thousand people are within the calls of one minute."""
PAGES_AT_ONCE = 3
"""Until the messages that wait for it are put off: they are not to wait for a large workspace."""
AGAIN_AFTER = timedelta(hours=1)
"""Until then who was not in the list (a stranger of a shared channel) is asked for one by one; so
is everybody where Slack does not give it.
"""
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
        self._cursor = ""
        self._is_over_since: datetime | None = None
        self._not_before = clock()

    async def account(self, user: str) -> Account | None:
        """As it is today; None where they are to be asked for one by one. Raises SlackBusy where it
        is not their turn yet.
        """
        found = await self._together(user)
        if isinstance(found, SlackBusy):
            raise found
        return found

    async def _read(self, users: Sequence[str]) -> Sequence[Account | SlackBusy | None]:
        fresh = await self._fresh(users)
        missing = set(users) - set(fresh)
        if not missing or not await self._is_worth_it():
            return [fresh.get(user) for user in users]
        left = await self._go_on()
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
            self._cursor, self._is_over_since = "", self._clock()
            return None
        return SlackBusy(METHOD, "people_looked_up", seconds=1, is_ours=True)

    async def _is_worth_it(self) -> bool:
        """While it is not over it goes on: what is behind it is not asked for again."""
        now = self._clock()
        if self._cursor:
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
        if now < self._not_before:
            wait = (self._not_before - now).total_seconds()
            raise SlackBusy(METHOD, "ratelimited", seconds=wait)
        further = {"cursor": self._cursor} if self._cursor else {}
        page = await self._api.ask_once("users.list", limit=str(PAGE), **further)
        accounts = [read_account(user, team=self._team, now=now) for user in page["members"]]
        async with self._database.begin() as session:
            await keep_known_accounts(session, accounts, organization_id=self._organization_id)
        self._cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        self._is_over_since = None if self._cursor else now

    async def _fresh(self, users: Sequence[str]) -> dict[str, Account]:
        async with self._database.read() as session:
            known = await accounts_by_id(session, **self._whose, platform_ids=set(users))
        now = self._clock()
        return {each: one for each, one in known.items() if now - one.checked_at < FRESH}

    @property
    def _whose(self) -> dict[str, Any]:
        return {"organization_id": self._organization_id, "platform": PLATFORM}
