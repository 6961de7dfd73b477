"""Of what is told beside the wish to report it no word is lost, and no greeting becomes a part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.case_parts import CaseParts, parts_of, tells_case
from language.case_wish import without_wish
from tests.domain.situations import SAME_EVERY_RUN

_TOLD = st.sampled_from(
    [
        "転記に毎月20時間かかっていたが、RPAで自動化して2時間になった",
        "入力のミスもなくなりました",
        "月に2件あった問い合わせもなくなった",
        "電話の取次ぎをチャットにした",
        "日報をFormsに置き換えた",
        "窓口の混雑がひどかった",
        "年12万円の用紙代が浮いた",
        "他の課でも使えます",
        "なお、毎月の棚卸しは手作業のまま残しました",
        "職員に好評でした",
    ]
)
_WISHES = st.sampled_from(
    [
        "",
        "改善事例を報告したいです。",
        "改善事例として報告したい：",
        "改善事例を報告したいのですが、",
        "事例の報告です。",
        "取り組みを共有させていただきます。\n",
    ]
)
_GREETINGS = st.sampled_from(
    ["", "お疲れさまです。", "報告です。\n", "お世話になっております、", "以上です。"]
)
_JOINED = st.sampled_from(
    [
        "。",
        "！",
        "\n",
        "ので改善事例として報告したい。",
        "事例を報告します。",
        "という取り組みを共有したいと思います！",
    ]
)
_END = st.sampled_from(
    ["", "よろしくお願いします。", "以上、よろしくお願いいたします", "お願いします！"]
)


@st.composite
def told_cases(draw: st.DrawFn) -> tuple[tuple[str, ...], str]:
    """(what is told, the message)."""
    told = draw(st.lists(_TOLD, min_size=1, max_size=5, unique=True))
    sentences = "".join(f"{draw(_GREETINGS)}{draw(_WISHES)}{each}{draw(_JOINED)}" for each in told)
    return tuple(told), f"{draw(_GREETINGS)}{sentences}{draw(_END)}"


def written(parts: CaseParts) -> str:
    return "\n".join([parts.title, parts.before, parts.after, parts.other, parts.reuse])


@SAME_EVERY_RUN
@given(told_cases())
def test_報告したい気持ちのほかに言われた言葉は一つも消えない(
    case: tuple[tuple[str, ...], str],
) -> None:
    told, message = case
    kept = written(parts_of(message))
    for sentence in told:
        for clause in sentence.replace("いたが、", "\n").split("\n"):
            assert clause in kept, message


@SAME_EVERY_RUN
@given(told_cases())
def test_あいさつと報告したい気持ちは事例の言葉にならない(
    case: tuple[tuple[str, ...], str],
) -> None:
    _, message = case
    kept = written(parts_of(message))
    for word in ("報告", "共有", "お疲れ", "世話", "お願い", "以上"):
        assert word not in kept, message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("改善事例として報告したい：電話の取次ぎをチャットにした", "電話の取次ぎをチャットにした"),
        ("改善事例として報告したい、日報をFormsにした", "日報をFormsにした"),
        ("転記をRPAで自動化した事例を報告します", "転記をRPAで自動化した。"),
        ("改善事例を報告したい。窓口の混雑をなくした", "窓口の混雑をなくした"),
        ("事例を共有できるようにした。月3時間減った", "事例を共有できるようにした。月3時間減った"),
        ("お疲れさま。転記をRPAで自動化した。よろしく！", "転記をRPAで自動化した。"),
    ],
)
def test_報告したいという言葉だけが除かれる(text: str, told: str) -> None:
    assert without_wish(text) == told
    assert tells_case(text)


@pytest.mark.parametrize(
    "text",
    [
        "改善事例を報告したいのですが、方法を教えてください",
        "お疲れさまです。改善事例の報告はどこからできますか？",
        "改善事例の報告を忘れていました",
        "取り組みを紹介したいと思っています。よろしくお願いします。",
    ],
)
def test_報告のしかたを聞いただけなら事例ではない(text: str) -> None:
    assert not tells_case(text)


def test_題名に続けて書いたことも残る() -> None:
    parts = parts_of(
        "RPAの導入\n題名：転記の自動化\n紙が多い係です\n工夫：RPAで転記した\n効果：月10時間削減。ミスは年3件減った。"
    )
    assert parts.title == "転記の自動化"
    assert parts.before == "紙が多い係です\nRPAの導入"
    assert (parts.hours, parts.other) == (10.0, "ミスは年3件減った。")
