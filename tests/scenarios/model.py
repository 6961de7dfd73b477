"""A language model on loopback, which says what a test wants: the truth, or one of many lies."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Asked = dict[str, Any]
"""A sentence as it was asked about: number, text, cites, sources."""
Told = dict[str, Any]
Responds = Callable[[web.Request, list[Asked]], Awaitable[web.StreamResponse]]


@dataclass
class Model:
    """``in_other_words``: what it makes of each text, truly. ``responds``: instead of that."""

    in_other_words: Mapping[str, str]
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    responds: Responds | None = None
    url: str = ""

    def told(self, asked: list[Asked]) -> list[Told]:
        """The truth."""
        return [
            {
                "number": each["number"],
                "text": self.in_other_words[each["text"]],
                "cites": each["cites"],
            }
            for each in asked
            if each["text"] in self.in_other_words
        ]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        asked: list[Asked] = json.loads(body["messages"][1]["content"])["sentences"]
        if self.responds:
            return await self.responds(request, asked)
        return completion({"sentences": self.told(asked)})


def completion(said: object) -> web.Response:
    """As OpenAI's chat completions answer. A text goes as it is."""
    content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    choice = {"index": 0, "finish_reason": "stop", "message": {"content": content}}
    return web.json_response({"choices": [choice]})


@asynccontextmanager
async def serving(model: Model) -> AsyncIterator[Model]:
    application = web.Application()
    application.router.add_post("/v1/chat/completions", model.answer)
    server = TestServer(application)
    await server.start_server()
    model.url = f"http://127.0.0.1:{server.port}/v1"
    try:
        yield model
    finally:
        await server.close()
