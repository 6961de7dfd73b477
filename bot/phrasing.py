"""The way to a language model: the chat completions of OpenAI, which many others speak as well.

Azure OpenAI's v1 path takes the same request, and wants the key under a name of its own.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson

from bot.settings import Settings
from domain.phrasing import PhrasingFailed
from domain.phrasing_consent import Destination
from handlers.phrasings import Phraser

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

MOST_BYTES = 256 * 1024
"""Of an answer: what is asked for is some kilobytes."""
MOST_TOKENS = 6_000
_AZURE = ".azure.com"


@asynccontextmanager
async def open_phraser(settings: Settings) -> AsyncIterator[Phraser | None]:
    """None where the settings name no model, and where they cannot be used: ``serve`` says so before."""
    destination = settings.llm_destination
    if destination is None or settings.llm_trouble:
        yield None
        return
    # A tenth of a second and ten megabytes, for those who use it.
    import aiohttp

    async with aiohttp.ClientSession(
        trust_env=True,  # an office's proxy, by HTTPS_PROXY
        auto_decompress=False,  # what is small on its way may be endless here
    ) as pool:
        key = settings.llm_key.get_secret_value()
        yield Endpoint(destination, _headers(destination, key), pool, settings.llm_seconds)


def _headers(destination: Destination, key: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if not key:
        return headers
    if (urlsplit(destination.place).hostname or "").endswith(_AZURE):
        return headers | {"api-key": key}
    return headers | {"Authorization": f"Bearer {key}"}


@dataclass(frozen=True, repr=False)
class Endpoint:
    """One request, one answer: nothing is asked again here. ``seconds``: for all of it."""

    destination: Destination
    headers: dict[str, str]
    pool: "ClientSession"
    seconds: float

    async def phrase(self, instructions: str, request: str) -> str:
        import aiohttp

        try:
            async with asyncio.timeout(self.seconds):
                return await self._asked(instructions, request)
        except TimeoutError:
            raise PhrasingFailed("timeout") from None
        except aiohttp.ClientError as error:
            raise PhrasingFailed(f"connection:{type(error).__name__}") from None

    async def _asked(self, instructions: str, request: str) -> str:
        body = {
            "model": self.destination.model,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": request},
            ],
            "response_format": {"type": "json_object"},
            "max_completion_tokens": MOST_TOKENS,
        }
        url = f"{self.destination.place}/chat/completions"
        async with self.pool.post(
            url, data=orjson.dumps(body), headers=self.headers, allow_redirects=False
        ) as response:
            if response.status != 200:
                raise PhrasingFailed(f"http_{response.status}")
            return _content(await _read(response))


async def _read(response: "ClientResponse") -> bytes:
    """Raises PhrasingFailed where it is more than anybody asked for."""
    read = bytearray()
    async for chunk in response.content.iter_chunked(16 * 1024):
        read += chunk
        if len(read) > MOST_BYTES:
            raise PhrasingFailed("too_large")
    return bytes(read)


def _content(answer: bytes) -> str:
    try:
        read: Any = orjson.loads(answer)
    except orjson.JSONDecodeError:
        raise PhrasingFailed("not_json") from None
    match read:
        case {"choices": [{"finish_reason": "length"}, *_]}:
            raise PhrasingFailed("cut_off")
        case {"choices": [{"message": {"content": str() as content}}, *_]}:
            return content
        case _:
            raise PhrasingFailed("not_as_asked")
