"""A Slack that listens on loopback: one workspace with people, channels, messages and views.

It refuses what the real one refuses (token, limits, triggers, membership) with Slack's own words,
and keeps what each person has on their screen.
https://docs.slack.dev/reference/methods
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from types import TracebackType

from aiohttp import web

from tests.peers.faults import Fault, Weather
from tests.peers.rates import SLACK_CHANNEL, SLACK_METHODS, SLACK_WORKSPACE, Rates
from tests.peers.slack import assistant, chat, files, people_and_places, views
from tests.peers.slack.calls import Method, arguments, faulty, refused, succeeded, told_to_wait
from tests.peers.slack.rules import Refusal
from tests.peers.slack.sockets import APP_TOKEN, Sockets
from tests.peers.slack.state import Json, Workspace

TOKEN = "xoxb-peer"

_METHODS: dict[str, Method] = {
    **people_and_places.METHODS,
    **chat.METHODS,
    **views.METHODS,
    **files.METHODS,
    **assistant.METHODS,
}
_OPENS_SOCKET = "apps.connections.open"
_POST = "chat.postMessage"


@dataclass
class SlackPeer(Workspace):
    """``url`` serves as the SDK's ``base_url``, with or without ``/api/``."""

    token: str = TOKEN
    called: list[tuple[str, Json]] = field(default_factory=list)
    """Every request: the method, or response_url; and its arguments."""
    sent: list[tuple[bytes, str]] = field(default_factory=list)
    """What people's acts have sent to the app: body and content type."""
    repeated: int = 0
    """How often the last of it has been sent again."""
    misbehaves: defaultdict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    """By method, what goes wrong with its next calls: see ``faults.py``."""
    weather: Weather | None = None
    """What goes wrong with posts besides."""
    rates: Rates | None = None
    """None: as often as anybody likes."""
    is_revoked: bool = False
    """The token is good for nothing any more."""
    sockets: Sockets = field(default_factory=Sockets)

    async def __aenter__(self) -> "SlackPeer":
        application = web.Application(client_max_size=64 * 1024 * 1024)
        self._add_routes(application.router)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = self.sockets.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.sockets.close()
        await self._runner.cleanup()

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    def calls(self, method: str) -> list[Json]:
        return [sent for called, sent in self.called if called == method]

    def _add_routes(self, router: web.UrlDispatcher) -> None:
        for path in ("/api/{method}", r"/{method:[a-z]+\.[A-Za-z.]+}"):
            router.add_route("*", path, self.serve)
        router.add_post("/response/{end}", self._respond)
        router.add_post("/upload/{file}", self._receive_file)
        router.add_get("/files-pri/{file}/{rest:.*}", self._give_file)
        router.add_get("/signin", _sign_in)
        router.add_get("/socket/{ticket}", self.sockets.connect)

    async def serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        try:
            sent = await arguments(request, method=method)
            self.called.append((method, sent))
            if wait := self._wait(method, sent):
                return told_to_wait(wait)
            fault = await self._fault(method)
            if fault and (fault.is_dropped or fault.instead):
                return self._undone(request, method, fault)
            self._check_token(request, method)
            answer = succeeded(self._answered(method, sent))
        except Refusal as refusal:
            self.slips += refusal.slips
            return refused(refusal)
        return await self._perhaps(request, answer, fault)

    async def _respond(self, request: web.Request) -> web.Response:
        sent = await arguments(request, method="response_url")
        self.called.append(("response_url", sent))
        fault = await self._fault("response_url")
        if fault and fault.instead:
            return faulty(fault)
        try:
            answer = succeeded(chat.respond(self, request.match_info["end"], sent))
        except Refusal as refusal:
            self.slips += refusal.slips
            status = 404 if refusal.error in ("used_url", "expired_url") else 400
            return web.json_response({"ok": False, "error": refusal.error}, status=status)
        return await self._perhaps(request, answer, fault)

    async def _receive_file(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            self.slips.append("a token sent to the upload address")
        return files.receive(self, request.match_info["file"], await request.read())

    async def _give_file(self, request: web.Request) -> web.Response:
        fault = await self._fault("url_private_download")
        if fault and fault.instead:
            return faulty(fault)
        is_ours = request.headers.get("Authorization") == f"Bearer {self.token}"
        return files.download(self, request.match_info["file"], is_ours=is_ours)

    def _answered(self, method: str, sent: Json) -> Json:
        if method == _OPENS_SOCKET:
            return self.sockets.issue()
        if method not in _METHODS:
            raise Refusal("unknown_method")
        return _METHODS[method](self, sent)

    def _wait(self, method: str, sent: Json) -> int | None:
        """Seconds; None where it comes in time."""
        if self.rates is None:
            return None
        if method != _POST:
            tier = SLACK_METHODS.get(method)
            return self.rates.wait({method: tier}) if tier else None
        return self.rates.wait({str(sent.get("channel")): SLACK_CHANNEL, _POST: SLACK_WORKSPACE})

    async def _fault(self, method: str) -> Fault | None:
        if self.misbehaves[method]:
            fault = self.misbehaves[method].pop(0)
        elif self.weather and method == _POST:
            fault = self.weather.fault()
        else:
            return None
        await asyncio.sleep(fault.waits)
        return fault

    def _undone(self, request: web.Request, method: str, fault: Fault) -> web.Response:
        if fault.is_dropped and request.transport:
            request.transport.abort()
            return web.Response()
        if self.rates and fault.retry_after:
            self.rates.tell(method, int(fault.retry_after))
        return faulty(fault)

    async def _perhaps(
        self, request: web.Request, answer: web.Response, fault: Fault | None
    ) -> web.Response:
        """It has been done: whether that is heard is another matter."""
        if fault is None:
            return answer
        if fault.hides:
            self.messages[-1].hidden_until = self.now() + fault.hides
        await asyncio.sleep(fault.dawdles)
        if fault.is_lost and request.transport:
            request.transport.abort()
        return faulty(fault) if fault.then else answer

    def _check_token(self, request: web.Request, method: str) -> None:
        given = request.headers.get("Authorization", "")
        if not given:
            raise Refusal("not_authed")
        right, other = APP_TOKEN, self.token
        if method != _OPENS_SOCKET:
            right, other = other, right
        if given == f"Bearer {other}":
            raise Refusal("not_allowed_token_type")
        if given != f"Bearer {right}":
            raise Refusal("invalid_auth")
        if self.is_revoked:
            raise Refusal("token_revoked")


async def _sign_in(_: web.Request) -> web.Response:
    return web.Response(text="<!DOCTYPE html><title>Slack</title>", content_type="text/html")
