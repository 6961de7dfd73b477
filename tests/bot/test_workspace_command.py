"""``kakehashi workspace``: which workspaces and tenants there are, and the keys of their tokens."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.deployment import japan_now
from bot.slack.invitation import NotValid, invited
from bot.token_seal import Owner, TokenSeal, keys_written, new_key
from domain.workspace import SLACK, Installation
from storage.audit import audit_entries
from storage.session import open_database
from storage.workspaces import all_workspaces, install_workspace

TENANT = "1a2b3c4d-1111-2222-3333-444444444444"
Said = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: Patch) -> None:
    for name in ("DATABASE_URL", "POLICY", "CONSOLE", "ORGANIZATION_KEY"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION", "わたしの市")
    add = ["organization", "add", "tonari", "--name", "となり町", "--policy", "okayama"]
    assert cli.run(add) == 0


@pytest.fixture
def run(capfd: Said) -> Callable[..., tuple[int, str]]:
    """Status, and what was said."""
    capfd.readouterr()

    def runs(*arguments: str) -> tuple[int, str]:
        status = cli.run(arguments)
        said = capfd.readouterr()
        return status, said.out + said.err

    return runs


Run = Callable[..., tuple[int, str]]


def seal(*keys: str) -> TokenSeal:
    return TokenSeal(keys_written(" ".join(keys)))


async def install(folder: Path, own: TokenSeal) -> None:
    database = open_database(f"sqlite:///{folder / 'kakehashi.db'}").across()
    sealed = own.sealed(b"xoxb-1", owner=Owner(1, SLACK, "T1"))
    async with database.begin() as session:
        await install_workspace(
            session,
            Installation(SLACK, "T1", "職場", sealed=sealed),
            organization_id=1,
            at=japan_now(),
        )
    await database.close()


async def token(folder: Path, own: TokenSeal) -> bytes:
    database = open_database(f"sqlite:///{folder / 'kakehashi.db'}").across()
    async with database.read() as session:
        (only,) = await all_workspaces(session)
    await database.close()
    return own.opened(only.sealed, owner=Owner(1, SLACK, "T1"))


def test_鍵を替えて閉じ直せば古い鍵は要らない(tmp_path: Path, monkeypatch: Patch, run: Run) -> None:
    old, new = new_key(), new_key()
    asyncio.run(install(tmp_path, seal(old)))
    monkeypatch.setenv("KAKEHASHI_TOKEN_KEYS", f"{new} {old}")
    assert run("workspace", "rotate-key")[0] == 0
    assert asyncio.run(token(tmp_path, seal(new))) == b"xoxb-1"
    assert "0件" in run("workspace", "rotate-key")[1]
    monkeypatch.setenv("KAKEHASHI_TOKEN_KEYS", new)
    assert "○ Slackのトークン：1件を開けます。" in run("doctor")[1]


def test_開けないトークンは名を挙げて知らせる(tmp_path: Path, monkeypatch: Patch, run: Run) -> None:
    asyncio.run(install(tmp_path, seal(new_key())))
    assert "× Slackのトークン：T1" in run("doctor")[1]
    monkeypatch.setenv("KAKEHASHI_TOKEN_KEYS", new_key())
    status, said = run("workspace", "rotate-key")
    assert (status, "T1 のトークンを開けません" in said) == (cli.FAILED, True)
    assert "× Slackのトークン：T1" in run("doctor")[1]
    monkeypatch.setenv("KAKEHASHI_TOKEN_KEYS", "鍵でない")
    assert "new-key" in run("workspace", "rotate-key")[1]


async def audited(folder: Path, organization_id: int) -> list[tuple[str, str]]:
    database = open_database(f"sqlite:///{folder / 'kakehashi.db'}").across()
    async with database.read() as session:
        entries = await audit_entries(session, organization_id=organization_id)
    await database.close()
    return [(each.action, each.detail) for each in entries]


def test_テナントを結び付けて一覧に見て取り消す(run: Run, tmp_path: Path) -> None:
    assert run("workspace", "add-tenant", "tonari", TENANT.upper())[0] == 0
    *listed, since, who = run("workspace", "list")[1].strip().split("\t")
    assert listed == ["tonari", "teams", TENANT, "となり町", "利用中"]
    assert re.fullmatch(r"\d+月\d+日\([月火水木金土日]\) \d+:\d\d", since)
    assert who == "システム管理者"
    status, said = run("workspace", "add-tenant", "main", TENANT)
    assert (status, "ほかの自治体" in said) == (cli.BAD_INPUT, True)
    for _ in range(2):
        assert run("workspace", "remove", TENANT)[0] == 0
    assert "取り消し" in run("workspace", "list")[1]
    assert asyncio.run(audited(tmp_path, 2)) == [
        ("WORKSPACE_ADD", f"teams:{TENANT}"),
        ("WORKSPACE_REMOVE", f"teams:{TENANT}"),
    ]
    assert run("workspace", "remove", "T0NONE")[0] == cli.BAD_INPUT


def test_使えないテナントと無い自治体と設定のテナントは断る(monkeypatch: Patch, run: Run) -> None:
    assert "テナント" in run("workspace", "add-tenant", "tonari", "tenant")[1]
    assert "organization add" in run("workspace", "add-tenant", "nowhere", TENANT)[1]
    monkeypatch.setenv("KAKEHASHI_TEAMS_TENANT_ID", TENANT)
    assert run("workspace", "add-tenant", "tonari", TENANT)[0] == cli.BAD_INPUT
    assert run("workspace", "add-tenant", "main", TENANT)[0] == 0


def test_招待は決めた自治体だけのもので設定がなければ何が要るかを言う(
    monkeypatch: Patch, run: Run
) -> None:
    key = new_key()
    assert "SLACK_CLIENT_ID" in run("workspace", "invite", "tonari")[1]
    for name, value in {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s",
        "SLACK_SIGNING_SECRET": "s",
        "PUBLIC_URL": "https://kakehashi.example/",
        "TOKEN_KEYS": key,
    }.items():
        monkeypatch.setenv(f"KAKEHASHI_{name}", value)
    assert "organization add" in run("workspace", "invite", "nowhere")[1]
    status, said = run("workspace", "invite", "tonari")
    address, _, invitation = said.splitlines()[0].partition("?invitation=")
    assert (status, address) == (0, "https://kakehashi.example/slack/install")
    now = japan_now()
    assert invited(invitation, seal=seal(key), now=now).organization == "tonari"
    assert invitation not in run("workspace", "invite", "tonari")[1]
    with pytest.raises(NotValid):
        invited(invitation, seal=seal(key), now=now + timedelta(days=8))
    redirect = "https://kakehashi.example/slack/oauth_redirect"
    assert redirect in run("manifest", "slack", "--url", "https://kakehashi.example")[1]


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("SLACK_CLIENT_SECRET", "", "二つとも"),
        ("SLACK_SIGNING_SECRET", "", "SLACK_SIGNING_SECRET"),
        ("PUBLIC_URL", "http://kakehashi.example", "KAKEHASHI_PUBLIC_URL"),
        ("PUBLIC_URL", "https://kakehashi.example/a", "KAKEHASHI_PUBLIC_URL"),
        ("PUBLIC_URL", "https://[", "KAKEHASHI_PUBLIC_URL"),
        ("TOKEN_KEYS", "", "new-key"),
        ("TOKEN_KEYS", "AAAA", "new-key"),
    ],
)
def test_欠けた設定はserveの前に知らせる(
    monkeypatch: Patch, run: Run, name: str, value: str, hint: str
) -> None:
    whole = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s",
        "SLACK_SIGNING_SECRET": "s",
        "PUBLIC_URL": "https://kakehashi.example",
        "TOKEN_KEYS": new_key(),
    }
    for each, written in {**whole, name: value}.items():
        monkeypatch.setenv(f"KAKEHASHI_{each}", written)
    status, said = run("serve")
    assert (status, hint in said) == (cli.BAD_INPUT, True)
