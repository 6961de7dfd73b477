"""Who may talk to the console: a browser on this machine."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.console.refusals import Handler, Refused, is_page_view
from bot.settings import LOOPBACK

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Server": "kakehashi",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # The page and its script belong together: a browser must ask after an upgrade.
    "Cache-Control": "no-cache",
}


async def add_security_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def only_this_machine() -> Middleware:
    """403 for a foreign ``Host``: a page elsewhere may point its own name at this address."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if _hostname(f"//{request.host}") not in LOOPBACK:
            raise Refused(403, "この名前では開けません。127.0.0.1 で開き直してください。")
        if not is_page_view(request) and _is_foreign(request):
            raise Refused(
                403, "ほかのサイトからの操作は受け付けません。かけはしの画面から操作してください。"
            )
        return await handler(request)

    return check


def _is_foreign(request: web.Request) -> bool:
    """Compares without the scheme: behind a proxy that ends TLS, it differs."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    if site not in ("same-origin", "none"):
        return True
    return origin is not None and origin.partition("://")[2] != request.host


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
