"""Which skills the records show: only what is completed, confirmed, valid and not in the future."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.acquisition import Acquired, AcquisitionRules
from domain.catalogue import Catalogue
from domain.policy import Policy, Qualification
from domain.training import (
    Achievements,
    Course,
    QualificationHeld,
    RecordState,
    TrainingRecord,
    Validity,
)
from tests.domain.builders import HERE, TODAY, course, policy, record, talent_type

BPR = course("K001", skills=["BPR"])
SECURITY = course("K002", skills=["セキュリティ"], validity=Validity(fiscal_year_only=True))
DATA = course("K003", skills=["データ利活用", "BPR"], validity=Validity(years=3))
PASSPORT = Qualification(name="ITパスポート", skills=("ICT基礎",), source=HERE)
TOWN = policy(
    talent_type(),
    skills=["BPR", "セキュリティ", "データ利活用", "ICT基礎"],
    qualifications=[PASSPORT],
)


def acquired(
    *records: TrainingRecord,
    courses: tuple[Course, ...] = (BPR, SECURITY, DATA),
    qualifications: tuple[QualificationHeld, ...] = (),
    today: date = TODAY,
    of: Policy = TOWN,
) -> Acquired:
    rules = AcquisitionRules(policy=of, catalogue=Catalogue(courses), today=today)
    return rules.acquired(Achievements(records, qualifications))


def test_記録がなければ何も習得していない() -> None:
    assert acquired() == Acquired(frozenset(), frozenset(), frozenset(), frozenset())


def test_修了した研修のスキルはすべて習得したことになる() -> None:
    found = acquired(record("K003"))
    assert found.skills == {"データ利活用", "BPR"}
    assert found.completed == {3}


@pytest.mark.parametrize("state", [RecordState.ABSENT, RecordState.REJECTED])
def test_欠席と差戻しは習得にならず確認待ちでもない(state: RecordState) -> None:
    found = acquired(record("K001", state=state))
    assert found.skills == frozenset()
    assert found.completed == found.waiting == frozenset()


def test_申告は確認されるまで習得にならず確認待ちになる() -> None:
    found = acquired(record("K001", state=RecordState.REPORTED))
    assert found.skills == frozenset()
    assert found.waiting == {1}


def test_修了の記録があれば同じ研修の申告は確認待ちではない() -> None:
    found = acquired(record("K001"), record("K001", state=RecordState.REPORTED))
    assert found.completed == {1}
    assert found.waiting == frozenset()


def test_差し戻された後に改めて申告すれば確認待ちになる() -> None:
    rejected = record("K001", on=date(2026, 5, 1), state=RecordState.REJECTED)
    again = record("K001", on=date(2026, 6, 1), state=RecordState.REPORTED)
    assert acquired(rejected, again).waiting == {1}


def test_先の日付の修了は今日はまだ習得にならない() -> None:
    tomorrow = record("K001", on=TODAY + timedelta(days=1))
    assert acquired(tomorrow).skills == frozenset()
    assert acquired(tomorrow, today=TODAY + timedelta(days=1)).skills == {"BPR"}


def test_有効期間の切れた修了は習得にならない() -> None:
    three_years_ago = record("K003", on=date(2023, 10, 1))
    assert acquired(three_years_ago, today=date(2026, 9, 30)).skills == {"データ利活用", "BPR"}
    assert acquired(three_years_ago, today=date(2026, 10, 1)).skills == frozenset()


def test_有効期間の切れた申告は確認待ちに数えない() -> None:
    last_year = record("K002", on=date(2026, 3, 31), state=RecordState.REPORTED)
    assert acquired(last_year).waiting == frozenset()


def test_切れた修了を受け直せばまた習得したことになる() -> None:
    expired, renewed = record("K003", on=date(2020, 5, 1)), record("K003", on=date(2026, 5, 1))
    assert acquired(expired, renewed).skills == acquired(renewed, expired).skills != frozenset()


def test_一覧にない研修の記録があってもほかの記録は数えられる() -> None:
    found = acquired(record("K999"), record("K001"))
    assert found.skills == {"BPR"}
    assert found.completed == {1}


# -- 毎年度のスキル ---------------------------------------------------------------------------

RENEWED = frozenset({"BPR"})


@pytest.mark.parametrize(
    ("completed_on", "today", "missing"),
    [
        (date(2026, 4, 1), date(2027, 3, 31), ()),
        (date(2027, 3, 31), date(2027, 3, 31), ()),
        (date(2027, 3, 31), date(2027, 4, 1), ("BPR",)),
        (date(2027, 4, 1), date(2027, 4, 1), ()),
    ],
)
def test_毎年度のスキルは今の年度の修了だけが満たす(
    completed_on: date, today: date, missing: tuple[str, ...]
) -> None:
    found = acquired(record("K001", on=completed_on), today=today)
    assert found.missing(("BPR",), renewed_each_fiscal_year=RENEWED) == missing
    assert found.missing(("BPR",), renewed_each_fiscal_year=frozenset()) == ()


def test_不足しているスキルは求められた順に並ぶ() -> None:
    found = acquired(record("K001"))
    required = ("データ利活用", "BPR", "ICT基礎")
    missing = found.missing(required, renewed_each_fiscal_year=frozenset())
    assert missing == ("データ利活用", "ICT基礎")


def reported(code: str, *, on: date = date(2026, 5, 1)) -> TrainingRecord:
    return record(code, on=on, state=RecordState.REPORTED)


@pytest.mark.parametrize(
    ("reported_on", "renewed", "awaited"),
    [
        (date(2026, 4, 1), RENEWED, {"BPR"}),
        (date(2026, 3, 31), RENEWED, set()),
        (date(2026, 3, 31), frozenset[str](), {"BPR"}),
    ],
)
def test_申告で足りるスキルは確認を待つだけで毎年度のものは今年度の申告に限る(
    reported_on: date, renewed: frozenset[str], awaited: set[str]
) -> None:
    found = acquired(reported("K001", on=reported_on))
    assert found.awaited(("ICT基礎", "BPR"), renewed_each_fiscal_year=renewed) == awaited


def test_不足していないスキルや切れた申告は確認を待たない() -> None:
    found = acquired(reported("K001"), reported("K002", on=date(2026, 3, 31)))
    assert found.awaited(("セキュリティ",), renewed_each_fiscal_year=frozenset()) == set()


def test_前に修了した研修を今年度に申告すれば確認待ちになる() -> None:
    before = record("K001", on=date(2025, 5, 1))
    found = acquired(before, reported("K001"))
    assert found.completed == found.waiting == {1}
    assert found.awaited(("BPR",), renewed_each_fiscal_year=RENEWED) == {"BPR"}
    assert acquired(before, reported("K001", on=date(2025, 6, 1))).waiting == set()


# -- 資格 -------------------------------------------------------------------------------------


def held(
    name: str = "ITパスポート", *, on: date = date(2024, 7, 1), until: date | None = None
) -> QualificationHeld:
    return QualificationHeld(name, on, until)


def test_資格は方針が認めるスキルの習得になる() -> None:
    assert acquired(qualifications=(held(),)).skills == {"ICT基礎"}


def test_方針にない資格は何の習得にもならない() -> None:
    assert acquired(qualifications=(held("普通自動車免許"),)).skills == frozenset()


def test_期限のある資格は期限の当日まで有効である() -> None:
    assert acquired(qualifications=(held(until=TODAY),)).skills == {"ICT基礎"}
    expired = held(until=TODAY - timedelta(days=1))
    assert acquired(qualifications=(expired,)).skills == frozenset()


def test_資格は毎年度の受け直しの代わりにならない() -> None:
    found = acquired(qualifications=(held(on=date(2026, 5, 1)),))
    assert found.missing(("ICT基礎",), renewed_each_fiscal_year=frozenset({"ICT基礎"}))


def test_取得日が先の資格はまだ習得にならない() -> None:
    tomorrow = held(on=TODAY + timedelta(days=1))
    assert acquired(qualifications=(tomorrow,)).skills == frozenset()


# -- どんな記録でも ---------------------------------------------------------------------------

RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(["K001", "K002", "K003", "K999"]),
        on=st.dates(date(2022, 1, 1), date(2027, 12, 31)),
        state=st.sampled_from(RecordState),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(RECORDS, st.data())
def test_記録の並びは結果を変えない(records: list[TrainingRecord], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(records))
    assert acquired(*records) == acquired(*shuffled)


@settings(deadline=None)
@given(RECORDS)
def test_今年度のスキルと修了は習得したスキルに含まれる(records: list[TrainingRecord]) -> None:
    found = acquired(*records)
    assert found.skills_this_fiscal_year <= found.skills
    this_year = {r.course_id for r in records if date(2026, 4, 1) <= r.completed_on <= TODAY}
    assert found.waiting & found.completed <= this_year
    assert found.reported_this_fiscal_year <= found.reported


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_記録が増えても習得したスキルは減らない(
    records: list[TrainingRecord], more: list[TrainingRecord]
) -> None:
    before, after = acquired(*records), acquired(*records, *more)
    assert before.skills <= after.skills
    assert before.completed <= after.completed


@settings(deadline=None)
@given(RECORDS)
def test_一つずつ確かめた修了は人ごとに数えた修了と同じ(records: list[TrainingRecord]) -> None:
    rules = AcquisitionRules(policy=TOWN, catalogue=Catalogue((BPR, SECURITY, DATA)), today=TODAY)
    one_by_one = {each.course_id for each in records if rules.is_completed(each)}
    assert one_by_one == acquired(*records).completed
