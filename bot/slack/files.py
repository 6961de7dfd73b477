"""Files on Slack: those that people send, and those that we give.

https://docs.slack.dev/reference/objects/file-object
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp

from bot.slack.hosts import is_slack_host
from bot.slack.web_api import SlackRefused, WebApi
from domain.errors import DomainError
from handlers.reply import SentFile
from storage.raw_sheet import LARGEST_FILE

TIMEOUT = aiohttp.ClientTimeout(total=120)
_PIECE = 256 * 1024

_ELSEWHERE = "Slackの外にあるファイルは読めません。ファイルそのものをSlackに送ってください。"
_LOST = "Slackからファイルを受け取れませんでした。時間をおいて、もう一度送ってください。"
_TOO_LARGE = (
    f"ファイルが大きすぎます（{LARGEST_FILE // (1024 * 1024)}MBまで）。分けて送ってください。"
)


@dataclass(frozen=True, slots=True)
class FileInSlack:
    """As an event tells of it. ``address`` is empty until ``files.info`` has been asked."""

    id: str
    name: str
    address: str
    is_elsewhere: bool
    """A link to another service, which Slack shows as if it were a file."""


def files_of(event: Mapping[str, Any]) -> Iterator[FileInSlack]:
    for file in event.get("files") or ():
        if file.get("mode") not in ("tombstone", "hidden_by_limit"):
            yield _told(file)


def sent_file(file: FileInSlack, api: WebApi) -> SentFile:
    return SentFile(file.name, partial(_read, file, api))


async def _read(file: FileInSlack, api: WebApi) -> bytes:
    """Raises DomainError with what the person can do."""
    try:
        if not file.address:  # of another workspace: "file_access": "check_file_info"
            file = _told((await api.ask("files.info", file=file.id))["file"])
        if file.is_elsewhere:
            raise DomainError(_ELSEWHERE)
        return await _fetched(file.address, api)
    except (SlackRefused, aiohttp.ClientError, TimeoutError):
        raise DomainError(_LOST) from None


def _told(file: Mapping[str, Any]) -> FileInSlack:
    return FileInSlack(
        id=str(file.get("id", "")),
        name=str(file.get("name") or file.get("title") or "ファイル"),
        address=str(file.get("url_private_download") or file.get("url_private") or ""),
        is_elsewhere=bool(file.get("is_external")),
    )


async def _fetched(address: str, api: WebApi) -> bytes:
    """The token goes to Slack alone, and along no redirect."""
    if not is_slack_host(address, also=api.api_hosts):
        raise DomainError(_ELSEWHERE)
    headers = {"Authorization": f"Bearer {api.client.token}"}
    async with api.session.get(
        address, headers=headers, timeout=TIMEOUT, allow_redirects=False
    ) as answer:
        # Without the right to read it Slack sends the page on which one signs in.
        if answer.status != 200 or answer.content_type == "text/html":
            raise DomainError(_LOST)
        content = bytearray()
        async for piece in answer.content.iter_chunked(_PIECE):
            content += piece
            if len(content) > LARGEST_FILE:
                raise DomainError(_TOO_LARGE)
    return bytes(content)
