"""A group's paragraph: what was decided and left open, in words that say no more than was said."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.example_digest import PERIOD
from cards.example_issues import ISSUE, SHORT
from domain.digest import Cite, CiteKind
from domain.digest_groups import NOT_DECIDED, GroupStands, Label, Marked, groups_part
from domain.issue_group import Evidence, GroupKind
from domain.japan_time import JAPAN

AT = datetime(2026, 11, 18, 10, 0, tzinfo=JAPAN)
CITE = Cite(CiteKind.ISSUE, SHORT.number)
FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
TEXTS = st.lists(
    st.sampled_from(["申請は", "月1,200件", "「4月」から", "費用", "12.5％", "です。", "　", "\n"]),
    min_size=1,
    max_size=60,
).map("".join)


def told(concluded: str = "", left_open: str = "", *, at: datetime = AT) -> list[str]:
    group = GroupStands(
        label="二度打ち",
        kind=GroupKind.COMMON,
        issues=(SHORT, ISSUE),
        evidence=Evidence(),
        concluded=(Marked(concluded, CITE, at),) if concluded else (),
        left_open=(Marked(left_open, CITE, at),) if left_open else (),
    )
    part = groups_part([group], PERIOD, today=AT.date())
    return [each.text for each in part.sentences()]


def test_決まったことがあれば何も決まっていないとは言わない() -> None:
    assert NOT_DECIDED in told(left_open="台数は未定です")
    assert NOT_DECIDED not in told(concluded="4月から試します")
    assert "話し合いで決まったとみられること（11月18日）：「4月から試します」" in told(
        concluded="4月から試します"
    )


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 4, 1, 0, 30, tzinfo=JAPAN), "4月1日"),
        (datetime(2026, 3, 31, 23, 30, tzinfo=JAPAN), "2026年3月31日"),
        (datetime(2025, 11, 18, 10, 0, tzinfo=JAPAN), "2025年11月18日"),
    ],
)
def test_別の年度の話し合いは年から言う(at: datetime, day: str) -> None:
    assert f"話し合いで決まったとみられること（{day}）：「試します」" in told("試します", at=at)


@given(TEXTS)
def test_長い言葉を切っても数は途中で切れず括弧は一組(text: str) -> None:
    begin = f"{Label.CONCLUDED}（11月18日）：「"
    (line,) = (each for each in told(concluded=text) if each.startswith(begin))
    assert (line.count("「"), line.count("」")) == (1, 1)
    assert set(FIGURE.findall(line.removeprefix(begin))) <= set(FIGURE.findall(text))


def test_改善事例から来た対応策は引用するが言い換えには出さない() -> None:
    group = GroupStands(
        label="二度打ち",
        kind=GroupKind.COMMON,
        issues=(SHORT, ISSUE),
        evidence=Evidence(),
        answers=(
            Marked("事例のとおり読み取る。", CITE, AT, is_of_a_case=True),
            Marked("うちでは読み取る。", CITE, AT),
        ),
    )
    part = groups_part([group], PERIOD, today=AT.date())
    answers = [each for each in part.sentences() if each.text.startswith(Label.ANSWER)]
    assert [each.quote.words if each.quote else None for each in answers] == [
        None,
        "うちでは読み取る。",
    ]
    assert "事例のとおり読み取る。" in answers[0].text
