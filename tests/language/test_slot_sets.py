"""The development sets of the slots, through the whole path: intent, then slots."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from benchmarks import slots
from benchmarks.slots import (  # fmt: skip
    DATA,
    DEVELOPMENT,
    GOALS,
    MOST_FALSE,
    Goal,
    Read,
    counted,
    main,
    readers,
    rows,
)
from bot.national_holidays import is_national_holiday
from language.gazetteer import CourseNames
from language.intents import Intent
from language.slots import SlotReader

SETS = [
    pytest.param(folder, goal, id=f"{folder}-{goal.key}")
    for folder in DEVELOPMENT
    for goal in GOALS
    if (DATA / folder / goal.file).exists()
]


@cache
def _readers(folder: str) -> dict[str, Read]:
    return readers(DATA / folder)


@pytest.mark.parametrize(("folder", "goal"), SETS)
def test_どの組でも目標に届く(folder: str, goal: Goal) -> None:
    count = counted(rows(DATA / folder / goal.file), goal.key, _readers(folder)[goal.key])
    assert count.carrying > 50
    assert count.share >= goal.least, count.wrong
    assert count.share_false <= MOST_FALSE, count.wrong


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("#12の件、今日中に返します", {"issue": 12, "date": "2026-11-20"}),
        ("明日は雨かな", {"date": "2026-11-21"}),
    ],
)
def test_日付と番号は意図を読み違えても読む(text: str, slots: dict[str, object]) -> None:
    reader = SlotReader(CourseNames([]), (), is_national_holiday)
    for intent in Intent:
        found = reader.slots(text, intent=intent, today=date(2026, 11, 20))
        assert {key: found.get(key) for key in slots} == slots


def test_渡した組の結果と読み違えた文を示す(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "DEVELOPMENT", DEVELOPMENT[:1])  # all of them are judged above
    (tmp_path / "issues.jsonl").write_text(
        '{"text": "#3を見せて", "issue": 3}\n{"text": "#4を見せて", "issue": 5}\n', encoding="utf-8"
    )
    main([str(tmp_path), "--show"])
    shown = capsys.readouterr().out
    assert "課題の番号  1/2 = 0.500" in shown
    assert "#4を見せて  正 5  読 (4,)" in shown
