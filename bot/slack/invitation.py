"""Links that carry what we have said: who is invited to install, and what a browser set out to do.

Sealed with the key of the tokens: nobody can make one, and nobody can read or change one.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.token_seal import CannotOpen, Owner, TokenSeal

LASTS = timedelta(days=7)
"""An invitation: it is sent by mail, and somebody has to find the time."""
INSTALLED_WITHIN = timedelta(minutes=10)
"""From the link to the way back from Slack."""

_INVITATION, _ATTEMPT = Owner(0, "slack", "invitation"), Owner(0, "slack", "attempt")


class NotValid(Exception):
    """Not made by us, cut off, or out of date."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """``nonce`` lies in the browser's cookie, too: the way back is of the browser that set out."""

    organization: str
    nonce: str


def invitation(organization: str, *, seal: TokenSeal, now: datetime) -> str:
    """``organization``: its key."""
    return _packed({"organization": organization}, seal, _INVITATION, until=now + LASTS)


def invited(written: str, *, seal: TokenSeal, now: datetime) -> str:
    """The organization's key. Raises NotValid."""
    return str(_unpacked(written, seal, _INVITATION, now=now)["organization"])


def attempt(begun: Attempt, *, seal: TokenSeal, now: datetime) -> str:
    """Slack gives it back as ``state``."""
    return _packed(asdict(begun), seal, _ATTEMPT, until=now + INSTALLED_WITHIN)


def attempted(written: str, *, seal: TokenSeal, now: datetime) -> Attempt:
    """Raises NotValid."""
    told = _unpacked(written, seal, _ATTEMPT, now=now)
    return Attempt(str(told["organization"]), str(told["nonce"]))


def _packed(told: dict[str, Any], seal: TokenSeal, kind: Owner, *, until: datetime) -> str:
    plain = json.dumps({**told, "until": until.timestamp()}).encode()
    return urlsafe_b64encode(seal.sealed(plain, owner=kind)).decode().rstrip("=")


def _unpacked(written: str, seal: TokenSeal, kind: Owner, *, now: datetime) -> dict[str, Any]:
    try:
        sealed = urlsafe_b64decode(written.encode() + b"=" * (-len(written) % 4))
        told: dict[str, Any] = json.loads(seal.opened(sealed, owner=kind))
    except (CannotOpen, ValueError):
        raise NotValid from None
    if now.timestamp() > told["until"]:
        raise NotValid
    return told
