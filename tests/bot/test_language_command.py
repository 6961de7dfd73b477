"""``kakehashi language evaluate``."""

from pathlib import Path

import pytest

from bot import cli

LINES = """{"text": "次に何の研修を受ければいい？", "intent": "next_training"}
{"text": "ヘルプ", "intent": "help"}
{"text": "受講状況を見せて", "intent": "kpi"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sentences.jsonl"
    path.write_text(LINES, "utf-8")
    return path


def test_一つのファイルの正しさが目標と並ぶ(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["language", "evaluate", str(file)]) == 0
    said = capfd.readouterr().out
    for shown in (
        "文 3（うち対象外 0）",
        "0.667  いちばんの候補が正しい  目標 0.88 以上（届いていません）",
        "前後にあいさつとお礼  目標 0 以下",
        "かなだけ  目標 8 以下",
        "目標 p95 20 ms 以下",
    ):
        assert shown in said
    assert "取り違え" not in said


def test_取り違えは頼めば件数で示され_文は出ない(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["language", "evaluate", str(file), "--confusion"]) == 0
    said = capfd.readouterr().out
    assert "1件  KPIの達成状況を見たい → 自分の受講状況を見たい" in said
    assert "受講状況を見せて" not in said


@pytest.mark.parametrize(
    ("content", "told"),
    [("", "文がありません"), ('{"text": "a"}', "1行目"), (None, "開けません")],
)
def test_計れないファイルは一文で断る(
    content: str | None, told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sentences.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    assert cli.run(["language", "evaluate", str(file)]) == 2
    said = capfd.readouterr().err
    assert told in said
    assert said.strip().count("\n") == 0
    assert said.strip().endswith("。")
