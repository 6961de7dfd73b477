"""Links that carry what we have said: who is invited to install, and what a browser set out to do.

Sealed with the key of the tokens: nobody can make one, and nobody can read or change one.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.token_seal import CannotOpen, Owner, TokenSeal
from domain.workspace import SLACK

LASTS = timedelta(days=7)
"""An invitation: it is sent by mail, and somebody has to find the time."""
INSTALLED_WITHIN = timedelta(minutes=10)
"""From the link to the way back from Slack."""

_INVITATION, _ATTEMPT = Owner(0, SLACK, "invitation for one"), Owner(0, SLACK, "attempt")


class NotValid(Exception):
    """Not made by us, cut off, or out of date."""


class UsedUp(Exception):
    """It has brought another workspace in, or one that was removed since."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """``organization``: its key. ``nonce`` tells invitations apart: each is for one workspace."""

    organization: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """``nonce`` lies in the browser's cookie, too: the way back is of the browser that set out."""

    organization: str
    invitation: str
    nonce: str


def invitation(organization: str, *, seal: TokenSeal, now: datetime) -> str:
    """A new one. ``organization``: its key."""
    made = Invitation(organization, secrets.token_urlsafe(16))
    return _packed(asdict(made), seal, _INVITATION, until=now + LASTS)


def invited(written: str, *, seal: TokenSeal, now: datetime) -> Invitation:
    """Raises NotValid."""
    return Invitation(**_unpacked(written, seal, _INVITATION, now=now))


def attempt(begun: Attempt, *, seal: TokenSeal, now: datetime) -> str:
    """Slack gives it back as ``state``."""
    return _packed(asdict(begun), seal, _ATTEMPT, until=now + INSTALLED_WITHIN)


def attempted(written: str, *, seal: TokenSeal, now: datetime) -> Attempt:
    """Raises NotValid."""
    return Attempt(**_unpacked(written, seal, _ATTEMPT, now=now))


def _packed(told: dict[str, str], seal: TokenSeal, kind: Owner, *, until: datetime) -> str:
    plain = json.dumps({**told, "until": until.timestamp()}).encode()
    return urlsafe_b64encode(seal.sealed(plain, owner=kind)).decode().rstrip("=")


def _unpacked(written: str, seal: TokenSeal, kind: Owner, *, now: datetime) -> dict[str, str]:
    try:
        sealed = urlsafe_b64decode(written.encode() + b"=" * (-len(written) % 4))
        told: dict[str, Any] = json.loads(seal.opened(sealed, owner=kind))
    except (CannotOpen, ValueError):
        raise NotValid from None
    if now.timestamp() > told.pop("until"):
        raise NotValid
    return told
