"""The office's own words for a thing."""

import pytest

from language.normalise import normalise
from language.office_words import OFFICE_WORDS, OfficeWords, office_words
from language.words import words_of

LINES = [line for line in OFFICE_WORDS.read_text("utf-8").splitlines() if line and line[0] != "#"]


def alike(said: str, known: OfficeWords) -> set[str]:
    phrases = known.alike(words_of(normalise(said)))
    return {"".join(word.surface for word in phrase) for phrase in phrases}


def test_同じ組の言葉が出る() -> None:
    known = OfficeWords([["はんこ", "押印", "電子決裁"], ["決裁", "電子決裁"]])
    assert alike("ハンコ", known) == {"押印", "電子決裁"}
    assert alike("電子決裁", known) == {"はんこ", "押印", "決裁"}
    assert alike("電話", known) == set()


def test_表記が違うだけの言葉は自分の言い換えにならない() -> None:
    known = OfficeWords([["問合せ", "問い合わせ", "照会"]])
    assert alike("問合せ", known) == {"照会"}


def test_付属の言葉は二つの語からなるものも引ける() -> None:
    assert "qrコード" in {each.lower() for each in alike("二次元コード", office_words())}


@pytest.mark.parametrize("line", LINES)
def test_付属の一行には違う言葉が二つ以上ある(line: str) -> None:
    said = {tuple(w.normalised_form for w in words_of(normalise(each))) for each in line.split()}
    assert len(said) >= 2, f"「{line}」は、辞書では一つの言葉です。行を消してください。"
