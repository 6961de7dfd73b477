"""What a person typed, out of Slack's mark-up.

https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
"""

import html
import re

_MARKED = re.compile(r"<([^<>]*)>")


def typed(text: str, *, bot_user: str) -> str:
    """Plain characters: mentions of us are left out, links and channels read as they looked."""
    words = _MARKED.sub(lambda found: _looked(found[1], bot_user=bot_user), text)
    # Only after the marks are gone: a typed "<" arrives as "&lt;".
    return html.unescape(words).strip()


def _looked(inside: str, *, bot_user: str) -> str:
    address, bar, label = inside.partition("|")
    if address == f"@{bot_user}":
        return " "
    if bar:
        return label if address[:1] not in "@#!" else f"{_sign(address)}{label.lstrip('@#')}"
    return address.removeprefix("mailto:")


def _sign(address: str) -> str:
    return "#" if address.startswith("#") else "@"
