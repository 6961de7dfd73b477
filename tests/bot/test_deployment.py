"""What a command does beside the running bot stays the command's own."""

import asyncio
from pathlib import Path

import pytest

from bot import cli
from bot.main import Bot, open_bot
from bot.settings import read_settings
from handlers.reply import Actor, Conversation, Incoming, Pressed
from samples.city import SampleFiles
from storage.migration import downgrade, is_current
from storage.organizations import organization_by_key
from tests.city import NOW


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "POLICY", "ORGANIZATION", "CONSOLE", "HOST", "PORT"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))


async def next_training(bot: Bot, *, event: str) -> str:
    email = "ichikawa.haruka@kakehashi.example"
    incoming = Incoming(
        "main", Actor("test", email, email), Conversation("c"), Pressed("training.next"), event
    )
    return str(await bot.respond(incoming))


async def test_動いているボットの名前と方針をほかのコマンドは変えない(
    sample_files: SampleFiles,
) -> None:
    settings = read_settings(organization="わたしの市", policy="shimonoseki")
    async with open_bot(settings, clock=lambda: NOW) as bot:

        def beside(*arguments: str) -> int:
            return cli.run(arguments)

        assert await asyncio.to_thread(beside, "import", "roster", str(sample_files.roster)) == 0
        assert (
            await asyncio.to_thread(beside, "import", "catalogue", str(sample_files.catalogue)) == 0
        )
        before = await next_training(bot, event="1")
        whom = ["recommend", "--as", "ichikawa.haruka@kakehashi.example"]
        assert await asyncio.to_thread(beside, *whom, "--policy", "okayama") == 0
        await asyncio.to_thread(
            beside,
            "import",
            "roster",
            str(sample_files.roster),
            "--dry-run",
            "--policy",
            "yamaguchi",
        )
        async with bot.deployment.database.read() as session:
            stored = await organization_by_key(session, "main")
        assert stored is not None
        assert (stored.name, stored.policy_id) == ("わたしの市", "shimonoseki")
        after = await next_training(bot, event="2")
    assert "下関市" in before
    assert after == before


def test_確認だけの取り込みは何も残さない(sample_files: SampleFiles, tmp_path: Path) -> None:
    assert cli.run(["import", "roster", str(sample_files.roster), "--dry-run"]) == 0
    assert not (tmp_path / "data").exists()


async def test_確認だけの取り込みは前の版のデータベースを変えない(
    sample_files: SampleFiles,
) -> None:
    assert await asyncio.to_thread(cli.run, ["import", "roster", str(sample_files.roster)]) == 0
    url = read_settings().effective_database_url
    await downgrade(url, to="0001")
    assert (
        await asyncio.to_thread(
            cli.run, ["import", "roster", str(sample_files.roster), "--dry-run"]
        )
        == 2
    )
    assert not await is_current(url)
