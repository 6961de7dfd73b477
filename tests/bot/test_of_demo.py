"""The commands of an office on the sample city: asked for with --demo, or where there is nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli

SAMPLE = "自治体：かけはし市（demo）。サンプルの市のデータです"
Says = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def a_shell_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "POLICY", "ORGANIZATION", "ORGANIZATION_KEY", "CONSOLE"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def says(capfd: pytest.CaptureFixture[str]) -> Says:
    """Status, and what stands on stdout."""

    def call(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        status = cli.run(arguments)
        return status, capfd.readouterr().out

    return call


def test_デモの設定と知らせと次の回をデモを付けて見られる(
    says: Says, a_shell_without_settings: Path
) -> None:
    assert says("office", "show", "--demo")[1].startswith(
        "自治体\tかけはし市（demo）\n毎週の知らせ"
    )
    assert says("outbox", "list", "--demo")[1].startswith(
        "自治体\tかけはし市（demo）\n届いていない"
    )
    assert says("reminders", "preview", "--demo")[1].startswith(SAMPLE)
    assert [each.name for each in a_shell_without_settings.iterdir()] == ["demo"]


def test_名簿がなくてサンプルを使った知らせの下見は最初の行でそう言う(says: Says) -> None:
    status, said = says("reminders", "preview")
    assert status == 0
    assert said.startswith(SAMPLE)
