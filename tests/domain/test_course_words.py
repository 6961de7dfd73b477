"""対象, 有効期間 and 受講期限 in the office's words."""

from datetime import date

import pytest

from domain import course_words
from domain.office_table import Cell, DateWithoutYear
from domain.office_values import Unreadable
from domain.training import Audience, Deadline, Validity
from storage.policy_file import shipped_policy


def audience(words: str, *, policy: str = "shimonoseki") -> Audience:
    return course_words.audience(words, policy=shipped_policy(policy))


@pytest.mark.parametrize(
    "words",
    ["全職員", "全ての職員", "すべての職員", "全職員（会計年度任用職員を含む）", "課長級、全職員"],
)
def test_全職員は誰でも(words: str) -> None:
    assert audience(words).is_everyone


def test_人材区分とチーム役割と職級とICT機器が対象になる() -> None:
    assert audience("デジタル専門人材、推進員；課長補佐級") == Audience(
        talent_types=frozenset({"デジタル専門人材"}),
        team_roles=frozenset({"DX推進員"}),
        grades=frozenset({"課長補佐級", "課長補佐", "補佐級"}),
    )
    for words in ("ICT機器を扱う職員", "ＩＣＴ機器を扱う全職員", "ICT機器を取り扱う全ての職員"):
        assert audience(words) == Audience(ict_equipment_only=True)


def test_人材区分とチーム役割が同じ名前なら両方が対象になる() -> None:
    found = audience("DX推進員", policy="tokyo-template")

    assert found == Audience(
        talent_types=frozenset({"DX推進員"}), team_roles=frozenset({"DX推進員"})
    )


@pytest.mark.parametrize(
    ("policy", "words", "inside", "outside"),
    [
        (
            "shimonoseki",
            "課長級以上",
            {"部長級", "部局長", "課長"},
            {"課長補佐級", "係長級", "主事"},
        ),
        ("shimonoseki", "係長級以上", {"課長補佐", "係長", "部長"}, {"主査級", "会計年度任用職員"}),
        ("shimonoseki", "係長級以下", {"主事級", "会計年度任用職員"}, {"課長補佐級", "管理職"}),
        ("shimonoseki", "管理職以上", {"部長級", "課長"}, {"課長補佐級"}),
        ("yamaguchi", "課長級以上", {"課長", "部長級", "次長", "審議監"}, {"主査級", "主事"}),
        ("yamaguchi", "主任級以下", {"一般", "主事", "会計年度任用職員"}, {"主査", "課長級"}),
        ("tokyo-template", "課長級以上", {"部長", "課長級"}, {"係長級", "管理監督職", "主事"}),
        ("tokyo-template", "課長級以下", {"課長", "係長級", "主事"}, {"部長", "管理監督職"}),
        ("okayama", "課長以上", {"課長級", "部長級"}, {"係長級"}),
        ("kakamigahara", "監督職以上の職員", {"係長級", "部長級"}, {"主査級", "係員"}),
    ],
)
def test_以上と以下は方針の職級の順で決まる(
    policy: str, words: str, inside: set[str], outside: set[str]
) -> None:
    grades = audience(words, policy=policy).grades

    assert inside <= grades
    assert not outside & grades


@pytest.mark.parametrize("words", ["新人", "理事官級以上", "DX推進委員、全庁"])
def test_方針にない対象は書ける言葉を言って断る(words: str) -> None:
    with pytest.raises(Unreadable, match="方針にありません"):
        audience(words)


@pytest.mark.parametrize(
    ("words", "validity"),
    [
        ("なし", Validity()),
        ("毎年度", Validity(fiscal_year_only=True)),
        ("３年", Validity(years=3)),
        ("5年間", Validity(years=5)),
    ],
)
def test_有効期間を読み同じ言葉で見せる(words: str, validity: Validity) -> None:
    assert course_words.validity(words) == validity
    assert course_words.validity(course_words.shown_validity(validity)) == validity


@pytest.mark.parametrize(
    ("cell", "deadline"),
    [
        ("毎年9月30日", Deadline(yearly=(9, 30))),
        ("毎年度９月３０日まで", Deadline(yearly=(9, 30))),
        ("9/30", Deadline(yearly=(9, 30))),
        (DateWithoutYear(2026, 9, 30), Deadline(yearly=(9, 30))),
        ("年度末", Deadline(yearly=(3, 31))),
        ("令和8年12月28日", Deadline(on=date(2026, 12, 28))),
        (date(2026, 12, 28), Deadline(on=date(2026, 12, 28))),
        ("採用後6か月", Deadline(months_after_joining=6)),
        ("採用から１年以内", Deadline(months_after_joining=12)),
        ("なし", None),
    ],
)
def test_受講期限を読み同じ言葉で見せる(cell: Cell, deadline: Deadline | None) -> None:
    assert course_words.deadline(cell) == deadline
    assert course_words.deadline(course_words.shown_deadline(deadline)) == deadline


@pytest.mark.parametrize("words", ["2月31日", "そのうち", "採用後すぐ", "令和8年12月"])
def test_読めない期限は書き方を言う(words: str) -> None:
    with pytest.raises(Unreadable, match=r"書いてください|確かめてください"):
        course_words.deadline(words)


@pytest.mark.parametrize("words", ["しばらく", "0年", "三年"])
def test_読めない有効期間は書き方を言う(words: str) -> None:
    with pytest.raises(Unreadable, match="「毎年度」「3年」"):
        course_words.validity(words)
