"""Which trainings teach what a case was done with."""

from dataclasses import replace

import pytest

from cards.example_values import BPR
from language.case_trainings import courses_teaching, teaches


@pytest.mark.parametrize(
    ("name", "skills", "tool", "is_taught"),
    [
        ("RPA入門", (), "ＲＰＡ", True),
        ("業務の自動化", ("RPA・AI-OCRの活用",), "AI-OCR", True),
        ("表計算ソフト 基礎", ("Excel",), "Excelマクロ", True),
        ("Power BI入門", (), "PowerBI", True),
        ("データ分析", ("R",), "RPA", False),
        ("GIS入門", (), "Logistics", False),
        ("JavaScript入門", (), "Java", False),
        ("文書の書き方", (), "", False),
    ],
)
def test_道具の名前が研修名かスキルにある(
    name: str, skills: tuple[str, ...], tool: str, *, is_taught: bool
) -> None:
    course = replace(BPR, name=name, skills=skills)
    assert teaches(course, [tool]) is is_taught
    assert courses_teaching([tool], [course]) == ((course,) if is_taught else ())


def test_道具がなければ教える研修もない() -> None:
    assert courses_teaching((), [BPR]) == ()
