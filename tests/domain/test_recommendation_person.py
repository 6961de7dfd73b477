"""「次に何の研修を受ければいい？」: what one has done, the turn of the year, who one is, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.people import Attendance
from domain.policy import Condition, Renewal
from domain.requirements import Origin
from domain.suggestion import Placement
from domain.training import Audience, Deadline, RecordState, Validity
from storage.policy_file import shipped_policies
from tests.domain.builders import (
    HERE,
    TODAY,
    codes,
    course,
    moment,
    person,
    policy,
    policy_requiring,
    recommend,
    record,
    talent_type,
)

SHIPPED = shipped_policies()
TOWN = policy_requiring("BPR", "AI", "データ利活用")
PAST, SOON = Deadline(on=date(2026, 9, 30)), Deadline(on=date(2026, 10, 31))

# -- 受けたもの、申し出たもの -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RecordState.COMPLETED, []),
        (RecordState.REPORTED, []),
        (RecordState.ABSENT, ["K001"]),
        (RecordState.REJECTED, ["K001"]),
    ],
)
def test_必須研修は修了か申告をするまで勧められる(state: RecordState, expected: list[str]) -> None:
    required = course("K001", required=True)
    assert codes(recommend(TOWN, [required], record("K001", state=state))) == expected


def test_申告した研修は確認待ちになりそのスキルはまだ不足している() -> None:
    reported = record("K001", state=RecordState.REPORTED)
    bpr = course("K001", skills=["BPR"])
    found = recommend(TOWN, [bpr], reported)
    assert found.waiting == (bpr,)
    assert "BPR" in found.gap
    assert "BPR" not in found.without_course


def test_申告した研修のスキルにほかの研修を勧めない() -> None:
    courses = [
        course("K001", skills=["BPR"]),
        course("K002", skills=["BPR"], hours=0.5),
        course("K003", skills=["AI", "BPR"], hours=8),
    ]
    found = recommend(TOWN, courses, record("K001", state=RecordState.REPORTED))
    assert [(s.course.code, s.closes) for s in found.next] == [("K003", ("AI",))]
    assert found.awaited == {"BPR"}


def test_掲載の終わった研修の申告で足りるスキルは未登録ではない() -> None:
    withdrawn = replace(course("K001", skills=["BPR"]), withdrawn=True)
    found = recommend(TOWN, [withdrawn], record("K001", state=RecordState.REPORTED))
    assert (found.gap[0], found.without_course) == ("BPR", ("AI", "データ利活用"))


def test_前の年度に修了した研修を今年度に申告すればもう勧めない() -> None:
    courses = [course("K001", skills=["セキュリティ"]), course("K002", skills=["セキュリティ"])]
    before = record("K001", on=date(2026, 3, 31))
    reported = record("K001", state=RecordState.REPORTED)
    found = recommend(SECURITY, courses, before, reported)
    assert (codes(found), found.gap, found.waiting) == ([], ("セキュリティ",), (courses[0],))


def test_前の年度の申告では今年度の受講は済まない() -> None:
    reported = record("K001", on=date(2026, 3, 31), state=RecordState.REPORTED)
    courses = [course("K001", skills=["セキュリティ"])]
    assert codes(recommend(SECURITY, courses, reported)) == ["K001"]


def test_先の日付の修了の記録では研修は減らない() -> None:
    tomorrow = record("K001", on=TODAY + timedelta(days=1))
    assert codes(recommend(TOWN, [course("K001", skills=["BPR"])], tomorrow)) == ["K001"]


def test_何も不足していない人には選択の研修を勧めない() -> None:
    town, courses = policy_requiring("BPR"), [course("K001", skills=["BPR"])]
    found = recommend(town, courses, record("K001"))
    assert (found.gap, found.next) == ((), ())


def test_一覧から消えた研修の記録があっても答えは変わらない() -> None:
    courses = [course("K001", skills=["BPR"])]
    assert recommend(TOWN, courses, record("K999")) == recommend(TOWN, courses)


# -- 年度の変わり目 ---------------------------------------------------------------------------

SECURITY = policy(
    talent_type(),
    skills=["セキュリティ"],
    conditions=[
        Condition(
            name="ICT機器を扱う職員",
            when="handles_ict_equipment",
            required_skills=("セキュリティ",),
            renewal=Renewal(every="fiscal_year", source=HERE),
            source=HERE,
        )
    ],
)


@pytest.mark.parametrize("validity", [Validity(), Validity(fiscal_year_only=True)])
@pytest.mark.parametrize("required", [True, False])
def test_毎年度のセキュリティは三月三十一日まで済み四月一日にまた求められる(
    required: bool, validity: Validity
) -> None:
    courses = [course("K001", skills=["セキュリティ"], required=required, validity=validity)]
    done = record("K001", on=date(2026, 4, 1))
    march, april = moment(date(2027, 3, 31), 23), moment(date(2027, 4, 1), 0)
    assert codes(recommend(SECURITY, courses, done, now=march)) == []
    assert codes(recommend(SECURITY, courses, done, now=april)) == ["K001"]


def test_修了した必須は毎年度のスキルがほかで埋まればもう並ばない() -> None:
    courses = [
        course("K001", skills=["セキュリティ"], required=True),
        course("K002", skills=["セキュリティ"], required=True, deadline=SOON),
    ]
    last_year = record("K001", on=date(2026, 3, 31))
    assert codes(recommend(SECURITY, courses, last_year)) == ["K002"]


def test_毎年の期限を過ぎた必須は年度が変わると新しい期限になる() -> None:
    courses = [course("K001", required=True, deadline=Deadline(yearly=(9, 30)))]
    (march,) = recommend(TOWN, courses, now=moment(date(2027, 3, 31))).next
    (april,) = recommend(TOWN, courses, now=moment(date(2027, 4, 1))).next
    assert (march.placement, march.deadline) == (Placement.OVERDUE, date(2026, 9, 30))
    assert (april.placement, april.deadline) == (Placement.DUE, date(2027, 9, 30))


# -- その人の事情 -----------------------------------------------------------------------------


@pytest.mark.parametrize("attendance", [Attendance.LEAVE, Attendance.PARENTAL_LEAVE])
def test_休職と育休の間は期限が止まり研修は残る(attendance: Attendance) -> None:
    courses = [course("K001", required=True, deadline=PAST)]
    found = recommend(TOWN, courses, to=person(attendance=attendance))
    assert found.overdue == ()
    assert [(s.placement, s.deadline) for s in found.next] == [(Placement.REQUIRED, None)]


def test_採用より前の期限では期限切れにならない() -> None:
    courses = [course("K001", required=True, deadline=Deadline(yearly=(9, 30)))]
    newcomer = person(joined_on=date(2026, 10, 1))
    (suggestion,) = recommend(TOWN, courses, to=newcomer).next
    assert (suggestion.placement, suggestion.deadline) == (Placement.REQUIRED, None)


def test_採用後の期限は採用日から数える() -> None:
    courses = [course("K001", required=True, deadline=Deadline(months_after_joining=6))]
    late, new = person(joined_on=date(2026, 3, 31)), person(joined_on=date(2026, 4, 1))
    assert recommend(TOWN, courses, to=late).next[0].placement is Placement.OVERDUE
    assert recommend(TOWN, courses, to=new).next[0].placement is Placement.DUE
    veteran = recommend(TOWN, courses, to=person(joined_on=date(2001, 4, 1))).next[0]
    assert (veteran.placement, veteran.deadline) == (Placement.REQUIRED, None)
    unknown = recommend(TOWN, courses, to=person(joined_on=None)).next[0]
    assert (unknown.placement, unknown.deadline) == (Placement.REQUIRED, None)


def test_対象でない必須研修は勧められない() -> None:
    for_chiefs = Audience(grades=frozenset({"課長級"}))
    courses = [course("K001", required=True, skills=["BPR"], audience=for_chiefs)]
    assert codes(recommend(TOWN, courses, to=person(grade="主事級"))) == []
    assert codes(recommend(TOWN, courses, to=person(grade="課長級"))) == ["K001"]


def test_引き継ぐ区分の研修は勧められ引き継がない区分の研修は勧められない() -> None:
    tokyo = SHIPPED["tokyo-template"]
    courses = [
        course("K001", required=True, audience=Audience(frozenset({"一般行政職員"}))),
        course("K002", required=True, audience=Audience(frozenset({"DX推進員"}))),
    ]
    system_staff = person(talent_types=["全庁情報システム担当"])
    promoter = person(talent_types=["全庁DX推進担当"])
    assert codes(recommend(tokyo, courses, to=system_staff)) == ["K001"]
    assert codes(recommend(tokyo, courses, to=promoter)) == ["K001", "K002"]


# -- 未登録を推測しない -----------------------------------------------------------------------


def test_どの研修でも習得できないスキルは研修が未登録になる() -> None:
    found = recommend(TOWN, [course("K001", skills=["AI"])])
    assert found.without_course == ("BPR", "データ利活用")


def test_研修の一覧が空なら不足しているスキルはすべて未登録になる() -> None:
    found = recommend(TOWN, [])
    assert found.next == ()
    assert found.gap == found.without_course == ("BPR", "AI", "データ利活用")


def test_受けられる人の限られた研修しかないスキルはその人には未登録である() -> None:
    for_chiefs = Audience(grades=frozenset({"課長級"}))
    found = recommend(
        policy_requiring("BPR"), [course("K001", skills=["BPR"], audience=for_chiefs)]
    )
    assert found.without_course == ("BPR",)


def test_方針にない区分の人には何も推測せずその言葉を知らせる() -> None:
    found = recommend(TOWN, [course("K001", skills=["BPR"])], to=person(talent_types=["謎の区分"]))
    assert found.unknown_words == ("人材区分「謎の区分」",)
    assert (found.gap, found.next) == ((), ())


# -- 理由 -------------------------------------------------------------------------------------


def test_理由は不足しているスキルを求める方針の決まりである() -> None:
    (suggestion,) = recommend(TOWN, [course("K001", skills=["統計", "BPR"])]).next
    assert suggestion.requirement is not None
    assert suggestion.requirement.skill == "BPR"
    assert suggestion.requirement.origin is Origin.TALENT_TYPE
    assert suggestion.requirement.source == HERE


def test_一覧だけが必須とする研修に方針の理由はない() -> None:
    (suggestion,) = recommend(TOWN, [course("K001", required=True, skills=["統計"])]).next
    assert suggestion.requirement is None


def test_習得済みのスキルの必須研修にも方針の理由がある() -> None:
    courses = [course("K001", skills=["BPR"]), course("K002", skills=["BPR"], required=True)]
    (suggestion,) = recommend(policy_requiring("BPR"), courses, record("K001")).next
    assert suggestion.closes == ()
    assert suggestion.requirement is not None
    assert suggestion.requirement.skill == "BPR"


@pytest.mark.parametrize("policy_id", SHIPPED)
def test_どの方針のどの人材区分でも研修がそろえば不足はすべて埋まる(policy_id: str) -> None:
    shipped = SHIPPED[policy_id]
    courses = [
        course(f"K{place:03}", skills=[skill.name])
        for place, skill in enumerate(shipped.skills, start=1)
    ]
    for each in shipped.talent_types:
        found = recommend(shipped, courses, to=person(talent_types=[each.name]))
        assert {skill for s in found.next for skill in s.closes} == set(found.gap)
        assert found.without_course == found.unknown_words == ()
        assert all(s.requirement for s in found.next)
