"""The noise that measurements are made with."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.features import counted
from language.noise import BEARABLE, Noise, mistyped_once, noises, noisy
from language.normalise import normalise

REQUEST = "ＲＰＡの「データ」研修を、パソコンで受けたい"


@pytest.mark.parametrize(
    ("noise", "written"),
    [
        (Noise.HALF_WIDTH, "RPAの｢ﾃﾞｰﾀ｣研修を､ﾊﾟｿｺﾝで受けたい"),
        (Noise.ALL_HALF_WIDTH, "RPAﾉ｢ﾃﾞｰﾀ｣研修ｦ､ﾊﾟｿｺﾝﾃﾞ受ｹﾀｲ"),
        (Noise.KANA, "あーるぴーえーの「でーた」けんしゅうを、ぱそこんでうけたい"),
    ],
)
def test_同じ用件が乱れた書き方になる(noise: Noise, written: str) -> None:
    assert noisy(REQUEST, noise) == written


def test_あいさつは用件をはさむ() -> None:
    greeted = noisy(REQUEST, Noise.GREETING)
    assert not greeted.startswith(REQUEST)
    assert not greeted.endswith(REQUEST)
    assert REQUEST in greeted
    assert normalise(greeted) == normalise(f"{REQUEST}。")


def test_半角カナで書いても読み取りには同じ文() -> None:
    for noise in (Noise.HALF_WIDTH, Noise.ALL_HALF_WIDTH):
        heard = counted(normalise(noisy(REQUEST, noise)))
        for mine, clean in zip(heard, counted(normalise(REQUEST)), strict=True):
            assert mine.tolist() == clean.tolist()


@given(st.text(max_size=60))
def test_どんな文でもいつも同じ乱れになる(text: str) -> None:
    for noise in noises():
        assert noisy(text, noise) == noisy(text, noise)


@given(st.text(min_size=2, max_size=60), st.integers())
def test_打ち間違いは一か所だけ(text: str, seed: int) -> None:
    assert abs(len(mistyped_once(text, Random(seed))) - len(text)) <= 1


def test_打ち間違いには四つの種類がある() -> None:
    slips = {mistyped_once("かサ", Random(seed)) for seed in range(400)}
    assert {"サか", "か", "サ", "かかサ", "かササ", "がサ", "きサ", "かシ", "かザ"} <= slips
    assert "かサ" not in slips


def test_どの乱れにも目標がある() -> None:
    assert BEARABLE.keys() == {*Noise}
