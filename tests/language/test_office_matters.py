"""Words and texts that are about the same matter of an office."""

import numpy as np
import pytest

from language.normalise import normalise
from language.office_matters import OFFICE_MATTERS, OfficeMatters
from language.words import words_of

LINES = [line for line in OFFICE_MATTERS.read_text("utf-8").splitlines() if line and line[0] != "#"]
MATTERS = OfficeMatters(
    [
        ["決裁", "押印", "判をもらいに歩く", "課長が留守"],
        ["契約", "押印", "収入印紙"],
        ["行列", "番号札", "待ち時間"],
        ["水道", "漏水", "検針"],
    ]
)


def likeness(one: str, other: str) -> float:
    about = [MATTERS.about(words_of(normalise(text))) for text in (one, other)]
    return float(np.vecdot(*about))


def test_同じ用件の言葉ほど近い() -> None:
    alike = MATTERS.alike("決裁")
    assert alike["決裁"] == pytest.approx(1)
    assert alike["課長"] > alike["押印"] > 0
    assert "番号札" not in alike


def test_知らない言葉はどの用件でもない() -> None:
    assert not MATTERS.alike("恐竜")
    assert not MATTERS.about(words_of("恐竜")).any()


def test_言葉が違っても同じ用件の文は近い() -> None:
    assert likeness("課長が留守です", "押印と決裁") > likeness("課長が留守です", "契約の印紙")
    assert likeness("課長が留守です", "番号札の行列") == 0


def test_表す向きの長さは一である() -> None:
    about = MATTERS.about(words_of("押印の行列と検針"))
    assert float(np.linalg.norm(about)) == pytest.approx(1)


@pytest.mark.parametrize("line", LINES)
def test_付属の一行には違う言葉がいくつもある(line: str) -> None:
    said = line.split("、")
    assert len(said) >= 5, f"「{line}」は短すぎます。言い方を足してください。"
    twice = sorted({each for each in said if said.count(each) > 1})
    assert not twice, f"「{line}」の {twice} が重なっています。1つにしてください。"
