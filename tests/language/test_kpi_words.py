"""Which figure a message asks for."""

import pytest

from domain.kpi import Kpi
from language.kpi_words import KpiWish, how_many_asked, kpi_wish, report_asked

PLACES = ("総務部", "市民課", "福祉部")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("受講率は？", KpiWish(Kpi.BASIC)),
        ("じゅこうりつをおしえて", KpiWish(Kpi.BASIC)),
        ("推進員の配置率", KpiWish(Kpi.PROMOTERS)),
        ("目標に届きそう？", KpiWish(of_targets=True)),
        ("KPIを見せて", KpiWish()),
        ("総務部の受講率", KpiWish(Kpi.BASIC, place="総務部")),
        ("うちの課の受講率", KpiWish(Kpi.BASIC, is_own=True, is_own_section=True)),
        ("うちの部の受講率", KpiWish(Kpi.BASIC, is_own=True)),
        ("講座別の受講率", KpiWish(Kpi.BASIC, by_course=True)),
        ("部局別の受講率", KpiWish(Kpi.BASIC, by_department=True)),
        ("月別の受講率の推移", KpiWish(Kpi.BASIC, of_months=True)),
        ("市全体でなんぼ時間浮いたん？", KpiWish(Kpi.HOURS)),
        ("横展開は何件", KpiWish(Kpi.ADOPTED)),
        ("Step2に到達した人の割合", KpiWish(Kpi.STAGE)),
        ("案件をリードした人の数", KpiWish(Kpi.LEADERS)),
        ("ITパスポートは何人", KpiWish(Kpi.QUALIFIED)),
        ("電子決裁率は何％", KpiWish(is_not_counted=True)),
    ],
)
def test_聞かれた指標と見方を読む(text: str, wish: KpiWish) -> None:
    assert kpi_wish(text, places=PLACES) == wish


@pytest.mark.parametrize("text", ["資格を持っている人は何人？", "案件リードの経験者は何人いますか", "ＩＴパスポートの合格者数は"])  # fmt: skip
def test_庁内の人数を聞く言い方がわかる(text: str) -> None:
    assert how_many_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "資格を持っているのは誰？",
        "ITパスポートに合格しました",
        "私の資格はいくつ",
        "資格の取り方を教えて",
    ],
)
def test_だれかや自分のことは人数と取り違えない(text: str) -> None:
    assert not how_many_asked(text)


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("年度末点検の資料", True),
        ("令和8年度の年度末点検の資料をください", True),
        ("年度末点検とは", False),
        ("年度末点検はいつですか", False),
        ("年度末までに受ける研修", False),
    ],
)
def test_年度末点検の資料を頼む言い方がわかる(text: str, is_asked: bool) -> None:
    assert report_asked(text) == is_asked
