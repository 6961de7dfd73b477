"""How each KPI is counted, and who is left out of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Catalogue
from domain.improvement_case import Adoption
from domain.kpi import ELSEWHERE, REGULAR, UNKNOWN_HOURS, Figure, Kpi, Reading, Series
from domain.kpi_count import NOT_YET_JOINED, ON_LEAVE, count_kpis
from domain.kpi_sources import Sources
from domain.people import Attendance, Employment, Person
from domain.policy import Policy, Qualification, StageRule
from domain.requirements import Rulebook
from domain.training import (
    Achievements,
    Attended,
    Audience,
    ProjectRecord,
    QualificationHeld,
    RecordState,
    TrainingRecord,
    Validity,
)
from tests.domain.builders import HERE, STAFF, TODAY, course, person, policy, record, stage
from tests.domain.builders import talent_type as type_of
from tests.domain.test_case_totals import _adoption, published_case

BASICS, YEARLY, LEADING = "K001", "K002", "K003"
COURSES = (
    course(BASICS, required=True, skills=("基礎",)),
    course(YEARLY, required=True, validity=Validity(fiscal_year_only=True)),
    course(LEADING, audience=Audience(grades=frozenset({"課長級"}))),
)
TOWN = policy(
    type_of(skills=("基礎",)),
    type_of("DX推進員", skills=("応用",), includes=(STAFF,)),
    skills=("基礎", "応用"),
    stages=(
        stage("Step1", rule=StageRule(skills="own")),
        stage("Step2", rule=StageRule(lead_months=12)),
    ),
    qualifications=(Qualification(name="ITパスポート", skills=("応用",), source=HERE),),
)


def reading(
    people: Sequence[Person],
    done: Mapping[int, Achievements] | None = None,
    *,
    under: Policy = TOWN,
    as_of: date = TODAY,
    adoptions: Sequence[Adoption] = (),
    has_case: bool = False,
) -> Reading:
    records = done or {}
    sources = Sources(
        people=people,
        attended=attended(records),
        qualifications={number: each.qualifications for number, each in records.items()},
        projects={number: each.projects for number, each in records.items()},
        catalogue=Catalogue(COURSES),
        cases=[published_case()] if has_case else [],
        adoptions=adoptions,
    )
    return count_kpis(sources, rulebook=Rulebook(under), as_of=as_of)


def attended(done: Mapping[int, Achievements]) -> list[Attended]:
    """As the storage hands them over: each record once."""
    who: defaultdict[TrainingRecord, list[int]] = defaultdict(list)
    for number, each in done.items():
        for one in each.records:
            who[one].append(number)
    return [Attended(one, people) for one, people in who.items()]


def counted(found: Reading, kpi: Kpi, about: str = "", part: str = "") -> tuple[float, int | None]:  # fmt: skip
    figure = found.figure(Series(kpi, about, part))
    assert figure is not None, [each.series for each in found.figures]
    return figure.count, figure.of


def done(*records: TrainingRecord) -> Achievements:
    return Achievements(records)


def test_休職育休と採用前の人は理由とともに分母から除かれる() -> None:
    people = [
        person(id=1),
        person(id=2, attendance=Attendance.LEAVE),
        person(id=3, attendance=Attendance.PARENTAL_LEAVE),
        person(id=4, joined_on=date(2026, 10, 2)),
        person(id=5, joined_on=TODAY),
        person(id=6, joined_on=None),
    ]
    found = reading(people, {n: done(record(BASICS)) for n in (1, 2, 4)})
    assert counted(found, Kpi.BASIC) == (1, 3)
    assert dict(found.excluded) == {ON_LEAVE: 2, NOT_YET_JOINED: 1}
    assert found.people == 3


def test_申告と欠席と基準日のあとの修了は数えない() -> None:
    people = [person(id=n) for n in range(1, 5)]
    records = {
        1: done(record(BASICS)),
        2: done(record(BASICS, state=RecordState.REPORTED)),
        3: done(record(BASICS, state=RecordState.ABSENT)),
        4: done(record(BASICS, on=date(2026, 10, 2))),
    }
    assert counted(reading(people, records), Kpi.BASIC) == (1, 4)


def test_毎年度の研修は全職員基礎研修に入らず前の年度の修了を数えない() -> None:
    records = {1: done(record(YEARLY, on=date(2026, 3, 31))), 2: done(record(YEARLY))}
    found = reading([person(id=1), person(id=2)], records)
    assert counted(found, Kpi.COURSE, YEARLY) == (1, 2)
    assert found.basics == ("研修K001",)


def test_講座の分母はその講座の対象の職員だけ() -> None:
    found = reading([person(id=1), person(id=2, grade="課長級")], {1: done(record(LEADING))})
    assert counted(found, Kpi.COURSE, LEADING) == (0, 1)


def test_部局ごとの分子と分母を足すと全体になる() -> None:
    elsewhere = replace(person(id=3), posts=(replace(person().main_post, department="福祉部"),))
    found = reading([person(id=1), person(id=2), elsewhere], {3: done(record(BASICS))})
    parts = found.by_department(Kpi.BASIC)
    assert {p.series.department: (p.count, p.of) for p in parts} == {
        "総務部": (0, 2),
        "福祉部": (1, 1),
    }


def test_推進員のいる課の割合で兼務の課も数え休職中の推進員は数えない() -> None:
    people = [
        person(id=1, sections=("総務課", "人事課"), team_roles=("DX推進員",)),
        person(id=2, sections=("人事課",)),
        person(id=3, sections=("財政課",)),
        person(id=4, sections=("財政課",), team_roles=("DX推進員",), attendance=Attendance.LEAVE),
        person(id=5, sections=("総務部",)),
    ]
    assert counted(reading(people), Kpi.PROMOTERS) == (2, 3)


def test_役割をもつ部局の外の兼務の課は配置に数えない() -> None:
    base = person(id=1, sections=("総務課", "福祉課"), team_roles=("DX推進員",))
    away = replace(base, posts=(base.posts[0], replace(base.posts[1], department="福祉部")))
    there = replace(person(id=2), posts=(away.posts[1],))
    assert counted(reading([away, there]), Kpi.PROMOTERS) == (1, 2)


def test_推進員が方針にも名簿にもなければ配置率は数えない() -> None:
    found = reading([person()], under=policy(type_of()))
    assert found.figure(Series(Kpi.PROMOTERS)) is None


def test_リードした人は案件の数にかかわらず一人と数える() -> None:
    led = [ProjectRecord(name, led=True, started_on=date(2026, 4, 1)) for name in "ab"]
    later = ProjectRecord("c", led=True, started_on=date(2026, 10, 2))
    joined = ProjectRecord("d", led=False, started_on=date(2026, 4, 1))
    records = {
        1: Achievements(projects=tuple(led)),
        2: Achievements(projects=(later,)),
        3: Achievements(projects=(joined,)),
    }
    found = reading([person(id=n) for n in (1, 2, 3)], records)
    assert counted(found, Kpi.LEADERS) == (1, 3)


def test_上の段階の人は下の段階にも到達している() -> None:
    project = ProjectRecord("案件", led=True, started_on=date(2025, 4, 1))
    records = {1: Achievements((record(BASICS),), projects=(project,)), 2: done(record(BASICS))}
    found = reading([person(id=n) for n in (1, 2, 3)], records)
    assert counted(found, Kpi.STAGE, STAFF, "Step1") == (2, 3)
    assert counted(found, Kpi.STAGE, STAFF, "Step2") == (1, 3)


def test_スキル到達度は含む人材区分のスキルも分母に入れる() -> None:
    promoter = person(id=1, talent_types=("DX推進員",))
    found = reading([promoter], {1: done(record(BASICS))})
    assert counted(found, Kpi.SKILLS, "DX推進員") == (1, 2)


def test_人数は任用形態の常勤を分けて数える() -> None:
    people = [person(id=1), person(id=2, employment=Employment.FISCAL_YEAR)]
    found = reading(people)
    assert counted(found, Kpi.HEADCOUNT, STAFF) == (2, None)
    assert counted(found, Kpi.HEADCOUNT, STAFF, REGULAR) == (1, None)


def test_資格は期限の切れたものを除き方針にないものも名前で数える() -> None:
    held = QualificationHeld("ITパスポート", date(2026, 4, 1))
    expired = QualificationHeld("ITパスポート", date(2020, 4, 1), date(2026, 9, 30))
    other = QualificationHeld("簿記2級", date(2020, 4, 1))
    records = {
        1: Achievements(qualifications=(held, other)),
        2: Achievements(qualifications=(expired,)),
    }
    found = reading([person(id=1), person(id=2)], records)
    assert counted(found, Kpi.QUALIFIED) == (1, 2)
    assert counted(found, Kpi.QUALIFIED, "ITパスポート") == (1, 2)
    assert counted(found, Kpi.QUALIFIED, "簿記2級") == (1, 2)


def test_珍しい資格は持つ人が分かるので五人に満たなければ示さない() -> None:
    held = [Achievements(qualifications=(QualificationHeld(name, date(2026, 4, 1)),)) for name in ("ITパスポート",) * 5 + ("簿記2級",) * 4]  # fmt: skip
    found = reading([person(id=n) for n in range(9)], dict(enumerate(held))).shown()
    hidden = {f.series.about: f.is_hidden for f in found.of(Kpi.QUALIFIED)}
    assert hidden == {"": False, "ITパスポート": False, "簿記2級": True}


def test_削減時間と横展開は基準日までに公開され始められたものだけ() -> None:
    # 10 hours a month since 15 April, 4 hours elsewhere since September, another from October on.
    adoptions = [_adoption(), _adoption("市民課", since=date(2026, 10, 1))]
    found = reading([], has_case=True, adoptions=adoptions, as_of=date(2026, 9, 30))
    assert counted(found, Kpi.HOURS) == (50, None)
    assert counted(found, Kpi.ADOPTED) == (1, None)
    later = reading([], has_case=True, adoptions=adoptions, as_of=date(2026, 11, 1))
    assert counted(later, Kpi.HOURS, ELSEWHERE) == (8 + 4, None)
    assert counted(later, Kpi.ADOPTED) == (2, None)
    assert counted(later, Kpi.HOURS, UNKNOWN_HOURS) == (0, None)
    before = reading([], has_case=True, adoptions=adoptions, as_of=date(2026, 4, 14))
    assert counted(before, Kpi.ADOPTED) == (0, None)


_DAYS = st.dates(date(2025, 10, 1), date(2026, 12, 31))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Attendance),
            st.sampled_from(("総務部", "福祉部", "市民部")),
            st.none() | _DAYS,
            st.none() | st.tuples(_DAYS, st.sampled_from(RecordState)),
        ),
        max_size=30,
    )
)
def test_受講率は名簿と記録を一行ずつ数えたものと同じ(
    rows: list[tuple[Attendance, str, date | None, tuple[date, RecordState] | None]],
) -> None:
    """A second, independent way to the same numbers."""
    people, records, expected = [], {}, dict.fromkeys(("総務部", "福祉部", "市民部"), (0, 0))
    for number, (attendance, department, joined_on, event) in enumerate(rows):
        if attendance is Attendance.LEFT:
            continue
        post = replace(person().main_post, department=department)
        who = person(id=number, attendance=attendance, joined_on=joined_on)
        people.append(replace(who, posts=(post,)))
        if event:
            records[number] = done(record(BASICS, on=event[0], state=event[1]))
        if attendance is Attendance.ACTIVE and (joined_on is None or joined_on <= TODAY):
            is_done = event is not None and event[0] <= TODAY and event[1] is RecordState.COMPLETED
            completed, of = expected[department]
            expected[department] = (completed + is_done, of + 1)
    found = reading(people, records)
    parts: dict[str, Figure] = {p.series.department: p for p in found.by_department(Kpi.BASIC)}
    assert {name: (p.count, p.of) for name, p in parts.items()} == {
        name: pair for name, pair in expected.items() if pair[1]
    }
    whole = tuple(map(sum, zip(*expected.values(), strict=True)))
    assert counted(found, Kpi.BASIC) == whole
