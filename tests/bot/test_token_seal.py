"""Tokens at rest: only with the key, and only for the workspace that they are for."""

import pytest
from pydantic import SecretStr

from bot.installation_settings import InstallationSettings
from bot.token_seal import CannotOpen, NotAKey, Owner, TokenSeal, keys_written, new_key

みなと市 = Owner(1, "slack", "T0MINATO")
TOKEN = b"xoxb-the-token"


def seal(*keys: str) -> TokenSeal:
    return TokenSeal(keys_written(" ".join(keys)))


def test_鍵で閉じて同じ鍵で開く() -> None:
    own = seal(new_key())
    sealed = own.sealed(TOKEN, owner=みなと市)
    assert TOKEN not in sealed
    assert sealed != own.sealed(TOKEN, owner=みなと市)
    assert own.opened(sealed, owner=みなと市) == TOKEN


@pytest.mark.parametrize(
    "other",
    [Owner(2, "slack", "T0MINATO"), Owner(1, "teams", "T0MINATO"), Owner(1, "slack", "T0TONARI")],
)
def test_ほかの自治体やワークスペースのものとしては開かない(other: Owner) -> None:
    own = seal(new_key())
    with pytest.raises(CannotOpen):
        own.opened(own.sealed(TOKEN, owner=みなと市), owner=other)


def test_鍵を替えても古い鍵があれば開き今の鍵で閉じ直せる() -> None:
    old, new = new_key(), new_key()
    sealed = seal(old).sealed(TOKEN, owner=みなと市)
    both = seal(new, old)
    assert not both.is_current(sealed)
    again = both.sealed(both.opened(sealed, owner=みなと市), owner=みなと市)
    assert both.is_current(again)
    assert seal(new).opened(again, owner=みなと市) == TOKEN
    with pytest.raises(CannotOpen):
        seal(new).opened(sealed, owner=みなと市)


@pytest.mark.parametrize("cut", [0, 1, 5, 17, 20])
def test_途中で切れたものは開かない(cut: int) -> None:
    own = seal(new_key())
    with pytest.raises(CannotOpen):
        own.opened(own.sealed(TOKEN, owner=みなと市)[:cut], owner=みなと市)


def test_どこが一ビット変わっても開かない() -> None:
    own = seal(new_key())
    sealed = own.sealed(TOKEN, owner=みなと市)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CannotOpen):
            own.opened(bytes(changed), owner=みなと市)


@pytest.mark.parametrize("written", ["鍵", "short", "AAAA", "A" * 43 + "=AAAA"])
def test_鍵でないものは鍵にならない(written: str) -> None:
    with pytest.raises(NotAKey):
        keys_written(written)


def test_鍵もトークンも書き出されない() -> None:
    key = new_key()
    settings = InstallationSettings(
        token_keys=SecretStr(key), slack_client_secret=SecretStr("s-e-c-r-e-t")
    )
    for shown in (repr(seal(key)), repr(settings), str(settings)):
        assert key not in shown
        assert str(keys_written(key)[0]) not in shown
        assert "s-e-c-r-e-t" not in shown
