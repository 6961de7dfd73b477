"""The command line that other programs rely on: JSON out, one Japanese sentence on errors, statuses."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import cli
from bot.commands.demo import other_port
from bot.settings import unknown_names


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "POLICY", "ORGANIZATION", "CONSOLE", "HOST", "PORT"):
        monkeypatch.delenv(f"KAKEHASHI_{name}", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def is_one_sentence(said: str) -> bool:
    return said.strip().count("\n") == 0 and said.strip().endswith("。") and not said.isascii()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["nosuch"], 2),
        (["recommend"], 2),
        (["recommend", "--as", "a@b", "--all"], 2),
        (["recommend", "--all", "--date", "2026-02-30"], 2),
        (["policy", "show", "nosuch"], 2),
        (["policy", "check", "/nonexistent.yaml"], 2),
        (["import", "roster", "/nonexistent.xlsx"], 2),
        (["import", "everything", "/nonexistent.xlsx"], 2),
        (["demo", "--port", "99999"], 2),
        (["demo", "--policy", "nosuch", "--no-open"], 2),
        (["serve"], 2),
        (["doctor"], 1),
    ],
)
def test_誤りは日本語の一文と終了コードで伝える(
    arguments: list[str], status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == status
    said = capfd.readouterr().err
    assert is_one_sentence(said), said
    assert "うまく実行できませんでした" not in said


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["exprt"], "「kakehashi export」のことですか"),
        (["office", "opn"], "「kakehashi office open」のことですか"),
        (["zzz"], "あるのは demo、serve、"),
        (["outbox", "list", "--stat", "dead"], "「--state」のことですか"),
        (["export", "case", "a.xlsx"], "records、cases、issues、kpi です"),
    ],
)
def test_打ち間違いには近いものかあるものを言う(
    arguments: list[str], hint: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    said = capfd.readouterr().err
    assert is_one_sentence(said), said
    assert hint in said


@pytest.mark.parametrize(
    ("path", "typed"),
    [("/bin", ".venv/bin/kakehashi"), (".venv/bin", "kakehashi")],
)
def test_ふさがったポートにはここで打てるコマンドを言う(
    path: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / ".venv" / "bin" / "kakehashi"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / path))
    monkeypatch.setattr(sys, "argv", [".venv/bin/kakehashi", "demo"])
    assert other_port(8080) == f"「{typed} demo --port 8081」のように --port"


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("PORT", "abc", "KAKEHASHI_PORT"),
        ("DATABASE_URL", "nonsense", "KAKEHASHI_DATABASE_URL"),
        ("DATABASE_URL", "mysql://x/y", "KAKEHASHI_DATABASE_URL"),
        ("DATABASE_URL", "sqlite://", "KAKEHASHI_DATABASE_URL"),
        ("DATABASE_URL", "sqlite:///:memory:", "KAKEHASHI_DATABASE_URL"),
        ("LOG_LEVEL", "LOUD", "KAKEHASHI_LOG_LEVEL"),
    ],
)
def test_使えない設定はどれかを伝える(
    name: str,
    value: str,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(f"KAKEHASHI_{name}", value)
    assert cli.run(["serve"]) == 2
    assert word in capfd.readouterr().err


def test_コンソールはこの機械の外には開かない(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("ORGANIZATION", "かけはし市"), ("CONSOLE", "1"), ("HOST", "0.0.0.0")):  # noqa: S104 - refused
        monkeypatch.setenv(f"KAKEHASHI_{name}", value)
    assert cli.run(["serve"]) == 2
    assert "127.0.0.1" in capfd.readouterr().err


def test_つながらないデータベースは入力の誤りではない(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", "postgresql://x@127.0.0.1:1/x")
    for command in (["recommend", "--all"], ["db", "upgrade"], ["db", "check"]):
        assert cli.run(command) == 1
        said = capfd.readouterr().err
        assert is_one_sentence(said)
        assert "データベースに接続できません" in said


def test_壊れたデータベースでも一文で終わる(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", f"sqlite:///{broken}")
    assert cli.run(["recommend", "--all"]) == 1
    assert is_one_sentence(capfd.readouterr().err)


def test_文の意図は入力の順に一行ずつ返る(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = ["次に何の研修を受ければいい？", "ヘルプ", "受講状況を見せて"]
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    stdin(monkeypatch, f"{lines}\n\n".encode())
    assert cli.run(["understand"]) == 0
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [one["intent"] for one in found] == ["next_training", "help", "training_status"]
    assert all(one.keys() == {"intent", "confidence", "slots"} for one in found)


@pytest.mark.parametrize("today", [b'"garbage"', b"5", b'"2026-02-30"'])
def test_読めない日付は何を書くかを伝える(
    today: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, b'{"text": "a"}\n\n{"text": "a", "today": ' + today + b"}\n")
    assert cli.run(["understand"]) == 2
    said = capfd.readouterr().err
    assert "3行目の today は 2026-11-21 の形" in said
    assert is_one_sentence(said)


@pytest.mark.parametrize(
    ("today", "slots"),
    [
        ('"2026-11-20"', {"course": "ＲＰＡ入門", "date": "2026-11-19"}),
        ("null", {"course": "ＲＰＡ入門"}),
    ],
)
def test_文から読み取った語と日付が添えられる(
    today: str,
    slots: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    line = '{"text": "ＲＰＡ入門、昨日受けました", "today": ' + today + "}\n"
    stdin(monkeypatch, line.encode())
    assert cli.run(["understand"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["intent"], found["slots"]) == ("complete_course", slots)


def test_知らない設定には近い名前があれば添える() -> None:
    found = unknown_names(["KAKEHASHI_POLCY", "kakehashi_port", "KAKEHASHI_QQ", "PATH"])
    assert found == {"KAKEHASHI_POLCY": "KAKEHASHI_POLICY", "KAKEHASHI_QQ": ""}


def test_コマンドを読み込めない障害も標準エラーは一文だけ() -> None:
    program = (
        "import sys; sys.modules['bot.commands.policy'] = None; from bot.cli import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "policy", "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert is_one_sentence(ended.stderr), ended.stderr


@pytest.mark.parametrize(
    "arguments", [["recommend", "--as", "a@b.example"], ["export", "records", "a.xlsx"]]
)
def test_障害のときも標準エラーは日本語の一文だけ(
    arguments: list[str], sqlite_url: str, tmp_path: Path
) -> None:
    """In a process of its own: under pytest log lines go elsewhere."""
    settings = {"KAKEHASHI_DATABASE_URL": sqlite_url, "KAKEHASHI_DATA_DIR": str(tmp_path)}
    file = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO organization (key, name, policy_id, catalogue_version)"
            " VALUES ('main', '市', 'shimonoseki', 0)"
        )
        connection.execute("DROP TABLE staff")
        connection.execute("DROP TABLE training_record")
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "うまく実行できませんでした" in ended.stderr
    assert is_one_sentence(ended.stderr), ended.stderr


@pytest.mark.parametrize("arguments", [[], ["policy"], ["db"]])
def test_続きのないコマンドは使い方を示す(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    out, err = capfd.readouterr()
    assert "コマンド：" in out
    assert "正しくありません" not in err


def test_メールでない名前で話しかけても申し出にはならない(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(["chat", "--as", "市川", "受講状況"]) == 2
    assert "メールアドレス" in capfd.readouterr().err


@pytest.mark.parametrize("bad", [b"{", b"[1]", b'{"text": 5}', b"{}", b"\xff\xfe", b"null"])
def test_読めない行は番号を伝える(
    bad: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, b'{"text": "a"}\n' + bad + b"\n")
    assert cli.run(["understand"]) == 2
    assert "2行目" in capfd.readouterr().err


def test_名簿がなければサンプルの市で答えそう断る(capfd: pytest.CaptureFixture[str]) -> None:
    address = "ichikawa.haruka@kakehashi.example"
    assert cli.run(["recommend", "--as", address, "--date", "2026-11-20"]) == 0
    out, err = capfd.readouterr()
    (line,) = out.splitlines()
    answer = json.loads(line)
    assert answer.keys() == {"email", "required_gap", "next"}
    assert answer["email"] == address
    fields = {"course", "skills", "obligation", "reason", "source", "deadline"}
    assert all(one.keys() == fields for one in answer["next"])
    assert answer["next"][0]["obligation"] == "必須"
    assert "サンプルの市" in err


def test_五つの方針は契約の形で書き出される(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("yamaguchi", "shimonoseki", "kakamigahara", "tokyo-template", "okayama"):
        assert cli.run(["policy", "export", name]) == 0
        exported = json.loads(capfd.readouterr().out)
        assert exported["id"] == name
        assert {"talent_types", "skills", "courses", "targets", "glossary"} <= exported.keys()
