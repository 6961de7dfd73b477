"""A Teams connector that listens on loopback: as strict as the real one, and with a memory.

It publishes its own signing keys, signs what people do, and refuses what Teams would refuse.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import aiohttp
from aiohttp import web

from bot.teams.tokens import Token
from tests.peers.faults import Fault, Weather, lost
from tests.peers.rates import TEAMS_APP, TEAMS_CONVERSATION, Rates
from tests.peers.teams.rules import broken_in_message
from tests.peers.teams.signing import Key, claims
from tests.peers.teams.state import LOST, Conversation, Member, Message

Json = Mapping[str, Any]
APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
_APP = "app"
"""All conversations of a tenant together: its calls are counted under this word."""


@cache
def _own_key() -> Key:
    """Made once: that takes a tenth of a second."""
    return Key("key-1")


@dataclass(frozen=True)
class Delivered:
    """What the app answered to an activity."""

    status: int
    body: Any


@dataclass
class TeamsPeer:
    app_url: str = ""
    """Where activities are posted."""
    key: Key = field(default_factory=_own_key)
    keys: list[Key] = field(default_factory=list)
    """Those published; ``key`` signs."""
    conversations: dict[str, Conversation] = field(default_factory=dict)
    has_installed: set[str] = field(default_factory=set)
    """Ids of the people with whom the bot may begin a chat."""
    misbehaves: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Status and headers of the next answers, before anything is done."""
    weather: Weather | None = None
    """What goes wrong with messages besides."""
    checks_one_in: int = 1
    """Messages: that takes longer than all the rest, and thousands of one kind are alike."""
    rates: Rates | None = None
    """None: as often as anybody likes."""
    is_revoked: bool = False
    """The token is good for nothing any more."""
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of everything that came in."""
    slips: list[str] = field(default_factory=list)
    """What was refused as malformed: empty at the end of a good test."""
    uploads: dict[str, bytes] = field(default_factory=dict)
    shared: dict[str, bytes] = field(default_factory=dict)
    """What people have sent, in their OneDrive."""
    key_requests: int = 0
    may_give_keys: asyncio.Event = field(default_factory=asyncio.Event)
    settled: Callable[[], Awaitable[object]] = lambda: asyncio.sleep(0)
    """Waits until the app has done what it does behind its answers."""
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    _written_so_far: "count[int]" = field(default_factory=count)

    async def __aenter__(self) -> "TeamsPeer":
        self.keys = self.keys or [self.key]
        app = web.Application(client_max_size=10 * 1024 * 1024)
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._published)
        app.router.add_put("/drive/{name}", self._upload)
        app.router.add_get("/drive/{name}", self._download)
        app.router.add_route("*", "/teams/v3/conversations{path:.*}", self._connector)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.host = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        self.may_give_keys.set()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._session.close()
        await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        return f"http://{self.host}/teams/"

    @property
    def openid_metadata(self) -> str:
        return f"http://{self.host}/openid"

    def issue_token(self) -> Token:
        """What Microsoft Entra gives for the connector."""
        return Token("token-for-the-connector", 3_600)

    # -- what the tests arrange ----------------------------------------------------------------

    def conversation(self, scope: str, *members: Member) -> Conversation:
        prefix = "a:" if scope == "personal" else "19:"
        made = Conversation(f"{prefix}{next(self.numbers)}@thread.tacv2", scope, list(members))
        self.conversations[made.id] = made
        return made

    def personal_chat(self, member: Member) -> Conversation | None:
        """The one that there is."""
        for known in self.conversations.values():
            if known.scope == "personal" and member in known.members:
                return known
        return None

    async def deliver(self, activity: Json, *, token: str | None = None) -> Delivered:
        """Signed as the Bot Framework does; ``token`` instead of a good one."""
        good = self.key.signed(claims(audience=APP_ID, service_url=self.service_url))
        headers = {"Authorization": f"Bearer {good if token is None else token}"}
        async with self._session.post(self.app_url, json=activity, headers=headers) as answer:
            return Delivered(answer.status, await _body(answer))

    async def deliver_raw(self, body: bytes, headers: Mapping[str, str]) -> Delivered:
        async with self._session.post(
            self.app_url, data=io.BytesIO(body), headers=headers
        ) as answer:
            return Delivered(answer.status, await _body(answer))

    # -- what it serves ------------------------------------------------------------------------

    async def _openid(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        await self.may_give_keys.wait()
        return web.json_response({"jwks_uri": f"http://{self.host}/keys"})

    async def _published(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [key.published for key in self.keys]})

    async def _upload(self, request: web.Request) -> web.Response:
        content = await request.read()
        told = request.headers.get("Content-Range")
        if "Authorization" in request.headers or told != (
            f"bytes 0-{len(content) - 1}/{len(content)}"
        ):
            return web.Response(status=400)
        self.uploads[request.match_info["name"]] = content
        return web.json_response({}, status=201)

    async def _download(self, request: web.Request) -> web.Response:
        content = self.shared.get(request.match_info["name"])
        if "Authorization" in request.headers or content is None:
            return web.Response(status=401)
        return web.Response(body=content)

    async def _connector(self, request: web.Request) -> web.Response:
        path = [unquote(part) for part in request.raw_path.split("/v3/conversations")[1].split("/")]
        self.requests.append((request.method, "/".join(path)))
        is_known = request.headers.get("Authorization") == f"Bearer {self.issue_token().value}"
        if self.is_revoked or not is_known:
            return _refused(401, "Unauthorized")
        if wait := self._wait(path[1:]):
            return _told_to_wait(wait)
        if self.misbehaves:
            status, headers = self.misbehaves.pop(0)
            return web.Response(status=status, headers=headers)
        body = await request.json() if request.can_read_body else {}
        match request.method, path[1:]:
            case "POST", []:
                return self._begin(body)
            case "GET", [conversation, "members", member]:
                return self._member(conversation, member)
            case method, [conversation, "activities", *rest]:
                fault = self._next_fault(conversation)
                await asyncio.sleep(fault.waits)
                if fault.is_dropped or fault.instead:
                    return self._undone(request, fault, there=path[1])
                answer = self._activities(method, conversation, rest, body)
                return await _perhaps(request, answer, fault)
            case _:
                return _refused(404, "NotFound")

    def _wait(self, path: list[str]) -> int | None:
        """Seconds; None where it comes in time."""
        if self.rates is None:
            return None
        thread = path[0].partition(";messageid=")[0] if path[1:2] == ["activities"] else ""
        writing = {thread: TEAMS_CONVERSATION} if thread else {}
        return self.rates.wait({**writing, _APP: TEAMS_APP})

    def _undone(self, request: web.Request, fault: Fault, *, there: str) -> web.Response:
        if fault.is_dropped and request.transport:
            request.transport.abort()
            return web.Response()
        if self.rates and fault.retry_after:
            self.rates.tell(there, int(fault.retry_after))
        status, _ = fault.instead or (500, "")
        return web.Response(status=status, headers=dict(fault.headers))

    def _begin(self, wanted: Json) -> web.Response:
        (asked,) = wanted["members"]
        everybody = [m for c in self.conversations.values() for m in c.members]
        # Teams takes either of a person's ids here.
        member = next(m for m in everybody if asked["id"] in (m.id, m.aad_object_id))
        if wanted["tenantId"] != TENANT or member.id not in self.has_installed:
            return _refused(403, "BotNotInConversationRoster")
        made = self.personal_chat(member) or self.conversation("personal", member)
        return web.json_response({"id": made.id}, status=201)

    def _member(self, conversation: str, member: str) -> web.Response:
        """By either of their ids."""
        there = self.conversations.get(conversation)
        members = there.members if there else []
        found = [m for m in members if member in (m.id, m.aad_object_id) and m.of_teams]
        if not found:
            return _refused(404, "MemberNotFoundInConversation")
        return web.json_response(found[0].of_teams)

    def _next_fault(self, conversation: str) -> Fault:
        there = self.conversations.get(conversation.partition(";messageid=")[0])
        if there and there.misbehaves and there.refusal is None:
            status, headers = there.misbehaves.pop(0)
            is_lost = (status, headers) == LOST
            return lost() if is_lost else Fault(instead=(status, ""), headers=headers)
        return self.weather.fault() if self.weather else Fault()

    def _activities(
        self,
        method: str,
        conversation: str,
        rest: list[str],
        activity: dict[str, Any],
    ) -> web.Response:
        there = self.conversations.get(conversation.partition(";messageid=")[0])
        if there is None:
            return _refused(404, "ConversationNotFound")
        if there.refusal is not None:
            return _refused(*there.refusal)
        if method == "DELETE":
            there.messages.pop(rest[0])
            return web.Response(status=200)
        is_checked = next(self._written_so_far) % self.checks_one_in == 0
        if is_checked and (slips := broken_in_message(activity)):
            self.slips += slips
            return _refused(400, "BadSyntax")
        return self._written(method, there, rest, activity)

    def _written(
        self, method: str, there: Conversation, rest: list[str], activity: dict[str, Any]
    ) -> web.Response:
        if method == "PUT":
            if rest[0] not in there.messages:
                return _refused(404, "ActivityNotFoundInConversation")
            there.messages[rest[0]].activity = activity
            there.messages[rest[0]].seen_instead.clear()
            return web.json_response({"id": rest[0]})
        made = Message(f"m{next(self.numbers)}", activity, rest[0] if rest else "")
        there.messages[made.id] = made
        return web.json_response({"id": made.id}, status=201)


def _refused(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=status)


def _told_to_wait(seconds: int) -> web.Response:
    return web.Response(status=429, headers={"Retry-After": str(seconds)})


async def _perhaps(request: web.Request, answer: web.Response, fault: Fault) -> web.Response:
    """It has been done: whether that is heard is another matter."""
    await asyncio.sleep(fault.dawdles)
    if fault.is_lost and request.transport:
        request.transport.abort()
    return web.Response(status=fault.then[0]) if fault.then else answer


async def _body(answer: aiohttp.ClientResponse) -> Any:
    written = await answer.read()
    if not written:
        return None
    return await answer.json(content_type=None)
