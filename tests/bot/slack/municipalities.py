"""Two municipalities of one deployment, whose administrators add the app to their own workspaces."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import count

import aiohttp
from aiohttp import web

from bot.main import Bot
from bot.slack.connection import SlackIdentity
from bot.slack.edge import SlackEdge, slack_edge
from bot.slack.installing import INSTALL, REDIRECT
from bot.slack.invitation import invitation
from bot.slack.oauth import OAuthApp
from bot.token_seal import TokenSeal, keys_written, new_key
from scheduler.deliver_outbox import DeliverOutbox, delivering
from tests.peers.slack.delivery import SECRET
from tests.peers.slack.grid import CLIENT_ID, CLIENT_SECRET, SlackGrid, app_of
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.person import Person
from tests.scenarios.world import Clock

CITY, NEIGHBOUR = "T0MINATO", "T0TONARI"
"""Slack teams; the organizations are ``demo`` and ``tonari``."""
PUBLIC = "https://kakehashi.example"


@dataclass
class Page:
    status: int
    text: str
    location: str = ""
    cookie: str = ""


@dataclass
class Browser:
    """An administrator's; it keeps one cookie, and knows us under our own address."""

    url: str
    session: aiohttp.ClientSession
    cookie: str = ""

    async def opens(self, address: str) -> Page:
        return await self._asks("GET", address, site="none")

    async def presses(self, address: str, *, site: str = "same-origin") -> Page:
        """The button of the page at ``address``; ``site``: where that button was."""
        return await self._asks("POST", address, site=site)

    async def _asks(self, method: str, address: str, *, site: str) -> Page:
        address = address.replace(PUBLIC, self.url)
        headers = {"Sec-Fetch-Site": site} | ({"Cookie": self.cookie} if self.cookie else {})
        async with self.session.request(
            method, address, headers=headers, allow_redirects=False
        ) as answer:
            given: SimpleCookie = answer.cookies
            for name, each in given.items():
                self.cookie = f"{name}={each.value}"
            page = Page(answer.status, await answer.text(), answer.headers.get("Location", ""))
            page.cookie = answer.headers.get("Set-Cookie", "")
            return page


@dataclass
class Municipalities:
    bot: Bot
    clock: Clock
    grid: SlackGrid
    edge: SlackEdge
    outbox: DeliverOutbox
    seal: TokenSeal
    url: str
    session: aiohttp.ClientSession

    def browser(self) -> Browser:
        return Browser(self.url, self.session)

    def invitation(self, organization: str) -> str:
        sealed = invitation(organization, seal=self.seal, now=self.clock())
        return f"{PUBLIC}{INSTALL}?invitation={sealed}"

    async def install(
        self, organization: str, team: str, *, invitation: str = "", **changes: object
    ) -> Page:
        """With a new invitation, where none is given."""
        browser = self.browser()
        asked = await browser.presses(invitation or self.invitation(organization))
        return await browser.opens(self.grid.allows(asked.location, team, **changes))

    def person(self, team: str, name: str) -> Person:
        peer = self.grid.peers[team]
        user = f"U0{name.upper()[:4]}"
        peer.joins(user, f"{name}@kakehashi.example")
        app = app_of(team, f"{self.url}/slack/events", self._is_idle, peer.now)
        return Person(peer, app, user)

    def _is_idle(self) -> bool:
        return self.edge.is_idle and self.outbox.is_idle


@asynccontextmanager
async def municipalities(
    bot: Bot, clock: Clock, seal: TokenSeal | None = None
) -> AsyncIterator[Municipalities]:
    def now() -> float:
        return clock().timestamp()

    seal = seal or TokenSeal(keys_written(new_key()))
    deployment = bot.deployment
    async with (
        SlackPeer(now=now, team=CITY, token="xoxb-minato") as city,
        SlackPeer(
            now=now, team=NEIGHBOUR, token="xoxb-tonari", _numbers=count(100_000)
        ) as neighbour,
        SlackGrid({CITY: city, NEIGHBOUR: neighbour}) as grid,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        hosts = frozenset({city.host, neighbour.host})
        identity = SlackIdentity("", SECRET, api_url=grid.api_url, api_hosts=hosts)
        oauth = OAuthApp(CLIENT_ID, CLIENT_SECRET, f"{PUBLIC}{REDIRECT}", grid.api_url)
        edge = slack_edge(
            identity,
            bot.respond,
            database=deployment.database,
            organization=deployment.organization,
            clock=clock,
            now=now,
            platforms=bot.platforms,
            seal=seal,
            oauth=oauth,
        )
        async with edge as opened, delivering(bot.outbox()) as outbox, _listening(opened) as url:
            yield Municipalities(bot, clock, grid, opened, outbox, seal, url, session)
        assert city.slips + neighbour.slips == []


@asynccontextmanager
async def _listening(edge: SlackEdge) -> AsyncIterator[str]:
    application = web.Application()
    edge.add_routes(application)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
