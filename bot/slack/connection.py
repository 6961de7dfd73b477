"""How we reach Slack and what we are there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.failures import Failure
from bot.pacing import UNLIMITED, Pacer
from bot.slack.web_api import TIMEOUT, SlackRefused, WebApi

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackIdentity:
    """Our app. ``bot_token`` is that of the workspace which the settings name, if they do;
    ``app_token`` (xapp-…) is there for Socket Mode, else the secret.
    """

    bot_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API
    api_hosts: frozenset[str] = frozenset()
    """See ``WebApi``."""


@dataclass(frozen=True, slots=True)
class Connection:
    api: WebApi
    team: str
    bot_user: str
    name: str = ""
    """The workspace's."""


class WorkspaceOfAnother(Failure):
    def __init__(self) -> None:
        super().__init__(
            "KAKEHASHI_SLACK_BOT_TOKEN のワークスペースは、ほかの自治体のものとして登録されています。"
            "「kakehashi workspace list」で確かめてください。"
        )


class SlackUnreachable(Failure):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Slackに接続できません（{reason}）。KAKEHASHI_SLACK_BOT_TOKEN とネットワークを確かめてください。"
        )


@asynccontextmanager
async def open_pool() -> AsyncIterator[aiohttp.ClientSession]:
    """The connections to Slack, shared by all workspaces."""
    async with aiohttp.ClientSession(
        timeout=TIMEOUT,
        trust_env=True,  # an office's proxy, by HTTPS_PROXY
    ) as pool:
        yield pool


def web_api(
    identity: SlackIdentity,
    token: str,
    pool: aiohttp.ClientSession,
    *,
    pacer: Pacer = UNLIMITED,
    together: Pacer = UNLIMITED,
    team: str = "",
) -> WebApi:
    client = AsyncWebClient(token=token, base_url=identity.api_url, session=pool, retry_handlers=[])
    return WebApi(
        client,
        pool,
        api_hosts=identity.api_hosts,
        pacer=pacer,
        together=together,
        team=team,
    )


async def connect(identity: SlackIdentity, pool: aiohttp.ClientSession) -> Connection:
    """Asks Slack who we are by the token of the settings. Raises SlackUnreachable."""
    api = web_api(identity, identity.bot_token, pool)
    try:
        us = await api.call("auth.test")
    except SlackRefused as refusal:
        raise SlackUnreachable(refusal.error) from None
    return Connection(api, us["team_id"], us["user_id"], us.get("team", ""))
