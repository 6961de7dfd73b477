"""A long message costs time by its length, whatever it is made of."""

import json
import random
import time
from collections.abc import Callable
from datetime import date

import pytest

from benchmarks.slots import DATA
from bot.national_holidays import is_national_holiday
from language.gazetteer import CourseNames
from language.intents import Intent
from language.model import trained_understander
from language.slots import SlotReader

LONGEST = 4_000
MOST_SECONDS = 0.1
"""Of one core."""
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
    return lambda seed: "".join(random.Random(seed).choices(characters, k=LONGEST))


def _again(words: str) -> Callable[[int], str]:
    return lambda seed: (f"{seed}。" + words * LONGEST)[:LONGEST]


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
def test_長い文も百ミリ秒までで読む(message: Callable[[int], str], intent: Intent) -> None:
    understander, taken = trained_understander(), []
    for seed in range(3):
        text = message(seed)
        began = time.thread_time()
        understander.understand(text)
        _READER.slots(text, intent=intent, today=date(2026, 11, 20))
        taken.append(time.thread_time() - began)
    assert min(taken) < MOST_SECONDS
