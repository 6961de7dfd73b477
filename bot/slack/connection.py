"""How we reach Slack and what we are there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.failures import Failure
from bot.pacing import UNLIMITED, Pacer
from bot.slack.web_api import TIMEOUT, SlackRefused, WebApi

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackIdentity:
    """One workspace's app. ``app_token`` (xapp-…) is there for Socket Mode, else the secret."""

    bot_token: str
    signing_secret: str = ""
    app_token: str = ""
    api_url: str = SLACK_API
    api_hosts: frozenset[str] = frozenset()
    """See ``WebApi``."""


@dataclass(frozen=True, slots=True)
class Connection:
    api: WebApi
    team: str
    bot_user: str
    bot_id: str


class SlackUnreachable(Failure):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Slackに接続できません（{reason}）。KAKEHASHI_SLACK_BOT_TOKEN とネットワークを確かめてください。"
        )


@asynccontextmanager
async def connect(
    identity: SlackIdentity, *, pacer: Pacer = UNLIMITED
) -> AsyncIterator[Connection]:
    """Asks Slack who we are, once. Raises SlackUnreachable."""
    async with aiohttp.ClientSession(
        timeout=TIMEOUT,
        trust_env=True,  # an office's proxy, by HTTPS_PROXY
    ) as session:
        client = AsyncWebClient(
            token=identity.bot_token,
            base_url=identity.api_url,
            session=session,
            retry_handlers=[],
        )
        api = WebApi(client, session, api_hosts=identity.api_hosts, pacer=pacer)
        try:
            us = await api.call("auth.test")
        except SlackRefused as refusal:
            raise SlackUnreachable(refusal.error) from None
        yield Connection(api, us["team_id"], us["user_id"], us.get("bot_id", ""))
