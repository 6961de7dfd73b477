"""The Bot Framework's own keys, and the tokens it signs; also those that nobody should accept."""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ISSUER = "https://api.botframework.com"


@dataclass(frozen=True)
class Key:
    kid: str
    endorsements: tuple[str, ...] = ("msteams",)
    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    )

    @property
    def published(self) -> Mapping[str, Any]:
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        return {
            **{name: jwk[name] for name in ("kty", "n", "e")},
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "endorsements": [*self.endorsements],
        }

    @property
    def public_pem(self) -> bytes:
        public = self.private.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(dict(claims), self.private, "RS256", headers={"kid": self.kid})


def claims(*, audience: str, service_url: str, **other: Any) -> dict[str, Any]:
    """What a good token says; ``other`` replaces, and None leaves out."""
    now = int(time.time())
    said: dict[str, Any] = {
        "iss": ISSUER,
        "aud": audience,
        "serviceurl": service_url,
        "nbf": now - 10,
        "exp": now + 3_600,
    }
    return {name: value for name, value in (said | other).items() if value is not None}


def unsigned(said: Mapping[str, Any], *, kid: str) -> str:
    """``alg`` none."""
    return jwt.encode(dict(said), "", "none", headers={"kid": kid})


def with_public_key_as_secret(said: Mapping[str, Any], key: Key) -> str:
    """HS256 with the public key as the secret: the old trick. PyJWT itself refuses to make it."""
    import hashlib
    import hmac

    head = {"alg": "HS256", "typ": "JWT", "kid": key.kid}
    signing = b".".join(_coded(json.dumps(part).encode()) for part in (head, dict(said)))
    mac = hmac.new(key.public_pem, signing, hashlib.sha256).digest()
    return b".".join((signing, _coded(mac))).decode()


def _coded(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
