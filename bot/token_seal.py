"""Tokens as they lie in the database: encrypted, and bound to the workspace that they open.

AES-256-GCM, with organization, platform and workspace as associated data: who can write to the
database still cannot have one municipality answered with another one's token.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

KEY_BYTES = 32
_VERSION = b"\x01"
_KEY_ID, _NONCE = 4, 12
"""Bytes. Of version, key id, nonce and ciphertext, in this order, consists what is sealed."""


class CannotOpen(Exception):
    """Sealed with a key that we do not have, for another workspace, or not by us."""


class NotAKey(ValueError):
    """Not 32 bytes in base64. The message does not say what was written."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose token it is."""

    organization_id: int
    platform: str
    external_id: str

    @property
    def associated_data(self) -> bytes:
        return f"{self.organization_id}/{self.platform}/{self.external_id}".encode()


@dataclass(frozen=True, slots=True)
class TokenSeal:
    """``keys``: the first one seals, all of them open. Never empty."""

    keys: Sequence[bytes] = field(repr=False)

    def sealed(self, plain: bytes, *, owner: Owner) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 6 MB: for who has tokens

        key, nonce = self.keys[0], secrets.token_bytes(_NONCE)
        head = _VERSION + _id(key) + nonce
        return head + AESGCM(key).encrypt(nonce, plain, owner.associated_data)

    def opened(self, sealed: bytes, *, owner: Owner) -> bytes:
        """Raises CannotOpen."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key_id, nonce, text = _parts(sealed)
        for key in self.keys:
            if _id(key) == key_id:
                try:
                    return AESGCM(key).decrypt(nonce, text, owner.associated_data)
                except InvalidTag:
                    raise CannotOpen from None
        raise CannotOpen

    def is_current(self, sealed: bytes) -> bool:
        """Whether the first key has sealed it."""
        return sealed[1 : 1 + _KEY_ID] == _id(self.keys[0])


def new_key() -> str:
    """As it is written into the settings."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def keys_written(written: str) -> tuple[bytes, ...]:
    """``written``: base64, separated by blanks or commas. Raises NotAKey."""
    return tuple(map(_key, written.replace(",", " ").split()))


def _key(written: str) -> bytes:
    try:
        key = base64.b64decode(written, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotAKey("not base64") from None
    if len(key) != KEY_BYTES:
        raise NotAKey("not 32 bytes")
    return key


def _id(key: bytes) -> bytes:
    """Says which key it is, and nothing of it."""
    return hashlib.sha256(b"kakehashi token key" + key).digest()[:_KEY_ID]


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    head = len(_VERSION) + _KEY_ID
    if not sealed.startswith(_VERSION) or len(sealed) <= head + _NONCE:
        raise CannotOpen
    return sealed[len(_VERSION) : head], sealed[head : head + _NONCE], sealed[head + _NONCE :]
