"""Slack with several workspaces: one Web API, which knows by the token whose call it is, and OAuth.

https://docs.slack.dev/reference/methods/oauth.v2.access
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import web

from tests.peers.slack.calls import arguments, refused, succeeded
from tests.peers.slack.delivery import App
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.rules import Refusal
from tests.peers.slack.state import BOT_USER, TEAM, Json

CLIENT_ID, CLIENT_SECRET = "1.2", "peer-client-secret"


@dataclass
class SlackGrid:
    peers: dict[str, SlackPeer]
    """By team."""
    codes: dict[str, tuple[str, Json]] = field(default_factory=dict)
    """Not used yet: the redirect_uri that each is for, and what it is exchanged for."""

    async def __aenter__(self) -> "SlackGrid":
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._serve)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.api_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    def allows(self, asked: str, team: str, **changes: object) -> str:
        """The administrator of ``team`` says yes to ``asked``; where the browser is sent back to.

        ``changes`` to what the app is told.
        """
        wanted = dict(parse_qsl(urlsplit(asked).query))
        assert wanted["client_id"] == CLIENT_ID
        peer = self.peers[team]
        told = {
            "access_token": peer.token,
            "token_type": "bot",
            "scope": wanted["scope"],
            "bot_user_id": BOT_USER,
            "app_id": "A0KAKEHASHI",
            "team": {"id": team, "name": f"{team}の職場"},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": "U0ADMIN"},
        }
        code = f"code-{len(self.codes)}"
        self.codes[code] = (wanted["redirect_uri"], told | changes)
        return f"{wanted['redirect_uri']}?{urlencode({'code': code, 'state': wanted['state']})}"

    async def _serve(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == "oauth.v2.access":
            return await self._exchange(request)
        given = request.headers.get("Authorization", "")
        for peer in self.peers.values():
            if given == f"Bearer {peer.token}":
                return await peer.serve(request)
        return refused(Refusal("invalid_auth"))

    async def _exchange(self, request: web.Request) -> web.Response:
        sent = await arguments(request, method="oauth.v2.access")
        secret = (sent.get("client_id"), sent.get("client_secret"))
        if secret != (CLIENT_ID, CLIENT_SECRET):
            return refused(Refusal("bad_client_secret"))
        redirect_uri, told = self.codes.pop(str(sent.get("code")), ("", {}))
        if not told:
            return refused(Refusal("invalid_code"))
        if sent.get("redirect_uri") != redirect_uri:
            return refused(Refusal("bad_redirect_uri"))
        return succeeded(told)


@dataclass
class AppOf(App):
    """What happens in ``team`` reaches the app: the recorded shapes are of one other team."""

    team: str = TEAM

    async def acknowledges(
        self, content: bytes, content_type: str, *, retry: object = None
    ) -> tuple[int, str]:
        return await super().acknowledges(
            content.replace(TEAM.encode(), self.team.encode()), content_type
        )


def app_of(team: str, events: str, is_idle: Callable[[], bool], now: Callable[[], float]) -> AppOf:
    return AppOf(is_idle, events, now, team)
