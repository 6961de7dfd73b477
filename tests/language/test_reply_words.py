"""「#12に返信」: to reply or to read what was replied, of which issue, and with what words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from language.reply_words import ReplyWish, reply_wished


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("#12に返信", 12), ("課題12へ返事を書きたいです", 12), ("＃１２に返信できますか？", 12)),
        *(("#12に返信するにはどうしたらいいですか", 12), ("#12に返信する方法を教えて", 12)),
        *(("#12に返信させていただけますか", 12), ("#12への返信の仕方を教えてください", 12)),
        *(
            ("#12に返信しても大丈夫ですか", 12),
            ("お疲れ様です。#12の話し合いにコメントしたいです。", 12),
        ),
        ("課題12に返事を出したいのですが、どうすればいいですか", 12),
        *(("課題に返信", None), ("課題への返信", None), ("課題に返信させてください", None)),
        *(("課題に返信したいのですが", None), ("この課題にコメントを付けたい", None)),
    ],
)
def test_返信したいと言う課題がわかる(text: str, number: int | None) -> None:
    assert reply_wished(text) == ReplyWish(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("#12への返信を見せて", 12), ("#12に返信ありますか", 12), ("#12に返信来てる？", 12)),
        *(("#12の返信", 12), ("#12のコメントを読みたいです", 12), ("課題への返信を見たい", None)),
    ],
)
def test_返信を見たいと言う課題がわかる(text: str, number: int | None) -> None:
    assert reply_wished(text) == ReplyWish(number, is_to_read=True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("#12に返信： Excel で数えています", "Excel で数えています"),
        ("お疲れ様です。\n#12に返信：紙を廃止\nしました", "紙を廃止\nしました"),
        ("#12に返信「事例#3と同じ：紙を廃止」", "事例#3と同じ：紙を廃止"),
        ("#12に『Excel で数えています』とコメントして", "Excel で数えています"),
        ("課題１２へExcel で数えていますと返信しておいて", "Excel で数えています"),
        ("#12にきちんと返信したい", ""),
        ("#12に了解と返信して", "了解"),
        ("課題12に済みと返信したい", "済み"),
        ("#12に、廃止しましたと返信して", "廃止しました"),
        ("#12にしっかりと返信したい", ""),
        ("#12に返信 紙を廃止しました", "紙を廃止しました"),
        ("#12に返信します。紙を廃止しました", "紙を廃止しました"),
        ("#12に返信 できますか", ""),
    ],
)
def test_書きたい文は書いたとおりに残る(text: str, written: str) -> None:
    assert reply_wished(text) == ReplyWish(12, written)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "[#12] 返信しました",
            "#12に返信しました",
            "#12に返信しないでください",
            "#12に返信が遅い",
        ),
        *(
            "課題に返信が遅いと言われる",
            "市民からの返信が遅い課題",
            "課題：返信が遅い",
            "返信したい",
        ),
        *("12に返信", "#12", "#12のまとめ", "研修の案内に返信したい", "メールに返信：了解しました"),
    ],
)
def test_課題への返信でない言葉は取らない(text: str) -> None:
    assert reply_wished(text) is None


@given(st.text(st.characters(exclude_characters="「」『』")).map(str.strip).filter(bool))
@example("紙を廃止しましたと返信して")
@example("返信" * 2_000)
def test_コロンのあとに書いた文はどんな文でもそのまま残る(text: str) -> None:
    assert reply_wished(f"#12に返信：{text}") == ReplyWish(12, text)


@given(st.text(alphabet="#1課題に返信しての「」：と\nが、 ", max_size=120))
@example("#1に返信" + "しても" * 13)
@example("#1に「" + "返信" * 2_000)
def test_どんな文でも残るのは書いた文だけ(text: str) -> None:
    wish = reply_wished(text)
    assert set(wish.text if wish else "") <= {*text, ":"}
