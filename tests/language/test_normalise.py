"""One form for what people write in many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.normalise import LONGEST, fold_kana, normalise
from tests.effort import effort

JAPANESE = st.text(
    alphabet="ぁあがカﾊﾟﾞー-〜~一研修課の です。、！？!?AaＡ1１②㈱👍\u200b\u3099\n", max_size=60
)


@given(st.text() | JAPANESE)
def test_どんな文字列でも二度かけても同じで長さに上限がある(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) <= LONGEST


@given(st.text() | JAPANESE)
def test_見えない文字と制御文字は残らない(text: str) -> None:
    assert all(character.isprintable() for character in normalise(text))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ﾃﾞ-ﾀ活用　研修！！？？", "データ活用 研修?"),
        ("ＲＰＡ入門", "rpa入門"),
        ("デ一タ分析", "データ分析"),
        ("6/1～6/3", "6/1〜6/3"),
        ("2026−07−01", "2026-07-01"),
        ("か\u3099くしゅう", "がくしゅう"),
        ("教\u200bえ\u202eて👍", "教えて"),
        ("㈱かけはし", "(株)かけはし"),
        ("えーーーっと。。。", "えーっと。"),
    ],
)
def test_表記のゆれは一つの形になる(written: str, expected: str) -> None:
    assert normalise(written) == expected


@pytest.mark.parametrize(
    "greeting",
    [
        "お疲れ様です。○○課の田中です。",
        "お世話になっております。港湾課の三浦と申します。",
        "すみません、",
        "お忙しいところ恐れ入りますが、",
        "おはようございます！",
        "こんにちは。ありがとうございます。",
    ],
)
def test_用件の前のあいさつと名乗りは除かれる(greeting: str) -> None:
    assert normalise(f"{greeting}次は何を受ければいいですか") == "次は何を受ければいいですか"


@pytest.mark.parametrize("request_", ["ねんまつちょうせいのかみどこ", "ねむい", "神", "2"])
def test_あいさつの後の短い言葉や_ねで始まる言葉も残る(request_: str) -> None:
    assert normalise(f"お疲れ様です。{request_}") == request_


@pytest.mark.parametrize(
    "thanks",
    [
        "よろしくお願いします。",
        "\nよろしくお願いいたします🙇",
        "お手数ですが、よろしくお願い致します。",
        "どうもすみません、ありがとうございます！！",
        "お願いします。",
        "以上、よろしくです",
        "助かります！ありがとうね〜",
        " よろー",
    ],
)
@pytest.mark.parametrize("request_", ["次は何を受ければいい?", "12番の課題を完了にして"])
def test_用件の後のお礼は除かれる(request_: str, thanks: str) -> None:
    stop = "" if thanks[0].isspace() or request_.endswith("?") else "。"
    assert normalise(f"{request_}{stop}{thanks}") == request_ + stop


@pytest.mark.parametrize(
    "text",
    [
        "データ分析入門。お願いします",
        "登録をお願いします",
        "データ分析入門 よろしくお願いします",
        "よろしくお願いします",
        "締切に間に合わなくて、すみません",
        "教えて。失礼な言い方だった?",
    ],
)
def test_頼んでいる言葉はお礼とみなさない(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ありがとうございます。助かりました", "ありがとうございます。"),
        ("お疲れ様です。よろしくお願いします", "お疲れ様です。"),
        ("こんにちは！すみませんがお願いします。", "こんにちは!"),
    ],
)
def test_あいさつとお礼だけの文は初めの一つが残る(text: str, left: str) -> None:
    assert normalise(text) == left


@pytest.mark.parametrize(
    "text",
    ["お疲れ様です", "ありがとうございました", "うちの課の課題です。窓口が混みます"],
)
def test_あいさつだけの文と用件は残る(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    "unit",
    [
        "研修",
        "お疲れ様です。",
        "よろしくお願いします。",
        "お願い 、",
        "a\u0300\u0316",
        "-",
        "!?",
        "\ufdfa",
        "あ課の",
        "\u200b",
    ],
)
def test_四万字でも一瞬で終わる(unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    assert effort(lambda: normalise(text)) < 0.25


def test_片仮名は平仮名と比べられる() -> None:
    assert fold_kana("データ分析ヴ") == "でーた分析ゔ"
