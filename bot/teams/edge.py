"""Teams in our web application: ``POST /api/messages``, and what stands behind it."""

import asyncio
import logging
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import aiohttp
import orjson
from aiohttp import web
from pydantic import ValidationError

from bot.known_accounts import KnownAccounts
from bot.pacing import UNPACED, Paces
from bot.teams.activities import Activities
from bot.teams.adapter import TeamsAdapter
from bot.teams.auth import Guard, Refused
from bot.teams.connector import Connector
from bot.teams.extension import Extension
from bot.teams.files import Files
from bot.teams.identity import TeamsIdentity
from bot.teams.inbound import InboundActivity
from bot.teams.keys import OPENID_METADATA, KeysUnreachable, SigningKeys
from bot.teams.offices import Office, Offices
from bot.teams.people import PLATFORM, People
from bot.teams.references import References
from bot.teams.renewal import Renewal
from bot.teams.responder import Respond, Responder
from bot.teams.sender import Sender
from bot.teams.telling import TeamsTelling
from bot.teams.tenants import Tenants
from bot.teams.tokens import Fetch, Tokens, fetched_by_msal
from bot.work import Work
from domain.organization import Organization
from domain.whole_characters import whole_json
from scheduler.platforms import Carrier
from storage.session import Database

PATH = "/api/messages"
LARGEST_BODY = 1024 * 1024
"""Bytes. Teams' own messages stay below 100 KB."""
CONNECTIONS = 50
"""At a time; Teams takes 50 calls a second from one app in one tenant."""
LAST_WORK = 35.0
"""Seconds that answers under way have at the end."""
LAST_LOOK = 1.0
"""Seconds that a look at the tenants has to be broken off: the database may not answer."""

_log = logging.getLogger("kakehashi")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Microsoft's; other ones where a peer stands in for it."""

    openid_metadata: str = OPENID_METADATA
    also_hosts: frozenset[str] = frozenset()
    """``host:port`` to which tokens and files may go besides."""


MICROSOFT = Addresses()


class TeamsEdge:
    def __init__(
        self,
        respond: Respond,
        *,
        database: Database,
        organization: Organization,
        identity: TeamsIdentity,
        clock: Callable[[], datetime],
        fetch_token: Fetch | None = None,
        addresses: Addresses = MICROSOFT,
        platforms: MutableMapping[str, Carrier] | None = None,
        paces: Paces = UNPACED,
    ) -> None:
        """``platforms``: those that the outbox sends by; Teams is one of them once it is open."""
        self._respond = respond
        self._database = database
        self._organization = organization
        self._identity = identity
        self._clock = clock
        self._tokens = Tokens(fetch_token or fetched_by_msal(identity))
        self._addresses = addresses
        self.paces = paces
        self._platforms = platforms
        self.work = Work()
        self._session: aiohttp.ClientSession | None = None
        self._looking: asyncio.Task[None] | None = None

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post(PATH, self._messages)

    async def start(self) -> None:
        """Within the running loop, before anything comes in."""
        connections = aiohttp.TCPConnector(limit=CONNECTIONS)
        self._session = aiohttp.ClientSession(
            connector=connections,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=True,  # an office's proxy, by HTTPS_PROXY
        )
        self._guard = Guard(
            self._identity,
            SigningKeys(self._session, metadata_url=self._addresses.openid_metadata),
            self._addresses.also_hosts,
        )
        connector = Connector(self._session, self._tokens, self._addresses.also_hosts, self.paces)
        self._adapter = TeamsAdapter(connector)
        tenants = Tenants(
            self._database.across(), self._organization, self._identity.tenants, self._clock
        )
        await tenants.look_again()
        self._looking = asyncio.create_task(tenants.keep_looking())
        self._offices = Offices(tenants, partial(self._made, connector, self._session))
        if self._platforms is not None:
            self._platforms[PLATFORM] = self._offices

    async def finish(self) -> None:
        """Waits for what is under way, at most ``LAST_WORK`` seconds."""
        if left := await self.work.drain(seconds=LAST_WORK):
            _log.warning("teams stopped unfinished=%d", left)

    async def stop(self) -> None:
        """What is under way is finished first."""
        await self.finish()
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking}, timeout=LAST_LOOK)
        if self._session is not None:
            await self._session.close()

    def _made(
        self,
        connector: Connector,
        session: aiohttp.ClientSession,
        organization: Organization,
        tenants: frozenset[str],
    ) -> Office:
        database, clock, hosts = self._database, self._clock, self._addresses.also_hosts
        identity = replace(self._identity, allowed_tenants=tenants)
        known = KnownAccounts(database, organization_id=organization.id, platform=PLATFORM)
        people = People(database, organization.id, connector, identity, clock, known)
        references = References(database, organization.id, clock)
        files = Files(session, database, organization.id, people, hosts)
        responder = Responder(self._respond, people, organization.key, files.sent_file)
        activities = Activities(
            responder=responder,
            references=references,
            sender=Sender(connector, references, files, identity),
            extension=Extension(responder),
            files=files,
            work=self.work,
        )
        renewal = Renewal(database, organization.id, connector, identity, clock)
        telling = TeamsTelling(connector, references, known, identity, renewal)
        return Office(tenants, activities, telling)

    async def _messages(self, request: web.Request) -> web.Response:
        """401 for what is not Teams', 400 for what cannot be read, 503 while there are no keys: all
        without a word.
        """
        try:
            signed = await self._guard.signed(request.headers.get("Authorization", ""))
            activity = await _read(request)
            self._guard.admit(activity, signed)
            office = await self._offices.of_tenant(activity.tenant)
            if office is None:
                raise Refused("tenant")
        except Refused as refused:
            _log.warning("teams refused kind=%s", refused.kind)
            return web.Response(status=401)
        except KeysUnreachable:
            _log.error("teams keys unreachable")
            return web.Response(status=503)
        except _Malformed as malformed:
            _log.warning("teams malformed kind=%s", malformed)
            return web.Response(status=400)
        answer = await self._adapter.process(activity, office.activities.on_turn)
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.Response(
            status=answer.status, body=orjson.dumps(answer.body), content_type="application/json"
        )


class _Malformed(Exception):
    pass


async def _read(request: web.Request) -> InboundActivity:
    if (request.content_length or 0) > LARGEST_BODY:
        raise _Malformed("too large")
    try:
        written = await request.read()
        if len(written) > LARGEST_BODY:
            raise _Malformed("too large")
        return InboundActivity.model_validate(_parsed(written))
    except web.HTTPRequestEntityTooLarge:
        raise _Malformed("too large") from None
    except (web.RequestPayloadError, aiohttp.ClientPayloadError):
        raise _Malformed("unreadable") from None
    except orjson.JSONDecodeError:
        raise _Malformed("no JSON") from None
    except ValidationError:
        raise _Malformed("no activity") from None


def _parsed(written: bytes) -> Any:
    """A message that was cut within an emoji has half a character: what else stands in it is answered."""
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:
        try:
            whole = whole_json(written.decode())
        except (ValueError, RecursionError):
            raise _Malformed("no JSON") from None
        return orjson.loads(whole)
