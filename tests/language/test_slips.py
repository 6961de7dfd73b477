"""What sentences are learned in besides their own form."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from language.normalise import normalise
from language.slips import in_kana, mistyped, with_slips


def test_かなだけにすると読みになる() -> None:
    assert in_kana(normalise("次の研修は？")) == "つぎのけんしゅうは?"


@given(st.text(max_size=40), st.integers())
def test_打ち間違いは一か所だけ(text: str, seed: int) -> None:
    slipped = mistyped(text, Random(seed))
    assert abs(len(slipped) - len(text)) <= 1
    assert (Counter(slipped) - Counter(text)).total() <= 1
    if len(text) < 4:
        assert slipped == text


def test_もとの文は必ず一度学び_同じ種なら同じになる() -> None:
    texts = [normalise(f"{n}番の課題を更新したい") for n in range(50)]
    forms = list(with_slips(texts, seed=3))
    assert forms == list(with_slips(texts, seed=3))
    assert [text for n, text in forms if text == texts[n]] == texts
    assert {n for n, _ in forms} == {*range(50)}
    assert 70 <= len(forms) <= 90
