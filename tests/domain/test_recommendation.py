"""「次に何の研修を受ければいい？」: what is suggested, and in which order."""

from datetime import date

import pytest

from domain.policy import StageRule
from domain.suggestion import Placement
from domain.training import Deadline, RecordState, Validity
from tests.domain.builders import (
    TODAY,
    codes,
    course,
    policy_requiring,
    recommend,
    record,
    session,
    stage,
)

TOWN = policy_requiring("BPR", "AI", "データ利活用")
PAST, SOON, LATER = (
    Deadline(on=day) for day in (date(2026, 9, 30), date(2026, 10, 31), date(2026, 12, 28))
)


# -- 順番 -------------------------------------------------------------------------------------


def test_期限切れの必須から順に決まりどおりに並びどれも自分の順の理由を持つ() -> None:
    stages = [stage("Step1", rule=StageRule(named_skills=("AI",)))]
    town = policy_requiring("BPR", "AI", "データ利活用", "統計", stages=stages)
    courses = [
        course("K001", skills=["BPR"], hours=0.5),
        course("K002", skills=["データ利活用"], hours=0.1, needs=["K007"]),
        course("K003", skills=["AI"], hours=8),
        course("K004", required=True),
        course("K005", required=True, deadline=SOON),
        course("K006", required=True, deadline=PAST),
        course("K007", hours=8),
        course("K008", skills=["統計"], hours=1),
    ]
    found = recommend(town, courses)
    assert [(each.course.code, each.placement) for each in found.next] == [
        ("K006", Placement.OVERDUE),
        ("K005", Placement.DUE),
        ("K004", Placement.REQUIRED),
        ("K003", Placement.STAGE),
        ("K007", Placement.PREREQUISITE),
        ("K002", Placement.SKILLS),
        ("K001", Placement.SKILLS),
        ("K008", Placement.SKILLS),
    ]
    assert [each.course.code for each in found.overdue] == ["K006"]


def test_期限を過ぎた必須研修は古い期限のものから並ぶ() -> None:
    older = Deadline(on=date(2026, 6, 30))
    courses = [
        course("K001", required=True, deadline=PAST),
        course("K002", required=True, deadline=older),
    ]
    assert codes(recommend(TOWN, courses)) == ["K002", "K001"]


def test_期限のある必須研修は期限の近いものから並び期限のないものが続く() -> None:
    courses = [
        course("K001", required=True, skills=["BPR", "AI"], hours=0.5),
        course("K002", required=True, deadline=LATER),
        course("K003", required=True, deadline=SOON),
    ]
    assert codes(recommend(TOWN, courses)) == ["K003", "K002", "K001"]


def test_期限の当日はまだ期限切れではない() -> None:
    due_today = course("K001", required=True, deadline=Deadline(on=TODAY))
    (suggestion,) = recommend(TOWN, [due_today]).next
    assert suggestion.placement is Placement.DUE
    assert suggestion.deadline == TODAY


def test_選択の研修は期限を過ぎても期限切れの必須にならない() -> None:
    found = recommend(TOWN, [course("K001", skills=["BPR"], deadline=PAST)])
    assert found.overdue == ()
    assert found.next[0].placement is Placement.SKILLS


def test_次の育成段階を妨げるスキルの研修は時間あたりのスキルより先である() -> None:
    steps = [
        stage("Step1", rule=StageRule(named_skills=("AI",))),
        stage("Step2", rule=StageRule(named_skills=("データ利活用",))),
    ]
    town = policy_requiring("BPR", "AI", "データ利活用", stages=steps)
    blocking = course("K003", skills=["AI"], hours=10)
    courses = [
        course("K001", skills=["データ利活用"], hours=0.5),
        course("K002", skills=["BPR"], hours=0.5),
        blocking,
    ]
    suggestion = recommend(town, courses).next[0]
    assert suggestion.course == blocking
    assert suggestion.stage == steps[0]
    after = recommend(town, courses, record("K003"))
    assert (after.next[0].course.code, after.next[0].stage) == ("K001", steps[1])


def test_時間あたりの不足スキルが多い研修から並ぶ() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=2),
        course("K002", skills=["AI", "データ利活用"], hours=3),
    ]
    assert codes(recommend(TOWN, courses)) == ["K002", "K001"]


def test_すでに並んだ研修で習得できるスキルは二度数えない() -> None:
    courses = [
        course("K001", skills=["BPR", "AI"], hours=1),
        course("K002", skills=["AI", "データ利活用"], hours=1.5),
        course("K003", skills=["BPR"], hours=3),
    ]
    found = recommend(TOWN, courses)
    assert [(s.course.code, s.closes) for s in found.next] == [
        ("K001", ("BPR", "AI")),
        ("K002", ("データ利活用",)),
    ]


def test_時間の分からない研修は時間の分かる研修の後になる() -> None:
    courses = [
        course("K001", skills=["BPR", "AI"], hours=None),
        course("K002", skills=["データ利活用"], hours=40),
    ]
    assert codes(recommend(TOWN, courses)) == ["K002", "K001"]


def test_ほかが同じなら早く受けられる研修から並ぶ() -> None:
    december, november = session(on=date(2026, 12, 1)), session(on=date(2026, 11, 1))
    courses = [
        course("K001", skills=["BPR"], on_demand=False),
        course("K002", skills=["AI"], on_demand=False, sessions=[december]),
        course("K003", skills=["データ利活用"], on_demand=False, sessions=[november]),
    ]
    assert codes(recommend(TOWN, courses)) == ["K003", "K002", "K001"]
    anytime = course("K004", skills=["統計"])
    town = policy_requiring("BPR", "AI", "データ利活用", "統計")
    assert codes(recommend(town, [*courses, anytime])) == ["K004", "K003", "K002", "K001"]


def test_満席や申込締切後の開催回は早さに数えない() -> None:
    full = session(on=date(2026, 10, 5), capacity=1, taken=1)
    closed = session(on=date(2026, 10, 6), apply_by=date(2026, 9, 30))
    november, december = session(on=date(2026, 11, 1)), session(on=date(2026, 12, 1))
    courses = [
        course("K001", skills=["BPR"], on_demand=False, sessions=[full, december]),
        course("K002", skills=["AI"], on_demand=False, sessions=[closed]),
        course("K003", skills=["データ利活用"], on_demand=False, sessions=[november]),
    ]
    found = recommend(TOWN, courses)
    assert [(s.course.code, s.session) for s in found.next] == [
        ("K003", november),
        ("K001", december),
        ("K002", None),
    ]


def test_何もかも同じならコードの順に並ぶ() -> None:
    courses = [course(code, skills=["BPR"]) for code in ("K002", "K001")]
    assert codes(recommend(TOWN, courses)) == ["K001"]


def test_選択の研修の期限は時間あたりのスキルより先に見ない() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=8, deadline=PAST),
        course("K002", skills=["AI", "データ利活用"], hours=1),
    ]
    assert codes(recommend(TOWN, courses)) == ["K002", "K001"]


# -- 前提研修 ---------------------------------------------------------------------------------


def test_前提研修は順をたどってすべて先に並ぶ() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=0.1, needs=["K002", "K004"]),
        course("K002", needs=["K003"]),
        course("K003", skills=["AI"]),
        course("K004", needs=["K003"]),
    ]
    found = recommend(TOWN, courses)
    assert codes(found) == ["K003", "K002", "K004", "K001"]
    needed_by = [s.needed_by.code if s.needed_by else None for s in found.next]
    assert needed_by == ["K002", "K001", "K001", None]
    assert [s.placement for s in found.next[:3]] == [Placement.PREREQUISITE] * 3


def test_何も埋めない前提研修の理由はその先の研修が埋めるスキルである() -> None:
    courses = [
        course("K001", skills=["AI"], needs=["K002"]),
        course("K002", skills=["BPR"], needs=["K003"]),
        course("K003"),
        course("K004", skills=["BPR"]),
    ]
    found = recommend(TOWN, courses, record("K004"))
    told = [(s.course.code, s.requirement.skill if s.requirement else None) for s in found.next]
    assert told == [("K003", "AI"), ("K002", "AI"), ("K001", "AI")]


def test_必須研修の前提研修の理由はその必須研修の理由である() -> None:
    town = policy_requiring("BPR")
    courses = [
        course("K001", skills=["BPR"], required=True, needs=["K002"]),
        course("K002"),
        course("K003", skills=["BPR"]),
    ]
    first = recommend(town, courses, record("K003")).next[0]
    assert (first.course.code, first.closes) == ("K002", ())
    assert first.requirement is not None
    assert first.requirement.skill == "BPR"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RecordState.COMPLETED, ["K001"]),
        (RecordState.REPORTED, ["K001"]),
        (RecordState.ABSENT, ["K002", "K001"]),
        (RecordState.REJECTED, ["K002", "K001"]),
    ],
)
def test_前提研修は修了か申告があれば並ばない(state: RecordState, expected: list[str]) -> None:
    courses = [course("K001", skills=["BPR"], needs=["K002"]), course("K002")]
    assert codes(recommend(TOWN, courses, record("K002", state=state))) == expected


def test_有効期間の切れた前提研修はもう一度先に並ぶ() -> None:
    courses = [
        course("K001", skills=["BPR"], needs=["K002"]),
        course("K002", validity=Validity(years=1)),
    ]
    last_year = record("K002", on=date(2025, 9, 30))
    assert codes(recommend(TOWN, courses, last_year)) == ["K002", "K001"]


def test_期限切れの必須の前提研修はもっと緩い期限でも先に並ぶ() -> None:
    courses = [
        course("K001", required=True, deadline=PAST, needs=["K002"]),
        course("K002", required=True, deadline=LATER),
        course("K003", required=True, deadline=SOON),
    ]
    found = recommend(TOWN, courses)
    assert codes(found) == ["K002", "K001", "K003"]
    assert found.next[0].placement is Placement.DUE


def test_前提研修が一覧から消えていてもその研修は勧められる() -> None:
    assert codes(recommend(TOWN, [course("K001", skills=["BPR"], needs=["K099"])])) == ["K001"]


def test_前提研修が輪になっていてもどの研修も一度ずつ並ぶ() -> None:
    courses = [
        course("K001", skills=["BPR"], needs=["K002"]),
        course("K002", needs=["K003"]),
        course("K003", skills=["AI"], needs=["K001"]),
    ]
    found = recommend(policy_requiring("BPR", "AI"), courses)
    assert sorted(codes(found)) == ["K001", "K002", "K003"]
    assert {skill for each in found.next for skill in each.closes} == {"BPR", "AI"}


def test_自分を前提とする研修も一度だけ並び習得できるスキルを示す() -> None:
    (only,) = recommend(TOWN, [course("K001", skills=["BPR"], needs=["K001"])]).next
    assert (only.closes, only.placement) == (("BPR",), Placement.SKILLS)


def test_前提研修だけで足りるならその先の選択の研修は勧められない() -> None:
    courses = [
        course("K001", skills=["BPR"], hours=1, needs=["K002"]),
        course("K002", skills=["BPR"], hours=2),
    ]
    assert codes(recommend(TOWN, courses)) == ["K002"]


def test_前提研修が段階のスキルを習得させたら残りは時間あたりのスキルで並ぶ() -> None:
    stages = [stage("Step1", rule=StageRule(named_skills=("AI", "統計")))]
    town = policy_requiring("BPR", "AI", "統計", stages=stages)
    courses = [
        course("K001", skills=["AI", "BPR"], hours=1, needs=["K002"]),
        course("K002", skills=["AI"], hours=2),
        course("K003", skills=["統計"], hours=4),
    ]
    assert codes(recommend(town, courses)) == ["K002", "K003", "K001"]
