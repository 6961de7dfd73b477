"""How msal is asked for each kind of credential. It is not asked over the network here."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from bot.teams.identity import Certificate, ClientSecret, Credential, ManagedIdentity, TeamsIdentity
from bot.teams.tokens import Token, TokenRefused, fetched_by_msal

GIVEN = {"access_token": "token", "expires_in": 3_599}


class Msal:
    """Remembers what it was asked."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.made: list[tuple[Any, ...]] = []
        self.asked: list[dict[str, Any]] = []

    def module(self) -> SimpleNamespace:
        return SimpleNamespace(
            ConfidentialClientApplication=self._make,
            ManagedIdentityClient=self._make,
            UserAssignedManagedIdentity=lambda **named: named,
        )

    def _make(self, *positional: Any, **named: Any) -> SimpleNamespace:
        self.made.append((*positional, named))
        return SimpleNamespace(acquire_token_for_client=self._acquire)

    def _acquire(self, **named: Any) -> dict[str, Any]:
        self.asked.append(named)
        return self.answer


def fetch_twice(monkeypatch: pytest.MonkeyPatch, credential: Credential) -> Msal:
    msal = Msal(GIVEN)
    monkeypatch.setitem(sys.modules, "msal", msal.module())
    fetch = fetched_by_msal(TeamsIdentity("app", "tenant", credential))
    assert [fetch(), fetch()] == [Token("token", 3_599.0)] * 2
    assert len(msal.made) == 2, "msalの控えには、断られたトークンが残ります。"
    return msal


@pytest.mark.parametrize(
    ("credential", "told"),
    [
        (ClientSecret("秘密"), "秘密"),
        (Certificate("PEM", "A1B2"), {"private_key": "PEM", "thumbprint": "A1B2"}),
    ],
)
def test_自テナントの窓口に求める(
    monkeypatch: pytest.MonkeyPatch, credential: Credential, told: object
) -> None:
    msal = fetch_twice(monkeypatch, credential)
    app_id, named = msal.made[0]
    assert app_id == "app"
    assert named["authority"] == "https://login.microsoftonline.com/tenant"
    assert named["client_credential"] == told
    assert msal.asked[0] == {"scopes": ["https://api.botframework.com/.default"]}


def test_マネージドIDでも求められる(monkeypatch: pytest.MonkeyPatch) -> None:
    msal = fetch_twice(monkeypatch, ManagedIdentity("client"))
    assert msal.made[0][0] == {"client_id": "client"}
    assert msal.asked[0] == {"resource": "https://api.botframework.com"}


def test_断られたらその符号を伝える(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = {"error": "invalid_client", "error_description": "AADSTS7000215: …"}
    monkeypatch.setitem(sys.modules, "msal", Msal(refused).module())
    fetch = fetched_by_msal(TeamsIdentity("app", "tenant", ClientSecret("x")))
    with pytest.raises(TokenRefused, match=r"^invalid_client$"):
        fetch()
