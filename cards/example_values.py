"""Values for the examples that every card file carries (``kakehashi cards preview``)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.acquisition import Acquired
from domain.improvement_case import Case, CaseState, CaseText, Effect, PublishedCase
from domain.japan_time import JAPAN
from domain.people import Attendance, Employment, Person, Post, TeamRoleHeld
from domain.plan import Plan, PlannedCourse
from domain.policy import Source, Stage, StageRule
from domain.recommendation import Recommendation
from domain.requirements import Origin, Profile, Requirement, Requirements
from domain.stages import StageProgress
from domain.standing import CategoryStanding
from domain.suggestion import Placement, Suggestion
from domain.training import (
    Achievements,
    Course,
    Obligation,
    QualificationHeld,
    RecordState,
    Session,
    TrainingRecord,
    Validity,
)

POLICY_NAME = "かけはし市デジタル人材育成方針"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN)
TODAY = NOW.date()
DEADLINE = date(2026, 12, 25)

PERSON = Person(
    id=1,
    employee_number="10234",
    email="ichikawa.haruka@kakehashi.example",
    name="市川　遥",
    grade="主任級",
    employment=Employment.REGULAR,
    attendance=Attendance.ACTIVE,
    posts=(Post("福祉部", "高齢福祉課", "主任"), Post("総務部", "DX推進室", concurrent=True)),
    team_roles=(TeamRoleHeld("DX推進員", "福祉部"),),
    joined_on=date(2019, 4, 1),
)
NAMESAKE = replace(PERSON, id=2, posts=(Post("市民部", "市民課", "主査"),))
PROFILE = Profile(
    talent_types=("一般職員",),
    grade="係長級・一般職員",
    team_roles=("DX推進員",),
    handles_ict_equipment=True,
)

_NEXT_SESSION = Session(
    id=1,
    course_id=2,
    starts_at=NOW + timedelta(days=20, hours=4),
    ends_at=NOW + timedelta(days=20, hours=7),
    place="本庁舎 大会議室",
    capacity=30,
    taken=26,
    apply_by=date(2026, 12, 4),
)
SECURITY = Course(
    id=1,
    code="SEC-01",
    name="情報セキュリティ研修（基礎）",
    summary="情報セキュリティに関する基本的な知識を習得する。",
    method="eラーニング",
    provider="情報政策課",
    hours=1.5,
    obligation=Obligation.REQUIRED,
    skills=("情報セキュリティ",),
    target="ICT機器を扱う職員",
    validity=Validity(fiscal_year_only=True),
    on_demand=True,
)
BPR = Course(
    id=2,
    code="BPR-02",
    name="BPR実践研修",
    summary="業務の流れを見直す手法を、自分の業務を題材に学ぶ。",
    method="集合",
    provider="県市町村職員研修所",
    hours=3.0,
    obligation=Obligation.OPTIONAL,
    skills=("業務分析・BPR",),
    target="DX推進員",
    needs_confirmation=True,
    sample=True,
    sessions=(_NEXT_SESSION,),
)
DX_BASICS = Course(
    id=3,
    code="DX-01",
    name="DX基礎研修",
    summary="",
    method="動画",
    provider="",
    hours=None,
    obligation=Obligation.OPTIONAL,
    skills=("DXの基礎知識",),
    target="全職員",
    on_demand=True,
)
COURSES = (SECURITY, BPR, DX_BASICS)

_SECTION = "4 デジタル人材育成の取組内容 (2)"
_FOR_ICT = Requirement(
    skill="情報セキュリティ",
    origin=Origin.CONDITION,
    by="ICT機器等を扱う全職員",
    source=Source(
        document=POLICY_NAME,
        section=_SECTION,
        quote="セキュリティに関してはICT機器等を扱う全ての職員を対象とする。",
    ),
    sample=False,
    every_fiscal_year=True,
    renewal_is_sample=True,
)
_FOR_PROMOTER = Requirement(
    skill="業務分析・BPR",
    origin=Origin.TEAM_ROLE,
    by="DX推進員",
    source=Source(document=POLICY_NAME, section="5 DX推進チームの設置"),
    sample=True,
)
_FOR_ALL = Requirement(
    skill="DXの基礎知識",
    origin=Origin.TALENT_TYPE,
    by="一般職員",
    source=None,
    sample=True,
)
_SKILLS = ("情報セキュリティ", "DXの基礎知識", "業務分析・BPR", "データサイエンス")
_STAGE = Stage(
    talent_type="一般職員",
    stage="Step1",
    definition="基礎知識を有している（＝推奨する研修を受講済）",
    rule=StageRule(skills="all", sample=True),
    sample=True,
)
_PROGRESS = StageProgress(
    talent_type="一般職員",
    reached=None,
    next=_STAGE,
    missing_skills=("DXの基礎知識",),
    missing_experience=("DX案件のリード 12か月（記録は3か月）",),
)

RECOMMENDATION = Recommendation(
    person=PERSON,
    requirements=Requirements(
        profile=PROFILE,
        skills=_SKILLS,
        reasons=(_FOR_ICT, _FOR_PROMOTER, _FOR_ALL),
        renewed_each_fiscal_year=frozenset({"情報セキュリティ"}),
        told={r.skill: r for r in (_FOR_ICT, _FOR_PROMOTER, _FOR_ALL)},
    ),
    acquired=Acquired(frozenset(), frozenset(), frozenset(), frozenset()),
    gap=_SKILLS,
    next=(
        Suggestion(
            course=SECURITY,
            closes=SECURITY.skills,
            placement=Placement.OVERDUE,
            requirement=_FOR_ICT,
            deadline=date(2026, 9, 30),
            session=None,
        ),
        Suggestion(
            course=DX_BASICS,
            closes=DX_BASICS.skills,
            placement=Placement.PREREQUISITE,
            requirement=_FOR_ALL,
            deadline=None,
            session=None,
            needed_by=BPR,
        ),
        Suggestion(
            course=BPR,
            closes=BPR.skills,
            placement=Placement.STAGE,
            requirement=_FOR_PROMOTER,
            deadline=DEADLINE,
            session=_NEXT_SESSION,
            stage=_STAGE,
        ),
    ),
    without_course=("データサイエンス",),
    waiting=(),
    stages=(_PROGRESS,),
    unknown_words=(),
)
NOTHING_LEFT = Recommendation(
    person=PERSON,
    requirements=Requirements(
        profile=PROFILE, skills=(), reasons=(), renewed_each_fiscal_year=frozenset(), told={}
    ),
    acquired=Acquired(frozenset(), frozenset(), frozenset(), frozenset()),
    gap=(),
    next=(),
    without_course=(),
    waiting=(BPR,),
    stages=(),
    unknown_words=("職級「特別職」",),
)

CATEGORIES = (
    CategoryStanding("マインド", acquired=(), missing=("DXの基礎知識",)),
    CategoryStanding("ICT", acquired=("表計算",), missing=("情報セキュリティ", "データサイエンス")),
)
ACHIEVEMENTS = Achievements(
    records=(
        TrainingRecord(1, date(2025, 9, 12)),
        TrainingRecord(2, date(2026, 11, 2), RecordState.REPORTED),
    ),
    qualifications=(QualificationHeld("ITパスポート", date(2024, 8, 20)),),
)
PLAN = Plan(
    year=2026,
    courses=(
        PlannedCourse(SECURITY, on=None, deadline=date(2026, 9, 30), scheduled=True),
        PlannedCourse(DX_BASICS, on=None, deadline=None, scheduled=True),
        PlannedCourse(BPR, on=date(2026, 12, 10), deadline=DEADLINE, scheduled=True),
    ),
    hours=4.5,
    hours_unknown=1,
    not_covered=("データサイエンス",),
    next_year=(),
    proven_shortest=True,
)


CASE_TEXT = CaseText(
    title="申請書の転記をRPAで自動化",
    before="紙の申請書を、毎月20時間かけて台帳に転記していた。",
    after="RPAで読み取り、台帳に書き込むようにした。",
    effect=Effect(hours=18),
    tools=("RPA",),
)
WAITING_CASE = Case(
    id=12,
    number=12,
    author_id=1,
    department="市民部",
    section="市民課",
    state=CaseState.LEADER_REVIEW,
    version=1,
    text=CASE_TEXT,
    created_at=NOW,
    waiting_since=NOW,
)
PUBLISHED_CASE = PublishedCase(
    id=7,
    number=7,
    author_id=3,
    department="税務部",
    section="市民税課",
    text=CaseText(
        title="課税資料の入力をAI-OCRで短縮",
        before="紙の資料を手で入力していた。",
        after="AI-OCRで読み取るようにした。",
    ),
    published_at=NOW,
)
