"""No name, address or number of anybody stays in what is kept of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.correction import LONGEST_TEXT
from handlers.masking import masked, tokens_that_may_be_numbers
from handlers.naming import name_index

ROSTER = ("市川　遥", "森 翔", "水谷　香織", "田中次郎", "リン メイ", "Sato Ken")
NAMES = name_index(enumerate(ROSTER, start=1))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("市川さんの受講状況", "〔氏名〕さんの受講状況"),
        ("水谷 香織の記録", "〔氏名〕の記録"),
        ("森さんに聞きたい", "〔氏名〕さんに聞きたい"),
        ("田中の件はどうなった", "〔氏名〕の件はどうなった"),
        ("ﾘﾝさんの分", "〔氏名〕さんの分"),
        ("名簿にいない山本さんの分", "名簿にいない〔氏名〕さんの分"),
        ("いちかわさんの分", "〔氏名〕さんの分"),
        ("a.b@city.lg.jp に送って", "〔メール〕 に送って"),
        ("０８３－２３１－１１１１に電話", "〔電話〕に電話"),
        ("09012345678まで", "〔電話〕まで"),
        ("内線1234です", "〔電話〕です"),
        ("職員番号10234です", "職員番号〔番号〕です"),
        ("S99の記録", "〔番号〕の記録"),
        ("<@U123ABC> 受講状況", "〔氏名〕 受講状況"),
    ],
)
def test_伏せる(text: str, kept: str) -> None:
    assert masked(text, NAMES, employee_numbers={"s99"}) == kept


@pytest.mark.parametrize(
    "text",
    [
        "森林課の研修",
        "オンライン研修はある?",
        "みなさんの状況",
        "たくさん受けたい",
        "2026年7月1日に受けた",
        "20260701に受けた",
        "2026-07-01に受けた",
        "41番の件は完了",
        "係長に言われた研修",
    ],
)
def test_伏せない(text: str) -> None:
    assert masked(text, NAMES) == text


@given(
    st.sampled_from([name.replace("　", "").replace(" ", "") for name in ROSTER[:4]]),
    st.text(alphabet="のはをに研修受講いつ、。 ", max_size=20),
    st.text(alphabet="のはをに研修受講いつ、。 ", max_size=20),
)
def test_どこにあっても姓名は残らない(name: str, before: str, after: str) -> None:
    assert name not in masked(f"{before}{name}{after}", NAMES)


@given(st.text(max_size=600))
def test_どんな文でも長さに収まる(text: str) -> None:
    once = masked(text, NAMES)
    assert len(once) <= LONGEST_TEXT
    assert tokens_that_may_be_numbers(text) is not None
