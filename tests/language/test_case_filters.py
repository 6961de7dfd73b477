"""「税務課の」「RPAを使った」「月10時間以上」「令和7年度の」「今年の」: what narrows a search down, and what is its theme."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.improvement_case import CaseText, Effect, PublishedCase
from domain.people import Post
from language.case_filters import CaseWish, names_tool, wish_of
from language.case_numbers import hours_typed

TODAY = date(2026, 11, 20)
PLACES = ("総務部", "財務部", "税務課", "市民課", "情報政策課", "市民部")
TOOLS = ("RPA", "Excelマクロ", "kintone", "AI-OCR", "共有カレンダー", "Microsoft Forms")
OWN = Post("市民部", "市民課")


def wish(text: str) -> CaseWish:
    return wish_of(
        text,
        places=PLACES,
        tools=TOOLS,
        own=OWN,
        today=TODAY,
        is_national_holiday=lambda _: False,
    )


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("転記の自動化の事例ある？", "転記の自動化の事例ある?"),
        ("改善事例を見せて", ""),
        ("税務課の事例を教えて", ""),
        ("RPAを使った事例", ""),
        ("今年の改善事例は？", ""),
        ("10月に公開された事例", ""),
        ("4月の異動の事例", "4月の異動の事例"),
        ("年末調整の書類を減らした事例", "年末調整の書類を減らした事例"),
        ("月末の集計を楽にした事例", "月末の集計を楽にした事例"),
        ("令和7年度予算の資料づくりの事例", "令和7年度予算の資料づくりの事例"),
        ("来年度の予算要求の事例", "来年度の予算要求の事例"),
        ("税務課に出す書類の事例", "税務課に出す書類の事例"),
        ("待ち時間を減らした事例", ""),
        ("窓口の待ち時間を減らした事例", ""),
        ("病院の待ち時間を減らした事例", "病院の待ち時間を減らした事例"),
        ("印刷のコスト削減の事例", "印刷のコスト削減の事例"),
        ("会議の時間を短縮した事例", "会議の時間を短縮した事例"),
        ("残業時間を減らした事例", "残業時間を減らした事例"),
        ("費用が年5万円以上の事例ある？", ""),
        ("作業時間が月10時間以上浮いた事例", ""),
        ("費用が5万円以上浮いた税務課の事例", ""),
        ("減った費用が年5万円以上の事例", ""),
        ("待ち時間が10分以上短くなった改善事例を探して", ""),
        ("コスト削減の事例", ""),
        ("一番効果の大きい改善事例は？", ""),
    ],
)
def test_しぼり込みでない言葉は主題に残る(text: str, theme: str) -> None:
    assert wish(text).theme == theme


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("転記の自動化の事例ある？", {}),
        ("税務課の転記の事例", {"部署": "税務課"}),
        ("税務課でやった改善", {"部署": "税務課"}),
        ("うちの課の事例", {"部署": "市民課"}),
        ("うちの部の改善事例", {"部署": "市民部"}),
        ("市民課以外の窓口の事例", {"部署": "市民課以外"}),
        ("10月に公開された事例", {"時期": "2026年10月"}),
        ("10月の事例ある？", {"時期": "2026年10月"}),
        ("12月に公開された転記の事例", {"時期": "2025年12月"}),
        ("2025年8月以降の窓口の事例", {"時期": "2025年8月以降"}),
        ("4月の異動の事例", {}),
        ("月に10件あった打ち間違いの事例", {}),
        ("福祉課の事例ある？", {"部署": "福祉課"}),
        ("RPAを使った事例", {"道具": "RPA"}),
        ("ＲＰＡを活用した事例", {"道具": "RPA"}),
        ("excelマクロを使った事例", {"道具": "Excelマクロ"}),
        ("formsを使った事例", {"道具": "Forms"}),
        ("マクロを使って集計した事例", {"道具": "マクロ"}),
        ("転記作業RPAを使った事例", {"道具": "RPA"}),
        ("microsoft formsを使っている事例", {"道具": "Microsoft Forms"}),
        ("ドローンを使った事例", {}),
        ("月10時間以上の事例", {"効果": "月10時間以上"}),
        ("月に10時間以上減った事例", {"効果": "月10時間以上"}),
        ("十時間以上削減できた事例", {"効果": "月10時間以上"}),
        ("年120時間を超える改善", {"効果": "月10時間以上"}),
        ("年50万円以上浮いた事例", {"効果": "年500,000円以上"}),
        ("月1万円以上の節約になった事例", {"効果": "年120,000円以上"}),
        ("待ち時間が5分以上短くなった事例", {"効果": "待ち時間5分以上"}),
        ("費用が年5万円以上の事例ある？", {"効果": "年50,000円以上"}),
        ("経費の削減額が月1万円以上の事例", {"効果": "年120,000円以上"}),
        ("コスト削減の事例", {"効果": "費用が減った"}),
        ("費用が減った事例", {"効果": "費用が減った"}),
        ("税務課のコスト削減の事例", {"部署": "税務課", "効果": "費用が減った"}),
        ("コスト削減効果の大きい事例", {"効果": "費用が減った"}),
        ("時間が減った事例", {"効果": "時間が減った"}),
        ("業務時間の短縮につながった事例", {"効果": "時間が減った"}),
        ("待ち時間を短くした事例", {"効果": "待ち時間が短くなった"}),
        ("窓口の待ち時間を減らした事例", {"効果": "待ち時間が短くなった"}),
        ("窓口での待ち時間を減らせた事例を教えて", {"効果": "待ち時間が短くなった"}),
        ("窓口の待ち時間の削減の事例", {"効果": "待ち時間が短くなった"}),
        ("窓口の待ち時間が5分以上短くなった事例", {"効果": "待ち時間5分以上"}),
        ("病院の待ち時間を減らした事例", {}),
        ("効果の大きい事例", {"効果": "時間が減った"}),
        ("大きな効果があった事例を教えて", {"効果": "時間が減った"}),
        ("令和7年度の事例", {"時期": "令和7年度"}),
        ("R7年度の事例", {"時期": "令和7年度"}),
        ("2025年度の事例", {"時期": "令和7年度"}),
        ("7年度の事例", {"時期": "令和7年度"}),
        ("昨年度の事例", {"時期": "令和7年度"}),
        ("今年度中の事例", {"時期": "令和8年度"}),
        ("今年の事例", {"時期": "2026年"}),
        ("去年の事例", {"時期": "2025年"}),
        ("2024年の事例", {"時期": "2024年"}),
        ("令和6年の事例", {"時期": "2024年"}),
        ("令和6年度以降の事例", {"時期": "令和6年度以降"}),
        ("先月の事例", {"時期": "2026年10月"}),
        ("ここ1年の事例", {"時期": "ここ1年"}),
        (
            "税務課がRPAを使って月10時間以上減らした令和7年度の転記の事例",
            {"部署": "税務課", "道具": "RPA", "効果": "月10時間以上", "時期": "令和7年度"},
        ),
    ],
)
def test_言われた条件でしぼり込む(text: str, filters: dict[str, str]) -> None:
    assert wish(text).filters == filters


def test_条件がいくつあっても主題は残る() -> None:
    said = wish("税務課がRPAを使って月10時間以上減らした令和7年度の転記の事例")
    assert "転記" in said.theme
    assert not any(word in said.theme for word in ("税務課", "rpa", "10", "令和"))


CASE = PublishedCase(
    id=1,
    number=1,
    author_id=1,
    department="財務部",
    section="税務課",
    text=CaseText(
        title="転記をRPAで",
        before="手で写していた",
        after="RPAにした",
        effect=Effect(hours=10),
        tools=("RPA", "Excel マクロ"),
    ),
    published_at=datetime(2026, 3, 31, 14, 59, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("税務課の事例", True),
        ("財務部の事例", True),
        ("市民課の事例", False),
        ("税務課以外の事例", False),
        ("市民課以外の事例", True),
        ("マクロを使った事例", True),
        ("kintoneを使った事例", False),
        ("月10時間以上の事例", True),
        ("月11時間以上の事例", False),
        ("待ち時間が1分以上減った事例", False),
        ("時間が減った事例", True),
        ("効果の大きい事例", True),
        ("コスト削減の事例", False),
        ("令和7年度の事例", True),
        ("令和8年度の事例", False),
        ("令和8年度までの事例", True),
        ("今年の事例", True),
    ],
)
def test_条件に合う事例だけが残り未記入は合うことにならない(text: str, *, fits: bool) -> None:
    assert wish(text).fits(CASE) is fits


@pytest.mark.parametrize(
    "words", ["年間50時間", "年間100時間", "週2時間", "月10時間", "月0.3時間", "年間2時間"]
)
def test_報告に書いたのと同じ時間で探すと見つかる(words: str) -> None:
    saved = replace(CASE, text=replace(CASE.text, effect=Effect(hours=hours_typed(words))))
    said = wish(f"{words}以上の事例")
    assert "効果" in said.filters
    assert said.fits(saved)


def test_年度は日本の日付で数える() -> None:
    later = replace(CASE, published_at=datetime(2026, 3, 31, 15, 0, tzinfo=UTC))
    assert wish("令和8年度の事例").fits(later)
    assert not wish("令和7年度の事例").fits(later)


def test_条件は外せる() -> None:
    said = wish("税務課がRPAを使って月10時間以上減らした今年の転記の事例")
    assert said.without(["部署", "道具"]).filters == {"効果": "月10時間以上", "時期": "2026年"}
    assert said.without(said.filters).filters == {}
    assert said.without(said.filters).theme == said.theme


def test_減ったものだけを言えば多い順になり条件を外すとその言葉で探す() -> None:
    cases = [
        replace(CASE, id=number, text=replace(CASE.text, effect=Effect(hours=hours, cost=cost)))
        for number, hours, cost in ((1, 5, 100), (2, 0, 0), (3, None, None), (4, 20, 50))
    ]
    by_cost, by_hours = wish("コスト削減の事例"), wish("効果の大きい事例")
    assert [case.id for case in by_cost.in_order(cases) if by_cost.fits(case)] == [1, 4]
    assert [case.id for case in by_hours.in_order(cases) if by_hours.fits(case)] == [4, 1]
    by_number = wish("月1時間以上の事例")
    assert [case.id for case in by_number.in_order(cases) if by_number.fits(case)] == [4, 1]
    assert [case.id for case in wish("税務課の事例").in_order(cases)] == [1, 2, 3, 4]
    assert by_cost.without(["効果"]).theme == "コスト削減の事例"
    assert by_hours.without(["効果"]).theme == ""


def test_道具と言っているか() -> None:
    assert names_tool("RPAを使った事例")
    assert not names_tool("転記の自動化の事例")


_WORDS = st.sampled_from(
    [
        *PLACES, *TOOLS, "を使った", "の", "以外", "令和", "7年度", "以降", "今年", "月", "十", "10",
        "時間以上", "円以上", "億", "待ち時間", "分以上", "事例", "コスト", "削減", "効果の大きい", "うちの課", "99999", "年", " ", "から", "2025",
    ]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map("".join) | st.text(max_size=60))
def test_どんな文でも読める(text: str) -> None:
    said = wish(text)
    assert said.without(said.filters).filters == {}
    said.fits(CASE)
