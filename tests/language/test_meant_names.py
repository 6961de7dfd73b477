"""Names whose words stand apart, and words that only look like a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.gazetteer import CourseNames
from language.heard_names import heard
from language.in_japanese import in_japanese

CATALOGUE = CourseNames(
    [
        "Excel基礎",
        "Excel応用（関数・ピボットテーブル）",
        "PowerPoint基礎",
        "PowerPoint実践（伝わる資料作成）",
        "情報セキュリティ研修（全職員）",
        "情報セキュリティ研修（新規採用職員）",
        "情報セキュリティ研修（管理職）",
        "財務会計システム操作研修（予算編）",
        "財務会計システム操作研修（決算編）",
        "ノーコードツール体験会",
        "ローコード開発演習",
        "システムの企画と調達の基礎",
        "DX推進員養成研修",
        "DXマインドセット（管理職）",
        "DX推進リーダー研修（合意形成と伴走）",
        "業務改善入門（BPR）",
        "業務フローの可視化とBPR実践",
        "電子申請フォーム作成ワークショップ",
        "生成AI実践ワークショップ",
        "サービスデザイン思考ワークショップ",
        "個人情報・マイナンバー取扱研修",
        "クラウドサービスの選定と活用",
        "チャットとオンライン会議の使い方",
        "ホームページ作成研修（CMS操作）",
        "RPA入門",
        "データ分析入門",
        "データ利活用実践",
        "接遇マナー研修",
    ]
)


def found(text: str) -> list[str]:
    return [match.name for match in CATALOGUE.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("応用のほう、エクセルの、申し込みたいです", "Excel応用（関数・ピボットテーブル）"),
        ("基礎のほうでいいのでエクセル受けさせてください", "Excel基礎"),
        ("実践のほう、パワーポイント、取消で", "PowerPoint実践（伝わる資料作成）"),
        ("新採の情報セキュリティ研修はいつまで", "情報セキュリティ研修（新規採用職員）"),
        ("管理職の情報ｾｷｭﾘﾃｨ、まだ受けてません", "情報セキュリティ研修（管理職）"),
        ("情報セキュリティ研修の菅理職、受けました", "情報セキュリティ研修（管理職）"),
        ("予算編の財務会計システム、研修は午前ですか", "財務会計システム操作研修（予算編）"),
        ("財務会計操作研修、予算編は終わってます", "財務会計システム操作研修（予算編）"),
    ],
)
def test_候補を分ける言葉は文のどこにあってもよい(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text", ["情報セキュリティ研修おわりました", "財務会計の操作研修いつ", "エクセルの研修の申込"]
)
def test_分ける言葉がなければ選んでもらう(text: str) -> None:
    assert len(found(text)) > 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("パワポ実践の締切いつですか", "PowerPoint実践（伝わる資料作成）"),
        ("ノーコード体験会の日時を教えて", "ノーコードツール体験会"),
        ("システム調達の基礎お願いします", "システムの企画と調達の基礎"),
        ("合意形成と伴奏の研修受けたい", "DX推進リーダー研修（合意形成と伴走）"),
        ("決算編だけキャンセルしてください", "財務会計システム操作研修（決算編）"),
        ("HP作成研修の開催日は？", "ホームページ作成研修（CMS操作）"),
        ("DXマインドセッド、都合悪くなったのでキャンセル", "DXマインドセット（管理職）"),
    ],
)
def test_名前の多くを言えばその研修(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DX mindset 申込お願いします", "DXマインドセット（管理職）"),
        ("service design thinkingの研修って何するの", "サービスデザイン思考ワークショップ"),
        ("sumimasen, RPA nyuumon ni moushikomitai desu", "RPA入門"),
    ],
)
def test_英語でもローマ字でも読む(text: str, name: str) -> None:
    assert found(text) == [name]


def test_英語で言っても言った所がわかる() -> None:
    text = "来週のDX mindsetを申し込みたい"
    match = CATALOGUE.find(text)[0]
    assert heard(text).text[match.start : match.end] == "dx mindset"


def test_言った段階を持つ研修がほかの部分より重い() -> None:
    assert found("びーぴーあーるにゅうもん、最後まで受けた") == ["業務改善入門（BPR）"]


@pytest.mark.parametrize(
    "text",
    [
        "生成AIって今日落ちてます？返事が返ってこない",
        "うちの課のDX推進員って誰でしたっけ",
        "電子申請フォームのURLが切れてますよって電話がありました",
        "クラウドの容量がいっぱいですって出ます",
        "マイナンバーカードの更新はどこでできますか",
        "合意形成ってどうやるの",
        "RPAのライセンス、申し込みたいです",
        "オンライン会議に参加できない",
    ],
)
def test_物の話なら研修ではない(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "キャリアデザイン研修、キャンセルで",
        "チラシのデザイン講座あったら受けたい",
        "クラウド移行研修うけたい",
        "くらうどせきゅりてぃにゅうもん修了です",
        "システムの監査研修うけたい",
        "新規採用職員研修を受けました",
        "接遇の模擬訓練の日程",
        "管理職研修の日程",
        "データ分析実践おわりました",
    ],
)
def test_ほかの言葉がつけばほかの研修(text: str) -> None:
    assert len(found(text)) != 1


_LEVELS = st.sampled_from(["Excel基礎", "PowerPoint基礎", "RPA入門", "データ分析入門"])
_ENDS = st.sampled_from(["申し込みたいです", "キャンセルで", "受けました", "の日程は？"])


@given(_LEVELS, _ENDS)
def test_段階が先でもよい(name: str, end: str) -> None:
    assert found(f"{name[-2:]}のほう、{name[:-2]}の、{end}") == [name]


_WORDS = st.sampled_from(
    [
        "dx",
        "mindset",
        "エクセル",
        "の",
        "基礎",
        "管理職",
        "けんしゅう",
        "service",
        " ",
        "、",
        "受けた",
    ]
)


@given(st.lists(_WORDS, max_size=8).map("".join))
def test_言った所はいつも文の中(text: str) -> None:
    length = len(heard(text).text)
    for match in CATALOGUE.find(text):
        assert 0 <= match.start < match.end <= length


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hyoukeisan ouyou ni shitai desu", "ひょうけいさん おうよう に したい です"),
        ("jouhou sekyuriti kenshuu", "じょうほう せきゅりてぃ けんしゅう"),
        ("Power BI", "power bi"),
        ("please cancel my seat", "please cancel my seat"),
        ("データ 分析", "データ 分析"),
    ],
)
def test_ローマ字をかなにする(text: str, said: str) -> None:
    assert in_japanese(text) == said
