"""What the console does not accept, and what it says when something of ours breaks."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from traceback import format_tb

from aiohttp import web

logger = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """A request that is turned away: an HTTP status and the sentence that the page shows."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as refused:
        return _answer(request, refused.sentence, refused.status)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001  # The last guard: a traceback never leaves.
        return _answer(request, fault_sentence(error), 500)


def is_page_view(request: web.Request) -> bool:
    """True where a person looks at the answer itself, and not the page's script."""
    return request.method in ("GET", "HEAD") and request.headers.get("Sec-Fetch-Dest") == "document"


def _answer(request: web.Request, sentence: str, status: int) -> web.Response:
    if is_page_view(request):
        return web.Response(text=sentence, status=status)
    return web.json_response({"error": sentence}, status=status)


def fault_sentence(error: Exception) -> str:
    """Logs where it broke under a number, and gives the sentence with that number.

    The error's own text is left out of the log: it may hold what someone wrote.
    """
    reference = secrets.token_hex(3).upper()
    where = "".join(format_tb(error.__traceback__))
    logger.error("console fault %s: %s\n%s", reference, type(error).__name__, where)
    return f"うまく処理できませんでした。事務局に受付番号 {reference} を伝えてください。"
