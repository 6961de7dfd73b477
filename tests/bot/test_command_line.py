"""The command line that other programs rely on: JSON out, one Japanese sentence on errors, statuses."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot import cli


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
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("PORT", "abc", "KAKEHASHI_PORT"),
        ("DATABASE_URL", "nonsense", "KAKEHASHI_DATABASE_URL"),
        ("DATABASE_URL", "mysql://x/y", "KAKEHASHI_DATABASE_URL"),
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
    assert cli.run(["recommend", "--all"]) == 1
    assert "データベースに接続できません" in capfd.readouterr().err


def test_壊れたデータベースでも一文で終わる(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", f"sqlite:///{broken}")
    assert cli.run(["recommend", "--all"]) == 1
    assert is_one_sentence(capfd.readouterr().err.splitlines()[-1])


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
