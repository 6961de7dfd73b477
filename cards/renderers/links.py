"""Which addresses may become a link; any other is drawn as its label."""

from urllib.parse import urlsplit


def is_web_address(url: str) -> bool:
    """True for http and https with a host and nothing invisible inside."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
