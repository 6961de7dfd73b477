"""The sample courses against the five policies and the calendar."""

from datetime import date, timedelta

import pytest

from domain import fiscal_year
from domain.training import Obligation
from samples import contents
from samples.catalogue_file import session_days
from storage.policy_file import shipped_policies

WITHOUT_COURSE = {
    "shimonoseki": {"改善事例の共有・横展開"},
    "yamaguchi": {"アプリ開発(上級)"},
    "kakamigahara": {"デジタル技術による改善(全庁)"},
    "tokyo-template": {"システム監査", "データ・AI活用業務の設計・事業実装・評価"},
    "okayama": set[str](),
}
"""「研修が未登録」 is seen with these. 岡山市's five skills are too few to leave one out."""

DATES = [date(2026, 4, 1), date(2027, 3, 31), date(2028, 2, 29), date(2026, 11, 21)]
COURSES = contents.catalogue().courses


@pytest.mark.parametrize("policy_id", contents.POLICIES)
def test_研修のスキルはすべて方針にある(policy_id: str) -> None:
    skills = {skill.name for skill in shipped_policies()[policy_id].skills}
    for course in COURSES:
        assert course.skills[policy_id], f"{course.code} に {policy_id} のスキルがありません"
        assert set(course.skills[policy_id]) <= skills, course.code


@pytest.mark.parametrize("policy_id", contents.POLICIES)
def test_研修がないスキルはわざと残したものだけ(policy_id: str) -> None:
    skills = {skill.name for skill in shipped_policies()[policy_id].skills}
    given = {skill for course in COURSES for skill in course.skills[policy_id]}
    assert skills - given == WITHOUT_COURSE[policy_id]


def test_同梱の方針すべてで書き出せる() -> None:
    assert set(contents.POLICIES) == set(shipped_policies())


def test_研修は約40で必須と選択がある() -> None:
    assert 38 <= len(COURSES) <= 45
    assert len({course.code for course in COURSES}) == len(COURSES)
    assert {course.obligation for course in COURSES} == set(Obligation)


def test_前提研修は一覧の上にある() -> None:
    seen: set[str] = set()
    for course in COURSES:
        assert set(course.prerequisites) <= seen, course.code
        seen.add(course.code)


def test_期限と確認と随時受講がそろっている() -> None:
    assert {"毎年9月30日", "毎年12月25日", "採用後6か月"} <= {course.deadline for course in COURSES}
    assert any(course.confirmation for course in COURSES)
    assert any(course.on_demand for course in COURSES)
    assert any(not course.hours for course in COURSES), "時間が未登録の研修も1つ要ります"


def test_随時受講でない研修には開催回がある() -> None:
    for course in COURSES:
        assert course.on_demand != bool(course.sessions), course.code


@pytest.mark.parametrize("today", DATES, ids=str)
def test_開催日は今年度か今日から60日以内で平日(today: date) -> None:
    this_year = fiscal_year.fiscal_year(today)
    for course in COURSES:
        days = [day for day, _ in session_days(course, today)]
        assert len(set(days)) == len(course.sessions)
        for day in days:
            soon = timedelta(0) <= day - today <= timedelta(days=70)
            assert fiscal_year.fiscal_year(day) == this_year or soon, (course.code, day)
            assert day.weekday() in (1, 2, 3), (course.code, day)


@pytest.mark.parametrize("today", DATES, ids=str)
def test_これからの回に満席と締切後と空席がある(today: date) -> None:
    coming = [(day, plan) for c in COURSES for day, plan in session_days(c, today) if day > today]
    closed = [
        plan
        for day, plan in coming
        if plan.close_before is not None and day - timedelta(days=plan.close_before) < today
    ]
    assert any(plan.capacity == plan.applied for _, plan in coming)
    assert closed
    assert any(plan.capacity and plan.applied < plan.capacity for _, plan in coming)
    assert any(day - today <= timedelta(days=14) for day, _ in coming)
