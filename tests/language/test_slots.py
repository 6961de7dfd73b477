"""What a message carries besides its intent, as ``kakehashi understand`` writes it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.national_holidays import is_national_holiday
from language.as_written import as_written
from language.gazetteer import CourseNames
from language.intents import Intent
from language.slots import SlotReader
from samples.names import course_names, places
from tests.language.read_data import rows

READER = SlotReader(CourseNames(course_names()), places(), is_national_holiday)
TODAY = date(2026, 11, 20)


def _slots(text: str, intent: Intent) -> dict[str, str | int]:
    return dict(READER.slots(text, intent=intent, today=TODAY))


@pytest.mark.parametrize(("intent", "text", "slots"), rows("slots.tsv"))
def test_文が言うものだけを読み取る(intent: str, text: str, slots: str) -> None:
    assert _slots(text, Intent(intent)) == json.loads(slots)


def test_どの意図の文も二つ以上確かめている() -> None:
    written = [intent for intent, _, _ in rows("slots.tsv")]
    assert [intent.value for intent in Intent if written.count(intent.value) < 2] == []


def test_今日がわからなければ日付はない() -> None:
    text = "RPA入門、昨日受けました"
    assert READER.slots(text, intent=Intent.COMPLETE_COURSE, today=None) == {"course": "RPA入門"}


@pytest.mark.parametrize(
    ("words", "text", "written"),
    [
        ("rpa入門", "ＲＰＡ入門の会場", "ＲＰＡ入門"),
        ("データ分析", "ﾃﾞｰﾀ分析を", "ﾃﾞｰﾀ分析"),
        ("rpa入門", "R P A 入門", "R P A 入門"),
        ("セキュリティー", "セキュリティーって", "セキュリティー"),
        ("ない", "別の言葉", "ない"),
    ],
)
def test_文に書かれたままに戻す(words: str, text: str, written: str) -> None:
    assert as_written(words, text) == written


@given(st.text(max_size=60), st.sampled_from(list(Intent)))
def test_どんな文でも止まらない(text: str, intent: Intent) -> None:
    assert _slots(text, intent).keys() <= {"course", "term", "department", "query", "issue", "date"}
