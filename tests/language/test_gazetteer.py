"""Which course a message names."""

import pytest

from language.gazetteer import CourseNames
from language.name_match import CERTAIN

CATALOGUE = CourseNames(
    [
        "情報セキュリティ基礎研修",
        "サイバーセキュリティ演習",
        "DX入門研修",
        "RPA入門研修",
        "RPA実践研修",
        "Excel初級研修",
        "Excel中級研修",
        "データ分析基礎講座",
        "データ分析実践講座",
        "オープンデータ研修",
        "データベース入門",
        "生成AI活用セミナー",
        "AI研修",
        "ロジカルシンキング研修",
        "プロジェクトマネジメント研修",
        "マイナンバー実務研修",
    ]
)


def found(text: str) -> list[str]:
    return [match.name for match in CATALOGUE.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RPA入門研修の内容を詳しく教えて", "RPA入門研修"),
        ("ＲＰＡ入門って何時間？", "RPA入門研修"),
        ("あーるぴーえー入門のこと", "RPA入門研修"),
        ("ｴｸｾﾙ中級って", "Excel中級研修"),
        ("えくせるちゅうきゅうのないよう", "Excel中級研修"),
        ("情報セキュリティーの基礎はいつ", "情報セキュリティ基礎研修"),
        ("AIの研修って何するの", "AI研修"),
        ("生成AIの研修は？", "生成AI活用セミナー"),
        ("オープンデータの研修", "オープンデータ研修"),
    ],
)
def test_書き方が違っても研修名が見つかる(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ロジカルシンキグ研修の会場", "ロジカルシンキング研修"),
        ("プロジェクトマネージメント研修", "プロジェクトマネジメント研修"),
    ],
)
def test_かなの打ち間違いは許される(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "次の研修は？",
        "受講状況を教えて",
        "この講座の内容と日程",
        "Excel上級研修の内容",
        "DX推進員の役割は",
        "マイナンバーカードの更新",
        "住民票の取り方",
        "",
        "👍",
    ],
)
def test_名指しでなければ何も見つからない(text: str) -> None:
    assert found(text) == []


def test_決めきれないときは候補がすべて返る() -> None:
    assert found("RPAの研修") == ["RPA入門研修", "RPA実践研修"]
    assert all(match.score < CERTAIN for match in CATALOGUE.find("RPAの研修"))


def test_二つ名指しすれば二つ返る() -> None:
    assert set(found("Excel中級とRPA入門はどっちがいい？")) == {"Excel中級研修", "RPA入門研修"}


def test_候補が多すぎるのは研修名ではなくテーマ() -> None:
    assert found("データの研修") == []
    assert len(CATALOGUE.find("データの研修", limit=4)) == 4


def test_長い文でも研修名が見つかる() -> None:
    assert found("相談です。" * 100 + "DX入門の空きは？") == ["DX入門研修"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("セキュリティ研修終わりました", "情報セキュリティ研修（年次）"),
        ("BPR基礎を申し込みます", "業務改善（BPR）基礎"),
        ("業務改善基礎って必須？", "業務改善（BPR）基礎"),
    ],
)
def test_かっこの中は言っても言わなくてもよい(text: str, name: str) -> None:
    names = CourseNames(
        ["情報セキュリティ研修（年次）", "情報セキュリティ管理者研修", "業務改善（BPR）基礎"]
    )
    assert [match.name for match in names.find(text)] == [name]


@pytest.mark.parametrize("text", ["RPA応用の申込み", "RPAの応用を受けたい"])
def test_知らない段階が続けば別の研修(text: str) -> None:
    assert CourseNames(["RPA研修"]).find(text) == ()


def test_見つけた場所がわかる() -> None:
    (match,) = CATALOGUE.find("来週のＲＰＡ入門研修の会場は")
    assert "来週のrpa入門研修の会場は"[match.start : match.end] == "rpa入門"


@pytest.mark.parametrize(
    "text",
    [
        "オープンデータソンに参加したい",
        "オープンデータを公開したい",
        "データベースサーバーの講座",
        "SQL Serverの研修",
    ],
)
def test_名前の一部や物の話なら研修ではない(text: str) -> None:
    names = CourseNames(["オープンデータ研修", "SQL基礎", "データベース入門"])
    assert names.find(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RPA入門じゃなくて実践のほうに申し込みたい", "RPA実践研修"),
        ("Excel初級ではなくExcel中級です", "Excel中級研修"),
        ("データ分析講座じゃなくてRPA入門を受けたい", "RPA入門研修"),
    ],
)
def test_打ち消した研修でなく言い直した研修を読む(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize("text", ["接遇マナー研修ってどう?", "接遇マナー研修はまだ募集してる?"])
def test_どちらとも言っていなければ候補が残る(text: str) -> None:
    names = CourseNames(["接遇マナー研修（新任者）", "接遇マナー研修（指導者）"])
    assert len(names.find(text)) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ガバクラ研修の申込", "ガバメントクラウド概論"),
        ("管理職向けのセミナー、欠席します", "管理職向けDXセミナー"),
        ("マイクロソフト365しょきゅう終わりました", "Microsoft 365活用（初級）"),
        ("業改ワークショップに参加したい", "業務改善ワークショップ"),
        ("業務海鮮ワークショップ出ました", "業務改善ワークショップ"),
        ("パワーオートメート入門に申込", "Power Automate入門"),
    ],
)
def test_略しても聞いたままでも読む(text: str, name: str) -> None:
    names = CourseNames(
        [
            "ガバメントクラウド概論",
            "管理職向けDXセミナー",
            "Microsoft 365活用（初級）",
            "Microsoft 365活用（中級）",
            "業務改善ワークショップ",
            "Power Automate入門",
        ]
    )
    assert [match.name for match in names.find(text)] == [name]


def test_読みの途中だけが同じ研修とは取り違えない() -> None:
    assert CourseNames(["個人情報保護研修"]).find("人事研修を受けた") == ()
