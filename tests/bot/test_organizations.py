"""Several municipalities in one deployment: each has its own people and its own policy."""

import asyncio
from pathlib import Path

import pytest

from bot import cli
from bot.deployment import open_deployment
from bot.main import Bot, open_bot
from bot.settings import read_settings
from handlers.reply import Actor, Conversation, Incoming, Pressed
from samples.city import write_sample_files
from storage.policy_file import PolicyFileError
from tests.city import NOW

PEOPLE = "ichikawa.haruka@kakehashi.example"
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "POLICY", "CONSOLE", "HOST", "PORT", "ORGANIZATION_KEY"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION", "わたしの市")


def add(key: str, *, name: str = "となり町", policy: str = "okayama") -> int:
    return cli.run(["organization", "add", key, "--name", name, "--policy", policy])


async def asked(bot: Bot, organization: str, action: str, *, event: str) -> str:
    who = Actor("test", PEOPLE, PEOPLE)
    incoming = Incoming(organization, who, Conversation("c"), Pressed(action), event)
    return str(await bot.respond(incoming))


async def test_それぞれの名簿と方針で答えあとから加えた自治体にも答える(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write_sample_files(tmp_path, today=NOW.date(), policy_id="okayama")
    async with open_bot(read_settings(policy="shimonoseki"), clock=lambda: NOW) as bot:
        assert "まだ登録" not in await asked(bot, "main", "help.show", event="1")
        assert await asyncio.to_thread(add, "tonari") == 0
        with monkeypatch.context() as patched:
            patched.setenv("KAKEHASHI_ORGANIZATION_KEY", "tonari")
            for kind, file in (("roster", files.roster), ("catalogue", files.catalogue)):
                run = ["import", kind, str(file)]
                assert await asyncio.to_thread(cli.run, run) == 0
        there = await asked(bot, "tonari", "training.next", event="2")
        assert "岡山市デジタル人材育成方針" in there
        assert "下関市" not in there
        assert "市川" in await asked(bot, "tonari", "profile.show", event="3")
        assert "市川" not in await asked(bot, "main", "profile.show", event="4")
        assert "設定が見つかりません" in await asked(bot, "nowhere", "help.show", event="5")


def test_自治体を加えて一覧に見る(tmp_path: Path, capfd: Said) -> None:
    assert add("tonari") == 0
    assert "KAKEHASHI_ORGANIZATION_KEY=tonari" in capfd.readouterr().out
    assert cli.run(["organization", "list"]) == 0
    listed = [line.split("\t") for line in capfd.readouterr().out.splitlines()]
    assert listed == [["main", "わたしの市", "shimonoseki"], ["tonari", "となり町", "okayama"]]


async def test_方針ファイルの自治体はどのフォルダーからもそのファイルを使う(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.yaml"
    shipped = Path(__file__).parents[2] / "policies" / "okayama.yaml"
    own.write_text(shipped.read_text("utf-8"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert await asyncio.to_thread(add, "tonari", policy="own.yaml") == 0
    monkeypatch.chdir("/")
    async with open_deployment(read_settings(organization_key="tonari")) as deployment:
        assert deployment.organization.policy_file == str(own)
        assert deployment.policy.name == "岡山市デジタル人材育成方針"
        own.unlink()
        with pytest.raises(PolicyFileError, match=r"own\.yaml"):
            _ = deployment.policy


@pytest.mark.parametrize("key", ["となり", "A", "_x", "a b", "", "a" * 41, "a/b"])
def test_使えないKEYは例を示して断る(key: str, capfd: Said) -> None:
    assert add(key) == cli.BAD_INPUT
    assert "minato-shi" in capfd.readouterr().err


def test_あるKEYや無い方針や空の名前は断る(capfd: Said) -> None:
    assert add("tonari") == 0
    capfd.readouterr()
    assert add("tonari") == cli.BAD_INPUT
    assert "もうあります" in capfd.readouterr().err
    assert add("muko", policy="nowhere") == cli.BAD_INPUT
    assert add("muko", name=" ") == cli.BAD_INPUT
    assert "--name" in capfd.readouterr().err
