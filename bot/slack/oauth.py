"""Slack's side of an installation: where the browser is sent, and what its code is exchanged for.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connection import SLACK_API
from bot.slack.manifest import scopes

AUTHORIZE = "https://slack.com/oauth/v2/authorize"


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """``redirect_url`` is the whole address to which Slack sends the browser back, as it knows it."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str
    api_url: str = SLACK_API

    def consent_address(self, state: str) -> str:
        asked = {
            "client_id": self.client_id,
            "scope": ",".join(scopes()),
            "redirect_uri": self.redirect_url,
            "state": state,
        }
        return f"{AUTHORIZE}?{urlencode(asked)}"

    async def exchanged(self, code: str, pool: aiohttp.ClientSession) -> Mapping[str, Any]:
        """What oauth.v2.access answers. Raises SlackClientError, ClientError, TimeoutError."""
        client = AsyncWebClient(base_url=self.api_url, session=pool, retry_handlers=[])
        asked = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code": code,
            "redirect_uri": self.redirect_url,
        }
        # Not by the client's own method: it uses what aiohttp is giving up.
        told = await client.api_call("oauth.v2.access", data=asked)
        return dict(told.data) if isinstance(told.data, dict) else {}
