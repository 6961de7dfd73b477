"""Courses as people name them: half-width, in hiragana, mistyped, misconverted, cut short."""

from functools import partial

from language.gazetteer import CourseNames
from tests.effort import slowness, taken
from tests.language.read_data import lines, rows

NAMES = lines("course_catalogue.txt")
CATALOGUE = CourseNames(NAMES)
MANY = [
    *NAMES,
    *(f"{task}{kind}" for task in ["防災", "福祉", "税務", "契約", "財政", "人事", "広報", "文書", "条例", "選挙", "道路", "水道", "保育"] for kind in (
        "データ分析入門", "業務改善実践", "システム研修", "クラウド活用講座", "情報セキュリティ研修（年次）",
        "AI活用セミナー", "電子化ワークショップ", "相談対応演習", "デジタル化基礎", "RPA入門",
        "RPA実践", "Excel初級", "Excel中級", "Excel上級", "生成AI活用", "BPR基礎", "窓口改善", "統計実務", "個人情報保護", "契約事務",
    )),
]  # fmt: skip
LONGEST_AT_MIDDLE = 0.005
"""Seconds for a message of the middle."""


def _found(text: str) -> set[str]:
    return {match.name for match in CATALOGUE.find(text)}


def _meant(names: str) -> set[str]:
    return set() if names == "-" else set(names.split(" / "))


def test_研修名はどう書かれてもほぼ必ず見つかる() -> None:
    missed = [
        (t, _found(t)) for t, names in rows("course_messages.tsv") if _found(t) != _meant(names)
    ]
    assert len(missed) <= 2, missed


def test_一覧にない研修を別の研修と取り違えない() -> None:
    named = [text for text, names in rows("course_messages.tsv") if names == "-"]
    assert len(named) > 30
    assert [text for text in named if _found(text)] == []


def test_三百の研修からでもすぐに見つかる() -> None:
    assert len(MANY) == 300
    catalogue = CourseNames(MANY)
    took = [taken(partial(catalogue.find, text)) for text, _ in rows("course_messages.tsv")]
    assert sorted(took)[len(took) // 2] / slowness() < LONGEST_AT_MIDDLE
