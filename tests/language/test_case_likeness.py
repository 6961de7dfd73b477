"""Work that is like a case: measured on the sample cases, with one set to choose by and one to check."""

import csv
from datetime import date
from pathlib import Path

import pytest

from language.case_likeness import ALIKE, SIMILAR, likeness
from language.case_search import case_document, case_index
from language.search import Document, Index
from samples.cases import sample_cases

DATA = Path(__file__).parent / "data" / "case_likeness.tsv"


def documents() -> list[Document[int]]:
    return [
        case_document(
            number,
            department="",
            title=case.text.title,
            before=case.text.before,
            after=case.text.after,
            tools=case.text.tools,
        )
        for number, case in enumerate(sample_cases(date(2026, 11, 20)), start=1)
    ]


def sentences(name: str) -> list[tuple[int, str]]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(int(row["case"]), row["sentence"]) for row in rows if row["set"] == name]


@pytest.mark.parametrize(("name", "found", "wrong"), [("A", 22, 8), ("B", 7, 1)])
def test_同じ仕事を見つけ違う仕事をほとんど挙げない(name: str, found: int, wrong: int) -> None:
    index = Index(documents())
    same: list[str] = []
    other: list[tuple[int, str]] = []
    for number, text in sentences(name):
        near = [hit.key for hit in index.search(text, limit=len(index)) if hit.score >= ALIKE]
        same += [text for key in near if key == number]
        other += [(key, text) for key in near if key != number]
    assert len(same) >= found
    assert len(other) <= wrong, other


@pytest.mark.parametrize(("name", "found", "wrong"), [("A", 25, 7), ("B", 8, 2)])
def test_報告に似た事例は同じ仕事のものを示し違うものをほとんど示さない(
    name: str, found: int, wrong: int
) -> None:
    index = case_index(documents())
    same: list[str] = []
    other: list[tuple[int, str]] = []
    for number, text in sentences(name):
        near, _ = index.ranked(text, least=SIMILAR, near_from=SIMILAR)
        same += [text for key in near if key == number]
        other += [(key, text) for key in near if key != number]
    assert len(same) >= found
    assert len(other) <= wrong, other


def test_事例がほかになくても比べられる() -> None:
    case = documents()[0]
    assert likeness(case, (), ["認定調査票の転記をRPAで", ""])[0] > ALIKE
    assert likeness(case, [case], []) == ()


def test_ほかの事例とともに比べても探すときと同じ近さになる() -> None:
    index, text = Index(documents()), "審議会の議事録を録音から起こすのに丸1日かかる"
    scores = {hit.key: hit.score for hit in index.search(text, limit=20)}
    case = documents()[4]
    assert likeness(case, documents(), [text]) == pytest.approx((scores[case.key],))
