"""``kakehashi search-cases``: cases from a file, queries on stdin, ids out."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.commands import language

Said = pytest.CaptureFixture[str]

CASES = [
    {
        "id": "C01",
        "department": "税務課",
        "title": "申告書の読み取り",
        "before": "手で打ち込んでいた。",
        "after": "AI-OCRで読み取る。",
        "effect": "年間400時間減",
        "tools": ["AI-OCR"],
    },
    {
        "id": "C02",
        "department": "議会事務局",
        "title": "会議録の文字起こし",
        "before": "",
        "after": "音声認識を使う。",
        "effect": "",
        "tools": [],
    },
]


def asks(monkeypatch: pytest.MonkeyPatch, *queries: str) -> None:
    lines = "".join(json.dumps({"query": query}) + "\n" for query in queries)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))


def cases_in(folder: Path, *lines: str, start: bytes = b"") -> str:
    file = folder / "cases.jsonl"
    file.write_bytes(start + "\n".join(lines).encode())
    return str(file)


def as_lines(*cases: object) -> list[str]:
    return [json.dumps(case, ensure_ascii=False) for case in cases]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["BOMなし", "BOMつき"])
def test_質問の順に近い事例の番号を返す(
    start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    asks(monkeypatch, "議事録", "紙の入力", "")
    file = cases_in(tmp_path, *as_lines(*CASES), "", start=start)
    assert cli.run(["search-cases", "--cases", file]) == 0
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [one["ids"][:1] for one in found] == [["C02"], ["C01"], []]
    assert all(one.keys() == {"ids"} for one in found)


def test_番号は多くても十件(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said) -> None:
    asks(monkeypatch, "電話")
    file = cases_in(tmp_path, *as_lines(*({"id": str(n), "title": "電話"} for n in range(15))))
    assert cli.run(["search-cases", "--cases", file]) == 0
    assert json.loads(capfd.readouterr().out) == {"ids": [str(n) for n in range(10)]}


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        "null",
        '{"title": "番号がない"}',
        '{"id": "C03"}',
        '{"id": 3, "title": "x"}',
        '{"id": "C03", "title": "x", "before": 5}',
        '{"id": "C03", "title": "x", "tools": "RPA"}',
        '{"id": "C03", "title": "x", "tools": [1]}',
        '{"id": "C01", "title": "同じ番号"}',
    ],
)
def test_読めない行は番号を添えて一文で断る(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    asks(monkeypatch, "電話")
    file = cases_in(tmp_path, *as_lines(*CASES), "", bad)
    assert cli.run(["search-cases", "--cases", file]) == 2
    said = capfd.readouterr().err
    assert said.startswith("cases.jsonl の4行目")
    assert said.strip().count("\n") == 0
    assert said.strip().endswith("。")


def test_UTF8でないファイルも何行目かを言う(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    asks(monkeypatch, "電話")
    file = tmp_path / "cp932.jsonl"
    file.write_bytes('{"id": "1", "title": "電話"}'.encode("cp932"))
    assert cli.run(["search-cases", "--cases", str(file)]) == 2
    assert "1行目" in capfd.readouterr().err


def test_質問の行が読めなければ番号を添えて断る(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"query": "x"}\n{"text": "x"}\n'))
    )
    file = cases_in(tmp_path, *as_lines(*CASES))
    assert cli.run(["search-cases", "--cases", file]) == 2
    assert "標準入力の2行目" in capfd.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["--cases", "/nonexistent.jsonl"], ["--cases", "/"]])
def test_事例のファイルがなければ一文で断る(arguments: list[str], capfd: Said) -> None:
    assert cli.run(["search-cases", *arguments]) == 2
    said = capfd.readouterr().err
    assert said.strip().count("\n") == 0
    assert said.strip().endswith("。")


def test_ベクトルを先に用意できる(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    file = tmp_path / "x.vectors"
    monkeypatch.setattr(language, "cache_file", lambda: file)
    assert cli.run(["language", "vectors"]) == 1
    assert "XDG_CACHE_HOME" in capfd.readouterr().err
    file.touch()
    assert cli.run(["language", "vectors"]) == 0
    assert str(file) in capfd.readouterr().out
    monkeypatch.setattr(language, "word_vectors", lambda: None)
    assert cli.run(["language", "vectors"]) == 1
    assert "ja-ginza" in capfd.readouterr().err
