"""「kakehashi doctor」: each check says what to do, also on the machine that has nothing yet."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.commands import operate
from bot.commands.database import differences
from bot.commands.options import settings_with
from bot.deployment import japan_now, reachable_database
from bot.settings import Settings
from domain.iso_week import week_of
from domain.weekly_schedule import Occurrence
from samples.city import write_sample_files
from storage.ledger import settle
from storage.session import Session
from tests.city import NOW
from tests.databases import PostgreSQL

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle_in(tmp_path / "data", monkeypatch)


def settle_in(data: Path, patched: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "POLICY", "HOST", "PORT"):
        patched.delenv(f"KAKEHASHI_{name}", raising=False)
    patched.setenv("KAKEHASHI_DATA_DIR", str(data))
    patched.setenv("KAKEHASHI_ORGANIZATION", "かけはし市")
    patched.setenv("KAKEHASHI_CONSOLE", "1")


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of data after the imports, to be copied."""
    folder = tmp_path_factory.mktemp("brought-in")
    with pytest.MonkeyPatch.context() as patched:
        settle_in(folder / "data", patched)
        bring_in_the_sample_city(folder)
    return folder / "data"


@pytest.fixture
def sample_city(brought_in: Path, tmp_path: Path) -> None:
    shutil.copytree(brought_in, tmp_path / "data")


def lines(capfd: Said) -> dict[str, str]:
    """By the name of the check, what it says."""
    said = capfd.readouterr()
    assert "うまく実行できませんでした" not in said.err
    return dict(line.split("：", 1) for line in said.out.splitlines())


def bring_in_the_sample_city(folder: Path) -> None:
    files = write_sample_files(folder, today=NOW.date(), policy_id="shimonoseki")
    assert cli.run(["import", "roster", str(files.roster)]) == 0
    assert cli.run(["import", "catalogue", str(files.catalogue)]) == 0


def test_何もない機械ではすべての検査が直すことを言う(capfd: Said) -> None:
    assert cli.run(["doctor"]) == 1
    found = lines(capfd)
    assert found["自治体"] == "main（まだありません）"
    assert found["× データベース"].count("db upgrade") == 1
    assert "○ 設定" in found
    assert "○ 言葉の読み取り" in found


def test_取り込むとすべて良くなる(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    bring_in_the_sample_city(tmp_path)
    capfd.readouterr()
    looked = []

    async def noted(settings: Settings) -> tuple[str, ...]:
        looked.append(settings.place_of_data)
        return await differences(settings)

    monkeypatch.setattr(operate, "differences", noted)
    assert cli.run(["doctor"]) == 0
    assert len(looked) == 1  # most of its work
    found = lines(capfd)
    assert found.pop("自治体") == "かけはし市（main）"
    assert all(name.startswith("○") for name in found)


@pytest.mark.usefixtures("sample_city")
def test_つないでいないチャンネルは三角で言い問題には数えない(capfd: Said) -> None:
    assert cli.run(["office", "set", "--forum", "slack:C0123ABCD"]) == 0
    capfd.readouterr()
    assert cli.run(["doctor"]) == 0
    said = lines(capfd)["△ 送り先のチャンネル"]
    assert said.startswith("フォーラム（slack:C0123ABCD）：つなぐまで、ここへは何も送れません。")
    assert "KAKEHASHI_SLACK_BOT_TOKEN" in said


@pytest.mark.parametrize("url", ["postgresql://x@127.0.0.1:1/x", "sqlite:////proc/nowhere/k.db"])
def test_つながらないデータベースのあとも検査を続ける(
    url: str, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", url)
    assert cli.run(["doctor"]) == 1
    found = lines(capfd)
    assert "接続できません" in found["× データベース"]
    assert "○ 言葉の読み取り" in found


def test_起動に足りない設定を先に言う(monkeypatch: pytest.MonkeyPatch, capfd: Said) -> None:
    monkeypatch.delenv("KAKEHASHI_ORGANIZATION")
    assert cli.run(["doctor"]) == 1
    assert "KAKEHASHI_ORGANIZATION" in lines(capfd)["× 設定"]


def test_綴りの違う設定は近い名前を添えて言う(monkeypatch: pytest.MonkeyPatch, capfd: Said) -> None:
    monkeypatch.setenv("KAKEHASHI_POLCY", "okayama")
    assert cli.run(["doctor"]) == 1
    said = lines(capfd)["× 設定"]
    assert "KAKEHASHI_POLCY" in said
    assert "KAKEHASHI_POLICY の綴り" in said


@pytest.mark.usefixtures("sample_city")
def test_方針にないスキルになった研修を言う(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    shipped = Path("policies/shimonoseki.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(shipped.replace("DXの基礎知識", "DXの基本知識"), "utf-8")
    monkeypatch.setenv("KAKEHASHI_POLICY", str(own))
    capfd.readouterr()
    assert cli.run(["doctor"]) == 1
    assert "習得スキル「DXの基礎知識」" in lines(capfd)["× 職員と研修"]


@pytest.mark.usefixtures("sample_city")
def test_先の週まで済んだことになった自治体の名を挙げる(capfd: Said) -> None:
    settles_a_week("2099-W20")
    capfd.readouterr()
    assert cli.run(["doctor"]) == 1
    assert "かけはし市（2099-W20まで）" in lines(capfd)["× 時計"]


@pytest.mark.usefixtures("sample_city")
def test_来週の回が済んでいても時計はおかしくない(capfd: Said) -> None:
    settles_a_week(week_of((japan_now() + timedelta(days=7)).date()))
    capfd.readouterr()
    assert cli.run(["doctor"]) == 0


def settles_a_week(week: str) -> None:
    async def settled() -> None:
        async with (
            reachable_database(settings_with().effective_database_url) as database,
            database.across().begin() as session,
        ):
            turn = Occurrence("weekly", week, NOW, NOW)
            assert await settle(session, turn, organization_id=1, at=NOW)

    asyncio.run(settled())


@pytest.mark.usefixtures("sample_city")
def test_データベースの時計が違えばそう言う(monkeypatch: pytest.MonkeyPatch, capfd: Said) -> None:
    async def yesterday(_session: Session) -> datetime:
        return japan_now() - timedelta(days=1)

    monkeypatch.setattr(operate, "database_now", yesterday)
    capfd.readouterr()
    assert cli.run(["doctor"]) == 1
    assert "時計が合っていません" in lines(capfd)["× 時計"]


@pytest.fixture(scope="module")
def city_of_roles(
    postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Brought in by the two roles. Nobody writes to it after."""
    name, folder = postgresql.create(), tmp_path_factory.mktemp("roles")
    with pytest.MonkeyPatch.context() as patched:
        settle_in(folder / "data", patched)
        patched.setenv("KAKEHASHI_DATABASE_URL", postgresql.url(name))
        patched.setenv("KAKEHASHI_DATABASE_OWNER_URL", postgresql.owner_url(name))
        bring_in_the_sample_city(folder)
    yield name
    postgresql.drop(name)


@pytest.fixture
def connected(
    postgresql: PostgreSQL, city_of_roles: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """As one of the roles."""
    name = city_of_roles
    monkeypatch.setenv("KAKEHASHI_DATABASE_OWNER_URL", postgresql.owner_url(name))
    roles = {
        "ボット": postgresql.url(name),
        "持ち主": postgresql.owner_url(name),
        "特権": postgresql.superuser_url(name),
    }
    return lambda role: monkeypatch.setenv("KAKEHASHI_DATABASE_URL", roles[role])


@pytest.mark.parametrize(
    ("role", "line", "said"),
    [
        ("ボット", "○ データベース", "仕切りも効いています"),
        ("持ち主", "○ データベース", "表を持つ役割で接続しています"),
        ("特権", "× データベース", "役割を分けてください"),
    ],
)
def test_接続する役割が仕切りを越えられるかを言う(
    connected: Callable[[str], None], role: str, line: str, said: str, capfd: Said
) -> None:
    connected(role)
    capfd.readouterr()
    cli.run(["doctor"])
    assert said in lines(capfd)[line]


def test_表を持つ役割につながらなければその設定の名前を言う(
    connected: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    connected("ボット")
    monkeypatch.setenv("KAKEHASHI_DATABASE_OWNER_URL", "postgresql://x@127.0.0.1:1/x")
    assert cli.run(["db", "upgrade"]) == 1
    assert "KAKEHASHI_DATABASE_OWNER_URL" in capfd.readouterr().err


def test_表を持つ役割のURLはPostgreSQLだけに書ける(
    monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    monkeypatch.setenv("KAKEHASHI_DATABASE_OWNER_URL", "postgresql://x@127.0.0.1:1/x")
    assert cli.run(["doctor"]) == 2
    assert (
        "KAKEHASHI_DATABASE_OWNER_URL は、KAKEHASHI_DATABASE_URL と同じ" in capfd.readouterr().err
    )


def test_検索の辞書がなければ入れ方を言う(monkeypatch: pytest.MonkeyPatch, capfd: Said) -> None:
    monkeypatch.setattr(operate, "has_dictionary", lambda: False)
    monkeypatch.setattr(operate, "word_vectors", lambda: None)
    assert cli.run(["doctor"]) == 1
    said = lines(capfd)["× 検索の辞書"]
    assert "sudachipy" in said
    assert "ja-ginza" in said
    assert "requirements.lock" in said


def test_ベクトルを置けない機械ではそのことを言う(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    monkeypatch.setattr(operate, "cache_file", lambda: tmp_path / "nowhere" / "x.vectors")
    assert cli.run(["doctor"]) == 1
    assert "XDG_CACHE_HOME" in lines(capfd)["○ 検索の辞書"]
