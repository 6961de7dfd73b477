"""Addresses that a token or an answer may go to."""

from urllib.parse import urlsplit


def is_slack_host(url: str, *, also: frozenset[str] = frozenset()) -> bool:
    """https on slack.com or below it, or ``host:port`` of ``also``."""
    parts = urlsplit(url)
    if parts.netloc in also:
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))
