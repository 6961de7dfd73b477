"""The commands of an office on the sample city: asked for with --demo, or where there is nothing else."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.deployment import japan_now

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


def test_デモにも開庁日と曜日と休止を決められる(says: Says) -> None:
    day = japan_now().date() + timedelta(days=1)
    written = f"{day:%Y/%m/%d}"
    assert "を開庁日にしました" in says("office", "open", written, "--demo")[1]
    assert says("office", "set", "--at", "10:10", "--demo")[1].startswith("設定を変えました。")
    shown = says("office", "show", "--demo")[1]
    assert f"開庁日\t{day.year}年{day.month}月{day.day}日" in shown
    assert "毎週の知らせ\t毎週月曜日 10:10" in shown
    assert says("office", "pause", "--demo")[1] == "知らせを休止しました。\n"
    assert "休止中" in says("office", "show", "--demo")[1]
    assert says("office", "resume", "--demo")[1] == "知らせを再開しました。\n"
    assert "取り消しました" in says("office", "forget-day", written, "--demo")[1]
    assert says("office", "show")[0] != 0  # nothing but the demo has been touched


def test_送る件数が職員の数と違うわけがわかる(says: Says) -> None:
    shown = says("office", "show", "--demo")[1]
    (whom,) = (line for line in shown.splitlines() if line.startswith("毎週の知らせの相手\t"))
    found = re.fullmatch(
        r"毎週の知らせの相手\t(\d+)人のうち(\d+)人（ほかに、休職・育休中で送らない人が(\d+)人）",
        whom,
    )
    assert found
    people, told, on_leave = map(int, found.groups())
    assert people == told + on_leave


def test_デモで使えない方針の設定は何を変えるかを言う(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shipped = Path(__file__).parents[2] / "policies" / "shimonoseki.yaml"
    own = tmp_path / "わたしの市.yaml"
    own.write_text(shipped.read_text("utf-8").replace("id: shimonoseki", "id: minato", 1), "utf-8")
    monkeypatch.setenv("KAKEHASHI_POLICY", str(own))
    for arguments in (("office", "show", "--demo"), ("outbox", "list", "--demo")):
        assert cli.run(arguments) == 2
        said = capfd.readouterr().err
        assert "環境変数 KAKEHASHI_POLICY を消すか、shimonoseki" in said
        assert "--policy" not in said


def test_事例集の見出しが違うときは列の決め方を言いそのとおりにすれば取り込める(
    says: Says, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "事例集.csv"
    file.write_text(
        "題名,困りごと,やったこと,部署\n封入の委託,手間,委託した,総務課\n", encoding="utf-8"
    )
    told = ("import", "cases", str(file), "--demo", "--dry-run")
    assert cli.run(told) == 2
    error = capfd.readouterr().err
    assert "「課題」「工夫」の列がありません" in error
    assert "「--column 課題=ファイルの見出し --column 工夫=ファイルの見出し」" in error
    named = ("--column", "課題=困りごと", "--column", "工夫=やったこと")
    code, said = says(*told, *named)
    assert (code, "新規1件" in said) == (0, True)


def test_サンプルの市の事例を書き出し取り込みを確かめられる(says: Says, tmp_path: Path) -> None:
    file = tmp_path / "事例.xlsx"
    assert "書き出しました" in says("export", "cases", str(file), "--demo")[1]
    code, said = says("import", "cases", str(file), "--demo", "--dry-run")[:2]
    assert (code, "変わるところはありません" in said) == (0, True)
