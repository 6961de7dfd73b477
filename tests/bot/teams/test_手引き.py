"""docs/Teamsにつなぐ.md speaks of what the bot really writes, reads and is called."""

import re
from pathlib import Path

import jwt.exceptions
import pytest
import requests.exceptions

import bot.teams
from bot.settings import PREFIX, Settings
from bot.teams.hosts import SERVICE_HOSTS
from bot.teams.keys import OPENID_METADATA
from bot.teams.manifest import COMMANDS, ENDPOINT
from cards.trouble import email_hidden_card, not_in_roster_card, outsider_card
from handlers import faults
from tests.bot.teams.conftest import Listened

PROJECT = Path(__file__).parents[3]
GUIDE = (PROJECT / "docs" / "Teamsにつなぐ.md").read_text("utf-8")
SOURCES = [*Path(bot.teams.__path__[0]).glob("*.py"), Path(str(faults.__file__))]
CODE = "\n".join(file.read_text("utf-8") for file in SOURCES)
KINDS = sorted(set(re.findall(r"kind=([\w ]+)`", GUIDE)))
LINES = sorted(set(re.findall(r"`(teams \w+)", GUIDE)))


def test_手引きには断った理由がいくつも出てくる() -> None:
    assert len(KINDS) > 10
    assert LINES == ["teams keys", "teams malformed", "teams refused"]


@pytest.mark.parametrize("kind", KINDS)
def test_手引きの種類はほんとうにログに出る(kind: str) -> None:
    """Our own word, one of our errors, or an error of what we call."""
    ours = f'"{kind}"' in CODE or f"class {kind}(" in CODE
    known = hasattr(jwt.exceptions, kind) or hasattr(requests.exceptions, kind)
    assert ours or known or kind == ValueError.__name__


@pytest.mark.parametrize("line", LINES)
def test_手引きの行はほんとうにログに出る(line: str) -> None:
    assert f'"{line} ' in CODE


async def test_署名のない試し打ちは手引きの通りになる(
    listened: Listened, caplog: pytest.LogCaptureFixture
) -> None:
    assert "`401` なら届いています" in GUIDE
    assert (await listened.peer.deliver_raw(b"", {})).status == 401
    assert "teams refused kind=no token" in caplog.messages


def test_手引きの環境変数はどれも設定にある() -> None:
    named = set(re.findall(rf"{PREFIX}(\w+)", GUIDE))
    assert named <= {name.upper() for name in Settings.model_fields}
    assert {name.upper() for name in Settings.model_fields if "teams" in name} <= named


def test_手引きの行き先はプログラムの行き先である() -> None:
    assert f"kakehashi.example.lg.jp{ENDPOINT}" in GUIDE
    assert OPENID_METADATA.split("/")[2] in GUIDE
    assert any(host in GUIDE for host in SERVICE_HOSTS)


def test_手引きの言葉は画面の言葉である() -> None:
    assert [title for title in COMMANDS if title not in GUIDE] == []
    assert not_in_roster_card(email="a", organization="b").title in GUIDE
    assert outsider_card(organization="b").title in GUIDE
    assert "アカウントのメールアドレスを確認できない" in email_hidden_card().summary
