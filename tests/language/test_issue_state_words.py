"""「#12を解決にして」: an issue and a state, only where nothing else is said."""

import pytest

from domain.issue import IssueState
from language.issue_state_words import StateWish, state_alone, state_wished

SOLVED, AT_WORK = IssueState.SOLVED, IssueState.AT_WORK
WITHDRAWN, RECEIVED = IssueState.WITHDRAWN, IssueState.RECEIVED


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("#12を解決にして", SOLVED),
        ("１２番を解決にしてください。", SOLVED),
        ("課題12、完了です", SOLVED),
        ("#12は解決しました", SOLVED),
        ("#12 対応中にして", AT_WORK),
        ("#12、着手しました", AT_WORK),
        ("12番は見送りで", WITHDRAWN),
        ("#12は見送って", WITHDRAWN),
        ("#12を取り下げたいです", WITHDRAWN),
        ("#12を受付に戻して", RECEIVED),
    ],
)
def test_番号と状態だけを言うものを読む(text: str, state: IssueState) -> None:
    assert state_wished(text) == StateWish(12, state)


@pytest.mark.parametrize(
    "text",
    [
        "#12",
        "12を解決にして",
        "#12は解決した？",
        "#12は解決しましたか",
        "#12はまだ解決していません",
        "#12は解決しないでください",
        "#12を解決した部署はありますか",
        "解決にして",
        "#12の対応中の人に伝えて",
        "RPA研修を完了しました",
        "この課題は3年前に解決しました、という事例が12番",
    ],
)
def test_問いや打ち消しやほかのことは読まない(text: str) -> None:
    assert state_wished(text) is None


def test_どの状態かときいた答えは状態だけでよい() -> None:
    assert state_alone("対応中にして") is AT_WORK
    assert state_alone("まだ対応中ではない") is None
