"""What is told of an improvement, pulled apart: two sets of sentences, and what always holds."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.case_parts import CaseParts, parts_of, tells_case
from tests.domain.situations import SAME_EVERY_RUN
from tests.effort import effort
from tests.language.read_data import lines

DEVELOPED = [json.loads(line) for line in lines("case_parts_developed.jsonl")]
BLIND = [json.loads(line) for line in lines("case_parts_blind.jsonl")]
"""Written before the code and looked at once; what was wrong then was left as it is."""
RIGHT_OF_BLIND = 18
_TEXTS = ("title", "before", "after", "reuse")
_NUMBERS = ("hours", "cost", "waiting")


def wrong(told: dict[str, Any], parts: CaseParts) -> list[str]:
    """The names of the fields. A text has to hold the words; what is not named may be anything."""
    texts = [name for name in _TEXTS if told.get(name, "") not in getattr(parts, name)]
    numbers = [name for name in _NUMBERS if told.get(name) != getattr(parts, name)]
    tools = ["tools"] if "tools" in told and tuple(told["tools"]) != parts.tools else []
    return texts + numbers + tools


@pytest.mark.parametrize("told", DEVELOPED, ids=lambda told: str(told["text"])[:20])
def test_言われたことが項目に分かれる(told: dict[str, Any]) -> None:
    assert wrong(told, parts_of(told["text"])) == []


def test_はじめて見る文もおおむね分かれる() -> None:
    right = [told for told in BLIND if not wrong(told, parts_of(told["text"]))]
    assert len(right) >= RIGHT_OF_BLIND, f"{len(right)} / {len(BLIND)}"


@pytest.mark.parametrize(
    "text",
    [
        "改善事例を報告したい",
        "事例を報告したいんだけど",
        "うちの課の取り組みを共有したいです",
        "改善事例を登録したいのですがどうすればいい？",
    ],
)
def test_報告したいだけなら分けるものはない(text: str) -> None:
    assert not tells_case(text)


_PIECES = st.sampled_from(
    [
        *(
            "転記に毎月20時間",
            "かかっていたが、",
            "RPAで自動化して",
            "2時間になった",
            "。",
            "\n",
            "課題：",
            "効果：",
        ),
        *(
            "待ち時間が30分",
            "年12万円",
            "減った",
            "→",
            "ところ、",
            "ので",
            "題名：",
            "１０",
            "約",
            "使って",
            "【工夫】",
        ),
        *("=HYPERLINK(", "<!channel>", "@everyone", "が、", "にした", "手作業", "😀", "ﾃﾞｰﾀ"),
    ]
)
_TOLD = st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=120)


@SAME_EVERY_RUN
@given(_TOLD)
def test_言葉は移すだけで作らない(text: str) -> None:
    parts = parts_of(text)
    there = set(re.sub(r"\s", "", text)) | set("：")
    for name in ("title", "before", "after", "other", "reuse"):
        assert set(re.sub(r"\s", "", getattr(parts, name))) <= there | set(_composed(text))
    for number in (parts.hours, parts.cost, parts.waiting):
        assert number is None or number >= 0
    assert len(parts.title) <= 60


LONG = (
    *(
        "あ",
        "1",
        "一",
        "の",
        "、",
        "事例を",
        "事例という",
        "課題：",
        "していたが、",
        "10時間",
        "待ち10分",
    ),
    *(
        "改善事例として報告",
        "していたのを",
        "したところ、",
        "でしたので、導入",
        "あ。",
        "10分待ち。",
        "1 ",
    ),
    *(
        "お疲れさま、",
        "以上",
        "改善事例を報告したい",
        "ので改善事例として報告したい。",
        "、よろしく",
    ),
    *("\n【", "●", "ﾃﾞ", "導入", "減っ", "毎月1", "年12万円", "10時間→5時間", "RPAで"),
)
LENGTH = 4_000
"""A message of the greatest length."""


@pytest.mark.parametrize("words", LONG)
def test_句読点のない長い文でもすぐに分かれる(words: str) -> None:
    """Of the length of a message twice as much work at twice the length; never its square."""
    text = (words * LENGTH)[:LENGTH]
    parts_of(text[:100])
    taken = effort(lambda: parts_of(text), tries=3)
    assert taken < 0.1, f"{1000 * taken:.0f} ms"


@pytest.mark.parametrize("unit", ["円", "時間", "分", "万円"])
def test_桁の多すぎる数は効果として読まない(unit: str) -> None:
    parts = parts_of(f"転記していたが、RPAにして年{'9' * 400}{unit}を削減した")
    assert (parts.hours, parts.cost, parts.waiting) == (None, None, None)


def _composed(text: str) -> str:
    """NFC, in which texts are read."""
    import unicodedata

    return unicodedata.normalize("NFC", text)
