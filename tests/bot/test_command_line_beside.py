"""Commands in a shell without the bot's settings: what they leave as it is, and which policy they take."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import cli
from bot.deployment import open_deployment
from bot.main import Bot, open_bot
from bot.settings import read_settings
from domain.organization import Organization
from handlers.reply import Actor, Conversation, Incoming, Pressed
from samples.cast import CAST
from samples.city import SampleFiles
from storage.organizations import organization_by_key
from storage.session import open_database
from tests.city import NOW

EMAIL = CAST[0].email
RECOMMEND = ("recommend", "--as", EMAIL, "--date", "2026-11-20")


@pytest.fixture(autouse=True)
def a_shell_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "POLICY", "ORGANIZATION", "ORGANIZATION_KEY", "CONSOLE"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def shell_database(owner_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The shell knows where the data are, and nothing else."""
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", owner_database_url)
    return owner_database_url


@pytest.fixture
async def serving(shell_database: str) -> AsyncIterator[Bot]:
    """``serve`` as わたしの市 set it up."""
    settings = read_settings(
        database_url=shell_database, organization="わたしの市", policy="shimonoseki"
    )
    async with open_bot(settings, clock=lambda: NOW) as bot:
        yield bot


async def beside(*arguments: str) -> int:
    return await asyncio.to_thread(cli.run, arguments)


async def answer(bot: Bot, *, event: str) -> str:
    actor = Actor("test", EMAIL, EMAIL)
    incoming = Incoming("main", actor, Conversation("c"), Pressed("training.next"), event)
    return str(await bot.respond(incoming))


async def stored(url: str) -> Organization | None:
    database = open_database(url).across()
    try:
        async with database.read() as session:
            return await organization_by_key(session, "main")
    finally:
        await database.close()


async def test_動いているボットはどのコマンドのあとも同じに答える(
    serving: Bot, shell_database: str, sample_files: SampleFiles
) -> None:
    assert await beside("import", "roster", str(sample_files.roster)) == 0
    assert await beside("import", "catalogue", str(sample_files.catalogue)) == 0
    before, was = await answer(serving, event="1"), await stored(shell_database)

    assert await beside(*RECOMMEND, "--policy", "okayama") == 0
    roster = ("import", "roster", str(sample_files.roster))
    assert await beside(*roster, "--dry-run", "--policy", "yamaguchi") in (0, 2)
    assert await beside(*roster, "--policy", "shimonoseki") == 0

    assert "下関市" in before
    assert await answer(serving, event="2") == before
    assert await stored(shell_database) == was
    assert was is not None
    assert (was.name, was.policy_id) == ("わたしの市", "shimonoseki")


async def test_サーバーの起動は名前と方針を決め直す(shell_database: str) -> None:
    async with open_deployment(read_settings(policy="yamaguchi"), founds=True):
        pass
    settings = read_settings(organization="わたしの市", policy="okayama")
    async with open_bot(settings) as bot:
        assert bot.deployment.organization == await stored(shell_database)
    assert (bot.deployment.organization.name, bot.deployment.policy.id) == ("わたしの市", "okayama")


@pytest.mark.parametrize(
    ("environment", "taken"), [(None, "岡山市"), ("shimonoseki", "下関市"), ("yamaguchi", "山口県")]
)
async def test_方針は選ばれていればそれを選ばれていなければ自治体のものを使う(
    environment: str | None,
    taken: str,
    shell_database: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_deployment(read_settings(policy="okayama"), founds=True):
        pass
    if environment:
        monkeypatch.setenv("KAKEHASHI_POLICY", environment)

    async with open_deployment(read_settings()) as deployment:
        assert deployment.policy.organization == taken
    row = await stored(shell_database)
    assert row is not None
    assert row.policy_id == "okayama"


async def test_引数の方針はその一度だけに使う(
    serving: Bot, sample_files: SampleFiles, capfd: pytest.CaptureFixture[str]
) -> None:
    assert await beside("import", "roster", str(sample_files.roster)) == 0
    assert await beside("import", "catalogue", str(sample_files.catalogue)) == 0
    capfd.readouterr()
    gaps = []
    for more in ((), ("--policy", "yamaguchi"), ()):
        assert await beside(*RECOMMEND, *more) == 0
        gaps.append(json.loads(capfd.readouterr().out)["required_gap"])

    assert gaps[0] == gaps[2]
    assert gaps[1] != gaps[0]


@pytest.fixture
def own_policy(tmp_path: Path) -> Path:
    own = tmp_path / "わたしの市.yaml"
    shipped = Path("policies/shimonoseki.yaml").read_text("utf-8")
    own.write_text(shipped.replace("id: shimonoseki", "id: my-town", 1), "utf-8")
    return own


async def test_自前の方針ファイルの場所がわからなければ言うように頼む(
    shell_database: str,
    sample_files: SampleFiles,
    own_policy: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    settings = read_settings(policy=str(own_policy), organization="わたしの市")
    async with open_bot(settings):
        pass

    roster = ("import", "roster", str(sample_files.roster))
    assert await beside(*roster) == 2
    said = capfd.readouterr().err
    assert "わたしの市の育成方針「my-town」のファイルを、KAKEHASHI_POLICY" in said
    assert await beside(*roster, "--policy", str(own_policy)) == 0


async def test_方針のいらないコマンドは方針ファイルの場所を聞かない(
    shell_database: str, own_policy: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with open_bot(read_settings(policy=str(own_policy), organization="わたしの市")):
        pass
    assert await beside("export", "records", str(tmp_path / "記録.xlsx")) == 2
    assert "受講記録が1件もありません" in capfd.readouterr().err


async def test_確認だけの取り込みは空のデータベースに何も作らない(
    empty_database_url: str,
    sample_files: SampleFiles,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", empty_database_url)
    assert await beside("import", "roster", str(sample_files.roster), "--dry-run") == 0
    assert "新規" in capfd.readouterr().out
    assert await beside("db", "check") == 1
    assert "db upgrade" in capfd.readouterr().err


async def test_確認だけの取り込みは自治体のないデータベースに自治体を作らない(
    shell_database: str, sample_files: SampleFiles
) -> None:
    assert await beside("import", "roster", str(sample_files.roster), "--dry-run") == 0
    assert await stored(shell_database) is None


async def test_確認だけの取り込みはあるデータと比べる(
    shell_database: str, sample_files: SampleFiles, capfd: pytest.CaptureFixture[str]
) -> None:
    roster = ("import", "roster", str(sample_files.roster))
    assert await beside(*roster, "--dry-run") == 0
    first = capfd.readouterr().out
    assert await beside(*roster) == 0
    capfd.readouterr()
    assert await beside(*roster, "--dry-run") == 0
    assert capfd.readouterr().out != first


@pytest.mark.parametrize("arguments", [["doctor"], ["db", "check"]])
def test_調べるだけのコマンドは何も作らない(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 1
    out, err = capfd.readouterr()
    assert "データベースがまだありません" in out + err
    assert not (tmp_path / "data").exists()
