"""The Bolt app, without what Bolt does on its own.

- No request verification: ``gate.py`` has done it before a body is parsed.
- ``authorize`` knows nothing: whose workspace it is the listeners find out, and Bolt asks
  ``auth.test`` for every token it meets otherwise.
- ``process_before_response``: no listener runs on behind an acknowledgement (see ``listeners.py``).
- Its loggers are at ERROR: at lower levels they write bodies, which carry what people wrote. Bolt
  also sets the level of the logger named as the app is: that name must not be one of ours.
- What it reads from the environment of its own accord is hidden from it.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners import Listeners

_log = logging.getLogger("kakehashi.slack.bolt")
_log.setLevel(logging.ERROR)


def bolt_app(listeners: Listeners, *, api_url: str) -> AsyncApp:
    async def authorize(team_id: str | None) -> AuthorizeResult:
        """Without a token: nothing is sent through Bolt."""
        return AuthorizeResult(enterprise_id=None, team_id=team_id)

    with _own_environment_hidden():
        app = AsyncApp(
            name=_log.name,
            logger=_log,
            # A token here would win over ``authorize``.
            client=AsyncWebClient(base_url=api_url, retry_handlers=[]),
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
        )
    listeners.register(app)
    return app


@contextmanager
def _own_environment_hidden() -> Iterator[None]:
    """A client id and secret there turn the app into one of many workspaces, which keeps its tokens
    in files; no argument says no to that.
    """
    hidden = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
