"""Learning what overtakes a sentence of a discussion, and which sentences decide."""

import json
from pathlib import Path

import pytest

from language.corpus_files import digest
from language.thread_corpus import THREADS, thread_files
from language.thread_message import ThreadMessage
from language.thread_risk import NOTHING_LEARNED, WEIGHTS
from language.thread_summary import thread_summary
from language.thread_training import train_threads

RETRAIN = "スレッドの組が変わりました。kakehashi language train threads で学び直してください。"
FEW = (THREADS / "train_b.jsonl", THREADS / "train_c.jsonl")


def test_重みは今の組から学んだもの() -> None:
    assert json.loads(WEIGHTS.read_text("utf-8"))["corpus"] == digest(thread_files("train")), (
        RETRAIN
    )


def test_同じ組からは同じ重みになり_組を伏せて測った値がつく(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    files = [tmp_path / name for name in ("one.json", "other.json")]
    reports = [train_threads(FEW, weights=file) for file in files]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert [name for name, _ in reports[0].held_out] == ["train_b", "train_c"]
    assert 0 < reports[0].stale < reports[0].examples


def test_並んだ数は_名の挙がったものだけが落ちる() -> None:
    said = [
        ThreadMessage("端末は本庁4台、支所2台、分館3台です。", "佐藤", "総務課"),
        ThreadMessage("了解です。", "田中", "情報政策課"),
        ThreadMessage("すみません、分館は3台でなく5台でした。", "佐藤", "総務課"),
    ]
    told = " ".join(each.text for each in thread_summary(said).facts)
    assert "本庁4台" in told
    assert "支所2台" in told
    assert "3台" not in told
    assert "5台" in told


def test_決まったと言わない決定も決まったことに出る() -> None:
    said = [
        ThreadMessage("12月の当番が足りません。", "渋江", "税務課"),
        ThreadMessage("12月の回は私が二回分やります。", "苅谷", "税務課"),
    ]
    assert "二回分やります" in thread_summary(said).decisions[0].text


def test_学んだ重みがなくても_はっきりした訂正は読む() -> None:
    said = [
        ThreadMessage("郵送請求は40件でした。", "佐藤", "市民課"),
        ThreadMessage("先ほどの件数、40件ではなく52件でした。", "佐藤", "市民課"),
    ]
    summary = thread_summary(said, weights=NOTHING_LEARNED)
    assert [each.text for each in summary.facts] == ["郵送請求は52件でした"]
