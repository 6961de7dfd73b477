"""Whether what came in was sent by Teams, to us.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from jwt.exceptions import InvalidTokenError

from bot.teams.hosts import is_service_url
from bot.teams.identity import TeamsIdentity
from bot.teams.inbound import InboundActivity
from bot.teams.keys import SigningKeys

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
"""Other channels of the same Azure Bot let people name themselves: they are not served."""
LEEWAY_SECONDS = 300
_SCHEME = "bearer"


class Refused(Exception):
    """``kind`` goes to the log, never to who sent it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Signed:
    """What a valid token says."""

    service_url: str
    endorsements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guard:
    identity: TeamsIdentity
    keys: SigningKeys
    also_hosts: frozenset[str] = frozenset()

    async def signed(self, authorization: str) -> Signed:
        """The token, checked before the body is read. Raises Refused, KeysUnreachable."""
        token = _token(authorization)
        key = await self.keys.find(_key_id(token))
        if key is None:
            raise Refused("unknown key")
        try:
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self.identity.app_id,
                issuer=ISSUER,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "nbf", "iss", "aud"]},
            )
        except InvalidTokenError as error:
            raise Refused(type(error).__name__) from None
        return Signed(_service_url(claims), key.endorsements)

    def admit(self, activity: InboundActivity, signed: Signed) -> None:
        """The body, held against its token. Raises Refused."""
        if activity.channel_id != CHANNEL:
            raise Refused("channel")
        if activity.channel_id not in signed.endorsements:
            raise Refused("endorsement")
        if activity.service_url.rstrip("/") != signed.service_url.rstrip("/"):
            raise Refused("another serviceUrl")
        if not is_service_url(activity.service_url, also=self.also_hosts):
            raise Refused("serviceUrl not listed")


def _token(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != _SCHEME or not token:
        raise Refused("no token")
    return token


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except InvalidTokenError as error:
        raise Refused(type(error).__name__) from None
    kid = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(kid, str):
        # Before any key is asked for: nobody makes us fetch with what we would refuse anyway.
        raise Refused("algorithm")
    return kid


def _service_url(claims: Mapping[str, Any]) -> str:
    found = claims.get("serviceurl", claims.get("serviceUrl"))
    if not isinstance(found, str):
        raise Refused("no serviceurl claim")
    return found
