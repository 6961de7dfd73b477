"""Which characters stay, and where a long text is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.renderers.characters import one_line, or_dash, pieces, shortened, size, visible

_ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("空\x00文字\x1b[31m", "空文字[31m"),
        ("\u202e逆\u202c\u2066順\u2069", "逆順"),
        ("見え\u200bない\ufeff", "見えない"),
        ("片\ud83d割れ", "片\ufffd割れ"),
        ("一\n\n\n\n二", "一\n\n二"),
        ("一\n\u200b\n\x00\n二", "一\n\n二"),
        ("隠\U000e0041し", "隠し"),
    ],
)
def test_見えない文字は消え行の終わりは一つになる(written: str, seen: str) -> None:
    assert visible(written) == seen


@pytest.mark.parametrize(
    "text", ["葛\U000e0100城", "辻\ufe00", "👨‍👩‍👧", "\ue000外字", "\t", "\xa0"]
)
def test_読む人に要る文字は残る(text: str) -> None:
    assert visible(text) == text


@given(_ANY_TEXT)
def test_二度整えても変わらず必ず送れる(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert visible(text).encode().decode() == visible(text)


@given(_ANY_TEXT, st.integers(2, 30))
def test_分けた文はつなぐと元に戻り限りを超えない(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert "".join(parts) == text
    assert all(size(part) <= limit for part in parts)


@given(_ANY_TEXT, st.integers(3, 30))
def test_縮めた文は限りを超えず縮めたと分かる(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert size(short) <= limit
    assert short == text or short.endswith("…")


def test_文の終わりで分ける() -> None:
    assert pieces("一文目です。二文目です。三文目", 14) == ("一文目です。二文目です。", "三文目")


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("がか\u3099", 2, "が"),
        ("a👨‍👩‍👧b", 8, "a"),
        ("a👍🏽", 4, "a"),
        ("🇯🇵🇺🇸", 6, "🇯🇵"),
        ("葛\U000e0100城", 3, "葛\U000e0100"),
    ],
)
def test_ひとつに見える文字は分けない(text: str, limit: int, first: str) -> None:
    assert pieces(text, limit)[0] == first


def test_ひとつの文字が長すぎれば分ける() -> None:
    assert all(size(part) <= 10 for part in pieces("Z" + "\u0335" * 50, 10))


def test_題名は一行になり姓名の全角空白は残る() -> None:
    assert one_line(" 山田　花子\n\t 様 ") == "山田　花子 様"


def test_空の欄は線になる() -> None:
    assert (or_dash(""), or_dash(" "), or_dash("値")) == ("－", "－", "値")


def test_大きさは絵文字を二つと数える() -> None:
    assert size("あ👍") == 3
