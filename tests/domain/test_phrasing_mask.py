"""What stands for personal data comes back as it was, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phrasing import MOST_CHARACTERS, MOST_SENTENCES, ToPhrase, bounded
from domain.phrasing_mask import (
    Marks,
    Masked,
    MaskedSpan,
    as_sent,
    whole_sentences,
    without_brackets,
)


def test_同じ言葉は同じ印になり似た印は戻らない() -> None:
    marks = Marks()
    spans = [MaskedSpan(start, start + 2, Masked.NAME) for start in (0, 3, 6)]
    assert marks.masked("市川と森田と市川", spans) == "〔氏名A〕と〔氏名B〕と〔氏名A〕"
    assert marks.restored("〔氏名B〕") == "森田"
    for other in ("〔氏名C〕", "〔氏名a〕", "〔氏名 A〕", "氏名A", "〔電話A〕"):
        assert marks.restored(other) == other


def test_元の文の括弧は印にならない() -> None:
    marks = Marks()
    marks.masked("市川", [MaskedSpan(0, 2, Masked.NAME)])
    assert marks.restored(without_brackets("〔氏名A〕")) == "[氏名A]"


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(Masked))),
)
def test_伏せた文は元に戻り伏せた所を残さない(
    written: str, places: list[tuple[int, int, Masked]]
) -> None:
    text = without_brackets(written)
    spans = [
        MaskedSpan(min(a, b), max(a, b), kind) for a, b, kind in places if max(a, b) <= len(text)
    ]
    marks = Marks()
    assert marks.restored(marks.masked(text, spans)) == text
    whole = [*spans, MaskedSpan(0, len(text), Masked.NUMBER)]
    assert marks.masked(text, whole).count("〔") == (1 if text else 0)


@given(st.lists(st.integers(0, 5_000), max_size=60))
def test_一度に送る文の数と長さには限りがある(lengths: list[int]) -> None:
    taken = bounded(
        ToPhrase(number, "あ" * length, ("#1",)) for number, length in enumerate(lengths, 1)
    )
    assert len(taken) <= MOST_SENTENCES
    assert sum(each.size for each in taken) <= MOST_CHARACTERS
    assert [each.number for each in taken] == [*range(1, len(taken) + 1)]


@pytest.mark.parametrize(
    "written",
    [
        "1234\u22125678",
        "1234\u20105678",
        "1234\u20145678",
        "1234ー5678",
        "12\u200b34-56\u00ad78",
        "１２３４－５６７８",
    ],
)
def test_つなぎ方や見えない字を変えても_送る文では同じ番号に見える(written: str) -> None:
    assert as_sent(f"電話は{written}です") == "電話は1234-5678です"


def test_長い音は番号のつなぎではない() -> None:
    assert as_sent("サーバー3台、データ\n12件") == "サーバー3台、データ 12件"


@given(
    st.lists(st.sampled_from(["あ", "〔氏名A〕", "。", "!", "」"]), max_size=30), st.integers(0, 60)
)
def test_文の途中や印の途中では切らない(parts: list[str], length: int) -> None:
    masked = "".join(parts)
    kept = whole_sentences(masked, within=length)
    assert masked.startswith(kept)
    assert len(kept) <= length
    assert kept.count("〔") == kept.count("〕")
    assert kept in {"", masked} or kept.rstrip("」")[-1] in "。!"
    if len(masked) <= length:
        assert kept == masked
