"""A long message is as much work as it is long, whatever it is made of; ``benchmarks.understanding`` times it."""

import json
import random
import sys
from collections.abc import Callable
from datetime import date
from types import FrameType

import pytest

from benchmarks.slots import DATA
from bot.national_holidays import is_national_holiday
from language.gazetteer import CourseNames
from language.intents import Intent
from language.model import trained_understander
from language.slots import SlotReader

LONGEST = 4_000
SHORTER = LONGEST // 4
MOST_TIMES = 6
"""As many calls for a message four times as long; as many again for each pair of characters were sixteen."""
_NAMES = CourseNames(
    json.loads((DATA / "slots_sample" / "catalogue.json").read_text(encoding="utf-8"))
)
_READER = SlotReader(_NAMES, ("総務課", "市民課"), is_national_holiday)
_KANJI = "情報研修業務改善事例管理基礎応用実践市民課総務年月日曜水木金土火"
_ANY = (
    _KANJI
    + "".join(map(chr, range(ord("あ"), ord("ん"))))
    + "カキクケコタチツテト0123456789/、。abc"
)


def _of(characters: str) -> Callable[[int], str]:
    return lambda length: "".join(random.Random(length).choices(characters, k=length))


def _again(words: str) -> Callable[[int], str]:
    return lambda length: (words * length)[:length]


def _read(text: str, intent: Intent) -> None:
    trained_understander().understand(text)
    _READER.slots(text, intent=intent, today=date(2026, 11, 20))


def _calls(text: str, intent: Intent) -> int:
    calls = 0

    def count(_frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        _read(text, intent)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("intent", [Intent.COMPLETE_COURSE, Intent.FIND_COURSE, Intent.FIND_CASES])
@pytest.mark.parametrize(
    "message",
    [
        pytest.param(_of(_KANJI), id="漢字"),
        pytest.param(_of(_ANY), id="いろいろ"),
        pytest.param(_again("11月10日の水曜、"), id="日付"),
        pytest.param(_again("市川さんが来週RPA入門を受けたいそうです。"), id="文"),
        pytest.param(_again("せいせいえーあい"), id="かな"),
    ],
)
def test_四倍の長さの文は_およそ四倍の仕事で読む(
    message: Callable[[int], str], intent: Intent
) -> None:
    _read(message(SHORTER), intent)  # what is loaded on first use is counted with neither
    assert _calls(message(LONGEST), intent) < MOST_TIMES * _calls(message(SHORTER), intent)
