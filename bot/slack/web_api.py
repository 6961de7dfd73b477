"""Calls to Slack's Web API that wait when Slack says so, and never post twice.

The SDK's own retries are off: its handler for a dropped connection posts again although the first
post may have arrived. A 429 has not been carried out, so it alone is safe to repeat.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import UNLIMITED, Pacer
from bot.slack.hosts import is_slack_host
from cards.renderers.characters import shortened

LONGEST_WAIT = 60
"""Seconds. Who waits longer for an answer has given up; Slack asks for 1 to 30 as a rule."""
UPDATE = "chat.update"
SHORT_WAIT = 5
"""Seconds until a turn. For a message that nobody waits for: it can as well be sent later."""
LONGEST_ALT = 1_000
"""Of the words for a picture: https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
POST = "chat.postMessage"
"""What Slack counts by channel; what one person alone sees it does not."""
TROUBLE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's words that may come with status 200, too."""
TIMEOUT = aiohttp.ClientTimeout(total=20)


class SlackRefused(Exception):
    """Slack did not do it: ``error`` is Slack's own word, such as ``expired_trigger_id``."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.error = error


class SlackSilent(SlackRefused):
    """No answer, or one that leaves it open: it may have been done all the same."""


class SlackBusy(SlackRefused):
    """Not done: too much at a time, by Slack's limits or by ours. ``seconds`` until it may be."""

    def __init__(self, method: str, error: str, *, seconds: float, is_ours: bool = False) -> None:
        super().__init__(method, error)
        self.seconds = seconds
        self.is_ours = is_ours


@dataclass(frozen=True, slots=True)
class WebApi:
    """One client and one pool of connections for all that we send."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    api_hosts: frozenset[str] = frozenset()
    """Hosts besides Slack's own that may be answered: a peer on the loopback in tests."""
    pacer: Pacer = UNLIMITED
    """Of posts, by channel: https://docs.slack.dev/apis/web-api/rate-limits"""
    together: Pacer = UNLIMITED
    """Of posts that nobody waits for, by workspace."""
    team: str = ""

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """A Web API method by name. Raises SlackRefused."""

        async def once() -> dict[str, Any]:
            if method == POST and not await self.pacer.turn(
                arguments["channel"], within=LONGEST_WAIT
            ):
                raise _over_our_limits(LONGEST_WAIT)
            answer = await self.client.api_call(method, json=arguments)
            return dict(answer.data) if isinstance(answer.data, dict) else {}

        return await _patiently(once, method=method)

    async def post(
        self, message: Mapping[str, Any], *, channel: str, before_call: Callable[[], None]
    ) -> str:
        """A message that nobody waits for; its ``ts``. Tried once: raises SlackRefused, SlackBusy
        too, and whatever ``before_call`` does, which is called last before the request goes out.
        """

        async def once() -> dict[str, Any]:
            is_in_turn = await self.pacer.turn(
                channel, within=SHORT_WAIT
            ) and await self.together.turn(self.team, within=SHORT_WAIT)
            if not is_in_turn:
                raise _over_our_limits(SHORT_WAIT)
            before_call()
            answer = await self.client.api_call(POST, json={**message, "channel": channel})
            return dict(answer.data) if isinstance(answer.data, dict) else {}

        return str((await _patiently(once, method=POST, longest=0))["ts"])

    async def edit(
        self, message: Mapping[str, Any], *, channel: str, ts: str, before_call: Callable[[], None]
    ) -> None:
        """A message of ours becomes this one; what it says nothing of, its metadata say, stays. Tried
        once, as ``post``. https://docs.slack.dev/reference/methods/chat.update
        """

        async def once() -> dict[str, Any]:
            if not await self.together.turn(self.team, within=SHORT_WAIT):
                raise _over_our_limits(SHORT_WAIT)
            before_call()
            changed = {**message, "channel": channel, "ts": ts}
            answer = await self.client.api_call(UPDATE, json=changed)
            return dict(answer.data) if isinstance(answer.data, dict) else {}

        await _patiently(once, method=UPDATE, longest=0)

    async def ask(self, method: str, **parameters: str) -> dict[str, Any]:
        """A method that reads, which takes a form. Raises SlackRefused."""
        return await self._ask(method, parameters, longest=LONGEST_WAIT)

    async def ask_once(self, method: str, **parameters: str) -> dict[str, Any]:
        """The same for what can as well be asked later. Raises SlackRefused, SlackBusy too."""
        return await self._ask(method, parameters, longest=0)

    async def _ask(
        self, method: str, parameters: Mapping[str, str], *, longest: float
    ) -> dict[str, Any]:
        async def once() -> dict[str, Any]:
            answer = await self.client.api_call(method, params=dict(parameters))
            return dict(answer.data) if isinstance(answer.data, dict) else {}

        return await _patiently(once, method=method, longest=longest)

    async def upload(
        self, content: bytes, *, name: str, channel: str, thread: str = "", alt: str = ""
    ) -> None:
        """A file as a message of its own. ``alt``: of a picture. Raises SlackRefused."""

        async def once() -> dict[str, Any]:
            await self.client.files_upload_v2(
                content=content,
                filename=name,
                channel=channel,
                thread_ts=thread or None,
                alt_txt=shortened(alt, LONGEST_ALT) or None,
            )
            return {}

        await _patiently(once, method="files_upload_v2")

    async def share(
        self,
        files: Sequence[Mapping[str, str]],
        *,
        channel: str,
        thread: str,
        comment: str,
        before_call: Callable[[], None],
    ) -> None:
        """Files that have been put there, as one message that nobody waits for. Tried once, as ``post``.

        https://docs.slack.dev/reference/methods/files.completeUploadExternal
        """

        async def once() -> dict[str, Any]:
            if not await self.pacer.turn(channel, within=SHORT_WAIT):
                raise _over_our_limits(SHORT_WAIT)
            before_call()
            await self.client.files_completeUploadExternal(
                files=[dict(file) for file in files],
                channel_id=channel,
                thread_ts=thread or None,
                initial_comment=comment,
            )
            return {}

        await _patiently(once, method="files.completeUploadExternal", longest=0)

    async def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """To a ``response_url``; the SDK's own webhook client does not wait on a 429.

        Raises SlackRefused, also for an address that is not Slack's.
        """
        if not is_slack_host(url, also=self.api_hosts):
            raise SlackRefused("response_url", "not_slack")
        waited = 0
        while True:
            status, wait, reason = await self._responded(url, message)
            if status == 200:
                return
            waited += wait
            if waited >= LONGEST_WAIT:
                kind = SlackSilent if status >= 500 else SlackRefused
                raise kind("response_url", reason)
            await asyncio.sleep(wait)

    async def _responded(self, url: str, message: Mapping[str, Any]) -> tuple[int, int, str]:
        """Status, how long to wait, and Slack's word."""
        try:
            async with self.session.post(url, json=message, timeout=TIMEOUT) as answer:
                wait = _seconds(answer.headers) if answer.status == 429 else LONGEST_WAIT
                return answer.status, wait, await _reason(answer)
        except (aiohttp.ClientError, TimeoutError) as lost:
            raise SlackSilent("response_url", type(lost).__name__) from None


def _over_our_limits(seconds: float) -> SlackBusy:
    return SlackBusy(POST, "more than our own limits", seconds=seconds, is_ours=True)


async def _patiently(
    once: Callable[[], Awaitable[dict[str, Any]]], *, method: str, longest: float = LONGEST_WAIT
) -> dict[str, Any]:
    waited = 0
    while True:
        try:
            return await once()
        except SlackApiError as refusal:
            error = _error(refusal)
            if error != "ratelimited":
                kind = SlackSilent if _leaves_it_open(refusal, error) else SlackRefused
                raise kind(method, error) from None
            wait = _seconds(refusal.response.headers)
        except (aiohttp.ClientError, TimeoutError, SlackRequestError) as lost:
            raise SlackSilent(method, type(lost).__name__) from None
        waited += wait
        if waited >= longest:
            raise SlackBusy(method, "ratelimited", seconds=wait)
        await asyncio.sleep(wait)


def _error(refusal: SlackApiError) -> str:
    """Slack's word. A 429 may have a body without one."""
    status = _status(refusal)
    said = refusal.response.get("error", "") if isinstance(refusal.response.data, dict) else ""
    is_busy = status == 429 or said == "rate_limited"
    return "ratelimited" if is_busy else said or f"http_{status}"


def _status(refusal: SlackApiError) -> int:
    return int(getattr(refusal.response, "status_code", 0))


def _leaves_it_open(refusal: SlackApiError, error: str) -> bool:
    """A server in trouble may have done it, whatever word it says."""
    return _status(refusal) >= 500 or error in TROUBLE


async def _reason(answer: aiohttp.ClientResponse) -> str:
    try:
        said = json.loads(await answer.text())
    except ValueError:
        return f"http_{answer.status}"
    return str(said.get("error", "")) if isinstance(said, dict) else f"http_{answer.status}"


def _seconds(headers: Mapping[str, Any]) -> int:
    """``Retry-After``, at least a second."""
    found = next((str(v) for k, v in headers.items() if k.lower() == "retry-after"), "")
    return max(1, int(found)) if found.isdecimal() else 1
