"""An echo on Microsoft's 365 Agents SDK, as its samples show it: a peer of ``benchmarks/teams_edge.py``.

The SDK is no dependency of ours. It runs in an environment of its own, without this project:

    python3 -m venv build/agents-sdk
    build/agents-sdk/bin/pip install microsoft-agents-hosting-aiohttp

Prints its port when it listens. Arguments: application, tenant, issuer, address of the issuer's keys.
"""

# No types for mypy: the packages are not in the project's environment.
# mypy: disable-error-code="import-not-found, misc"

import asyncio
import sys

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import ActivityHandler, AgentAuthConfiguration, TurnContext
from microsoft_agents.hosting.core.authorization import AnonymousTokenProvider, _entra_issuers

SAID = "受け付けました。"


class Tokens(AnonymousTokenProvider):
    """A token at once, in place of Entra's."""

    async def get_access_token(
        self, resource_url: str, scopes: list[str], force_refresh: bool = False
    ) -> str:
        return "token"


class Connections:
    """The one connection; what the SDK asks for in a turn that echoes."""

    def get_token_provider(self, claims_identity: object, service_url: str) -> Tokens:
        return Tokens()


class Echo(ActivityHandler):
    async def on_message_activity(self, turn: TurnContext) -> None:
        await turn.send_activity(SAID)


async def main(app_id: str, tenant: str, issuer: str, keys: str) -> None:
    # There is no setting for where the keys are; the loopback's stand in for Microsoft's.
    _entra_issuers.BOTFRAMEWORK_JWKS_URIS[issuer] = keys
    adapter, echo = CloudAdapter(connection_manager=Connections()), Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await adapter.process(request, echo)
        return answer

    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = AgentAuthConfiguration(client_id=app_id, tenant_id=tenant)
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5]))
