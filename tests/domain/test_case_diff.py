"""Differences of two versions: nothing is lost, each field that differs is named."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.case_diff import Change, differences, fields_of, lines_between
from domain.improvement_case import CaseText, Effect, Visibility

TEXT = CaseText(title="題", before="困っていた。毎月20時間。", after="RPAにした。")
TEXTS = st.text(alphabet="あい。！？\n数1", max_size=30)


@given(TEXTS, TEXTS)
def test_消えた文を除けば新しく加えた文を除けば前の内容になる(before: str, after: str) -> None:
    lines = [*lines_between(before, after)]
    assert "".join(x.text for x in lines if x.change is not Change.ADDED) == before
    assert "".join(x.text for x in lines if x.change is not Change.REMOVED) == after


def test_同じ行に文を足しても前からある文は変わらない() -> None:
    found = [(x.change, x.text) for x in lines_between("A。\nB。\n", "A。足した。\nB。\n")]
    assert found == [
        (Change.SAME, "A。"),
        (Change.ADDED, "足した。"),
        (Change.SAME, "\n"),
        (Change.SAME, "B。"),
        (Change.SAME, "\n"),
    ]


def test_変わった項目だけが文ごとに示される() -> None:
    newer = replace(
        TEXT,
        before="困っていた。毎月18時間。",
        effect=Effect(hours=1234.5, cost=120000, waiting=15),
        tools=("RPA", "Excel"),
        visibility=Visibility.DEPARTMENT,
    )
    found = {
        each.label: [(x.change, x.text) for x in each.lines] for each in differences(TEXT, newer)
    }
    assert found == {
        "課題": [
            (Change.SAME, "困っていた。"),
            (Change.REMOVED, "毎月20時間。"),
            (Change.ADDED, "毎月18時間。"),
        ],
        "減った時間": [(Change.ADDED, "月1,234.5時間")],
        "減った費用": [(Change.ADDED, "年120,000円")],
        "短くなった待ち時間": [(Change.ADDED, "15分")],
        "道具": [(Change.ADDED, "RPA、Excel")],
        "公開範囲": [(Change.REMOVED, "全庁"), (Change.ADDED, "自部局")],
    }
    assert differences(TEXT, TEXT) == ()
    assert dict(fields_of(TEXT))["減った時間"] == ""
