"""What the console does not accept, and what it says when something of ours breaks."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from handlers.faults import note_fault

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
    """Noted under a number; the sentence gives the person that number."""
    reference = note_fault(error, event="console")
    return f"うまく処理できませんでした。事務局に受付番号 {reference} を伝えてください。"
