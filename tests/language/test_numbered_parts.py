"""Trainings of several parts, ways of holding one, and systems that are in trouble."""

import pytest

from language.gazetteer import CourseNames
from language.numbered_parts import part_said

CATALOGUE = CourseNames(
    [
        "kintone活用研修 第1部",
        "kintone活用研修 第2部",
        "議会答弁作成研修Ⅰ",
        "議会答弁作成研修Ⅱ",
        "Excel実務（オンライン）",
        "Excel実務（集合）",
        "窓口接遇研修（新任者）",
        "窓口接遇研修（係長級）",
        "RPAシナリオ作成研修（初級）",
        "RPAシナリオ作成研修（中級）",
        "BPR業務改善ワークショップ",
        "電子契約導入セミナー",
        "子育て支援システム操作研修",
    ]
)
FIRST, SECOND = "kintone活用研修 第1部", "kintone活用研修 第2部"


def found(text: str) -> list[str]:
    return [match.name for match in CATALOGUE.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("キントーンのパート1に申し込みます", FIRST),
        ("第一部のキントン活用、済みました", FIRST),
        ("１部のkintone、空きはありますか", FIRST),
        ("kintoneその1を受講しました", FIRST),
        ("ｋｉｎｔｏｎｅ第二部だけキャンセルできますか", SECOND),
        ("kintoneの2回目の研修、欠席します", SECOND),
        ("第1部じゃなくて第2部のキントーンです", SECOND),
        ("議会答弁作成のⅡを欠席します", "議会答弁作成研修Ⅱ"),
        ("議会答弁作成研修2に申し込みます", "議会答弁作成研修Ⅱ"),
        ("集合のエクセル実務を申し込みたい", "Excel実務（集合）"),
        ("新任の窓口接遇を申し込みたい", "窓口接遇研修（新任者）"),
        ("新人の窓口接遇研修っていつ", "窓口接遇研修（新任者）"),
        ("係長級の窓口接遇に参加します", "窓口接遇研修（係長級）"),
        ("中級のほうのRPAシナリヲ作成に出たいです", "RPAシナリオ作成研修（中級）"),
        ("業務改善WSって何日ですか", "BPR業務改善ワークショップ"),
        ("電子契約の研修を受けたい", "電子契約導入セミナー"),
    ],
)
def test_番号や級を別に書いてもその研修を読む(text: str, name: str) -> None:
    assert found(text) == [name]


def test_番号を言わなければどの部かを選んでもらう() -> None:
    assert found("キントーンの研修に申し込みます") == [FIRST, SECOND]
    assert found("第1部と第2部のkintone活用に申し込みます") == [FIRST, SECOND]


def test_ない番号の部はどれとも読まない() -> None:
    assert found("kintone活用研修の第3部はいつですか") == []


@pytest.mark.parametrize(
    "text",
    [
        "第1部の日程は",
        "第二回はいつ",
        "集合研修の会場って駐車場ありますか",
        "係長級の研修はどれ",
        "契約の研修はありますか",
        "支援の研修ってある?",
        "子育て支援システムで印刷するとエラーが出ます",
        "子育て支援システムが開けない",
    ],
)
def test_番号や集合や級だけのときと困りごとは研修と読まない(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["参加者は2名です", "12月3日に受けました", "2回受けました", "広報部の研修", "第2次計画の研修"],
)
def test_人数や日付や回数は部の番号と読まない(text: str) -> None:
    assert part_said(text) is None
