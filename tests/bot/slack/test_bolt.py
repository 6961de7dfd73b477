"""Bolt does nothing of its own accord."""

import logging
import os
from unittest.mock import create_autospec

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.bolt import bolt_app
from bot.slack.connection import SLACK_API
from bot.slack.listeners import Listeners
from bot.slack.workspaces import Workspaces
from bot.work import Work

OF_ANOTHER_PROGRAM = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "s",
    "SLACK_BOT_TOKEN": "xoxb-of-another-program",
    "SLACK_SIGNING_SECRET": "s",
}


@pytest.fixture
async def app(monkeypatch: pytest.MonkeyPatch) -> AsyncApp:
    for name, value in OF_ANOTHER_PROGRAM.items():
        monkeypatch.setenv(name, value)
    return bolt_app(Listeners(create_autospec(Workspaces), Work()), api_url=SLACK_API)


async def test_環境にほかのアプリの値があってもOAuthの構えにならない(app: AsyncApp) -> None:
    assert app.oauth_flow is None
    assert app.installation_store is None
    assert app.client.token is None
    assert {name: os.environ[name] for name in OF_ANOTHER_PROGRAM} == OF_ANOTHER_PROGRAM


async def test_黙らせるのはBoltのログだけでかけはしのログではない(app: AsyncApp) -> None:
    event = {"type": "pin_added", "user": "U1"}
    body = {"type": "event_callback", "event_id": "E1", "team_id": "T0", "event": event}
    answer = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    assert answer.status == 200
    assert logging.getLogger("kakehashi").isEnabledFor(logging.WARNING)
    assert not logging.getLogger("kakehashi.slack.bolt").isEnabledFor(logging.WARNING)
