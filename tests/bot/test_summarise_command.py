"""``kakehashi summarise-thread``: discussions on stdin, one JSON line of each out."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.commands.threads import MOST_MESSAGES
from language.thread_corpus import THREADS, read_threads

Said = pytest.CaptureFixture[str]

THREAD = {
    "issue_id": 12,
    "messages": [
        {"speaker": "佐藤", "department": "市民課", "text": "郵送請求は40件でした。", "ts": "2026-10-05T09:00:00+09:00"},
        {"speaker": "田中", "department": "情報政策課", "text": "封筒は誰が用意しますか？", "ts": "2026-10-05T09:10:00+09:00"},
        {"speaker": "佐藤", "department": "市民課", "text": "40件ではなく52件でした。", "ts": "2026-10-05T14:00:00+09:00"},
        {"speaker": "佐藤", "department": "市民課", "text": "封入は来月から委託することにします。", "ts": "2026-10-05T14:01:00+09:00"},
    ],
}  # fmt: skip


def told(monkeypatch: pytest.MonkeyPatch, *lines: object) -> None:
    said = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said)))


def test_契約の形のJSONが1行ずつ返る(monkeypatch: pytest.MonkeyPatch, capfd: Said) -> None:
    told(monkeypatch, THREAD, {"issue_id": "x", "messages": []})
    assert cli.run(["summarise-thread"]) == 0
    first, second = capfd.readouterr().out.splitlines()
    assert json.loads(first) == {
        "sentences": [{"text": "郵送請求は52件でした", "cites": [0, 2]}],
        "decisions": [{"text": "封入は来月から委託することにします", "cites": [3]}],
        "open_questions": [{"text": "封筒は誰が用意しますか？", "cites": [1]}],
    }
    assert json.loads(second) == {"sentences": [], "decisions": [], "open_questions": []}


def test_時刻は秒でもよく_話した人と課はなくてもよい(
    monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    told(
        monkeypatch,
        {
            "messages": [
                {"text": "申請は月40件です", "ts": 1760000000.5},
                {"text": "はい", "ts": None},
            ]
        },
    )
    assert cli.run(["summarise-thread"]) == 0
    assert json.loads(capfd.readouterr().out)["sentences"][0]["cites"] == [0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([], "1行目を読めません"),
        ({"messages": "話"}, "1行目を読めません"),
        ({"messages": ["話"]}, "1行目を読めません"),
        ({"messages": [{"speaker": "佐藤"}]}, "1行目を読めません"),
        ({"messages": [{"text": "話", "department": 3}]}, "1行目を読めません"),
        ({"messages": [{"text": "話", "ts": True}]}, "1行目を読めません"),
        ({"messages": [{"text": "話"}] * (MOST_MESSAGES + 1)}, "1,000通を超えています"),
    ],
)
def test_読めない行は何行目かを言って断る(
    line: object, said: str, monkeypatch: pytest.MonkeyPatch, capfd: Said
) -> None:
    told(monkeypatch, line)
    assert cli.run(["summarise-thread"]) == 2
    shown = capfd.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_正解つきのスレッドで正しさを測る(capfd: Said) -> None:
    assert cli.run(["language", "evaluate", str(THREADS / "train_c.jsonl")]) == 0
    out = capfd.readouterr().out
    assert out.startswith("スレッド 18（発言 111）")
    assert "事実が出ている  目標 0.80 以上" in out
    assert "届いていません" not in out


def test_形の違うスレッドのファイルは行を言って断る(tmp_path: Path, capfd: Said) -> None:
    file = tmp_path / "threads.jsonl"
    file.write_text('{"messages": [{"text": "話"}], "chatter": [1]}\n', encoding="utf-8")
    assert cli.run(["language", "evaluate", str(file)]) == 2
    assert "threads.jsonl 1行目" in capfd.readouterr().err


def test_どの組の発言も番号が続き_同じ話が二つない() -> None:
    threads = read_threads(sorted(THREADS.glob("*.jsonl")))
    assert len({thread.title for thread in threads}) == len(threads)
    assert sum(len(thread.messages) for thread in threads) > 800
